/* Terminal view: lines that fit the window whatever they hold, and colour for those who ask. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/article.h"
#include "small_model.h"
#include "suites.h"
#include "text/utf8.h"

static const char text[] =
    "The council praised the brilliant harbour and welcomed the \x1B[31mtrusted ferry by the\nriver, of "
    "which all of the "
    "village had heard so much in that long and cold winter by the sea.\n\n... --- ...\n\n"
    "\u5E02\u8B70\u4F1A\u306F\u706B\u66DC\u65E5\u306B\u958B\u304B\u308C\u3001\u6A4B\u306E\u518D\u958B\u306B"
    "\u3064\u3044\u3066"
    "\u8A71\u3057\u5408\u3063\u305F\u3002\u5E02\u8B70\u4F1A\u306F\u706B\u66DC\u65E5\u306B\u958B\u304B\u308C"
    "\u3001\u6A4B\u306E"
    "\u518D\u958B\u306B\u3064\u3044\u3066\u8A71\u3057\u5408\u3063\u305F\u3002\n\n"
    "The mayor blamed the reckless minister near the scandalous bridge, and botched it.\n\nSign up for more";

static const char *const long_labels[2] = {"a_label_of_very_many_letters", "other"};

static void set_up(void) {
  folder_make();
  slant_model_free(small_model("tone", tone_labels, 3, NULL));
  slant_model_free(small_model("own", own_labels, 4, NULL));
  slant_model_free(small_model("long", long_labels, 2, NULL));
}

static slant_article *some_article(const char *title) {
  slant_article *article = small_article(title, text);
  article->paragraphs[4].flags |= SLANT_FURNITURE;
  return article;
}

/* The view of an article; new. */
static char *view_of(const char *name, slant_writer_options options, const slant_article *article) {
  slant_model *model = open_model(file_path(name));
  slant_writer *writer;
  slant_error err = {0};
  int fd = open(file_path("view"), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  ck_assert_int_ge(fd, 0);
  options.format = SLANT_ROWS_VIEW;
  ck_assert_ok(slant_writer_open(&writer, fd, model, &options, &err), err);
  slant_result *result = classify_text(model, article, NULL);
  ck_assert_ok(slant_writer_add(writer, result, &err), err);
  ck_assert_ok(slant_writer_finish(writer, &err), err);
  slant_result_free(result);
  slant_writer_close(writer);
  ck_assert_int_eq(close(fd), 0);
  slant_model_free(model);
  return (char *)(uintptr_t)file_read(file_path("view")).ptr;
}

/* Columns of the widest line. Of what the tests print, the Japanese alone is wide. */
static size_t widest(const char *view) {
  size_t widest = 0, used = 0, len;
  slant_text all = text_of(view);
  for (size_t at = 0; at < all.len; at += len) {
    uint32_t c = slant_utf8_get(all, at, &len);
    used = c == '\n' ? 0 : used + (c >= 0x3000 && c < 0xA000 ? 2 : 1);
    if (used > widest) widest = used;
  }
  return widest;
}

START_TEST(no_line_is_wider_than_the_window) {
  static const size_t widths[] = {40, 41, 59, 60, 61, 80, 200};
  static const char *const models[] = {"tone.safetensors", "own.safetensors", "long.safetensors"};
  static const char *const titles[] = {
      "", "The harbour",
      "The harbour, the bridge and what became of both of them in a winter in which nobody had thought that it would"};
  slant_article *article = some_article("");
  for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
    for (size_t m = 0; m < 3; m++) {
      for (size_t t = 0; t < 3; t++) {
        article->fields[SLANT_TITLE] = text_of(titles[t]);
        char *view = view_of(models[m], (slant_writer_options){.width = widths[w]}, article);
        ck_assert_msg(widest(view) <= widths[w], "%zu columns in %zu:\n%s", widest(view), widths[w], view);
        ck_assert_ptr_null(strchr(view, '\x1B'));
        free(view);
      }
    }
  }
  slant_article_free(article);
}
END_TEST

START_TEST(long_numbers_leave_less_room_for_text) {
  slant_article *article = some_article("");
  article->paragraphs[3].number = 123456789;
  article->paragraphs[4].number = UINT32_MAX;
  char *view = view_of("tone.safetensors", (slant_writer_options){.width = 60}, article);
  ck_assert_uint_le(widest(view), 60);
  ck_assert_ptr_nonnull(strstr(view, "\n123456789  critical"));
  free(view);
  slant_article_free(article);
}
END_TEST

START_TEST(eighty_columns_without_a_window_and_never_less_than_forty) {
  slant_article *article = some_article("");
  static const size_t asked[] = {0, 1, 39}, expected[] = {80, 40, 40};
  for (size_t i = 0; i < 3; i++) {
    char *view = view_of("tone.safetensors", (slant_writer_options){.width = asked[i]}, article);
    char *same = view_of("tone.safetensors", (slant_writer_options){.width = expected[i]}, article);
    ck_assert_str_eq(view, same);
    free(view);
    free(same);
  }
  slant_article_free(article);
}
END_TEST

