/* Saved: articles.csv, paragraphs.csv and evidence.jsonl of a results folder, read side by side.
 * In: the folder. Out: one article after the other, with its rows and what evidence says of them. Of each article articles.csv tells how many
 * rows the others hold. */
#include "saved/saved.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/folder.h"
#include "base/memory.h"
#include "saved/saved_evidence.h"
#include "saved/saved_table.h"

enum { MOST_PARAGRAPHS = 1 << 24 };

static const char *const field_columns[SLANT_N_FIELDS] = {"article", "title", "source", "date", "author", "url", "language", "encoding",
                                                          "target", "topic"};

/* Columns of a label in articles.csv. */
enum { COUNT, SHARE, LOW, HIGH, N_LABEL_COLUMNS };

struct slant_saved {
  slant_arena run_arena, arena; /* of the run; of the article at hand */
  slant_saved_run run;
  slant_saved_table articles, paragraphs;
  slant_saved_evidence *evidence; /* NULL: none */
  size_t fields[SLANT_N_FIELDS], duplicate_of, sizes[3], label_columns[SLANT_MOST_LABELS][N_LABEL_COLUMNS], tone[3], framing, peaks[2];
  size_t article, paragraph, label, confidence, probabilities[SLANT_MOST_LABELS], row_tone, flags, decided, start, end, text;
  slant_saved_article at_hand;
};

static slant_status find_article_columns(slant_saved *s, slant_error *err) {
  static const char *const sizes[] = {"paragraphs", "scored", "furniture"}, *const tone[] = {"tone", "tone_low", "tone_high"},
                           *const peaks[] = {"peak_supportive", "peak_critical"},
                           *const prefixes[] = {"n_", "share_", "share_", "share_"}, *const suffixes[] = {"", "", "_low", "_high"};
  slant_saved_table *t = &s->articles;
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) s->fields[f] = slant_saved_table_look(t, field_columns[f]);
  if (s->fields[SLANT_ID] == SLANT_SAVED_NO_COLUMN) status = slant_saved_table_find(t, "article", &s->fields[SLANT_ID], err);
  s->duplicate_of = slant_saved_table_look(t, "duplicate_of");
  for (size_t i = 0; i < 3 && status == SLANT_OK; i++) status = slant_saved_table_find(t, sizes[i], &s->sizes[i], err);
  for (size_t k = 0; k < s->run.labels.n; k++) {
    for (size_t c = 0; c < N_LABEL_COLUMNS && status == SLANT_OK; c++) {
      char name[300];
      (void)snprintf(name, sizeof name, "%s%s%s", prefixes[c], s->run.labels.names[k], suffixes[c]);
      status = slant_saved_table_find(t, name, &s->label_columns[k][c], err);
    }
  }
  for (size_t i = 0; i < 3 && status == SLANT_OK; i++) status = slant_saved_table_find(t, tone[i], &s->tone[i], err);
  for (size_t i = 0; i < 2 && status == SLANT_OK; i++) status = slant_saved_table_find(t, peaks[i], &s->peaks[i], err);
  return status == SLANT_OK ? slant_saved_table_find(t, "framing", &s->framing, err) : status;
}

static slant_status find_paragraph_columns(slant_saved *s, slant_error *err) {
  slant_saved_table *t = &s->paragraphs;
  const struct {
    const char *name;
    size_t *column;
  } columns[] = {{"article", &s->article}, {"paragraph", &s->paragraph}, {"label", &s->label}, {"confidence", &s->confidence},
                 {"tone", &s->row_tone},   {"flags", &s->flags},         {"decided", &s->decided}, {"start", &s->start}, {"end", &s->end}};
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < sizeof columns / sizeof *columns && status == SLANT_OK; i++) {
    status = slant_saved_table_find(t, columns[i].name, columns[i].column, err);
  }
  for (size_t k = 0; k < s->run.labels.n && status == SLANT_OK; k++) {
    status = slant_saved_table_find(t, s->run.labels.names[k], &s->probabilities[k], err);
  }
  s->text = slant_saved_table_look(t, "text");
  return status;
}

