/* Merge, copy: the articles of shards, interleaved as they stood in the inputs.
 * In: shards. Out: their rows and evidence. Memory holds an entry of each shard, and the rows of an article that repeats another one. */
#include <string.h>

#include "codec/csv.h"
#include "results/merge.h"

enum { PIECE = 1 << 16, MOST_HEADER = 1 << 20 };

typedef struct copier {
  slant_shard *shards;
  size_t n;
  slant_results *results;
  slant_duplicates *duplicates; /* NULL: nobody looks */
  size_t flags, duplicate_of;   /* columns of paragraphs.csv and articles.csv */
  slant_buffer rows;
} copier;

static slant_status short_file(const slant_input *input, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), 0, "found the end of the file, expected all articles of the shard");
}

/* The next `len` bytes, to `out` (NULL: to the file). */
static slant_status copy_bytes(slant_input *input, uint64_t len, slant_buffer *out, slant_output *file, slant_error *err) {
  char bytes[PIECE];
  while (len > 0) {
    size_t n = 0;
    slant_status status = slant_input_read(input, bytes, len < PIECE ? (size_t)len : PIECE, &n, err);
    if (status == SLANT_OK && n == 0) status = short_file(input, err);
    if (status == SLANT_OK && out == NULL) status = slant_output_put_bytes(file, bytes, n, err);
    if (status != SLANT_OK) return status;
    if (out != NULL) slant_buffer_put_bytes(out, bytes, n);
    len -= n;
  }
  return out == NULL ? SLANT_OK : slant_buffer_check(out, err);
}

/* Appends `text` to cell `column` of each row, behind a ";" where the cell is not empty. The number of rows. */
static size_t append_to_cells(slant_buffer *out, slant_text rows, size_t column, slant_text text) {
  size_t field = 0, begin = 0, done = 0, n = 0;
  bool quoted = false;
  for (size_t i = 0; i < rows.len; i++) {
    char c = rows.ptr[i];
    if (c == '"') quoted = !quoted; /* two of them are one that is meant */
    if (quoted || (c != ',' && c != '\n')) continue;
    if (field == column) {
      slant_buffer_put_bytes(out, rows.ptr + done, i - done);
      if (i > begin) slant_buffer_put_char(out, ';');
      slant_buffer_put(out, text);
      done = i;
      n++;
    }
    field = c == '\n' ? 0 : field + 1;
    begin = i + 1;
  }
  slant_buffer_put_bytes(out, rows.ptr + done, rows.len - done);
  return n;
}

/* The rows of an article in one file, with `text` in that column; how many. */
static slant_status copy_changed(copier *c, slant_shard *shard, size_t file, size_t column, slant_text text, size_t *n, slant_error *err) {
  slant_buffer_clear(&c->rows);
  slant_status status = copy_bytes(shard->files[file], shard->entry.len[file], &c->rows, NULL, err);
  if (status != SLANT_OK) return status;
  *n = append_to_cells(&c->results->bytes, slant_buffer_get(&c->rows), column, text);
  return slant_results_put(c->results, file, err);
}

static slant_status copy_duplicate(copier *c, slant_shard *shard, slant_text of, slant_error *err) {
  const char *flag = slant_flag_name((size_t)__builtin_ctz(SLANT_DUPLICATE));
  slant_buffer cell = {0};
  size_t n_rows = 0, n_articles;
  if (c->results->options.spreadsheet) slant_csv_put_guarded(&cell, of, ',');
  else slant_csv_put(&cell, of, ',');
  slant_status status = slant_buffer_check(&cell, err);
  if (status == SLANT_OK) status = copy_changed(c, shard, SLANT_RESULTS_PARAGRAPHS, c->flags, (slant_text){flag, strlen(flag)}, &n_rows, err);
  if (status == SLANT_OK) status = copy_changed(c, shard, SLANT_RESULTS_ARTICLES, c->duplicate_of, slant_buffer_get(&cell), &n_articles, err);
  c->results->totals.duplicates++;
  c->results->totals.flags[__builtin_ctz(SLANT_DUPLICATE)] += n_rows;
  slant_buffer_free(&cell);
  return status;
}

