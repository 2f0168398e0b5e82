/* Rows: the columns that others build on, in every format, for every kind of labels. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/article.h"
#include "small_model.h"
#include "suites.h"

static const char text[] =
    "The council praised the brilliant harbour and welcomed the \"trusted\" ferry.\n\n... --- ...\n\n"
    "The mayor blamed the reckless minister near the scandalous bridge, and botched it.";

static void set_up(void) {
  folder_make();
  slant_model_free(small_model("tone", tone_labels, 3, NULL));
  slant_model_free(small_model("own", own_labels, 4, NULL));
  slant_model_free(small_model("two", two_labels, 2, NULL));
}

/* What a writer makes of one article; new. */
static slant_text written(const char *name, const slant_writer_options *options, const slant_article *article) {
  slant_model *model = open_model(file_path(name));
  slant_writer *writer;
  slant_error err = {0};
  int fd = open(file_path("rows"), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  ck_assert_int_ge(fd, 0);
  ck_assert_ok(slant_writer_open(&writer, fd, model, options, &err), err);
  if (article != NULL) {
    slant_result *result = classify_text(model, article, NULL);
    ck_assert_ok(slant_writer_add(writer, result, &err), err);
    slant_result_free(result);
  }
  ck_assert_ok(slant_writer_finish(writer, &err), err);
  slant_writer_close(writer);
  slant_writer_close(NULL);
  ck_assert_int_eq(close(fd), 0);
  slant_model_free(model);
  return file_read(file_path("rows"));
}

static void assert_written(const char *name, slant_writer_options options, const char *expected) {
  slant_text found = written(name, &options, NULL);
  ck_assert_text_eq(found, text_of(expected));
  free((void *)(uintptr_t)found.ptr);
}

#define FIRST "article,paragraph,label,confidence,"
#define LAST "tone,flags,decided,start,end"

START_TEST(paragraph_columns) {
  assert_written("tone.safetensors", (slant_writer_options){0}, FIRST "supportive,critical,neutral," LAST "\n");
  assert_written("own.safetensors", (slant_writer_options){0},
                 FIRST "Conflict,economy-2,human_interest,morality," LAST "\n");
  assert_written("two.safetensors", (slant_writer_options){0}, FIRST "about,other," LAST "\n");
  assert_written("tone.safetensors", (slant_writer_options){.with_text = true},
                 FIRST "supportive,critical,neutral," LAST ",text\n");
  assert_written("two.safetensors", (slant_writer_options){.format = SLANT_ROWS_TSV},
                 "article\tparagraph\tlabel\tconfidence\tabout\tother\ttone\tflags\tdecided\tstart\tend\n");
  assert_written("tone.safetensors", (slant_writer_options){.format = SLANT_ROWS_JSONL}, "");
}
END_TEST

#define ARTICLE "article,title,source,date,author,url,language,encoding,duplicate_of,paragraphs,scored,furniture,"
#define OF(label) "n_" label ",share_" label ",share_" label "_low,share_" label "_high,"
#define SUMS "tone,tone_low,tone_high,framing,peak_supportive,peak_critical\n"

START_TEST(article_columns) {
  assert_written("tone.safetensors", (slant_writer_options){.articles = true},
                 ARTICLE OF("supportive") OF("critical") OF("neutral") SUMS);
  assert_written("own.safetensors", (slant_writer_options){.articles = true},
                 ARTICLE OF("Conflict") OF("economy-2") OF("human_interest") OF("morality") SUMS);
  assert_written("two.safetensors", (slant_writer_options){.articles = true}, ARTICLE OF("about") OF("other") SUMS);
}
END_TEST

/* Figures as #: what the test is about is where they stand. */
static void blank_digits(slant_text t) {
  char *bytes = (char *)(uintptr_t)t.ptr;
  size_t n = 0;
  for (size_t i = 0; i < t.len; i++) {
    bool figure = (bytes[i] >= '0' && bytes[i] <= '9') && i + 5 < t.len && bytes[i + 1] == '.';
    if (!figure) {
      bytes[n++] = bytes[i];
      continue;
    }
    if (n > 0 && bytes[n - 1] == '-') n--;
    size_t decimals = 0;
    while (bytes[i + 2 + decimals] >= '0' && bytes[i + 2 + decimals] <= '9') decimals++;
    ck_assert_uint_eq(decimals, 4);
    bytes[n++] = '#';
    i += 5;
  }
  bytes[n] = '\0';
}

static void assert_rows(const char *name, slant_writer_options options, const slant_article *article,
                        const char *expected) {
  slant_text found = written(name, &options, article);
  blank_digits(found);
  const char *rows = found.ptr;
  if (options.format != SLANT_ROWS_JSONL) rows = strchr(rows, '\n') + 1;
  ck_assert_str_eq(rows, expected);
  free((void *)(uintptr_t)found.ptr);
}

START_TEST(paragraph_rows) {
  slant_article *article = small_article("", text);
  article->fields[SLANT_ID] = BYTES("news,\"1\"");
  assert_rows("tone.safetensors", (slant_writer_options){0}, article,
              "\"news,\"\"1\"\"\",1,supportive,#,#,#,#,#,,table,0,75\n"
              "\"news,\"\"1\"\"\",2,,,,,,,empty,,77,88\n"
              "\"news,\"\"1\"\"\",3,critical,#,#,#,#,#,out-of-domain,table,90,172\n");
  article->fields[SLANT_ID] = BYTES("a");
  article->paragraphs[1].flags |= SLANT_FURNITURE | SLANT_REPAIRED_UTF8;
  assert_rows("two.safetensors", (slant_writer_options){.with_text = true}, article,
              "a,1,about,#,#,#,,,table,0,75,\"The council praised the brilliant harbour and welcomed the "
              "\"\"trusted\"\" ferry.\"\n"
              "a,2,,,,,,furniture;empty;repaired-utf8,,77,88,... --- ...\n"
              "a,3,other,#,#,#,,out-of-domain,table,90,172,\"The mayor blamed the reckless minister near the scandalous bridge, and "
              "botched it.\"\n");
  assert_rows(
      "tone.safetensors", (slant_writer_options){.format = SLANT_ROWS_TSV}, article,
      "a\t1\tsupportive\t#\t#\t#\t#\t#\t\ttable\t0\t75\na\t2\t\t\t\t\t\t\tfurniture;empty;repaired-utf8\t\t77\t88\n"
      "a\t3\tcritical\t#\t#\t#\t#\t#\tout-of-domain\ttable\t90\t172\n");
  slant_article_free(article);
}
END_TEST

START_TEST(paragraph_rows_in_json) {
  slant_article *article = small_article("", text);
  article->paragraphs[1].flags |= SLANT_FURNITURE;
  assert_rows("two.safetensors", (slant_writer_options){.format = SLANT_ROWS_JSONL}, article,
              "{\"article\":\"memo\",\"paragraph\":1,\"label\":\"about\",\"confidence\":#,\"about\":#,\"other\":#,"
              "\"tone\":null,"
              "\"flags\":[],\"decided\":\"table\",\"start\":0,\"end\":75}\n"
              "{\"article\":\"memo\",\"paragraph\":2,\"label\":null,\"confidence\":null,\"about\":null,\"other\":null,"
              "\"tone\":null,\"flags\":[\"furniture\",\"empty\"],\"decided\":null,\"start\":77,\"end\":88}\n"
              "{\"article\":\"memo\",\"paragraph\":3,\"label\":\"other\",\"confidence\":#,\"about\":#,\"other\":#,"
              "\"tone\":null,"
              "\"flags\":[\"out-of-domain\"],\"decided\":\"table\",\"start\":90,\"end\":172}\n");
  slant_article_free(article);
}
END_TEST

START_TEST(article_rows) {
  slant_article *article = small_article("A title, with a comma", text);
  assert_rows("tone.safetensors", (slant_writer_options){.articles = true}, article,
              "memo,\"A title, with a comma\",,,,,en,utf-8,,3,2,0,1,#,#,#,1,#,#,#,0,#,#,#,#,#,#,mixed,1,3\n");
  assert_rows("two.safetensors", (slant_writer_options){.articles = true}, article,
              "memo,\"A title, with a comma\",,,,,en,utf-8,,3,2,0,1,#,#,#,1,#,#,#,,,,,,\n");
  slant_article_free(article);
  article = small_article("", "");
  assert_rows("tone.safetensors", (slant_writer_options){.articles = true}, article,
              "memo,,,,,,en,utf-8,,0,0,0,0,,,,0,,,,0,,,,,,,,,\n");
  assert_rows("tone.safetensors", (slant_writer_options){0}, article, "");
  slant_article_free(article);
}
END_TEST

START_TEST(nested_rows_and_errors_in_memory) {
  slant_model *model = open_model(file_path("two.safetensors"));
  slant_article *article = small_article("A title", "One river.\n\nTwo.");
  slant_result *result = classify_text(model, article, NULL);
  slant_writer_options options = {.format = SLANT_ROWS_JSONL, .nested = true, .with_text = true};
  slant_writer *writer;
  slant_error err = {0};
  slant_text found;
  ck_assert_ok(slant_writer_open(&writer, -1, model, &options, &err), err);
  ck_assert_ok(slant_writer_sink(writer, result, &err), err);
  slant_writer_add_error(writer, &(slant_error){SLANT_E_DATA, 7, "a\"b", "found \xC3"});
  slant_writer_add_error(writer, &(slant_error){SLANT_E_DATA, 0, "c", "found \xC3\xA9"});
  ck_assert_ok(slant_writer_finish(writer, &err), err);
  ck_assert_ok(slant_writer_take(writer, &found, &err), err);
  ck_assert_ptr_nonnull(strstr(found.ptr, "\"peak_critical\":null,\"rows\":[{\"article\":\"memo\",\"paragraph\":1,"));
  ck_assert_ptr_nonnull(strstr(found.ptr, "\"text\":\"One river.\"},{\"article\":\"memo\",\"paragraph\":2,"));
  static const char end[] = "\"text\":\"Two.\"}]}\n{\"error\":{\"source\":\"a\\\"b\",\"line\":7,\"message\":\"found \xEF\xBF\xBD\"}}\n"
                            "{\"error\":{\"source\":\"c\",\"line\":null,\"message\":\"found \xC3\xA9\"}}\n";
  ck_assert_uint_gt(found.len, sizeof end);
  ck_assert_text_eq(((slant_text){found.ptr + found.len - (sizeof end - 1), sizeof end - 1}), text_of(end));
  slant_text_free(found);
  ck_assert_ok(slant_writer_take(writer, &found, &err), err); /* it began anew */
  ck_assert_uint_eq(found.len, 0);
  slant_text_free(found);
  slant_writer_close(writer);
  options.format = SLANT_ROWS_CSV;
  ck_assert_int_eq(slant_writer_open(&writer, -1, model, &options, &err), SLANT_E_USAGE);
  ck_assert_ptr_null(writer);
  slant_result_free(result);
  slant_article_free(article);
  slant_model_free(model);
}
END_TEST

START_TEST(another_locale_changes_nothing) {
  slant_article *article = small_article("", text);
  slant_text expected = written("tone.safetensors", NULL, article);
  if (locale_set(comma_locales)) {
    slant_text found = written("tone.safetensors", NULL, article);
    locale_reset();
    ck_assert_text_eq(found, expected);
    free((void *)(uintptr_t)found.ptr);
  }
  free((void *)(uintptr_t)expected.ptr);
  slant_article_free(article);
}
END_TEST

START_TEST(a_full_disk_is_told) {
  int fd = open("/dev/full", O_WRONLY);
  if (fd < 0) return;
  slant_model *model = open_model(file_path("tone.safetensors"));
  slant_writer *writer;
  slant_error err = {0};
  ck_assert_ok(slant_writer_open(&writer, fd, model, NULL, &err), err);
  ck_assert_int_eq(slant_writer_finish(writer, &err), SLANT_E_IO);
  ck_assert_says(err, "cannot write");
  slant_writer_close(writer);
  slant_model_free(model);
  (void)close(fd);
}
END_TEST

Suite *report_rows_suite(void) {
  Suite *suite = suite_create("report_rows");
  TCase *tc = tcase_create("rows");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, folder_remove);
  tcase_add_test(tc, paragraph_columns);
  tcase_add_test(tc, article_columns);
  tcase_add_test(tc, paragraph_rows);
  tcase_add_test(tc, paragraph_rows_in_json);
  tcase_add_test(tc, nested_rows_and_errors_in_memory);
  tcase_add_test(tc, article_rows);
  tcase_add_test(tc, another_locale_changes_nothing);
  tcase_add_test(tc, a_full_disk_is_told);
  suite_add_tcase(suite, tc);
  return suite;
}