static slant_status read_article(slant_saved *s, slant_error *err) {
  slant_saved_article *a = &s->at_hand;
  const slant_saved_table *t = &s->articles;
  slant_status status = SLANT_OK;
  size_t *sizes[] = {&a->n_paragraphs, &a->n_scored, &a->n_furniture};
  for (size_t f = 0; f < SLANT_N_FIELDS && status == SLANT_OK; f++) status = slant_saved_cell_copy(t, s->fields[f], &s->arena, &a->fields[f], err);
  if (status == SLANT_OK) status = slant_saved_cell_copy(t, s->duplicate_of, &s->arena, &a->duplicate_of, err);
  if (status == SLANT_OK) status = slant_saved_cell_copy(t, s->framing, &s->arena, &a->framing, err);
  for (size_t i = 0; i < 3 && status == SLANT_OK; i++) status = slant_saved_cell_size(t, s->sizes[i], sizes[i], err);
  for (size_t k = 0; k < s->run.labels.n && status == SLANT_OK; k++) {
    const size_t *c = s->label_columns[k];
    status = slant_saved_cell_size(t, c[COUNT], &a->counts[k], err);
    if (status == SLANT_OK) status = slant_saved_cell_number(t, c[SHARE], &a->shares[k].share, err);
    if (status == SLANT_OK) status = slant_saved_cell_number(t, c[LOW], &a->shares[k].low, err);
    if (status == SLANT_OK) status = slant_saved_cell_number(t, c[HIGH], &a->shares[k].high, err);
  }
  double *tone[] = {&a->tone.share, &a->tone.low, &a->tone.high};
  for (size_t i = 0; i < 3 && status == SLANT_OK; i++) status = slant_saved_cell_number(t, s->tone[i], tone[i], err);
  uint32_t *peaks[] = {&a->peak_supportive, &a->peak_critical};
  for (size_t i = 0; i < 2 && status == SLANT_OK; i++) {
    size_t number = 0;
    status = slant_saved_cell_size(t, s->peaks[i], &number, err);
    *peaks[i] = (uint32_t)number;
  }
  return status;
}

static uint32_t read_flags(slant_text cell) {
  uint32_t flags = 0;
  while (cell.len > 0) {
    const char *end = memchr(cell.ptr, ';', cell.len);
    size_t len = end == NULL ? cell.len : (size_t)(end - cell.ptr);
    for (size_t f = 0; f < SLANT_N_FLAGS; f++) {
      const char *name = slant_flag_name(f);
      if (strlen(name) == len && memcmp(name, cell.ptr, len) == 0) flags |= 1u << f;
    }
    size_t used = len + (end != NULL);
    cell = (slant_text){cell.ptr + used, cell.len - used};
  }
  return flags;
}

static bool is_named(slant_text cell, const char *name) { return strlen(name) == cell.len && memcmp(name, cell.ptr, cell.len) == 0; }

/* Probabilities in units: "0.3705" is 3705. */
static slant_status read_probability(const slant_saved_table *t, size_t column, uint32_t *out, slant_error *err) {
  double value;
  slant_status status = slant_saved_cell_number(t, column, &value, err);
  if (status != SLANT_OK) return status;
  if (!(value >= 0 && value <= 1)) return slant_saved_cell_unfit(t, column, "a probability from 0 to 1", err);
  *out = (uint32_t)lround(value / SLANT_SAVED_UNIT);
  return SLANT_OK;
}

static slant_status read_row(slant_saved *s, slant_saved_row *row, slant_error *err) {
  const slant_saved_table *t = &s->paragraphs;
  slant_text id = slant_saved_cell(t, s->article), own = s->at_hand.fields[SLANT_ID], label = slant_saved_cell(t, s->label);
  if (id.len != own.len || memcmp(id.ptr, own.ptr, own.len) != 0) return slant_saved_cell_unfit(t, s->article, "the article whose turn it is in articles.csv", err);
  size_t number = 0;
  slant_status status = slant_saved_cell_size(t, s->paragraph, &number, err);
  row->number = (uint32_t)number;
  row->label = label.len == 0 ? -1 : slant_labels_find(&s->run.labels, label);
  if (status == SLANT_OK && label.len > 0 && row->label < 0) status = slant_saved_cell_unfit(t, s->label, "a label that run.json names", err);
  row->confidence = row->tone = (double)NAN;
  if (status == SLANT_OK) status = slant_saved_cell_number(t, s->confidence, &row->confidence, err);
  if (status == SLANT_OK) status = slant_saved_cell_number(t, s->row_tone, &row->tone, err);
  for (size_t k = 0; k < s->run.labels.n && status == SLANT_OK && row->label >= 0; k++) {
    status = read_probability(t, s->probabilities[k], &row->probabilities[k], err);
  }
  row->flags = read_flags(slant_saved_cell(t, s->flags));
  row->decided = is_named(slant_saved_cell(t, s->decided), slant_decided_name(SLANT_BY_ENCODER)) ? SLANT_BY_ENCODER : SLANT_BY_TABLE;
  if (status == SLANT_OK) status = slant_saved_cell_size(t, s->start, &row->start, err);
  if (status == SLANT_OK) status = slant_saved_cell_size(t, s->end, &row->end, err);
  row->has_text = s->text != SLANT_SAVED_NO_COLUMN;
  if (status == SLANT_OK && row->has_text) status = slant_saved_cell_copy(t, s->text, &s->arena, &row->text, err);
  return status;
}

