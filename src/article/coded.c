/* Coded rows: from tables to rows.
 * In: CSV and TSV, as the coding page and spreadsheets write them. Out: labelled rows with the place where they stand; rows without a label
 * are counted. */
#include "article/coded.h"

#include <math.h>
#include <string.h>

#include "article/label.h"
#include "article/record.h"
#include "base/input.h"
#include "base/memory.h"
#include "base/number.h"
#include "codec/csv.h"
#include "text/utf8.h"

enum { ARTICLE, PARAGRAPH, LABEL, STRATUM, PROBABILITY, CODER, TITLE, TEXT, N_CELLS };
enum { DEFAULT_ROW_BYTES = 64 << 20, LONGEST_SHOWN = 80 };
static const char *const names[N_CELLS] = {"article", "paragraph", "label", "stratum", "probability", "coder", "title", "text"};

typedef struct loader {
  slant_coded *coded;
  size_t max_row_bytes;
  const char *source; /* path of the file at hand, in the arena */
  size_t place[N_CELLS]; /* column of each cell; SIZE_MAX: none */
  size_t n_columns;
  slant_buffer repaired;
} loader;

const char *slant_stratum_name(size_t index) {
  static const char *const strata[SLANT_N_STRATA] = {"errors", "duplicates", "margin", "random"};
  return strata[index];
}

static int shown(slant_text text) { return (int)(text.len < LONGEST_SHOWN ? text.len : LONGEST_SHOWN); }

static bool equal(slant_text a, const char *b) { return a.len == strlen(b) && memcmp(a.ptr, b, a.len) == 0; }

static slant_status read_header(loader *l, const slant_csv_row *header, slant_error *err) {
  for (size_t c = 0; c < N_CELLS; c++) l->place[c] = SIZE_MAX;
  l->n_columns = header->n_fields;
  for (size_t i = 0; i < header->n_fields; i++) {
    slant_text name = slant_utf8_trim(header->fields[i]);
    for (size_t c = 0; c < N_CELLS; c++) {
      if (!equal(name, names[c]) && !(c == ARTICLE && equal(name, "id"))) continue;
      if (l->place[c] != SIZE_MAX) {
        return slant_error_at(err, SLANT_E_DATA, l->source, header->line, "found two columns named %s, expected one", names[c]);
      }
      l->place[c] = i;
    }
  }
  for (size_t c = ARTICLE; c <= LABEL; c++) {
    if (l->place[c] != SIZE_MAX) continue;
    return slant_error_at(err, SLANT_E_DATA, l->source, header->line,
                          "found no column named %s, expected coded rows with article, paragraph and label, divided by commas", names[c]);
  }
  return SLANT_OK;
}

