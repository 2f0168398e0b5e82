/* Memory that runs out: the n-th allocation of a training, of an agreement, and of groups, fails, for every n. The program is linked so that
 * the library's calls of calloc and realloc come here. Out: what was neither refused nor done; exit 1 when something was. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/selection.h"
#include "base/buffer.h"
#include "report/report_groups.h"

static atomic_long left = -1; /* allocations before one fails; below 0: none does */

void *__real_calloc(size_t n, size_t size); // NOLINT: names that the linker gives
void *__real_realloc(void *ptr, size_t size); // NOLINT
void *__wrap_calloc(size_t n, size_t size); // NOLINT
void *__wrap_realloc(void *ptr, size_t size); // NOLINT

static bool fails(void) { return atomic_load(&left) >= 0 && atomic_fetch_sub(&left, 1) == 0; }

void *__wrap_calloc(size_t n, size_t size) { return fails() ? NULL : __real_calloc(n, size); } // NOLINT
void *__wrap_realloc(void *ptr, size_t size) { return fails() ? NULL : __real_realloc(ptr, size); } // NOLINT

/* Files in the folder that the test runs in. */
static const char data_file[] = "data.csv", aux_file[] = "aux.jsonl", vectors_file[] = "vectors.txt", lexicon_file[] = "lexicon.tsv",
                  codes_file[] = "codes.csv", code_lines_file[] = "codes.jsonl";

static void write_file(const char *path, const char *bytes, size_t len) {
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) abort();
}

static void write_files(void) {
  slant_buffer data = {0}, aux = {0};
  char row[300];
  slant_buffer_put_string(&data, "article,paragraph,label,title,text\n");
  for (int i = 0; i < 16; i++) {
    (void)snprintf(row, sizeof row, "n%d,1,%s,Of harbour %d,The council lot%d %s the brilliant harbour and the ferry%d.\n", i,
                   i % 2 == 0 ? "good" : "bad", i, 7 * i, i % 2 == 0 ? "praised" : "blamed", 5 * i);
    slant_buffer_put_string(&data, row);
    (void)snprintf(row, sizeof row, "n%d,2,%s,,The mayor lot%d %s the reckless bridge and the chapel%d.\n", i, i % 3 == 0 ? "good" : "bad",
                   3 * i, i % 3 == 0 ? "praised" : "blamed", 11 * i);
    slant_buffer_put_string(&data, row);
    (void)snprintf(row, sizeof row, "{\"id\":\"n%d\",\"good\":0.%d,\"bad\":0.5,\"text\":\"The pilots of lot%d praised the ferry.\"}\n", 3 * i, i % 10,
                   i);
    slant_buffer_put_string(&aux, row);
  }
  write_file(data_file, data.ptr, data.len);
  write_file(aux_file, aux.ptr, aux.len);
  static const char vectors[] = "3 2\npraised 1 0\nblamed -1 0.5\nestuary 0 1\n", lexicon[] = "the harbour\t1\nreckless\t-3\nat a loss\t-2\n";
  write_file(vectors_file, vectors, sizeof vectors - 1);
  write_file(lexicon_file, lexicon, sizeof lexicon - 1);
  static const char codes[] = "coder,item,label\nada,n#1,good\nben,n#1,good\nada,n#2,bad\nben,n#2,good\nben,n#2,bad\nben,n#3,\nben,n#4,bad\n",
                    code_lines[] = "{\"article\":\"n\",\"paragraph\":1,\"label\":\"good\"}\n{\"article\":\"n\",\"paragraph\":4,\"label\":\"good\"}\n";
  write_file(codes_file, codes, sizeof codes - 1);
  write_file(code_lines_file, code_lines, sizeof code_lines - 1);
  slant_buffer_free(&data);
  slant_buffer_free(&aux);
}

/* The whole way: a training, its model, its rows and both reports. */
static slant_status train(slant_error *err) {
  static const double costs[] = {0.5};
  const slant_auxiliary auxiliary = {aux_file, 0.5};
  const char *inputs[] = {data_file};
  const slant_train_options options = {.n_folds = 2,
                                       .costs = costs,
                                       .n_costs = 1,
                                       .n_threads = 1,
                                       .keep_furniture = true,
                                       .auxiliary = &auxiliary,
                                       .n_auxiliary = 1,
                                       .vectors = vectors_file,
                                       .lexicon = lexicon_file};
  slant_training *training;
  slant_text text = {0}, json = {0};
  slant_status status = slant_train(&training, inputs, 1, &options, err);
  if (status == SLANT_OK) status = slant_training_save(training, "model", err);
  if (status == SLANT_OK) status = slant_training_save_out_of_fold(training, "rows.csv", err);
  if (status == SLANT_OK) status = slant_training_report(training, SLANT_REPORT_TEXT, &text, err);
  if (status == SLANT_OK) status = slant_training_report(training, SLANT_REPORT_JSON, &json, err);
  slant_text_free(text);
  slant_text_free(json);
  slant_training_free(training);
  return status;
}

/* The bytes of both files that a training leaves, as a sum. */
static unsigned long sum_of(const char *path) {
  unsigned long sum = 5381;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return 0;
  for (int c; (c = getc(file)) != EOF;) sum = sum * 33 + (unsigned char)c;
  (void)fclose(file);
  return sum;
}

