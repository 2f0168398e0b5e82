/* Label columns: probabilities under the labels' names, in tables, lines of JSON and paragraphs of an article. */
#include <stdio.h>
#include <string.h>

#include "article/dataset.h"
#include "article/record_formats.h"
#include "suites.h"
#include "support/reading.h"

static const char *const labels[] = {"supportive", "critical", "neutral"};

static slant_reader_options reader(slant_buffer *warnings) {
  return (slant_reader_options){.label_columns = labels,
                                .n_label_columns = 3,
                                .warning = warnings == NULL ? NULL : keep_warning,
                                .user = warnings};
}

/* "ID LABEL WEIGHT|LABEL WEIGHT" a line for each article. */
static void show(const slant_dataset *dataset, slant_buffer *out) {
  for (size_t a = 0; a < dataset->n_articles; a++) {
    const slant_article *article = dataset->articles[a];
    slant_buffer_put(out, slant_article_field(article, SLANT_ID));
    for (size_t i = 0; i < slant_article_n_paragraphs(article); i++) {
      const slant_paragraph *p = slant_article_paragraph(article, i);
      slant_buffer_put_char(out, i == 0 ? ' ' : '|');
      slant_buffer_put(out, p->label);
      slant_buffer_put_char(out, ' ');
      slant_buffer_put_double(out, p->weight);
    }
    slant_buffer_put_char(out, '\n');
  }
}

static void assert_labels(const char *name, const char *bytes, const char *expected) {
  const char *inputs[] = {file_write(name, text_of(bytes))};
  slant_reader_options options = reader(NULL);
  slant_dataset dataset;
  slant_error err = {0};
  slant_buffer found = {0};
  ck_assert_ok(slant_dataset_load(&dataset, inputs, 1, &options, &err), err);
  show(&dataset, &found);
  ck_assert_text_eq(slant_buffer_get(&found), text_of(expected));
  slant_buffer_free(&found);
  slant_dataset_clear(&dataset);
}

static void assert_refused(const char *name, const char *bytes, uint64_t line, const char *part) {
  const char *inputs[] = {file_write(name, text_of(bytes))};
  slant_reader_options options = reader(NULL);
  slant_dataset dataset;
  slant_error err = {0};
  ck_assert_int_eq(slant_dataset_load(&dataset, inputs, 1, &options, &err), SLANT_E_DATA);
  ck_assert_says(err, part);
  ck_assert_uint_eq(err.line, line);
  slant_dataset_clear(&dataset);
}

typedef struct row {
  const char *csv, *json, *expected; /* CSV: label, weight, critical, neutral, supportive */
} row;

static const row rows[] = {
    {",,0.25,0.5,0.125", "\"critical\":0.25,\"neutral\":0.5,\"supportive\":0.125", "a neutral 0.5\n"},
    {",,1,0,0", "\"critical\":1,\"neutral\":0,\"supportive\":0", "a critical 1\n"},
    /* of equal ones the first in the order of the labels, not of the columns */
    {",,0.5,0.5,0", "\"neutral\":0.5,\"critical\":0.5", "a critical 0.5\n"},
    {",,0.25,0.25,0.25", "\"neutral\":0.25,\"critical\":0.25,\"supportive\":0.25", "a supportive 0.25\n"},
    {",,0,0,0", "\"critical\":0,\"neutral\":0,\"supportive\":0", "a supportive 0\n"},
    /* the weight is multiplied */
    {",4,0.25,0.5,0.125", "\"weight\":4,\"critical\":0.25,\"neutral\":0.5", "a neutral 2\n"},
    {",0,0.25,0.5,0.125", "\"weight\":0,\"critical\":0.25,\"neutral\":0.5", "a neutral 0\n"},
    /* a label that is given wins, with its weight */
    {"critical,,0.25,0.5,0.125", "\"label\":\"critical\",\"critical\":0.25,\"neutral\":0.5", "a critical 1\n"},
    {"critical,3,,0.5,", "\"label\":\"critical\",\"weight\":3,\"neutral\":0.5", "a critical 3\n"},
    {"other,3,,0.5,", "\"label\":\"other\",\"weight\":3,\"neutral\":0.5", "a other 3\n"},
    /* what is empty says nothing */
    {",,,0.25,", "\"critical\":null,\"neutral\":0.25,\"supportive\":null", "a neutral 0.25\n"},
    {",2, , ,", "\"weight\":2,\"paragraph\":1,\"critical\":null", "a  2\n"},
    {",, 5e-1 ,,0.25", "\"critical\":5e-1,\"supportive\":0.25", "a critical 0.5\n"},
};

