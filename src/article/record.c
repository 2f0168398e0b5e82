/* Record: the common part of all that records are made of.
 * In: bytes of a field. Out: repaired text in the record's arena. */
#include "article/record.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "text/utf8.h"

void slant_record_clear(slant_record *record) {
  slant_arena_clear(&record->arena);
  memset(record, 0, sizeof *record);
}

void slant_record_free(slant_record *record) {
  if (record == NULL) return;
  slant_record_clear(record);
  slant_memory_free(record);
}

static slant_status copy_into(slant_record *record, slant_text *text, slant_error *err) {
  if (text->ptr == NULL) return SLANT_OK;
  *text = slant_arena_copy(&record->arena, *text, err);
  return text->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

slant_status slant_record_clone(slant_record **out, const slant_record *record, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_record *copy = *out;
  *copy = *record;
  copy->arena = (slant_arena){0};
  copy->shared = NULL;
  slant_text source = {record->source, strlen(record->source)};
  status = copy_into(copy, &source, err);
  copy->source = source.ptr;
  for (size_t f = 0; f < SLANT_N_FIELDS && status == SLANT_OK; f++) status = copy_into(copy, &copy->fields[f], err);
  if (status == SLANT_OK) status = copy_into(copy, &copy->text, err);
  if (status == SLANT_OK && record->has_paragraphs) {
    size_t size = record->n_paragraphs * sizeof *copy->paragraphs;
    copy->paragraphs = slant_arena_get_raw(&copy->arena, size, err);
    status = copy->paragraphs == NULL ? SLANT_E_MEMORY : SLANT_OK;
    if (status == SLANT_OK) memcpy(copy->paragraphs, record->paragraphs, size);
  }
  for (size_t i = 0; i < record->n_paragraphs && status == SLANT_OK; i++) {
    status = copy_into(copy, &copy->paragraphs[i].text, err);
    if (status == SLANT_OK) status = copy_into(copy, &copy->paragraphs[i].label, err);
  }
  if (status != SLANT_OK) {
    slant_record_free(copy);
    *out = NULL;
  }
  return status;
}

slant_status slant_record_copy(slant_record *record, slant_text bytes, bool strict, const char *name, slant_text *out,
                               bool *repaired, slant_error *err) {
  size_t valid = slant_utf8_valid_prefix(bytes);
  if (valid == bytes.len) {
    *out = slant_arena_copy(slant_record_arena(record), bytes, err);
    return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
  }
  if (strict) {
    return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                          "found byte 0x%02X at offset %zu of the %s, expected UTF-8 without NUL (--strict)",
                          (unsigned)(unsigned char)bytes.ptr[valid], valid, name);
  }
  slant_buffer buffer = {0};
  (void)slant_utf8_repair(bytes, &buffer);
  slant_status status = slant_buffer_check(&buffer, err);
  if (status == SLANT_OK) {
    *out = slant_arena_copy(slant_record_arena(record), slant_buffer_get(&buffer), err);
    if (out->ptr == NULL) status = SLANT_E_MEMORY;
  }
  slant_buffer_free(&buffer);
  record->repaired = true;
  if (repaired != NULL) *repaired = true;
  return status;
}

bool slant_record_same_article(const slant_record *a, const slant_record *b) {
  slant_text x = a->fields[SLANT_ID], y = b->fields[SLANT_ID];
  return a->is_row && b->is_row && x.len == y.len && memcmp(x.ptr, y.ptr, x.len) == 0;
}

uint32_t slant_record_number(slant_text text) {
  uint64_t number = 0;
  if (text.len == 0 || text.len > 9) return 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return 0;
    number = number * 10 + (uint64_t)(text.ptr[i] - '0');
  }
  return (uint32_t)number;
}
