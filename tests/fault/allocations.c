/* Memory that runs out: the n-th allocation of a training, of an agreement, of a review, and of groups, fails, for every n. The program
 * is linked so that the library's calls of calloc and realloc come here. Out: what was neither refused nor done; exit 1 when something was. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocations_groups.h"
#include "base/buffer.h"
#include "slant/slant.h"

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
                  codes_file[] = "codes.csv", code_lines_file[] = "codes.jsonl",
                  added_file[] = "added.csv", doubts_file[] = "doubts.csv", folds_file[] = "folds.csv";

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
  static const char added[] = "article,paragraph,label,stratum,probability,coder,text\nn0,1,bad,random,0.5,ada,\nn0,1,bad,random,0.5,ben,\n"
                              "n1,3,good,margin,,ada,The pilots praised the ferry.\nown,1,good,,,ada,The council praised the harbour.\n",
                    doubts[] = "article,paragraph,label,text\na,1,good,The council of the long river valley will vote on the new bridge today\n"
                               "b,1,bad,The council of the long river valley will vote on the new bridge tomorrow\nc,1,bad,Nothing\n",
                    folds[] = "article,paragraph,fold,label,given,good,bad,text_margin_good\na,1,1,good,good,0.6,0.4,0\nb,1,1,bad,good,0.9,0.1,0\n"
                              "c,1,1,bad,bad,0.2,0.8,0\n";
  write_file(added_file, added, sizeof added - 1);
  write_file(doubts_file, doubts, sizeof doubts - 1);
  write_file(folds_file, folds, sizeof folds - 1);
  slant_buffer_free(&data);
  slant_buffer_free(&aux);
}

/* The whole way: a training, its model, its rows and both reports. */
static slant_status train(slant_error *err) {
  static const double costs[] = {0.5};
  const slant_auxiliary auxiliary = {aux_file, 0.5};
  const char *inputs[] = {data_file}, *added[] = {added_file};
  const slant_train_options options = {.n_folds = 2,
                                       .costs = costs,
                                       .n_costs = 1,
                                       .n_threads = 1,
                                       .keep_furniture = true,
                                       .auxiliary = &auxiliary,
                                       .n_auxiliary = 1,
                                       .added = added,
                                       .n_added = 1,
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

static slant_status take(void *user, const slant_result *result, slant_error *err) { return slant_results_add(user, result, err); }

/* Results of the data with the model that the training has left, for reviews. */
static void write_results(void) {
  const char *inputs[] = {data_file};
  const slant_results_options options = {.force = true};
  slant_model *model = NULL;
  slant_reader *reader = NULL;
  slant_results *results = NULL;
  slant_error err = {0};
  slant_status status = slant_model_open(&model, "model", &err);
  if (status == SLANT_OK) status = slant_reader_open(&reader, inputs, 1, NULL, &err);
  if (status == SLANT_OK) status = slant_results_open(&results, "results", model, &options, &err);
  if (status == SLANT_OK) status = slant_classify_all(model, reader, NULL, 1, take, results, &err);
  slant_reader_counts counts = {0};
  if (status == SLANT_OK) status = slant_results_commit(results, &counts, &err);
  slant_results_close(results);
  slant_reader_close(reader);
  slant_model_free(model);
  if (status != SLANT_OK) abort();
}

static slant_status review(slant_error *err) {
  const char *results[] = {"results"}, *labelled[] = {doubts_file}, *added[] = {added_file};
  const slant_review_options options = {.results = results, .n_results = 1, .labelled = labelled, .n_labelled = 1, .added = added,
                                        .n_added = 1, .out_of_fold = folds_file, .n_items = 12, .labels = "good,bad"};
  const slant_coding_options coding = {.force = true, .context = true, .show_model = true};
  slant_review *chosen = NULL;
  slant_status status = slant_review_choose(&chosen, &options, err);
  if (status == SLANT_OK) status = slant_review_write(chosen, "coding", &coding, err);
  slant_review_free(chosen);
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
                    *const reviewed[] = {"coding/coding.html", "coding/coding.csv"}, *const grouped[] = {"groups", "comparisons"};
  write_files();
  int n_wrong = check("training", train, trained, 200);
  n_wrong += check("agreement", agree, agreed, 20);
  write_results();
  n_wrong += check("review", review, reviewed, 100);
  n_wrong += check("groups", group_articles, grouped, 50);
  return n_wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