/* The cell as text in the arena: without the guard, without spaces around it, in UTF-8 whatever a spreadsheet made of it. */
static slant_status take_cell(loader *l, const slant_csv_row *row, size_t cell, slant_text *out, slant_error *err) {
  *out = (slant_text){"", 0};
  if (l->place[cell] == SIZE_MAX) return SLANT_OK;
  slant_buffer_clear(&l->repaired);
  (void)slant_utf8_repair(slant_csv_unguard(row->fields[l->place[cell]]), &l->repaired);
  slant_status status = slant_buffer_check(&l->repaired, err);
  if (status != SLANT_OK || l->repaired.len == 0) return status;
  *out = slant_arena_copy(&l->coded->arena, slant_utf8_trim(slant_buffer_get(&l->repaired)), err);
  return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* The stratum and, of a random one, the probability. */
static slant_status read_stratum(const loader *l, uint64_t line, const slant_text cells[N_CELLS], slant_coded_row *row, slant_error *err) {
  row->probability = (double)NAN;
  row->stratum = 0;
  while (row->stratum < SLANT_N_STRATA && !equal(cells[STRATUM], slant_stratum_name(row->stratum))) row->stratum++;
  if (row->stratum == SLANT_N_STRATA && cells[STRATUM].len > 0) {
    return slant_error_at(err, SLANT_E_DATA, l->source, line,
                          "found the stratum \"%.*s\", expected errors, duplicates, margin, random or none", shown(cells[STRATUM]),
                          cells[STRATUM].ptr);
  }
  if (row->stratum != SLANT_STRATUM_RANDOM) return SLANT_OK;
  if (slant_number_parse(cells[PROBABILITY], &row->probability) && row->probability > 0 && row->probability <= 1) return SLANT_OK;
  return slant_error_at(err, SLANT_E_DATA, l->source, line,
                        "found the probability \"%.*s\" in the stratum random, expected a number above 0, to 1", shown(cells[PROBABILITY]),
                        cells[PROBABILITY].ptr);
}

static slant_status add_row(loader *l, const slant_csv_row *given, slant_error *err) {
  slant_coded *coded = l->coded;
  slant_text cells[N_CELLS];
  slant_status status = SLANT_OK;
  if (given->n_fields != l->n_columns) {
    return slant_error_at(err, SLANT_E_DATA, l->source, given->line, "found %zu fields, expected %zu as in the header", given->n_fields,
                          l->n_columns);
  }
  for (size_t c = 0; c < N_CELLS && status == SLANT_OK; c++) status = take_cell(l, given, c, &cells[c], err);
  if (status != SLANT_OK) return status;
  if (cells[LABEL].len == 0) {
    coded->n_unlabelled++;
    return SLANT_OK;
  }
  slant_coded_row row = {.article = cells[ARTICLE], .paragraph = slant_record_number(cells[PARAGRAPH]), .label = cells[LABEL],
                         .coder = cells[CODER], .title = cells[TITLE], .text = cells[TEXT], .source = l->source, .line = given->line};
  if (row.coder.len == 0) row.coder = (slant_text){l->source, strlen(l->source)};
  if (row.article.len == 0 || row.paragraph == 0) {
    return slant_error_at(err, SLANT_E_DATA, l->source, given->line,
                          "found article \"%.*s\", paragraph \"%.*s\", expected an id and a number from 1", shown(cells[ARTICLE]),
                          cells[ARTICLE].ptr, shown(cells[PARAGRAPH]), cells[PARAGRAPH].ptr);
  }
  if (!slant_label_is_valid(row.label)) {
    return slant_error_at(err, SLANT_E_DATA, l->source, given->line, "found the label \"%.*s\", expected " SLANT_LABEL_RULE,
                          shown(row.label), row.label.ptr);
  }
  status = read_stratum(l, given->line, cells, &row, err);
  if (status == SLANT_OK) status = slant_memory_grow(&coded->rows, &coded->cap, coded->n + 1, sizeof *coded->rows, err);
  if (status == SLANT_OK) coded->rows[coded->n++] = row;
  return status;
}

static slant_status read_rows(loader *l, slant_csv *csv, slant_error *err) {
  slant_csv_row row;
  bool found;
  slant_status status = slant_csv_next(csv, &row, &found, err);
  if (status == SLANT_OK && found) status = read_header(l, &row, err);
  while (status == SLANT_OK && found) {
    status = slant_csv_next(csv, &row, &found, err);
    if (status == SLANT_OK && found) status = add_row(l, &row, err);
  }
  return status;
}

/* By its name a table is divided by tabs, or by commas. */
static char delimiter_of(const char *path) {
  size_t len = strlen(path);
  return len > 4 && strcmp(path + len - 4, ".tsv") == 0 ? '\t' : ',';
}

static slant_status load_file(loader *l, const char *path, slant_error *err) {
  slant_input *input = NULL;
  slant_csv *csv = NULL;
  slant_status status = slant_input_open(&input, path, err);
  if (status == SLANT_OK) {
    l->source = slant_arena_copy(&l->coded->arena, (slant_text){path, strlen(path)}, err).ptr;
    if (l->source == NULL) status = SLANT_E_MEMORY;
  }
  if (status == SLANT_OK) status = slant_csv_open(&csv, input, delimiter_of(path), l->max_row_bytes, err);
  if (status == SLANT_OK) status = read_rows(l, csv, err);
  slant_csv_close(csv);
  slant_input_close(input);
  return status;
}

slant_status slant_coded_load(slant_coded *coded, const char *const *paths, size_t n_paths, const slant_reader_options *options,
                              slant_error *err) {
  memset(coded, 0, sizeof *coded);
  loader l = {.coded = coded, .max_row_bytes = options->max_record_bytes == 0 ? DEFAULT_ROW_BYTES : options->max_record_bytes};
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < n_paths && status == SLANT_OK; i++) status = load_file(&l, paths[i], err);
  slant_buffer_free(&l.repaired);
  if (status != SLANT_OK) slant_coded_clear(coded);
  return status;
}

void slant_coded_clear(slant_coded *coded) {
  slant_arena_clear(&coded->arena);
  slant_memory_free(coded->rows);
  memset(coded, 0, sizeof *coded);
}
