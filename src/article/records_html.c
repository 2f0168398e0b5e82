/* Records of saved web pages: a file is one record.
 * In: a whole file, within the cap of a record; or a page that stands in a row or an object. Out: a record. */
#include <string.h>

#include "article/page.h"
#include "article/record_formats.h"
#include "codec/encoding.h"

slant_status slant_records_html_bytes(slant_input *input, const slant_records_options *options, slant_buffer *bytes, slant_error *err) {
  slant_buffer_clear(bytes);
  bytes->max = options->max_record_bytes;
  return slant_input_rest(input, bytes, err);
}

slant_status slant_record_from_page(slant_record *record, slant_text bytes, const slant_records_options *options, slant_error *err) {
  slant_encoding_hints said = {.told = options->encoding, .content_type = {"", 0}, .strict = options->strict, .path = record->source};
  const slant_encoding *encoding;
  slant_buffer utf8 = {.max = 4 * options->max_record_bytes};
  size_t mark;
  slant_status status = slant_encoding_of_page(&encoding, &mark, bytes, &said, err);
  if (status != SLANT_OK) return status;
  slant_page_hints hints = {.encoding = {encoding->name, strlen(encoding->name)}};
  slant_text page = {bytes.ptr + mark, bytes.len - mark};
  if (encoding->kind != SLANT_ENCODING_UTF8) {
    status = slant_encoding_decode(encoding, page, &utf8, err);
    page = slant_buffer_get(&utf8);
  }
  if (status == SLANT_OK) status = slant_page_fill(record, options, page, &hints, err);
  slant_buffer_free(&utf8);
  return status;
}

slant_status slant_record_add_page(slant_record *record, slant_text html, const slant_records_options *options, slant_error *err) {
  if (html.len == 0 || record->text.len > 0 || record->has_paragraphs) return SLANT_OK;
  return slant_page_fill(record, options, html, &(slant_page_hints){.url = record->fields[SLANT_URL]}, err);
}
