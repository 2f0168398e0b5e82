/* Dataset: the order of rows makes no difference; rows that contradict, repeat or carry no label are counted. */
#include "article/dataset.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/reading.h"

static void show_dataset(const slant_dataset *dataset, slant_buffer *out) {
  for (size_t a = 0; a < dataset->n_articles; a++) {
    const slant_article *article = dataset->articles[a];
    slant_buffer_put(out, slant_article_field(article, SLANT_ID));
    slant_buffer_put_char(out, ':');
    for (size_t i = 0; i < slant_article_n_paragraphs(article); i++) {
      const slant_paragraph *p = slant_article_paragraph(article, i);
      slant_buffer_put_char(out, i == 0 ? ' ' : '|');
      slant_buffer_put_u64(out, p->number);
      slant_buffer_put_char(out, ' ');
      slant_buffer_put(out, p->label);
      slant_buffer_put_char(out, ' ');
      slant_buffer_put_double(out, p->weight);
      slant_buffer_put_char(out, ' ');
      slant_buffer_put(out, p->text);
    }
    slant_buffer_put_char(out, '\n');
  }
}

/* Loads and shows a dataset: "ID: NUMBER LABEL WEIGHT TEXT|…", a line an article. */
static slant_dataset_counts load(const char *const *inputs, size_t n, slant_buffer *shown_set, slant_buffer *warnings) {
  slant_dataset dataset;
  slant_error err = {0};
  slant_reader_options options = {.warning = warnings == NULL ? NULL : keep_warning, .user = warnings};
  ck_assert_ok(slant_dataset_load(&dataset, inputs, n, &options, &err), err);
  show_dataset(&dataset, shown_set);
  slant_dataset_counts counts = dataset.counts;
  slant_dataset_clear(&dataset);
  return counts;
}

static void assert_set(const char *name, slant_text bytes, const char *expected, slant_dataset_counts counts) {
  const char *inputs[] = {file_write(name, bytes)};
  slant_buffer found = {0};
  slant_dataset_counts n = load(inputs, 1, &found, NULL);
  ck_assert_text_eq(slant_buffer_get(&found), text_of(expected));
  ck_assert_uint_eq(n.rows, counts.rows);
  ck_assert_uint_eq(n.unlabelled, counts.unlabelled);
  ck_assert_uint_eq(n.repeated, counts.repeated);
  ck_assert_uint_eq(n.contradictory, counts.contradictory);
  slant_buffer_free(&found);
}

/* What slant read prints joins the rows that carry labels: the whole article is the context. */
START_TEST(rows_join_the_whole_article) {
  const char *inputs[] = {file_write("whole.jsonl", BYTES("{\"id\":\"a\",\"title\":\"T\",\"text\":\"uno two three\",\"paragraphs\":["
                                                          "{\"paragraph\":1,\"text\":\"uno\"},{\"paragraph\":2,\"text\":\"two\"},"
                                                          "{\"paragraph\":4,\"text\":\"three\"}]}\n")),
                          file_write("rows.csv", BYTES("id,paragraph,label,text\na,3,neutral,new\na,2,critical,two\nb,1,neutral,one\n"))};
  slant_buffer found = {0};
  slant_dataset_counts n = load(inputs, 2, &found, NULL);
  ck_assert_text_eq(slant_buffer_get(&found), BYTES("a: 1  1 uno|2 critical 1 two|3 neutral 1 new|4  1 three\nb: 1 neutral 1 one\n"));
  ck_assert_uint_eq(n.repeated, 0);
  ck_assert_uint_eq(n.unlabelled, 2);
  slant_buffer_free(&found);
}
END_TEST

START_TEST(rows_of_an_article_may_stand_anywhere) {
  assert_set("apart.csv", BYTES("id,paragraph,label,text\nb,2,neutral,two\na,1,critical,uno\nb,1,supportive,one\n"),
             "a: 1 critical 1 uno\nb: 1 supportive 1 one|2 neutral 1 two\n", (slant_dataset_counts){.rows = 3});
}
END_TEST

