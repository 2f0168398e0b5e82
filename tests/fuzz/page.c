/* Pages: HTML from any bytes.
 * Holds: nodes lie in one another, their texts in the page and are UTF-8; what becomes of a page is a record whose texts are, too. */
#include "article/record_page.h"

#include "codec/html.h"
#include "fuzz.h"
#include "text/utf8.h"

static bool is_utf8(slant_text text) { return slant_utf8_valid_prefix(text) == text.len; }

static void check_nodes(slant_text html) {
  slant_html *document;
  slant_error err = {0};
  uint32_t n;
  if (slant_html_read(&document, html, "fuzzed", &err) != SLANT_OK) {
    FUZZ_HOLDS(err.status == SLANT_E_DATA && err.text[0] != '\0');
    return;
  }
  const slant_html_node *nodes = slant_html_nodes(document, &n);
  FUZZ_HOLDS(n > 0 && nodes[0].end == n);
  for (uint32_t i = 0; i < n; i++) {
    FUZZ_HOLDS(nodes[i].end > i && nodes[i].end <= n);
    FUZZ_HOLDS(i == 0 || (nodes[i].parent < i && nodes[nodes[i].parent].end >= nodes[i].end && nodes[i].depth == nodes[nodes[i].parent].depth + 1));
    FUZZ_HOLDS(is_utf8(slant_html_node_text(document, &nodes[i])));
    for (int a = 0; a < SLANT_HTML_N_ATTRIBUTES; a++) {
      slant_text value = slant_html_get(document, &nodes[i], (slant_html_attribute)a);
      FUZZ_HOLDS(value.ptr == NULL || is_utf8(value));
    }
  }
  size_t n_data;
  const slant_text *data = slant_html_data(document, &n_data);
  for (size_t i = 0; i < n_data; i++) FUZZ_HOLDS(data[i].ptr >= html.ptr && data[i].ptr + data[i].len <= html.ptr + html.len);
  slant_html_free(document);
}

static void check_record(slant_text bytes, const slant_records_options *options) {
  slant_record record = {.source = "fuzzed"};
  slant_error err = {0};
  const slant_raw_record raw = {.bytes = bytes, .url = {bytes.ptr, bytes.len < 20 ? bytes.len : 20}, .content_type = {"", 0}};
  slant_status status = slant_record_from_page(&record, &raw, options, &err);
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0'));
  if (status == SLANT_OK) {
    FUZZ_HOLDS(is_utf8(record.text));
    for (int f = 0; f < SLANT_N_FIELDS; f++) FUZZ_HOLDS(is_utf8(record.fields[f]));
    for (size_t i = 0; i < record.n_paragraphs; i++) FUZZ_HOLDS(is_utf8(record.paragraphs[i].text));
  }
  slant_record_clear(&record);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input);
  const slant_records_options options = {.strict = (choice & 1) != 0, .list_all = (choice & 2) != 0, .max_record_bytes = 1 << 20};
  slant_buffer repaired = fuzz_repair(input);
  check_nodes(slant_buffer_get(&repaired));
  check_record(input, &options);
  slant_buffer_free(&repaired);
  return 0;
}
