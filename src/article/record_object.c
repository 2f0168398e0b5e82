/* Record object: one article, or one paragraph where the object has a `paragraph`.
 * In: a JSON object. Out: a record, or what is wrong with which key. */
#include "article/record_object.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "text/utf8.h"

/* Working state for one object. */
typedef struct reading {
  const slant_records_options *options;
  slant_record *record;
  const slant_json *members[SLANT_N_COLUMNS]; /* NULL where there is none, or null */
  bool named[SLANT_N_COLUMNS];                /* whether the key was there at all */
  double probabilities[SLANT_MOST_LABEL_COLUMNS]; /* by label column; NaN where there is none */
  bool has_probabilities;
  bool in_arena;       /* the values lie in the record's arena */
  slant_buffer unread; /* names of keys that no field stands for */
} reading;

static slant_status wrong_kind(const reading *l, const char *name, const slant_json *value, const char *expected,
                               slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, l->record->source, l->record->line, "found %s as %s, expected %s",
                        slant_json_kind_name(value), name, expected);
}

static slant_status collect_member(void *user, slant_text name, const slant_json *value, slant_error *err) {
  reading *l = user;
  size_t column = slant_columns_find(&l->options->columns, name), label = slant_label_columns_find(l->options, name);
  if (label != SLANT_MOST_LABEL_COLUMNS) {
    if (slant_json_get_kind(value) == SLANT_JSON_NULL) return SLANT_OK;
    l->probabilities[label] = slant_json_number(value);
    l->has_probabilities = true;
    return isnan(l->probabilities[label]) ? wrong_kind(l, l->options->label_columns[label], value, "a probability", err) : SLANT_OK;
  }
  if (column == SLANT_N_COLUMNS) {
    if (l->unread.len > 0) slant_buffer_put_string(&l->unread, ", ");
    slant_buffer_put(&l->unread, name);
  } else {
    l->named[column] = true;
    if (slant_json_get_kind(value) != SLANT_JSON_NULL) l->members[column] = value;
  }
  return SLANT_OK;
}

/* A member that is there and not null. */
static const slant_json *member(const slant_json *object, const char *key) {
  const slant_json *value = slant_json_member(object, key);
  return value == NULL || slant_json_get_kind(value) == SLANT_JSON_NULL ? NULL : value;
}