START_TEST(the_most_probable_label_of_a_table_row_wins) {
  char bytes[300];
  (void)snprintf(bytes, sizeof bytes, "id,text,label,weight,critical,neutral,supportive\na,The ferry left.,%s\n", rows[_i].csv);
  assert_labels("rows.csv", bytes, rows[_i].expected);
}
END_TEST

START_TEST(the_most_probable_label_of_an_object_wins) {
  char bytes[300];
  (void)snprintf(bytes, sizeof bytes, "{\"id\":\"a\",\"text\":\"The ferry left.\",%s}\n", rows[_i].json);
  assert_labels("rows.jsonl", bytes, rows[_i].expected);
}
END_TEST

START_TEST(paragraphs_of_an_object_have_probabilities_of_their_own) {
  assert_labels("inside.jsonl",
                "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"one\",\"critical\":0.75,\"neutral\":0.25},"
                "{\"text\":\"two\",\"label\":\"neutral\",\"critical\":1,\"weight\":2},{\"text\":\"three\",\"critical\":null},\"four\"]}\n",
                "a critical 0.75|neutral 2| 1| 1\n");
  assert_refused("inside.jsonl", "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"one\",\"critical\":1.5}]}\n", 1,
                 "found 1.5 under critical, expected a probability from 0 to 1");
  assert_refused("inside.jsonl", "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"one\",\"critical\":\"much\"}]}\n", 1,
                 "expected a probability");
}
END_TEST

START_TEST(what_is_no_probability_is_refused) {
  static const char *const cells[] = {"1.5", "-0.1", "1.0000001", "1e9"};
  static const char *const no_numbers[] = {"much", "0.5x", "nan", "inf", "0,5", "50%"};
  char bytes[300], said[100];
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    (void)snprintf(bytes, sizeof bytes, "id,text,critical\na,one,0.5\nb,two,%s\n", cells[i]);
    assert_refused("beyond.csv", bytes, 3, " under critical, expected a probability from 0 to 1");
    (void)snprintf(bytes, sizeof bytes, "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"two\",\"critical\":%s}\n", cells[i]);
    assert_refused("beyond.jsonl", bytes, 2, " under critical, expected a probability from 0 to 1");
    /* a label of its own is no excuse */
    (void)snprintf(bytes, sizeof bytes, "id,label,text,critical\na,neutral,one,%s\n", cells[i]);
    assert_refused("beyond.csv", bytes, 2, "expected a probability");
  }
  for (size_t i = 0; i < sizeof no_numbers / sizeof *no_numbers; i++) {
    (void)snprintf(bytes, sizeof bytes, "id,text,critical\na,one,0.5\nb,two,\"%s\"\n", no_numbers[i]);
    (void)snprintf(said, sizeof said, "found \"%s\" under critical, expected a probability from 0 to 1", no_numbers[i]);
    assert_refused("none.csv", bytes, 3, said);
  }
  assert_refused("none.jsonl", "{\"id\":\"a\",\"text\":\"one\",\"critical\":\"0.5\"}\n", 1, "found a string as critical, expected a probability");
  assert_refused("none.jsonl", "{\"id\":\"a\",\"text\":\"one\",\"critical\":[1]}\n", 1, "as critical, expected a probability");
}
END_TEST

START_TEST(a_label_has_one_column) {
  assert_refused("twice.csv", "id,critical,text, critical\na,0.5,one,0.75\n", 1, "found two columns for critical, expected one");
}
END_TEST

START_TEST(columns_of_other_names_are_told_and_not_read) {
  const char *inputs[] = {file_write("told.csv", BYTES("id,text,critical,Critical,doubtful\na,one,0.5,0.75,0.9\n"))};
  slant_buffer warnings = {0}, found = {0};
  slant_reader_options options = reader(&warnings);
  slant_dataset dataset;
  slant_error err = {0};
  ck_assert_ok(slant_dataset_load(&dataset, inputs, 1, &options, &err), err);
  show(&dataset, &found);
  ck_assert_text_eq(slant_buffer_get(&found), BYTES("a critical 0.5\n"));
  ck_assert(holds_text(slant_buffer_get(&warnings), BYTES("columns that are not read: Critical, doubtful")));
  slant_dataset_clear(&dataset);
  slant_buffer_free(&warnings);
  slant_buffer_free(&found);
}
END_TEST

