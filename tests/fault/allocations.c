/* Memory that runs out: the n-th allocation of a training, of an agreement, of a reading, of a review, of groups, and of shards, fails, for every n. The program
 * is linked so that the library's calls of calloc and realloc come here. Out: what was neither refused nor done; exit 1 when something was. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocations_groups.h"
#include "allocations_shards.h"
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
                  table_file[] = "table.csv", wide_file[] = "wide.csv", archive_file[] = "crawl.warc",
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
  const slant_auxiliary auxiliary = {.path = aux_file, .weight = 0.5};
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

/* What is read beside plain UTF-8: a table in windows-1252 and in UTF-16, a web archive with a page that is packed, and one that is not. */
static void write_inputs(void) {
  static const char table[] = "id,text\nfirst,\"L'\xE9t\xE9 dernier, le maire a d\xE9j\xE0 r\xE9pondu \xE0 la m\xE9tropole, o\xF9 la for\xEAt br\xFBl\xE9" "e reste "
                              "ferm\xE9" "e.\"\nsecond,plain\n",
                    wide[] = "\xFF\xFEi\0d\0,\0t\0e\0x\0t\0\n\0a\0,\0b\0\n",
                    packed[] = "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\x3D\x4E\xBB\x0A\xC3\x30\x0C\xFC\x15\x75\x2F\x35\xDD\x85\x96\xB6\xD0\xAD"
                               "\x1D\xB2\x64\x54\x1C\xA5\x36\xA8\xB1\x51\x9C\x40\xFE\xBE\x26\x86\x2E\xC7\xBD\xE0\x0E\x4F\xF7\xD7\xAD\xEB\xDF\x0F"
                               "\x08\xE5\xAB\x84\x0D\x87\x34\xEE\x84\x6C\x25\x7A\x95\x6A\x5E\xE9\xC9\x36\xA4\xD5\xD0\x55\x8E\x99\xBA\x20\xE0\xD3"
                               "\x3A\xFB\xA8\x90\x8D\xE3\x22\x23\x94\xEA\x85\x56\x83\x34\x1D\x72\x8B\xAA\xFC\x91\x33\xF0\xDC\xF2\x49\xCC\xF6\xCA"
                               "\xB8\x80\x0A\x6F\xB2\x40\x2C\x17\x74\x99\xD0\xFD\xD7\x5C\x5B\x77\xC7\x95\x1F\x0C\xDE\x0E\x6F\xA0\x00\x00\x00";
  slant_buffer archive = {0};
  write_file(table_file, table, sizeof table - 1);
  write_file(wide_file, wide, sizeof wide);
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n8b\r\n";
  static const char text[] = "The mayor praised the bridge of the village, and blamed the chapel that stands beside it, in the winter.";
  slant_buffer_put_string(&archive, "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: ");
  slant_buffer_put_u64(&archive, sizeof head - 1 + sizeof packed - 1 + 7);
  slant_buffer_put_string(&archive, "\r\n\r\n");
  slant_buffer_put_bytes(&archive, head, sizeof head - 1);
  slant_buffer_put_bytes(&archive, packed, sizeof packed - 1);
  slant_buffer_put_string(&archive, "\r\n0\r\n\r\n\r\n\r\nWARC/1.1\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: ");
  slant_buffer_put_u64(&archive, sizeof text - 1);
  slant_buffer_put_string(&archive, "\r\n\r\n");
  slant_buffer_put_string(&archive, text);
  slant_buffer_put_string(&archive, "\r\n\r\n");
  write_file(archive_file, archive.ptr, archive.len);
  slant_buffer_free(&archive);
}

static slant_status write_row(void *user, const slant_result *result, slant_error *err) { return slant_writer_add(user, result, err); }

/* Reads them, one of them twice, and labels what it reads with the model that the training has left, looking for duplicates. */
static slant_status read_all(slant_error *err) {
  const char *inputs[] = {table_file, wide_file, archive_file, archive_file};
  const slant_reader_options options = {.fail = true};
  slant_classify_options classify = {0};
  slant_model *model = NULL;
  slant_reader *reader = NULL;
  slant_writer *writer = NULL;
  FILE *file = fopen("read", "wb");
  slant_status status = slant_model_open(&model, "model", err);
  if (status == SLANT_OK) status = slant_duplicates_new(&classify.duplicates, err);
  if (status == SLANT_OK) status = slant_reader_open(&reader, inputs, 4, &options, err);
  const slant_writer_options rows = {.format = SLANT_ROWS_CSV, .with_text = true};
  if (file == NULL) abort();
  if (status == SLANT_OK) status = slant_writer_open(&writer, fileno(file), model, &rows, err);
  if (status == SLANT_OK) status = slant_classify_all(model, reader, &classify, 1, write_row, writer, err);
  if (status == SLANT_OK) status = slant_writer_finish(writer, err);
  slant_writer_close(writer);
  (void)fclose(file);
  slant_reader_close(reader);
  slant_duplicates_free(classify.duplicates);
  slant_model_free(model);
  return status;
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
                    *const reviewed[] = {"coding/coding.html", "coding/coding.csv"}, *const grouped[] = {"groups", "comparisons"},
                    *const read[] = {"read", "read"}, *const shard[] = {"one/articles.csv", "one/journal"},
                    *const merged[] = {"merged/paragraphs.csv", "merged/run.json"};
  write_files();
  int n_wrong = check("training", train, trained, 200);
  n_wrong += check("agreement", agree, agreed, 20);
  write_results();
  write_inputs();
  n_wrong += check("reading", read_all, read, 100);
  n_wrong += check("review", review, reviewed, 100);
  n_wrong += check("groups", group_articles, grouped, 50);
  n_wrong += check("shard", label_shard, shard, 30);
  if (label_other_shard(NULL) != SLANT_OK || label_shard(NULL) != SLANT_OK) abort();
  n_wrong += check("merge", merge_shards, merged, 100);
  return n_wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
