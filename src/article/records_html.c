/* Records of saved web pages.
 * In: a page as it lies in a file or an archive, or stands in a row or an object. Out: a record. */
#include <string.h>

#include "article/record_formats.h"
#include "article/record_page.h"
#include "base/ascii.h"
#include "codec/encoding.h"
#include "codec/headers.h"
#include "text/utf8.h"

static slant_status keep_field(slant_record *record, slant_field field, slant_text text, slant_error *err) {
  return text.len == 0 ? SLANT_OK : slant_record_copy(record, text, false, "header", &record->fields[field], NULL, err);
}

/* Plain text, as programs that take pages apart keep it. */
static slant_status fill_text(slant_record *record, const slant_web_origin *origin, slant_text text, bool strict, slant_error *err) {
  slant_text day = {origin->date.ptr, origin->date.len < 10 ? 0 : 10};
  slant_status status = slant_record_copy(record, text, strict, "text", &record->text, NULL, err);
  record->has_text = true;
  if (status == SLANT_OK) status = keep_field(record, SLANT_URL, origin->url, err);
  if (status == SLANT_OK) status = keep_field(record, SLANT_DATE, day, err);
  return status == SLANT_OK ? keep_field(record, SLANT_ENCODING, origin->encoding, err) : status;
}

slant_status slant_record_from_page(slant_record *record, const slant_raw_record *raw, const slant_records_options *options, slant_error *err) {
  slant_encoding_hints said = {options->encoding, raw->content_type, options->strict, record->source};
  const slant_encoding *encoding;
  slant_buffer url = {0}, utf8 = {.max = 4 * options->max_record_bytes}; /* a character has at most four bytes in UTF-8 */
  size_t mark;
  slant_status status = slant_encoding_of_page(&encoding, &mark, raw->bytes, &said, err);
  if (status != SLANT_OK) return status;
  slant_text page = {raw->bytes.ptr + mark, raw->bytes.len - mark}, name = {encoding->name, strlen(encoding->name)};
  if (encoding->kind != SLANT_ENCODING_UTF8) {
    status = slant_encoding_decode(encoding, page, &utf8, err);
    page = slant_buffer_get(&utf8);
  }
  (void)slant_utf8_repair(raw->url, &url); /* an address of any bytes says nothing against the text */
  if (status == SLANT_OK) status = slant_buffer_check(&url, err);
  slant_web_origin origin = {slant_buffer_get(&url), raw->date, raw->language, name};
  bool is_text = slant_ascii_is(slant_headers_first(raw->content_type), "text/plain");
  if (status == SLANT_OK) {
    status = is_text ? fill_text(record, &origin, page, options->strict, err) : slant_record_fill_page(record, options, page, &origin, err);
  }
  slant_buffer_free(&url);
  slant_buffer_free(&utf8);
  return status;
}

slant_status slant_record_add_page(slant_record *record, slant_text html, const slant_records_options *options, slant_error *err) {
  if (html.len == 0 || record->text.len > 0 || record->has_paragraphs) return SLANT_OK;
  return slant_record_fill_page(record, options, html, &(slant_web_origin){.url = record->fields[SLANT_URL]}, err);
}
