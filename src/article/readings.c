/* Readings: from a table to rows in order.
 * In: CSV. Out: numbers of each paragraph, or the first row that is not what it should be. */
#include "article/readings.h"

#include <stdlib.h>
#include <string.h>

#include "article/record.h"
#include "base/compare.h"
#include "base/input.h"
#include "base/memory.h"
#include "base/number.h"
#include "codec/csv.h"

enum { MOST_ROW_BYTES = 1 << 20, MOST_LABELS = 20, ARTICLE = MOST_LABELS, PARAGRAPH, TARGET, ENCODER, N_CELLS };

typedef struct loader {
  slant_readings *readings;
  const char *path;
  const char *const *labels;
  size_t n_labels;
  size_t place[N_CELLS]; /* column of each label, of the article, the number, the target and the encoder; SIZE_MAX: not met */
  size_t n_columns;
} loader;

static const char *cell_name(const loader *l, size_t cell) {
  static const char *const names[] = {"article", "paragraph", "target", "encoder"};
  return cell < ARTICLE ? l->labels[cell] : names[cell - ARTICLE];
}

static bool is_asked_for(const loader *l, size_t cell) { return cell < l->n_labels || cell >= ARTICLE; }

static slant_status read_header(loader *l, const slant_csv_row *header, slant_error *err) {
  l->n_columns = header->n_fields;
  for (size_t c = 0; c < N_CELLS; c++) l->place[c] = SIZE_MAX;
  for (size_t c = 0; c < N_CELLS; c++) {
    if (!is_asked_for(l, c)) continue;
    const char *name = cell_name(l, c);
    for (size_t i = 0; i < header->n_fields; i++) {
      if (header->fields[i].len != strlen(name) || memcmp(header->fields[i].ptr, name, header->fields[i].len) != 0) continue;
      if (l->place[c] != SIZE_MAX) return slant_error_at(err, SLANT_E_DATA, l->path, header->line, "found two columns named %s, expected one", name);
      l->place[c] = i;
    }
    if (c < TARGET && l->place[c] == SIZE_MAX) return slant_error_at(err, SLANT_E_DATA, l->path, header->line, "found no column named %s, expected one", name);
  }
  return SLANT_OK;
}

static slant_status take_outputs(const loader *l, const slant_csv_row *given, slant_reading *row, slant_error *err) {
  double *outputs = slant_arena_get(&l->readings->arena, l->n_labels * sizeof *outputs, err);
  if (outputs == NULL) return SLANT_E_MEMORY;
  for (size_t k = 0; k < l->n_labels; k++) {
    slant_text cell = given->fields[l->place[k]];
    if (slant_number_parse(cell, &outputs[k])) continue; /* finite ones alone */
    return slant_error_at(err, SLANT_E_DATA, l->path, given->line, "found \"%.*s\" as %s, expected a number", (int)(cell.len < 40 ? cell.len : 40),
                          cell.ptr, l->labels[k]);
  }
  row->outputs = outputs;
  return SLANT_OK;
}

static slant_status add_row(const loader *l, const slant_csv_row *given, slant_error *err) {
  slant_readings *r = l->readings;
  if (given->n_fields != l->n_columns) {
    return slant_error_at(err, SLANT_E_DATA, l->path, given->line, "found %zu fields, expected %zu as in the header", given->n_fields, l->n_columns);
  }
  slant_text id = given->fields[l->place[ARTICLE]];
  slant_reading row = {.paragraph = slant_record_number(given->fields[l->place[PARAGRAPH]]), .line = given->line};
  if (id.len == 0 || row.paragraph == 0) {
    return slant_error_at(err, SLANT_E_DATA, l->path, given->line, "found no id of an article or no number from 1, expected both");
  }
  row.toward_target = l->place[TARGET] != SIZE_MAX && given->fields[l->place[TARGET]].len > 0;
  row.article = slant_arena_copy(&r->arena, id, err);
  slant_status status = row.article.ptr == NULL ? SLANT_E_MEMORY : take_outputs(l, given, &row, err);
  if (status == SLANT_OK && l->place[ENCODER] != SIZE_MAX) {
    row.encoder = slant_arena_copy(&r->arena, given->fields[l->place[ENCODER]], err);
    if (row.encoder.ptr == NULL) status = SLANT_E_MEMORY;
  }
  if (status == SLANT_OK) status = slant_memory_grow(&r->rows, &r->cap, r->n + 1, sizeof *r->rows, err);
  if (status == SLANT_OK) r->rows[r->n++] = row;
  return status;
}

static int compare(slant_text article, uint32_t paragraph, bool toward_target, const slant_reading *row) {
  int order = slant_compare_text(article, row->article);
  if (order == 0) order = (paragraph > row->paragraph) - (paragraph < row->paragraph);
  return order != 0 ? order : (int)toward_target - (int)row->toward_target;
}

static int by_place(const void *x, const void *y) {
  const slant_reading *a = x;
  return compare(a->article, a->paragraph, a->toward_target, y);
}

static slant_status read_rows(loader *l, slant_csv *csv, slant_error *err) {
  slant_readings *r = l->readings;
  slant_csv_row row;
  bool found;
  slant_status status = slant_csv_next(csv, &row, &found, err);
  if (status == SLANT_OK && !found) status = slant_error_at(err, SLANT_E_DATA, l->path, 1, "found an empty file, expected a header");
  if (status == SLANT_OK) status = read_header(l, &row, err);
  while (status == SLANT_OK && found) {
    status = slant_csv_next(csv, &row, &found, err);
    if (status == SLANT_OK && found) status = add_row(l, &row, err);
  }
  if (status != SLANT_OK) return status;
  if (r->n > 0) qsort(r->rows, r->n, sizeof *r->rows, by_place);
  for (size_t i = 1; i < r->n; i++) {
    if (by_place(&r->rows[i - 1], &r->rows[i]) != 0) continue;
    uint64_t line = r->rows[i].line > r->rows[i - 1].line ? r->rows[i].line : r->rows[i - 1].line;
    return slant_error_at(err, SLANT_E_DATA, l->path, line, "found paragraph %u of %.*s again, expected each once", r->rows[i].paragraph,
                          (int)(r->rows[i].article.len < 80 ? r->rows[i].article.len : 80), r->rows[i].article.ptr);
  }
  return SLANT_OK;
}

slant_status slant_readings_load(slant_readings *readings, const char *path, const char *const *labels, size_t n_labels, slant_error *err) {
  loader l = {.readings = readings, .path = path, .labels = labels, .n_labels = n_labels};
  slant_input *input = NULL;
  slant_csv *csv = NULL;
  slant_status status = slant_input_open(&input, path, err);
  if (status == SLANT_OK) status = slant_csv_open(&csv, input, ',', MOST_ROW_BYTES, err);
  if (status == SLANT_OK) status = read_rows(&l, csv, err);
  slant_csv_close(csv);
  slant_input_close(input);
  return status;
}

const slant_reading *slant_readings_find(const slant_readings *r, slant_text article, uint32_t paragraph, bool toward_target) {
  size_t low = 0, high = r->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = compare(article, paragraph, toward_target, &r->rows[middle]);
    if (order == 0) return &r->rows[middle];
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return NULL;
}

void slant_readings_clear(slant_readings *readings) {
  slant_memory_free(readings->rows);
  slant_arena_clear(&readings->arena);
  *readings = (slant_readings){0};
}
