/* Coding: the folder in which a review is written.
 * In: a review. Out: coding.html, coding.csv and articles.jsonl, written beside their names and renamed when all are whole. */
#include "report/report_coding.h"

#include <stdlib.h>

#include "base/compare.h"
#include "base/folder.h"
#include "base/input.h"
#include "base/memory.h"
#include "codec/csv.h"
#include "page/codebook.h"
#include "page/coding.h"
#include "report/report_rows.h"
#include "text/utf8.h"

enum { PAGE, ROWS, ARTICLES, N_FILES };
enum { LONGEST_CODEBOOK = 1 << 20 };

static const char *const names[N_FILES] = {"coding.html", "coding.csv", "articles.jsonl"};

static void put_cell(slant_buffer *out, slant_text text) {
  slant_csv_put_guarded(out, text, ',');
  slant_buffer_put_char(out, ',');
}

void slant_coding_put_rows(slant_buffer *out, const slant_review *review, bool spreadsheet) {
  if (spreadsheet) slant_buffer_put_string(out, "\xEF\xBB\xBF");
  slant_buffer_put_string(out, "article,paragraph,stratum,probability,label,note,title,text\n");
  for (size_t i = 0; i < review->chosen.n; i++) {
    const slant_review_item *item = &review->chosen.items[i];
    put_cell(out, item->id);
    slant_buffer_put_u64(out, item->number);
    slant_buffer_put_char(out, ',');
    slant_buffer_put_string(out, slant_stratum_name(item->stratum));
    slant_buffer_put_char(out, ',');
    if (!isnan(item->probability)) slant_buffer_put_double(out, item->probability);
    slant_buffer_put_string(out, ",,,");
    put_cell(out, item->article->fields[SLANT_TITLE]);
    slant_csv_put_guarded(out, item->article->paragraphs[item->paragraph].text, ',');
    slant_buffer_put_char(out, '\n');
  }
}

static int by_id(const void *x, const void *y) {
  const slant_article *a = *(const slant_article *const *)x, *b = *(const slant_article *const *)y;
  int order = slant_compare_text(a->fields[SLANT_ID], b->fields[SLANT_ID]);
  if (order == 0) order = slant_compare_text(a->text, b->text);
  return order;
}

slant_status slant_coding_put_articles(slant_buffer *out, const slant_review *review, slant_error *err) {
  const slant_article **articles;
  slant_status status = slant_memory_new(&articles, review->chosen.n, sizeof *articles, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < review->chosen.n; i++) articles[i] = review->chosen.items[i].article;
  qsort(articles, review->chosen.n, sizeof *articles, by_id);
  for (size_t i = 0; i < review->chosen.n; i++) {
    if (i == 0 || articles[i] != articles[i - 1]) slant_rows_put_read(out, articles[i], false);
  }
  slant_memory_free(articles);
  return SLANT_OK;
}

static slant_status read_codebook(const slant_review *review, const char *path, slant_buffer *text, slant_error *err) {
  slant_input *input;
  if (path == NULL) return slant_codebook_default(text, &review->labels, err);
  slant_buffer bytes = {.max = LONGEST_CODEBOOK};
  slant_status status = slant_input_open(&input, path, err);
  if (status != SLANT_OK) return status;
  status = slant_input_rest(input, &bytes, err);
  if (status == SLANT_OK && bytes.len > 0) (void)slant_utf8_repair(slant_text_without_mark(slant_buffer_get(&bytes)), text);
  if (status == SLANT_OK) status = slant_buffer_check(text, err);
  slant_input_close(input);
  slant_buffer_free(&bytes);
  return status;
}

static slant_status fill(slant_buffer *bytes, const slant_review *review, const slant_coding_options *options, size_t file,
                         slant_text codebook, slant_error *err) {
  if (file == PAGE) return slant_coding_put_page(bytes, review, options, codebook, err);
  if (file == ARTICLES) return slant_coding_put_articles(bytes, review, err);
  slant_coding_put_rows(bytes, review, options->spreadsheet);
  return SLANT_OK;
}

slant_status slant_review_write(const slant_review *review, const char *path, const slant_coding_options *options, slant_error *err) {
  static const slant_coding_options defaults;
  slant_output *files[N_FILES] = {NULL};
  slant_buffer bytes = {0}, codebook = {0};
  if (options == NULL) options = &defaults;
  slant_status status = read_codebook(review, options->codebook, &codebook, err);
  if (status == SLANT_OK) status = slant_folder_make(path, options->force, err);
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    slant_buffer_clear(&bytes);
    status = fill(&bytes, review, options, f, codebook.len == 0 ? (slant_text){"", 0} : slant_buffer_get(&codebook), err);
    if (status == SLANT_OK) status = slant_buffer_check(&bytes, err);
    if (status == SLANT_OK) status = slant_folder_open(&files[f], path, names[f], err);
    if (status == SLANT_OK) status = slant_output_put(files[f], slant_buffer_get(&bytes), err);
  }
  /* a full disk shows before the first file gets its name */
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) status = slant_output_sync(files[f], err);
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) status = slant_output_commit(files[f], err);
  for (size_t f = 0; f < N_FILES; f++) slant_output_close(files[f]);
  slant_buffer_free(&bytes);
  slant_buffer_free(&codebook);
  return status;
}