/* A label may bear the name of a field, whose column stays the field's. */
START_TEST(fields_keep_their_columns) {
  static const char *const names[] = {"title", "weight", "critical"};
  static const char *const files[][2] = {
      {"fields.csv", "id,title,weight,critical,text\na,Of ferries,2,0.25,one\n"},
      {"fields.jsonl", "{\"id\":\"a\",\"title\":\"Of ferries\",\"weight\":2,\"critical\":0.25,\"text\":\"one\"}\n"}};
  for (size_t i = 0; i < 2; i++) {
    const char *inputs[] = {file_write(files[i][0], text_of(files[i][1]))};
    slant_reader_options options = {.label_columns = names, .n_label_columns = 3};
    slant_dataset dataset;
    slant_error err = {0};
    ck_assert_ok(slant_dataset_load(&dataset, inputs, 1, &options, &err), err);
    ck_assert_text_eq(slant_article_field(dataset.articles[0], SLANT_TITLE), BYTES("Of ferries"));
    ck_assert_text_eq(dataset.articles[0]->paragraphs[0].label, BYTES("critical"));
    ck_assert_double_eq(dataset.articles[0]->paragraphs[0].weight, 0.5);
    slant_dataset_clear(&dataset);
  }
}
END_TEST

START_TEST(columns_of_labels_are_counted) {
  const char *names[SLANT_MOST_LABEL_COLUMNS + 1];
  const char *inputs[] = {file_write("many.csv", BYTES("id,text,critical\na,one,0.5\n"))};
  for (size_t i = 0; i <= SLANT_MOST_LABEL_COLUMNS; i++) names[i] = i == SLANT_MOST_LABEL_COLUMNS - 1 ? "critical" : "unused";
  slant_reader_options options = {.label_columns = names, .n_label_columns = SLANT_MOST_LABEL_COLUMNS};
  slant_dataset dataset;
  slant_error err = {0};
  ck_assert_ok(slant_dataset_load(&dataset, inputs, 1, &options, &err), err);
  ck_assert_text_eq(dataset.articles[0]->paragraphs[0].label, BYTES("critical"));
  slant_dataset_clear(&dataset);
  options.n_label_columns++;
  ck_assert_int_eq(slant_dataset_load(&dataset, inputs, 1, &options, &err), SLANT_E_USAGE);
  ck_assert_says(err, "found 33 label columns, expected at most 32");
}
END_TEST

START_TEST(records_apart_are_articles_of_their_own) {
  const char *inputs[] = {file_write("apart.csv", BYTES("id,text,critical\nb,one,0.5\na,two,1\nb,three,0.25\n,four,0.75\n,five,1\n"))};
  slant_reader_options options = reader(NULL);
  slant_dataset dataset;
  slant_error err = {0};
  slant_buffer found = {0};
  ck_assert_ok(slant_dataset_load_apart(&dataset, inputs, 1, &options, &err), err);
  show(&dataset, &found);
  ck_assert_text_eq(slant_buffer_get(&found), BYTES(" critical 1\n critical 0.75\na critical 1\nb critical 0.5\nb critical 0.25\n"));
  ck_assert_uint_eq(dataset.counts.rows, 5);
  slant_buffer_free(&found);
  slant_dataset_clear(&dataset);
}
END_TEST

Suite *article_label_columns_suite(void) {
  Suite *suite = suite_create("article_label_columns");
  TCase *tc = tcase_create("label columns");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, the_most_probable_label_of_a_table_row_wins, 0, sizeof rows / sizeof *rows);
  tcase_add_loop_test(tc, the_most_probable_label_of_an_object_wins, 0, sizeof rows / sizeof *rows);
  tcase_add_test(tc, paragraphs_of_an_object_have_probabilities_of_their_own);
  tcase_add_test(tc, what_is_no_probability_is_refused);
  tcase_add_test(tc, a_label_has_one_column);
  tcase_add_test(tc, columns_of_other_names_are_told_and_not_read);
  tcase_add_test(tc, fields_keep_their_columns);
  tcase_add_test(tc, columns_of_labels_are_counted);
  tcase_add_test(tc, records_apart_are_articles_of_their_own);
  suite_add_tcase(suite, tc);
  return suite;
}