/* Codes of three coders in two forms, and both reports, which go into a file. */
static slant_status agree(slant_error *err) {
  const char *inputs[] = {codes_file, code_lines_file};
  const slant_agree_options options = {.confusions = true};
  slant_agreement *agreement;
  slant_text text = {0}, json = {0};
  slant_status status = slant_agree(&agreement, inputs, 2, &options, err);
  if (status == SLANT_OK) status = slant_agreement_report(agreement, SLANT_REPORT_TEXT, &text, err);
  if (status == SLANT_OK) status = slant_agreement_report(agreement, SLANT_REPORT_JSON, &json, err);
  if (status == SLANT_OK) write_file("text", text.ptr, text.len);
  if (status == SLANT_OK) write_file("json", json.ptr, json.len);
  slant_text_free(text);
  slant_text_free(json);
  slant_agreement_free(agreement);
  return status;
}

static slant_status add_articles(slant_groups *groups, const slant_selection *selection, slant_error *err) {
  static const slant_saved_row rows[2] = {{.label = 0, .probabilities = {9000, 1000}}, {.label = 1, .probabilities = {2000, 8000}}};
  static const char *const ids[] = {"a", "b", "c", "d"}, *const dates[] = {"2024-01", "2024-02", "2024-02", "2025-01"};
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < 4 && status == SLANT_OK; i++) {
    slant_saved_article article = {.n_paragraphs = 2, .n_scored = 2, .n_rows = 2, .rows = rows};
    for (size_t f = 0; f < SLANT_N_FIELDS; f++) article.fields[f] = (slant_text){"", 0};
    article.fields[SLANT_ID] = (slant_text){ids[i], 1};
    article.fields[SLANT_DATE] = (slant_text){dates[i], 7};
    if (slant_selection_takes(selection, &article)) status = slant_groups_add(groups, &article, err);
  }
  return status;
}

/* Groups of a few articles, and a comparison, whose rows go into a file. */
static slant_status group(slant_error *err) {
  static const char *const by[] = {"month", "source+year"}, *const only[] = {"year=2024"};
  static const double confusion[4] = {80, 20, 10, 90};
  static const slant_labels labels = {.n = 2, .names = {"bad", "good"}, .supportive = -1, .critical = -1};
  slant_groups *groups = NULL;
  slant_selection *selection;
  slant_group_difference difference;
  slant_buffer rows = {0}, comparisons = {0};
  slant_status status = slant_selection_new(&selection, only, 1, err);
  if (status == SLANT_OK) status = slant_groups_new(&groups, &labels, confusion, by, 2, err);
  if (status == SLANT_OK) status = add_articles(groups, selection, err);
  if (status == SLANT_OK) status = slant_groups_finish(groups, err);
  for (size_t g = 0; status == SLANT_OK && g < slant_groups_n(groups); g++) {
    slant_groups_put_row(&rows, groups, slant_groups_get(groups, g), SLANT_ROWS_CSV);
    status = slant_buffer_check(&rows, err);
  }
  if (status == SLANT_OK) status = slant_groups_compare(groups, "month=2024-01..2024-02", "month=2024-02", &difference, err);
  if (status == SLANT_OK) slant_comparisons_put(&comparisons, groups, &difference, SLANT_ROWS_CSV);
  if (status == SLANT_OK) status = slant_buffer_check(&comparisons, err);
  if (status == SLANT_OK) write_file("groups", rows.ptr, rows.len);
  if (status == SLANT_OK) write_file("comparisons", comparisons.ptr, comparisons.len);
  slant_buffer_free(&rows);
  slant_buffer_free(&comparisons);
  slant_selection_free(selection);
  slant_groups_free(groups);
  return status;
}

/* Runs `work`, which leaves two files, with each allocation failing; the number of wrong ends. */
static int check(const char *what, slant_status (*work)(slant_error *err), const char *const outputs[2], long fewest) {
  int n_wrong = 0;
  long n_tried = 0;
  slant_error err = {0};
  if (work(&err) != SLANT_OK) {
    (void)fprintf(stderr, "%s: found %s, expected it done\n", what, err.text);
    return 1;
  }
  unsigned long sums[2] = {sum_of(outputs[0]), sum_of(outputs[1])};
  for (long n = 0;; n++) {
    err = (slant_error){0};
    (void)remove(outputs[0]);
    (void)remove(outputs[1]);
    atomic_store(&left, n);
    slant_status status = work(&err);
    bool met = atomic_exchange(&left, -1) < 0;
    n_tried++;
    bool whole = status == SLANT_OK && sum_of(outputs[0]) == sums[0] && sum_of(outputs[1]) == sums[1];
    bool refused = status == SLANT_E_MEMORY && err.text[0] != '\0';
    if (!(met ? refused || whole : whole)) {
      (void)fprintf(stderr, "%s, allocation %ld: found status %d (%s)%s, expected no memory or the same files\n", what, n + 1, (int)status,
                    err.text, status == SLANT_OK ? " and other files" : "");
      n_wrong++;
    }
    if (!met) break;
  }
  (void)printf("%s: %ld allocations failed, %d wrong\n", what, n_tried - 1, n_wrong);
  return n_wrong + (n_tried <= fewest);
}

int main(void) {
  static const char *const trained[] = {"model", "rows.csv"}, *const agreed[] = {"text", "json"},
                    *const grouped[] = {"groups", "comparisons"};
  write_files();
  int n_wrong = check("training", train, trained, 200);
  n_wrong += check("agreement", agree, agreed, 20);
  n_wrong += check("groups", group, grouped, 50);
  return n_wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
