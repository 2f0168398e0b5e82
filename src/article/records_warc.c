/* Records of web archives.
 * In: records of a WARC file. Out: pages as they were sent, with the address and the day that they were fetched; records are made of them
 * elsewhere. */
#include "article/records_warc.h"

#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "codec/headers.h"
#include "codec/http.h"
#include "codec/warc.h"

/* Why a record is no page. */
typedef enum tally { REVISITS, OTHER_STATUS, OTHER_CONTENT, OTHER_RECORDS, N_TALLIES } tally;

struct slant_records_warc {
  const slant_records_options *options;
  slant_input *input;
  slant_warc *archive;
  slant_buffer body; /* of the last response, where it was packed */
  uint64_t tallies[N_TALLIES], n_pages, n_cut;
  bool told;
};

slant_status slant_records_warc_open(slant_records_warc **out, slant_input *input, const slant_records_options *options, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->options = options;
  (*out)->input = input;
  status = slant_warc_open(&(*out)->archive, input, options->max_record_bytes, err);
  if (status != SLANT_OK) {
    slant_records_warc_close(*out);
    *out = NULL;
  }
  return status;
}

/* What an archive held besides articles, and what of them is not whole. */
static void tell(slant_records_warc *warc) {
  static const char *const names[N_TALLIES] = {"revisits", "responses with another status than 200", "contents that are no page",
                                               "requests and other records"};
  const char *before = "; passed over: ";
  if (warc->told || warc->options->warning == NULL) return;
  warc->told = true;
  slant_buffer text = {0};
  if (warc->n_cut > 0) {
    slant_buffer_put_string(&text, ", of them cut off by the crawler: ");
    slant_buffer_put_u64(&text, warc->n_cut);
  }
  for (size_t i = 0; i < N_TALLIES; i++) {
    if (warc->tallies[i] == 0) continue;
    slant_buffer_put_string(&text, before);
    slant_buffer_put_string(&text, names[i]);
    slant_buffer_put_string(&text, ": ");
    slant_buffer_put_u64(&text, warc->tallies[i]);
    before = ", ";
  }
  if (text.len > 0 && text.missed == 0) {
    slant_error warning = {0};
    (void)slant_error_at(&warning, SLANT_E_DATA, slant_input_path(warc->input), 0, "pages read: %llu%.*s",
                         (unsigned long long)warc->n_pages, (int)text.len, text.ptr);
    warc->options->warning(warc->options->user, &warning);
  }
  slant_buffer_free(&text);
}

static bool is_page(slant_text type) { return slant_ascii_is(type, "text/html") || slant_ascii_is(type, "application/xhtml+xml"); }

/* A response of a server: its page, if it is one. */
static slant_status take_response(slant_records_warc *warc, const slant_warc_record *r, slant_raw_record *raw, bool *found, slant_error *err) {
  slant_http_limits limits = {warc->options->max_record_bytes, r->truncated, slant_input_path(warc->input), r->number};
  slant_http_response response;
  slant_status status = slant_http_parse(&response, r->block, &limits, err);
  if (status != SLANT_OK) return status;
  raw->content_type = slant_headers_find(response.head, "content-type");
  raw->language = slant_headers_find(response.head, "content-language");
  if (response.status != 200 || !is_page(slant_headers_first(raw->content_type))) {
    warc->tallies[response.status != 200 ? OTHER_STATUS : OTHER_CONTENT]++;
    return SLANT_OK;
  }
  status = slant_http_body(&response, &limits, &warc->body, &raw->bytes, err);
  *found = status == SLANT_OK;
  return status;
}

/* A page or text that is kept without a server's headers. */
static void take_content(slant_records_warc *warc, const slant_warc_record *r, slant_raw_record *raw, bool *found) {
  slant_text kind = slant_headers_first(r->content_type);
  raw->content_type = r->content_type;
  raw->bytes = r->block;
  *found = is_page(kind) || slant_ascii_is(kind, "text/plain");
  if (!*found) warc->tallies[OTHER_CONTENT]++;
}

slant_status slant_records_warc_next(slant_records_warc *warc, slant_raw_record *raw, uint64_t *line, bool *found, slant_error *err) {
  *found = false;
  while (!*found) {
    slant_warc_record r;
    bool more;
    slant_status status = slant_warc_next(warc->archive, &r, &more, err);
    if (status != SLANT_OK) return status;
    if (!more) {
      tell(warc);
      return SLANT_OK;
    }
    *raw = (slant_raw_record){{"", 0}, r.uri, r.date, {"", 0}, {"", 0}};
    *line = r.number;
    bool http = r.type == SLANT_WARC_RESPONSE && slant_ascii_is(slant_headers_first(r.content_type), "application/http");
    if (r.type == SLANT_WARC_REVISIT || r.type == SLANT_WARC_OTHER) {
      warc->tallies[r.type == SLANT_WARC_REVISIT ? REVISITS : OTHER_RECORDS]++;
    } else if (http) {
      status = take_response(warc, &r, raw, found, err);
    } else {
      take_content(warc, &r, raw, found);
    }
    if (status != SLANT_OK) return status;
    warc->n_pages += *found;
    warc->n_cut += *found && r.truncated;
  }
  return SLANT_OK;
}

void slant_records_warc_close(slant_records_warc *warc) {
  if (warc == NULL) return;
  slant_warc_close(warc->archive);
  slant_buffer_free(&warc->body);
  slant_memory_free(warc);
}
