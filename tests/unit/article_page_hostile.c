/* Hostile pages, from bytes to a record: each ends, in little time and memory, and what it shows is found. */
#include "article/record_page.h"

#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

#define SAID "The council voted on Thursday to rebuild the harbour wall that the storms of last winter broke."
#define SHOWN "<p>" SAID "</p>"
#define LD "<script type=application/ld+json>"

/* Pages of one part again and again; the paragraphs that they must hold, and those that they must not. */
static const struct {
  const char *before, *part, *after;
  size_t n;
  const char *holds, *lacks;
} repeated[] = {
    {"", "<div>", SHOWN, 100000, SAID, NULL},
    {"", "<article><section class=content>", SHOWN, 10000, SAID, NULL},
    {"", "<time>3 May 2020 ", SHOWN, 20000, SAID, NULL},
    {"", "<span itemprop=author>Jo ", SHOWN, 20000, SAID, NULL},
    {"", "<div itemprop=author class=date>", SHOWN, 20000, SAID, NULL},
    {"", "<h1>Wall ", "</h1>" SHOWN, 20000, SAID, NULL},
    {SHOWN, "<h1>Wall</h1>", "", 20000, SAID, NULL},
    {"<h1>", "<br>", "Wall</h1>" SHOWN, 20000, SAID, NULL},
    {"<h1><a href=", "/", ">Wall</a></h1>" SHOWN, 20000, SAID, NULL},
    {"<title>", "Wall | ", "</title>" SHOWN, 20000, SAID, NULL},
    {"<meta property=og:title content='", "a | ", "'><meta property=og:site_name content='a | a'>" SHOWN, 20000, SAID, NULL},
    {SHOWN "<meta property=og:title content=", "a", "", 40000, SAID, NULL},
    {SHOWN "<p class='", "a b-c_d ", "", 20000, SAID, NULL},
    {LD "{\"@type\":\"Article\",\"headline\":\"", "a ", "\"}</script><h1>aaa</h1>" SHOWN, 40000, SAID, NULL},
    {LD, "[", "</script>" SHOWN, 20000, SAID, NULL},
    {LD, "{\"@graph\":[", "</script>" SHOWN, 20000, SAID, NULL},
    {LD "[", "{\"@type\":\"Person\",\"@id\":\"#a\"},", "1]</script>" SHOWN, 10000, SAID, NULL},
    {"", LD "{\"@type\":\"Article\",\"author\":[]}</script>", SHOWN, 10000, SAID, NULL},
    {"<table><tr>", "<td>12</td><td>", SAID "</td></tr></table>", 10000, SAID, NULL},
    {"<table>", "<tr><td>" SAID "</td></tr>", "</table>", 20000, SAID, NULL},
    {"<pre>", SAID "\n", "</pre>", 20000, SAID, NULL},
    {"<pre>" SAID, "\n\n", "</pre>", 40000, SAID, NULL},
    {SHOWN "<p>", "&#0;&#1;&#8;&#11;&#x7F;&#xFFFE;&#xD800;&#x110000;", "", 20000, SAID, NULL},
    {SHOWN "<p>", "&amp;lt;", "", 20000, SAID, NULL},
    {SHOWN, "<script>document.write('<p>Scripted: " SAID "</p>')</script>", "", 5000, SAID, "Scripted"},
    {SHOWN, "<p>Jo,</p><h2>Wall</h2>", "", 10000, SAID, NULL},
    {"<div class=related>", "<h2>Wall</h2>", "</div>" SHOWN, 20000, SAID, NULL},
};

static slant_text read_page(slant_record *record, slant_text html) {
  slant_error err = {0};
  slant_records_options options = {0};
  record->source = "a.html";
  ck_assert_ok(slant_record_fill_page(record, &options, html, NULL, &err), err);
  return record->text;
}

static bool has_control(slant_text text) {
  for (size_t i = 0; i < text.len; i++) {
    if (((unsigned char)text.ptr[i] < ' ' && text.ptr[i] != '\n') || text.ptr[i] == 0x7F) return true;
  }
  return false;
}

START_TEST(repetition_ends) {
  slant_buffer page = {0};
  slant_record record = {0};
  slant_buffer_put_string(&page, repeated[_i].before);
  for (size_t i = 0; i < repeated[_i].n; i++) slant_buffer_put_string(&page, repeated[_i].part);
  slant_buffer_put_string(&page, repeated[_i].after);
  slant_text text = read_page(&record, slant_buffer_get(&page));
  ck_assert_msg(holds_text(text, text_of(repeated[_i].holds)), "%s: found \"%s\"", repeated[_i].part, shown(text, 0));
  if (repeated[_i].lacks != NULL) ck_assert(!holds_text(text, text_of(repeated[_i].lacks)));
  ck_assert(!has_control(text));
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) ck_assert_uint_le(record.fields[f].len, 2000);
  slant_record_clear(&record);
  slant_buffer_free(&page);
}
END_TEST

/* What poses as text, or hides in it. */
static const struct {
  slant_text page;
  const char *text;
} posing[] = {
    {BYTES(SHOWN "<script type=text/plain>Scripted text that nobody sees, though it reads like a sentence.</script>"), SAID},
    {BYTES(SHOWN "<style>p:before{content:'Styled text that nobody sees, though it reads like one.'}</style>"), SAID},
    {BYTES(SHOWN "<template><p>Text of a template, which nobody sees before a script takes it.</p></template>"), SAID},
    {BYTES(SHOWN "<!-- <p>Text in a comment, which nobody sees, though it reads like a sentence.</p> -->"), SAID},
    {BYTES(SHOWN "<p title=\"<p>An attribute, which nobody reads, though it is a sentence.</p>\"></p>"), SAID},
    {BYTES(SHOWN "<p>An attribute without end <a href=\"x>and all behind it, which nobody sees, is lost.</p>"), SAID "\n\nAn attribute without end"},
    {BYTES("<body><p>a&#0;b&#1;c&#x1B;[31md&#x9B;e&#x202E;f, and this is all that there is of it.</p>"),
     "abc[31md\xE2\x80\xBA" "e\xE2\x80\xAE" "f, and this is all that there is of it."},
    {BYTES("<body><p>a\0b\1c\x7F" "d, and this is all that there is of it.</p>"), "a\xEF\xBF\xBD" "bc d, and this is all that there is of it."},
    {BYTES(LD "{\"@type\":\"Article\",\"headline\":\"A\\u0000b\\u0007c \\ud800d\"}</script>" SHOWN), SAID},
};

START_TEST(what_poses_as_text_is_none) {
  slant_record record = {0};
  slant_text text = read_page(&record, posing[_i].page);
  ck_assert_text_eq(text, text_of(posing[_i].text));
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) ck_assert(memchr(record.fields[f].len == 0 ? "x" : record.fields[f].ptr, 0, record.fields[f].len) == NULL);
  slant_record_clear(&record);
}
END_TEST

Suite *article_page_hostile_suite(void) {
  Suite *suite = suite_create("article_page_hostile");
  TCase *tc = tcase_create("all");
  tcase_set_timeout(tc, 20);
  tcase_add_loop_test(tc, repetition_ends, 0, sizeof repeated / sizeof *repeated);
  tcase_add_loop_test(tc, what_poses_as_text_is_none, 0, sizeof posing / sizeof *posing);
  suite_add_tcase(suite, tc);
  return suite;
}