static slant_status read_rows(slant_saved *s, slant_error *err) {
  slant_saved_article *a = &s->at_hand;
  if (a->n_paragraphs > MOST_PARAGRAPHS) return slant_saved_cell_unfit(&s->articles, s->sizes[0], "fewer paragraphs", err);
  slant_saved_row *rows = slant_arena_get(&s->arena, (a->n_paragraphs + 1) * sizeof *rows, err);
  if (rows == NULL) return SLANT_E_MEMORY;
  a->rows = rows;
  for (a->n_rows = 0; a->n_rows < a->n_paragraphs; a->n_rows++) {
    bool found;
    slant_saved_row *row = &rows[a->n_rows];
    slant_status status = slant_saved_table_next(&s->paragraphs, &found, err);
    if (status != SLANT_OK) return status;
    if (!found) return slant_saved_table_ends(&s->paragraphs, a->fields[SLANT_ID], err);
    status = read_row(s, row, err);
    if (status == SLANT_OK && s->evidence != NULL) status = slant_saved_evidence_next(s->evidence, a->fields[SLANT_ID], row, &s->arena, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

slant_status slant_saved_next(slant_saved *s, const slant_saved_article **out, slant_error *err) {
  bool found;
  *out = NULL;
  slant_arena_clear(&s->arena);
  memset(&s->at_hand, 0, sizeof s->at_hand);
  slant_status status = slant_saved_table_next(&s->articles, &found, err);
  if (status != SLANT_OK) return status;
  if (!found) {
    status = slant_saved_table_next(&s->paragraphs, &found, err);
    if (status == SLANT_OK && found) status = slant_saved_cell_unfit(&s->paragraphs, s->article, "no row after those of the last article in articles.csv", err);
    return status;
  }
  status = read_article(s, err);
  if (status == SLANT_OK) status = read_rows(s, err);
  if (status == SLANT_OK) *out = &s->at_hand;
  return status;
}

/* Whether the tables were written for a spreadsheet. */
static bool says_spreadsheet(const slant_saved_run *run) {
  for (size_t i = 0; i < run->n_options; i++) {
    if (strcmp(run->options[i][0].ptr, "spreadsheet") == 0) return strcmp(run->options[i][1].ptr, "yes") == 0;
  }
  return false;
}

static slant_status open_saved(slant_saved **out, const char *folder, const char *suffix, bool with_evidence, slant_error *err) {
  slant_buffer path = {0};
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_saved *s = *out;
  status = slant_folder_path(&path, folder, "run.json", suffix, err);
  if (status == SLANT_OK) status = slant_saved_read_run(&s->run, &s->run_arena, path.ptr, err);
  if (status == SLANT_OK) s->articles.guarded = s->paragraphs.guarded = says_spreadsheet(&s->run);
  if (status == SLANT_OK) status = slant_folder_path(&path, folder, "articles.csv", suffix, err);
  if (status == SLANT_OK) status = slant_saved_table_open(&s->articles, path.ptr, err);
  if (status == SLANT_OK) status = find_article_columns(s, err);
  if (status == SLANT_OK) status = slant_folder_path(&path, folder, "paragraphs.csv", suffix, err);
  if (status == SLANT_OK) status = slant_saved_table_open(&s->paragraphs, path.ptr, err);
  if (status == SLANT_OK) status = find_paragraph_columns(s, err);
  if (status == SLANT_OK && with_evidence) status = slant_folder_path(&path, folder, "evidence.jsonl", suffix, err);
  if (status == SLANT_OK && with_evidence) status = slant_saved_evidence_open(&s->evidence, path.ptr, err);
  slant_buffer_free(&path);
  if (status != SLANT_OK) {
    slant_saved_close(s);
    *out = NULL;
  }
  return status;
}

slant_status slant_saved_open(slant_saved **out, const char *folder, const char *suffix, slant_error *err) {
  return open_saved(out, folder, suffix, true, err);
}

slant_status slant_saved_open_rows(slant_saved **out, const char *folder, const char *suffix, slant_error *err) {
  return open_saved(out, folder, suffix, false, err);
}

const slant_saved_run *slant_saved_get_run(const slant_saved *s) { return &s->run; }

bool slant_saved_has_evidence(const slant_saved *s) { return s->evidence != NULL; }

void slant_saved_close(slant_saved *s) {
  if (s == NULL) return;
  slant_saved_evidence_close(s->evidence);
  slant_saved_table_close(&s->paragraphs);
  slant_saved_table_close(&s->articles);
  slant_arena_clear(&s->arena);
  slant_arena_clear(&s->run_arena);
  slant_memory_free(s);
}
