/* Records of saved web pages: a file is one record.
 * In: a whole file, within the cap of a record; or a page that stands in a row or an object. Out: a record. */
#include "article/page.h"
#include "article/record_formats.h"

slant_status slant_records_html_bytes(slant_input *input, const slant_records_options *options, slant_buffer *bytes, slant_error *err) {
  slant_buffer_clear(bytes);
  bytes->max = options->max_record_bytes;
  return slant_input_rest(input, bytes, err);
}

slant_status slant_record_from_page(slant_record *record, slant_text bytes, const slant_records_options *options, slant_error *err) {
  return slant_page_fill(record, options, bytes, NULL, err);
}

slant_status slant_record_add_page(slant_record *record, slant_text html, const slant_records_options *options, slant_error *err) {
  if (html.len == 0 || record->text.len > 0 || record->has_paragraphs) return SLANT_OK;
  return slant_page_fill(record, options, html, &(slant_page_hints){.url = record->fields[SLANT_URL]}, err);
}