START_TEST(articles_stand_in_the_byte_order_of_ids) {
  assert_set(
      "order.jsonl",
      BYTES("{\"id\":\"b\",\"label\":\"neutral\",\"text\":\"b\"}\n{\"id\":\"B\",\"label\":\"neutral\",\"text\":\"B\"}\n"
            "{\"id\":10,\"label\":\"neutral\",\"text\":\"ten\"}\n{\"id\":9,\"label\":\"neutral\",\"text\":\"nine\"}\n"
            "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"x\",\"label\":\"critical\",\"weight\":0.5},\"y\"]}\n"),
      "10: 1 neutral 1 ten\n9: 1 neutral 1 nine\nB: 1 neutral 1 B\na: 1 critical 0.5 x|2  1 y\nb: 1 neutral 1 b\n",
      (slant_dataset_counts){.rows = 6, .unlabelled = 1});
}
END_TEST

START_TEST(a_row_that_is_there_twice_counts_once) {
  assert_set("repeated.csv",
             BYTES("id,paragraph,label,text\na,1,neutral,one\na,2,critical,two\na,1,neutral,one\na,1,neutral,one\n"),
             "a: 1 neutral 1 one|2 critical 1 two\n", (slant_dataset_counts){.rows = 2, .repeated = 2});
}
END_TEST

START_TEST(rows_without_label_are_context) {
  assert_set("unlabelled.csv", BYTES("id,paragraph,label,text\na,1,,one\na,2,critical,two\n"),
             "a: 1  1 one|2 critical 1 two\n", (slant_dataset_counts){.rows = 2, .unlabelled = 1});
}
END_TEST

START_TEST(a_label_wins_over_none_and_brings_its_weight) {
  assert_set("late.csv", BYTES("id,paragraph,label,weight,text\na,1,,,one\na,1,critical,2,one\n"),
             "a: 1 critical 2 one\n", (slant_dataset_counts){.rows = 1, .repeated = 1});
}
END_TEST

START_TEST(rows_that_contradict_keep_no_label_and_are_told) {
  const char *inputs[] = {
      file_write("contra.csv", BYTES("id,paragraph,label,weight,text\na,1,neutral,3,one\na,2,critical,1,two\n"
                                     "a,1,critical,3,one\na,1,supportive,3,one\n"))};
  slant_buffer found = {0}, warnings = {0};
  slant_dataset_counts n = load(inputs, 1, &found, &warnings);
  ck_assert_text_eq(slant_buffer_get(&found), BYTES("a: 1  1 one|2 critical 1 two\n"));
  ck_assert_uint_eq(n.contradictory, 1);
  ck_assert_uint_eq(n.rows, 2);
  ck_assert_msg(
      holds_text(slant_buffer_get(&warnings), BYTES("found paragraph 1 of article \"a\" as neutral, and as critical")),
      "%s", shown(slant_buffer_get(&warnings), 0));
  slant_buffer_free(&found);
  slant_buffer_free(&warnings);
}
END_TEST

enum { N_LINES = 60 };

static void shuffle(slant_random *random, const char **lines) {
  for (size_t i = N_LINES; i > 1; i--) {
    size_t k = (size_t)slant_random_below(random, i);
    const char *line = lines[k];
    lines[k] = lines[i - 1];
    lines[i - 1] = line;
  }
}

START_TEST(the_order_of_rows_makes_no_difference) {
  slant_random random = {43};
  static char rows[N_LINES][80];
  const char *lines[N_LINES];
  for (size_t i = 0; i < N_LINES; i++) { /* few ids, numbers and labels, so that rows repeat and contradict */
    uint64_t a = slant_random_below(&random, 6), p = slant_random_below(&random, 5),
             label = slant_random_below(&random, 4);
    static const char *const labels[] = {"", "critical", "neutral", "supportive"};
    (void)snprintf(rows[i], sizeof rows[i], "a%d,%d,%s,%d,text %d\n", (int)a, (int)p + 1, labels[label],
                   (int)slant_random_below(&random, 3) + 1, (int)slant_random_below(&random, 2));
    lines[i] = rows[i];
  }
  slant_buffer first = {0};
  slant_dataset_counts first_counts = {0};
  for (int round = 0; round < 40; round++) {
    slant_buffer bytes = {0}, found = {0};
    slant_buffer_put_string(&bytes, "id,paragraph,label,weight,text\n");
    for (size_t i = 0; i < N_LINES; i++) slant_buffer_put_string(&bytes, lines[i]);
    const char *inputs[] = {file_write("shuffled.csv", slant_buffer_get(&bytes))};
    slant_dataset_counts counts = load(inputs, 1, &found, NULL);
    if (round == 0) {
      slant_buffer_put(&first, slant_buffer_get(&found));
      first_counts = counts;
    }
    ck_assert_text_eq(slant_buffer_get(&found), slant_buffer_get(&first));
    ck_assert_mem_eq(&counts, &first_counts, sizeof counts);
    slant_buffer_free(&found);
    slant_buffer_free(&bytes);
    shuffle(&random, lines);
  }
  slant_buffer_free(&first);
}
END_TEST