/* Text of the record out of valid UTF-8: only a NUL, which an escape can stand for, has to be repaired. */
static slant_status keep_text(const reading *l, const slant_json *value, const char *name, slant_text *out, slant_error *err) {
  slant_text text = slant_json_string(value);
  if (memchr(text.ptr, '\0', text.len) != NULL) return slant_record_copy(l->record, text, l->options->strict, name, out, NULL, err);
  /* a line lives as long as a record that shares memory */
  bool stays = l->in_arena && (l->record->shared != NULL || !slant_json_is_borrowed(value));
  *out = stays ? text : slant_arena_copy(slant_record_arena(l->record), text, err);
  return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* A string, or a whole number as its decimal text. */
static slant_status read_string(const reading *l, const slant_json *value, const char *name, slant_text *out, slant_error *err) {
  if (value == NULL) {
    *out = (slant_text){"", 0};
    return SLANT_OK;
  }
  int64_t integer;
  if (slant_json_integer(value, &integer)) {
    slant_buffer digits = {0};
    if (integer < 0) slant_buffer_put_char(&digits, '-');
    slant_buffer_put_u64(&digits, integer < 0 ? (uint64_t)0 - (uint64_t)integer : (uint64_t)integer);
    slant_status status = slant_buffer_check(&digits, err);
    if (status == SLANT_OK) {
      *out = slant_arena_copy(slant_record_arena(l->record), slant_buffer_get(&digits), err);
      if (out->ptr == NULL) status = SLANT_E_MEMORY;
    }
    slant_buffer_free(&digits);
    return status;
  }
  if (slant_json_get_kind(value) != SLANT_JSON_STRING) return wrong_kind(l, name, value, "a string", err);
  return keep_text(l, value, name, out, err);
}

static slant_status read_number(const reading *l, const slant_json *value, const char *name, uint32_t *number, slant_error *err) {
  int64_t integer;
  *number = 0;
  if (value == NULL) return SLANT_OK;
  if (slant_json_integer(value, &integer) && integer > 0 && integer < 1000000000) {
    *number = (uint32_t)integer;
    return SLANT_OK;
  }
  if (slant_json_get_kind(value) == SLANT_JSON_STRING) *number = slant_record_number(slant_json_string(value));
  return *number > 0 ? SLANT_OK : wrong_kind(l, name, value, "a number from 1", err);
}

static slant_status read_weight(const reading *l, const slant_json *value, double *weight, slant_error *err) {
  *weight = 1;
  if (value == NULL) return SLANT_OK;
  *weight = slant_json_number(value);
  if (*weight >= 0 && *weight <= 1e6) return SLANT_OK;
  return wrong_kind(l, "weight", value, "a number from 0 to 1000000", err);
}

/* Whether the flags, which `slant read` writes, hold one of that name. */
static bool has_flag(const slant_json *flags, const char *name) {
  if (flags == NULL || slant_json_get_kind(flags) != SLANT_JSON_ARRAY) return false;
  for (size_t i = 0; i < slant_json_n_items(flags); i++) {
    slant_text flag = slant_json_string(slant_json_item(flags, i));
    if (flag.len == strlen(name) && memcmp(flag.ptr, name, flag.len) == 0) return true;
  }
  return false;
}

/* Keys of an element that are labels' names. */
static slant_status read_probabilities(const reading *l, const slant_json *object, slant_record_paragraph *paragraph, slant_error *err) {
  double probabilities[SLANT_MOST_LABEL_COLUMNS];
  for (size_t k = 0; k < l->options->n_label_columns; k++) {
    const char *name = l->options->label_columns[k];
    bool is_label = slant_label_columns_find(l->options, (slant_text){name, strlen(name)}) == k;
    const slant_json *value = is_label ? member(object, name) : NULL;
    probabilities[k] = value == NULL ? (double)NAN : slant_json_number(value);
    if (value != NULL && isnan(probabilities[k])) return wrong_kind(l, name, value, "a probability", err);
  }
  return slant_label_columns_take(l->options, probabilities, l->record, paragraph, err);
}

/* The members of an object of a `paragraphs` array. */
static slant_status read_element(const reading *l, const slant_json *object, slant_record_paragraph *paragraph, slant_error *err) {
  const slant_json *text = member(object, "text");
  if (text == NULL) return wrong_kind(l, "an element of paragraphs, without text,", object, "a string or an object with text", err);
  slant_status status = read_string(l, text, "text of a paragraph", &paragraph->text, err);
  if (status == SLANT_OK) status = read_number(l, member(object, "paragraph"), "paragraph", &paragraph->number, err);
  if (status == SLANT_OK) status = read_string(l, member(object, "label"), "label", &paragraph->label, err);
  if (status == SLANT_OK) status = read_weight(l, member(object, "weight"), &paragraph->weight, err);
  int64_t start, end;
  const slant_json *start_value = member(object, "start"), *end_value = member(object, "end");
  if (start_value != NULL && end_value != NULL && slant_json_integer(start_value, &start) &&
      slant_json_integer(end_value, &end) && start >= 0 && end >= start) {
    paragraph->has_span = true;
    paragraph->start = (size_t)start;
    paragraph->end = (size_t)end;
  }
  const slant_json *flags = member(object, "flags");
  paragraph->repaired = has_flag(flags, "repaired-utf8");
  if (flags != NULL && slant_json_get_kind(flags) == SLANT_JSON_ARRAY) { /* a page may have told what no text does */
    paragraph->furniture = has_flag(flags, "furniture") ? SLANT_FURNITURE_IS : SLANT_FURNITURE_IS_NOT;
  }
  return status == SLANT_OK && l->options->n_label_columns > 0 ? read_probabilities(l, object, paragraph, err) : status;
}

static slant_status read_paragraphs(const reading *l, const slant_json *array, slant_error *err) {
  slant_record *record = l->record;
  if (slant_json_get_kind(array) != SLANT_JSON_ARRAY) return wrong_kind(l, "paragraphs", array, "an array", err);
  record->n_paragraphs = slant_json_n_items(array);
  record->has_paragraphs = true;
  record->paragraphs = slant_arena_get(slant_record_arena(record), (record->n_paragraphs + 1) * sizeof *record->paragraphs, err);
  if (record->paragraphs == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < record->n_paragraphs; i++) {
    const slant_json *item = slant_json_item(array, i);
    slant_record_paragraph *paragraph = &record->paragraphs[i];
    paragraph->weight = 1;
    paragraph->label = (slant_text){"", 0};
    slant_status status = slant_json_get_kind(item) == SLANT_JSON_OBJECT
                              ? read_element(l, item, paragraph, err)
                              : read_string(l, item, "an element of paragraphs", &paragraph->text, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

/* A row of one paragraph: the object has a `paragraph`, or a label of its own. */
static slant_status read_row(const reading *l, slant_error *err) {
  slant_record *record = l->record;
  record->paragraphs = slant_arena_get(slant_record_arena(record), sizeof *record->paragraphs, err);
  if (record->paragraphs == NULL) return SLANT_E_MEMORY;
  record->n_paragraphs = 1;
  record->has_paragraphs = true;
  record->is_row = l->members[SLANT_COLUMN_PARAGRAPH] != NULL;
  slant_record_paragraph *paragraph = record->paragraphs;
  paragraph->text = record->text;
  slant_status status = read_number(l, l->members[SLANT_COLUMN_PARAGRAPH], "paragraph", &paragraph->number, err);
  if (status == SLANT_OK) status = read_string(l, l->members[SLANT_COLUMN_LABEL], "label", &paragraph->label, err);
  if (status == SLANT_OK) status = read_weight(l, l->members[SLANT_COLUMN_WEIGHT], &paragraph->weight, err);
  if (status == SLANT_OK && l->has_probabilities) {
    status = slant_label_columns_take(l->options, l->probabilities, record, paragraph, err);
  }
  if (status == SLANT_OK && record->is_row && record->fields[SLANT_ID].len == 0) {
    return slant_error_at(err, SLANT_E_DATA, record->source, record->line, "found a paragraph without the id of its article, expected one");
  }
  return status;
}

static slant_status read_object(reading *l, const slant_json *object, slant_error *err) {
  if (slant_json_get_kind(object) != SLANT_JSON_OBJECT) return wrong_kind(l, "a record", object, "an object", err);
  slant_status status = slant_json_each(object, collect_member, l, err);
  for (size_t f = 0; f < SLANT_N_FIELDS && status == SLANT_OK; f++) {
    status = read_string(l, l->members[f], slant_column_name(f), &l->record->fields[f], err);
    if (status == SLANT_OK) l->record->fields[f] = slant_utf8_trim(l->record->fields[f]);
  }
  if (status != SLANT_OK) return status;
  const slant_json *text = l->members[SLANT_COLUMN_TEXT], *paragraphs = l->members[SLANT_COLUMN_PARAGRAPHS];
  slant_text text_name = l->options->columns.names[SLANT_COLUMN_TEXT];
  if (!l->named[SLANT_COLUMN_TEXT] && !l->named[SLANT_COLUMN_HTML] && !l->named[SLANT_COLUMN_PARAGRAPHS] && l->unread.len > 0) {
    return slant_error_at(err, SLANT_E_DATA, l->record->source, l->record->line,
                          "found no %.*s and no paragraphs among the keys (others: %.*s), expected one of them "
                          "(--field text=NAME names another)",
                          (int)text_name.len, text_name.ptr, (int)(l->unread.len < 200 ? l->unread.len : 200), l->unread.ptr);
  }
  l->record->has_text = text != NULL;
  status = read_string(l, text, "text", &l->record->text, err);
  if (status != SLANT_OK) return status;
  if (paragraphs != NULL) return read_paragraphs(l, paragraphs, err);
  slant_text page;
  status = read_string(l, l->members[SLANT_COLUMN_HTML], "html", &page, err);
  if (status == SLANT_OK) status = slant_record_add_page(l->record, page, l->options, err);
  if (status != SLANT_OK || page.len > 0) return status;
  bool is_row = l->members[SLANT_COLUMN_PARAGRAPH] != NULL || l->members[SLANT_COLUMN_LABEL] != NULL || l->has_probabilities;
  return is_row ? read_row(l, err) : SLANT_OK;
}

static void tell_unread(const reading *l, bool *told) {
  if (*told || l->unread.len == 0 || l->unread.missed != 0 || l->options->warning == NULL) return;
  slant_error warning = {0};
  (void)slant_error_at(&warning, SLANT_E_DATA, l->record->source, l->record->line, "keys that are not read: %.*s",
                       (int)l->unread.len, l->unread.ptr);
  l->options->warning(l->options->user, &warning);
  *told = true;
}

static slant_status from_object(slant_record *record, const slant_json *object, bool in_arena, const slant_records_options *options,
                                bool *told_unread, slant_error *err) {
  reading l = {.options = options, .record = record, .in_arena = in_arena, .unread = {.max = 1 << 16}};
  for (size_t k = 0; k < SLANT_MOST_LABEL_COLUMNS; k++) l.probabilities[k] = (double)NAN;
  slant_status status = read_object(&l, object, err);
  if (status == SLANT_OK) tell_unread(&l, told_unread);
  slant_buffer_free(&l.unread);
  return status;
}

slant_status slant_record_from_object(slant_record *record, const slant_json *object, const slant_records_options *options,
                                      bool *told_unread, slant_error *err) {
  return from_object(record, object, false, options, told_unread, err);
}

slant_status slant_record_from_json(slant_record *record, slant_text text, const slant_records_options *options, bool *told_unread,
                                    slant_error *err) {
  const slant_json *object;
  slant_status status = slant_json_read(slant_record_arena(record), &object, text, record->source, record->line, err);
  return status == SLANT_OK ? from_object(record, object, true, options, told_unread, err) : status;
}

slant_status slant_record_repair_json(slant_record *record, slant_text bytes, const slant_records_options *options,
                                      slant_buffer *buffer, slant_text *out, slant_error *err) {
  size_t valid = slant_utf8_valid_prefix(bytes);
  *out = bytes;
  if (valid == bytes.len) return SLANT_OK;
  if (options->strict) {
    return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                          "found byte 0x%02X at offset %zu, expected UTF-8 without NUL (--strict)",
                          (unsigned)(unsigned char)bytes.ptr[valid], valid);
  }
  (void)slant_utf8_repair(bytes, buffer);
  *out = slant_buffer_get(buffer);
  record->repaired = true;
  return slant_buffer_check(buffer, err);
}
