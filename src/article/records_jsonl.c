/* Records of JSON lines.
 * In: lines. Out: records. A line that is unfit does not keep the next one from being read. */
#include "article/record_object.h"
#include "text/utf8.h"

slant_status slant_record_from_line(slant_record *record, slant_text bytes, const slant_records_options *options, bool *told_unread,
                                    slant_error *err) {
  slant_buffer repaired = {0};
  slant_text text;
  slant_status status = slant_record_repair_json(record, bytes, options, &repaired, &text, err);
  if (status == SLANT_OK && text.ptr != bytes.ptr) { /* what is read may lie in the text */
    text = slant_arena_copy(slant_record_arena(record), text, err);
    if (text.ptr == NULL) status = SLANT_E_MEMORY;
  }
  slant_buffer_free(&repaired);
  return status == SLANT_OK ? slant_record_from_json(record, text, options, told_unread, err) : status;
}

slant_status slant_records_jsonl_line(slant_input *input, const slant_records_options *options, slant_text *bytes, uint64_t *line,
                                      bool *found, slant_error *err) {
  *found = false;
  for (;;) {
    bool too_long;
    slant_status status = slant_input_line(input, options->max_record_bytes, bytes, &too_long, err);
    if (status != SLANT_OK) return status;
    *line = slant_input_line_number(input);
    if (too_long) {
      return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), *line,
                            "found a line of more than %zu bytes, expected at most that (--max-record raises the cap)",
                            options->max_record_bytes);
    }
    if (bytes->len == 0) return SLANT_OK;
    if (*line == 1) *bytes = slant_text_without_mark(*bytes);
    slant_text inner = slant_utf8_trim(*bytes);
    if (inner.len > 0 || slant_utf8_valid_prefix(*bytes) < bytes->len) break;
  }
  *found = true;
  while (bytes->len > 0 && (bytes->ptr[bytes->len - 1] == '\n' || bytes->ptr[bytes->len - 1] == '\r')) bytes->len--;
  return SLANT_OK;
}

slant_status slant_records_jsonl_next(slant_input *input, const slant_records_options *options, slant_record *record,
                                      bool *found, bool *told_unread, slant_error *err) {
  slant_text bytes;
  slant_status status = slant_records_jsonl_line(input, options, &bytes, &record->line, found, err);
  return status == SLANT_OK && *found ? slant_record_from_line(record, bytes, options, told_unread, err) : status;
}