START_TEST(records_without_id_are_called_by_path_and_line) {
  (void)file_write("set/b.csv", BYTES("label,text\nneutral,one\ncritical,two\n"));
  (void)file_write("set/a.txt", BYTES("one\n\ntwo"));
  (void)file_write("set/c.png", BYTES("no data"));
  const char *inputs[] = {file_path("set")};
  slant_buffer found = {0};
  slant_dataset_counts n = load(inputs, 1, &found, NULL);
  ck_assert_text_eq(slant_buffer_get(&found),
                    BYTES("a.txt: 1  1 one|2  1 two\nb.csv:2: 1 neutral 1 one\nb.csv:3: 1 critical 1 two\n"));
  ck_assert_uint_eq(n.unlabelled, 2);
  slant_buffer_free(&found);
}
END_TEST

static void assert_refused(const char *const *inputs, size_t n, slant_status status, uint64_t line, const char *part) {
  slant_dataset dataset;
  slant_error err = {0};
  ck_assert_int_eq(slant_dataset_load(&dataset, inputs, n, NULL, &err), status);
  ck_assert_says(err, part);
  ck_assert_uint_eq(err.line, line);
  ck_assert_uint_eq(dataset.n_articles, 0);
  ck_assert_ptr_null(dataset.articles);
}

START_TEST(the_first_unfit_record_is_an_error) {
  const char *inputs[2] = {
      file_write("unfit.csv", BYTES("id,paragraph,label,text\na,1,neutral,one\na,0,neutral,two\n"))};
  assert_refused(inputs, 1, SLANT_E_DATA, 3, "expected an id and a number from 1");
  inputs[0] = file_write("unfit.jsonl", BYTES("{\"id\":\"a\",\"text\":\"one\"}\n{\n"));
  assert_refused(inputs, 1, SLANT_E_DATA, 2, "found no valid JSON");
  inputs[0] = file_path("missing.csv");
  assert_refused(inputs, 1, SLANT_E_IO, 0, "cannot read");
  inputs[0] = file_write("x/twice.txt", BYTES("one"));
  inputs[1] = file_write("y/twice.txt", BYTES("two"));
  assert_refused(inputs, 2, SLANT_E_DATA, 0, "found the article \"twice.txt\" again");
}
END_TEST

START_TEST(no_records_are_an_empty_dataset) {
  assert_set("none.csv", BYTES("id,paragraph,label,text\n"), "", (slant_dataset_counts){0});
}
END_TEST

Suite *article_dataset_suite(void) {
  Suite *suite = suite_create("article_dataset");
  TCase *tc = tcase_create("dataset");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, rows_join_the_whole_article);
  tcase_add_test(tc, rows_of_an_article_may_stand_anywhere);
  tcase_add_test(tc, articles_stand_in_the_byte_order_of_ids);
  tcase_add_test(tc, a_row_that_is_there_twice_counts_once);
  tcase_add_test(tc, rows_without_label_are_context);
  tcase_add_test(tc, a_label_wins_over_none_and_brings_its_weight);
  tcase_add_test(tc, rows_that_contradict_keep_no_label_and_are_told);
  tcase_add_test(tc, the_order_of_rows_makes_no_difference);
  tcase_add_test(tc, records_without_id_are_called_by_path_and_line);
  tcase_add_test(tc, the_first_unfit_record_is_an_error);
  tcase_add_test(tc, no_records_are_an_empty_dataset);
  suite_add_tcase(suite, tc);
  return suite;
}
