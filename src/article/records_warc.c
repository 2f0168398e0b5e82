/* Records of web archives.
 * In: records of a WARC file. Out: pages as records of articles, each in UTF-8, with the address and the day that it was fetched. */
#include "article/records_warc.h"

#include <string.h>

#include "article/page.h"
#include "base/memory.h"
#include "codec/encoding.h"
#include "codec/headers.h"
#include "codec/http.h"
#include "codec/warc.h"
#include "text/utf8.h"

/* Why a record is no article. */
typedef enum tally { REVISITS, OTHER_STATUS, OTHER_CONTENT, OTHER_RECORDS, N_TALLIES } tally;

struct slant_records_warc {
  const slant_records_options *options;
  slant_input *input;
  slant_warc *archive;
  uint64_t tallies[N_TALLIES], n_articles, n_cut;
  bool told;
};

/* A page or a text in an archive. */
typedef struct content {
  const slant_warc_record *record;
  slant_text bytes, type, language;
} content;

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
                         (unsigned long long)warc->n_articles, (int)text.len, text.ptr);
    warc->options->warning(warc->options->user, &warning);
  }
  slant_buffer_free(&text);
}

static bool is_page(slant_text type) { return slant_headers_same(type, "text/html") || slant_headers_same(type, "application/xhtml+xml"); }

/* The content in UTF-8, repaired, in `out`. */
static slant_status decode(const slant_records_warc *warc, const content *c, slant_buffer *out, const slant_encoding **encoding, slant_error *err) {
  slant_encoding_hints hints = {warc->options->encoding, c->type, warc->options->strict, slant_input_path(warc->input)};
  size_t mark;
  slant_status status = slant_encoding_of_page(encoding, &mark, c->bytes, &hints, err);
  out->max = 4 * warc->options->max_record_bytes; /* a character has at most four bytes in UTF-8 */
  return status == SLANT_OK ? slant_encoding_decode(*encoding, (slant_text){c->bytes.ptr + mark, c->bytes.len - mark}, out, err) : status;
}

static slant_status keep_field(slant_record *record, slant_field field, slant_text text, slant_error *err) {
  if (text.len == 0 || record->fields[field].len > 0) return SLANT_OK;
  return slant_record_copy(record, text, false, "header", &record->fields[field], NULL, err);
}

/* Plain text, as programs that take pages apart keep it. */
static slant_status fill_text(const slant_records_warc *warc, const content *c, slant_text text, const slant_page_hints *hints,
                              slant_record *record, slant_error *err) {
  slant_text day = {c->record->date.ptr, c->record->date.len < 10 ? 0 : 10};
  slant_status status = slant_record_copy(record, text, warc->options->strict, "text", &record->text, NULL, err);
  record->has_text = true;
  if (status == SLANT_OK) status = keep_field(record, SLANT_URL, hints->url, err);
  if (status == SLANT_OK) status = keep_field(record, SLANT_DATE, day, err);
  return status == SLANT_OK ? keep_field(record, SLANT_ENCODING, hints->encoding, err) : status;
}

static slant_status fill(const slant_records_warc *warc, const content *c, slant_record *record, slant_error *err) {
  const slant_encoding *encoding;
  slant_buffer utf8 = {0}, uri = {0};
  slant_status status = decode(warc, c, &utf8, &encoding, err);
  (void)slant_utf8_repair(c->record->uri, &uri); /* an address of any bytes says nothing against the text */
  if (status == SLANT_OK) status = slant_buffer_check(&uri, err);
  if (status == SLANT_OK) {
    slant_text name = {encoding->name, strlen(encoding->name)}, text = slant_buffer_get(&utf8);
    slant_page_hints hints = {slant_buffer_get(&uri), c->record->date, c->language, name};
    status = is_page(slant_headers_first(c->type)) ? slant_page_fill(record, warc->options, text, &hints, err)
                                                   : fill_text(warc, c, text, &hints, record, err);
  }
  slant_buffer_free(&utf8);
  slant_buffer_free(&uri);
  return status;
}

/* A response of a server: its page, if it is one. */
static slant_status read_response(slant_records_warc *warc, const slant_warc_record *r, slant_record *record, bool *found, slant_error *err) {
  slant_http_limits limits = {warc->options->max_record_bytes, r->truncated, slant_input_path(warc->input), r->number};
  slant_http_response response;
  slant_buffer room = {0};
  content c = {.record = r};
  slant_status status = slant_http_parse(&response, r->block, &limits, err);
  if (status != SLANT_OK) return status;
  c.type = slant_headers_find(response.head, "content-type");
  c.language = slant_headers_find(response.head, "content-language");
  if (response.status != 200 || !is_page(slant_headers_first(c.type))) {
    warc->tallies[response.status != 200 ? OTHER_STATUS : OTHER_CONTENT]++;
    return SLANT_OK;
  }
  status = slant_http_body(&response, &limits, &room, &c.bytes, err);
  if (status == SLANT_OK) status = fill(warc, &c, record, err);
  slant_buffer_free(&room);
  *found = status == SLANT_OK;
  return status;
}

/* A page or text that is kept without a server's headers. */
static slant_status read_content(slant_records_warc *warc, const slant_warc_record *r, slant_record *record, bool *found, slant_error *err) {
  content c = {.record = r, .bytes = r->block, .type = r->content_type};
  slant_text kind = slant_headers_first(r->content_type);
  if (!is_page(kind) && !slant_headers_same(kind, "text/plain")) {
    warc->tallies[OTHER_CONTENT]++;
    return SLANT_OK;
  }
  slant_status status = fill(warc, &c, record, err);
  *found = status == SLANT_OK;
  return status;
}

slant_status slant_records_warc_next(slant_records_warc *warc, slant_record *record, bool *found, slant_error *err) {
  const char *source = record->source;
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
    slant_record_clear(record);
    record->source = source;
    record->line = r.number;
    bool http = r.type == SLANT_WARC_RESPONSE && slant_headers_same(slant_headers_first(r.content_type), "application/http");
    if (r.type == SLANT_WARC_REVISIT || r.type == SLANT_WARC_OTHER) {
      warc->tallies[r.type == SLANT_WARC_REVISIT ? REVISITS : OTHER_RECORDS]++;
    } else {
      status = http ? read_response(warc, &r, record, found, err) : read_content(warc, &r, record, found, err);
    }
    if (status != SLANT_OK) return status;
    warc->n_articles += *found;
    warc->n_cut += *found && r.truncated;
  }
  return SLANT_OK;
}

void slant_records_warc_close(slant_records_warc *warc) {
  if (warc == NULL) return;
  slant_warc_close(warc->archive);
  slant_memory_free(warc);
}
