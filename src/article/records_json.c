/* Records of a JSON file: an array of objects, or one object.
 * In: a whole file, within the cap of a record. Out: its elements as records. */
#include "article/record_object.h"
#include "base/memory.h"
#include "text/utf8.h"

struct slant_records_json {
  const slant_records_options *options;
  slant_json *document;
  slant_buffer bytes, repaired_bytes; /* the document lies in one of them */
  size_t next;
  bool repaired, told_unread;
};

static slant_status parse(slant_records_json *json, slant_input *input, slant_error *err) {
  slant_record whole = {.source = slant_input_path(input), .line = 1};
  slant_text text;
  json->bytes.max = json->options->max_record_bytes;
  slant_status status = slant_input_rest(input, &json->bytes, err);
  if (status == SLANT_OK) {
    text = slant_text_without_mark(slant_buffer_get(&json->bytes));
    status = slant_record_repair_json(&whole, text, json->options, &json->repaired_bytes, &text, err);
  }
  if (status == SLANT_OK && text.len > 0) status = slant_json_parse(&json->document, text, whole.source, 1, err);
  json->repaired = whole.repaired;
  return status;
}

slant_status slant_records_json_open(slant_records_json **out, slant_input *input, const slant_records_options *options,
                                     slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->options = options;
  status = parse(*out, input, err);
  if (status != SLANT_OK) {
    slant_records_json_close(*out);
    *out = NULL;
  }
  return status;
}

slant_status slant_records_json_next(slant_records_json *json, slant_record *record, bool *found, slant_error *err) {
  bool is_array = json->document != NULL && slant_json_get_kind(json->document) == SLANT_JSON_ARRAY;
  size_t n = json->document == NULL ? 0 : is_array ? slant_json_n_items(json->document) : 1;
  *found = false;
  if (json->next == n) return SLANT_OK;
  const slant_json *item = is_array ? slant_json_item(json->document, json->next) : json->document;
  json->next++;
  record->line = json->next; /* the place in the array stands for the line */
  record->repaired = json->repaired;
  *found = true;
  return slant_record_from_object(record, item, json->options, &json->told_unread, err);
}

void slant_records_json_close(slant_records_json *json) {
  if (json == NULL) return;
  slant_json_free(json->document);
  slant_buffer_free(&json->bytes);
  slant_buffer_free(&json->repaired_bytes);
  slant_memory_free(json);
}