START_TEST(a_paragraph_is_a_line_with_what_was_told_of_it) {
  slant_article *article = some_article("The harbour");
  char *view = view_of("tone.safetensors", (slant_writer_options){.width = 200}, article);
  ck_assert_ptr_eq(strstr(view, "The harbour  memo\n"), view);
  ck_assert_ptr_nonnull(strstr(view, "\n   1  supportive    "));
  ck_assert_ptr_nonnull(strstr(view, "\n   2  (empty)  "));
  ck_assert_ptr_nonnull(strstr(view, "\n   4  critical      "));
  ck_assert_ptr_nonnull(strstr(view, "\n   5  (furniture)  "));
  ck_assert_ptr_nonnull(strstr(view, " the \xEF\xBF\xBD[31mtrusted ferry by the river")); /* one line, and harmless */
  ck_assert_ptr_nonnull(strstr(view, ", tone "));
  ck_assert_ptr_nonnull(strstr(view, " neutral; 2 set aside\n\n"));
  free(view);
  view = view_of("tone.safetensors", (slant_writer_options){.width = 200, .articles = true}, article);
  ck_assert_ptr_eq(strstr(view, "The harbour  memo\n      "), view);
  ck_assert_ptr_null(strstr(view, "(empty)"));
  free(view);
  slant_article_free(article);
}
END_TEST

START_TEST(colour_is_for_those_who_ask_and_adds_nothing_else) {
  slant_article *article = some_article("The harbour");
  char *plain = view_of("tone.safetensors", (slant_writer_options){.width = 60}, article);
  char *coloured = view_of("tone.safetensors", (slant_writer_options){.width = 60, .colour = true}, article);
  ck_assert_ptr_null(strchr(plain, '\x1B'));
  ck_assert_ptr_nonnull(strstr(coloured, "\033[36msupportive"));
  ck_assert_ptr_nonnull(strstr(coloured, "\033[33mcritical"));
  ck_assert_ptr_nonnull(strstr(coloured, "\033[2m(furniture)"));
  size_t n = 0, n_on = 0, n_off = 0;
  for (size_t i = 0; coloured[i] != '\0'; i++) {
    if (coloured[i] != '\x1B') {
      coloured[n++] = coloured[i];
      continue;
    }
    size_t len = strcspn(coloured + i, "m");
    bool off = strncmp(coloured + i, "\033[0m", 4) == 0;
    n_on += !off;
    n_off += off;
    i += len;
  }
  coloured[n] = '\0';
  ck_assert_str_eq(coloured, plain);
  ck_assert_uint_eq(n_on, n_off);
  free(plain);
  free(coloured);
  slant_article_free(article);
}
END_TEST

START_TEST(own_labels_have_neither_tone_nor_colour) {
  slant_article *article = some_article("");
  char *view = view_of("own.safetensors", (slant_writer_options){.width = 200, .colour = true}, article);
  ck_assert_ptr_nonnull(strstr(view, "Conflict"));
  ck_assert_ptr_nonnull(strstr(view, " human_interest, "));
  ck_assert_ptr_null(strstr(view, "tone"));
  ck_assert_ptr_null(strstr(view, "supportive"));
  ck_assert_ptr_null(strstr(view, "\033[36m"));
  ck_assert_ptr_null(strstr(view, "\033[33m"));
  free(view);
  view = view_of("long.safetensors", (slant_writer_options){.width = 80}, article);
  ck_assert_ptr_nonnull(strstr(view, "a_label_of_ve\u2026"));
  free(view);
  slant_article_free(article);
}
END_TEST

START_TEST(an_article_without_text_says_so) {
  slant_article *article = small_article("", "");
  char *view = view_of("tone.safetensors", (slant_writer_options){0}, article);
  ck_assert_str_eq(view, "memo\n      no paragraphs\n\n");
  free(view);
  slant_article_free(article);
}
END_TEST

Suite *report_terminal_suite(void) {
  Suite *suite = suite_create("report_terminal");
  TCase *tc = tcase_create("terminal");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, folder_remove);
  tcase_add_test(tc, no_line_is_wider_than_the_window);
  tcase_add_test(tc, long_numbers_leave_less_room_for_text);
  tcase_add_test(tc, eighty_columns_without_a_window_and_never_less_than_forty);
  tcase_add_test(tc, a_paragraph_is_a_line_with_what_was_told_of_it);
  tcase_add_test(tc, colour_is_for_those_who_ask_and_adds_nothing_else);
  tcase_add_test(tc, own_labels_have_neither_tone_nor_colour);
  tcase_add_test(tc, an_article_without_text_says_so);
  suite_add_tcase(suite, tc);
  return suite;
}