static slant_status copy_article(copier *c, slant_shard *shard, slant_error *err) {
  const slant_index_entry *entry = &shard->entry;
  slant_text of = {"", 0};
  slant_status status = SLANT_OK;
  size_t first = 0;
  if (c->duplicates != NULL) status = slant_duplicates_enter(c->duplicates, &entry->sketch, entry->id, &of, err);
  if (status == SLANT_OK && of.len > 0) {
    status = copy_duplicate(c, shard, of, err);
    first = SLANT_RESULTS_EVIDENCE; /* which does not say so */
  }
  for (size_t f = first; f < SLANT_INDEXED_FILES && status == SLANT_OK; f++) {
    if (entry->len[f] > 0 && shard->files[f] == NULL) return slant_error_at(err, SLANT_E_DATA, shard->results->path, 0, "found no %s, expected it", slant_results_name(f));
    if (entry->len[f] > 0) status = copy_bytes(shard->files[f], entry->len[f], NULL, c->results->files[f], err);
  }
  return status;
}

static slant_status next_entry(slant_shard *shard, slant_error *err) {
  shard->has_entry = false;
  if (shard->files[SLANT_RESULTS_INDEX] == NULL) return SLANT_OK; /* without any article */
  return slant_index_entry_read(shard->files[SLANT_RESULTS_INDEX], &shard->entry, &shard->id, &shard->has_entry, err);
}

/* Number of the column of that name; the number of columns where there is none. */
static size_t find_column(slant_text header, const char *name) {
  size_t column = 0;
  for (size_t at = 0; at < header.len; column++) {
    size_t len = strcspn(header.ptr + at, ",\n");
    if (len == strlen(name) && memcmp(header.ptr + at, name, len) == 0) break;
    at += len + 1;
  }
  return column;
}

/* The headers, which are the same in all shards. */
static slant_status copy_headers(copier *c, slant_error *err) {
  static const char *const names[] = {"flags", "duplicate_of"};
  size_t *columns[] = {&c->flags, &c->duplicate_of};
  for (size_t f = 0; f <= SLANT_RESULTS_ARTICLES; f++) {
    for (slant_shard *s = c->shards; s < c->shards + c->n; s++) {
      slant_text line;
      bool too_long;
      slant_buffer_clear(&c->rows);
      slant_status status = s->files[f] == NULL ? slant_error_at(err, SLANT_E_DATA, s->results->path, 0, "found no %s, expected it", slant_results_name(f))
                                                : slant_input_line(s->files[f], MOST_HEADER, &line, &too_long, err);
      if (status != SLANT_OK) return status;
      slant_buffer_put(&c->rows, line);
      slant_buffer_put_char(&c->rows, '\0');
      status = slant_buffer_check(&c->rows, err);
      if (status == SLANT_OK && s == c->shards) status = slant_output_put(c->results->files[f], line, err);
      if (status != SLANT_OK) return status;
      *columns[f] = find_column((slant_text){c->rows.ptr, c->rows.len - 1}, names[f]);
    }
  }
  return SLANT_OK;
}

static slant_status copy_all(copier *c, slant_error *err) {
  slant_status status = copy_headers(c, err);
  for (size_t i = 0; i < c->n && status == SLANT_OK; i++) status = next_entry(&c->shards[i], err);
  while (status == SLANT_OK) {
    slant_shard *first = NULL;
    for (slant_shard *s = c->shards; s < c->shards + c->n; s++) {
      if (s->has_entry && (first == NULL || s->entry.ordinal < first->entry.ordinal)) first = s;
    }
    if (first == NULL) break;
    status = copy_article(c, first, err);
    if (status == SLANT_OK) status = next_entry(first, err);
  }
  return status;
}

slant_status slant_shards_copy(slant_shard *shards, size_t n, slant_results *results, bool find_duplicates, slant_error *err) {
  copier c = {.shards = shards, .n = n, .results = results};
  slant_status status = find_duplicates ? slant_duplicates_new(&c.duplicates, err) : SLANT_OK;
  if (status == SLANT_OK) status = copy_all(&c, err);
  slant_duplicates_free(c.duplicates);
  slant_buffer_free(&c.rows);
  return status;
}
