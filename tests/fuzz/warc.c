/* Web archives: records from any bytes, and the bodies of responses with their codings undone.
 * Holds: how many bytes come at a time makes no difference; bodies stay within their cap. */
#include "codec/warc.h"

#include "article/records_warc.h"
#include "codec/http.h"
#include "fuzz.h"

enum { MOST_BYTES = 1 << 16 };

static void check_body(slant_text block) {
  const slant_http_limits limits = {.max_bytes = MOST_BYTES, .path = "fuzzed", .line = 1};
  slant_http_response response;
  slant_buffer room = {0};
  slant_text body;
  slant_error err = {0};
  slant_status status = slant_http_parse(&response, block, &limits, &err);
  if (status == SLANT_OK) {
    FUZZ_HOLDS(response.head.len + response.body.len == block.len);
    status = slant_http_body(&response, &limits, &room, &body, &err);
  }
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0'));
  FUZZ_HOLDS(status != SLANT_OK || body.len <= MOST_BYTES || body.len <= block.len);
  slant_buffer_free(&room);
}

static void see(slant_buffer *seen, slant_text text) {
  slant_buffer_put_u64(seen, text.len);
  slant_buffer_put_char(seen, ' ');
  slant_buffer_put(seen, text);
}

static slant_buffer read_records(slant_text bytes, size_t step) {
  slant_input *input = fuzz_open(bytes, step);
  slant_buffer seen = {0};
  slant_warc *warc;
  bool found = true;
  size_t n = 0;
  FUZZ_HOLDS(slant_warc_open(&warc, input, MOST_BYTES, NULL) == SLANT_OK);
  while (found) {
    slant_warc_record record;
    slant_error err = {0};
    slant_status status = slant_warc_next(warc, &record, &found, &err);
    FUZZ_HOLDS(n++ <= bytes.len); /* each takes a byte or more */
    if (status != SLANT_OK) {
      FUZZ_HOLDS(status == SLANT_E_DATA);
      see(&seen, (slant_text){err.text, strlen(err.text)});
      found = true;
      continue;
    }
    if (!found) break;
    slant_buffer_put_u64(&seen, record.number);
    see(&seen, record.uri);
    see(&seen, record.date);
    see(&seen, record.content_type);
    see(&seen, record.block);
    if (step == 0) check_body(record.block);
  }
  slant_warc_close(warc);
  slant_input_close(input);
  return seen;
}

static void check_page(const slant_raw_record *raw, const slant_records_options *options) {
  slant_record record = {.source = "fuzzed"};
  slant_error err = {0};
  slant_status status = slant_record_from_page(&record, raw, options, &err);
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0'));
  slant_record_clear(&record);
}

static void check_pages(slant_text bytes) {
  const slant_records_options options = {.max_record_bytes = MOST_BYTES};
  slant_input *input = fuzz_open(bytes, 0);
  slant_records_warc *warc;
  bool found = true;
  FUZZ_HOLDS(slant_records_warc_open(&warc, input, &options, NULL) == SLANT_OK);
  for (size_t n = 0; found && n <= bytes.len; n++) {
    slant_raw_record raw;
    uint64_t line;
    slant_error err = {0};
    slant_status status = slant_records_warc_next(warc, &raw, &line, &found, &err);
    FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0'));
    if (status != SLANT_OK) found = true;
    else if (found) check_page(&raw, &options);
  }
  slant_records_warc_close(warc);
  slant_input_close(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input);
  slant_buffer whole = read_records(input, 0), parts = read_records(input, 1 + choice);
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&whole), slant_buffer_get(&parts)));
  slant_buffer_free(&whole);
  slant_buffer_free(&parts);
  check_body(input);
  check_pages(input);
  return 0;
}
