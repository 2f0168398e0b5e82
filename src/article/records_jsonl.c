/* Records of JSON lines.
 * In: lines. Out: records. A line that is unfit does not keep the next one from being read. */
#include "article/record_object.h"
#include "text/utf8.h"

static slant_status read_line(slant_record *record, slant_text bytes, const slant_records_options *options, bool *told_unread,
                              slant_error *err) {
  slant_buffer repaired = {0};
  slant_text text;
  slant_status status = slant_record_repair_json(record, bytes, options, &repaired, &text, err);
  if (status == SLANT_OK) status = slant_record_from_json(record, text, options, told_unread, err);
  slant_buffer_free(&repaired);
  return status;
}

slant_status slant_records_jsonl_next(slant_input *input, const slant_records_options *options, slant_record *record,
                                      bool *found, bool *told_unread, slant_error *err) {
  slant_text bytes;
  *found = false;
  for (;;) {
    bool too_long;
    slant_status status = slant_input_line(input, options->max_record_bytes, &bytes, &too_long, err);
    if (status != SLANT_OK) return status;
    record->line = slant_input_line_number(input);
    if (too_long) {
      return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                            "found a line of more than %zu bytes, expected at most that (--max-record raises the cap)",
                            options->max_record_bytes);
    }
    if (bytes.len == 0) return SLANT_OK;
    if (record->line == 1) bytes = slant_text_without_mark(bytes);
    if (slant_utf8_trim(bytes).len > 0 || slant_utf8_valid_prefix(bytes) < bytes.len) break;
  }
  *found = true;
  while (bytes.len > 0 && (bytes.ptr[bytes.len - 1] == '\n' || bytes.ptr[bytes.len - 1] == '\r')) bytes.len--;
  return read_line(record, bytes, options, told_unread, err);
}
