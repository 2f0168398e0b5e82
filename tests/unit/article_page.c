/* Pages: which text of a saved web page is its article, what it says of itself, and what becomes of odd pages. */
#include "article/record_page.h"

#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "support/reading.h"
#include "web/dates.h"
#include "web/said.h"

#define FIRST "The council voted on Thursday to rebuild the harbour wall that the storms of last winter broke."
#define SECOND "Work begins in June, said the mayor, and the engineers expect to be done before the first storms."
#define THIRD "The wall has stood for ninety years, and the council means it to stand for ninety more, she said."
#define BODY "<p>" FIRST "</p><p>" SECOND "</p><p>" THIRD "</p>"
#define OWN FIRST "|" SECOND "|" THIRD "|"

/* The paragraphs of a page, each with "|" behind it, furniture in brackets. */
static slant_text read_page(slant_record *record, slant_text html, const slant_web_origin *hints, slant_buffer *out) {
  slant_error err = {0};
  slant_records_options options = {0};
  record->source = "a.html";
  ck_assert_ok(slant_record_fill_page(record, &options, html, hints, &err), err);
  slant_buffer_clear(out);
  for (size_t i = 0; i < record->n_paragraphs; i++) {
    const slant_record_paragraph *p = &record->paragraphs[i];
    slant_text span = {record->text.ptr + p->start, p->end - p->start};
    ck_assert_text_eq(span, p->text);
    slant_buffer_put_string(out, p->furniture == SLANT_FURNITURE_IS ? "[" : "");
    slant_buffer_put(out, p->text);
    slant_buffer_put_string(out, p->furniture == SLANT_FURNITURE_IS ? "]|" : "|");
  }
  return slant_buffer_get(out);
}

static const struct {
  const char *what;
  slant_text page;
  const char *paragraphs;
} bodies[] = {
    {"paragraphs", BYTES("<body>" BODY), OWN},
    {"divisions by themselves", BYTES("<body><div>" FIRST "</div><div>" SECOND "</div><div>" THIRD "</div>"), OWN},
    {"line breaks", BYTES("<body><div>" FIRST "<br><br>" SECOND "<br /> <br />" THIRD "</div>"), OWN},
    {"one line break", BYTES("<body><p>" FIRST "<br>" SECOND "</p>"), FIRST "\n" SECOND "|"},
    {"one table", BYTES("<body><table><tr><td>" BODY "</td></tr></table>"), OWN},
    {"one <pre>", BYTES("<body><pre>" FIRST "\n\n" SECOND "\n\n" THIRD "</pre>"), OWN},
    {"a menu around it", BYTES("<body><nav><a href=/>Home</a></nav><div>" BODY "</div><footer>All rights reserved</footer>"), OWN},
    {"headings in order", BYTES("<title>The wall</title><body>" BODY "<h2>What it costs</h2><p>" FIRST "</p><h2>Read also</h2>"),
     OWN "What it costs|" FIRST "|[Read also]|"},
    {"items and quotations", BYTES("<body>" BODY "<ul><li>Stone and mortar</li></ul><blockquote>" FIRST "</blockquote>"),
     OWN "Stone and mortar|" FIRST "|"},
    {"a caption", BYTES("<body><p>" FIRST "</p><figure><figcaption>The wall in May.</figcaption></figure><p>" SECOND "</p><p>" THIRD "</p>"),
     FIRST "|[The wall in May.]|" SECOND "|" THIRD "|"},
    {"teasers", BYTES("<body><p>" FIRST "</p><div class=related-posts><p>Another story, which is told on another page.</p></div><p>" SECOND
                      "</p><p>" THIRD "</p>"),
     FIRST "|[Another story, which is told on another page.]|" SECOND "|" THIRD "|"},
    {"a form", BYTES("<body>" BODY "<form><label>Your email</label><button>Send</button></form>"), OWN "[Your email]|[Send]|"},
    {"comments", BYTES("<body><div>" BODY "</div><div id=comments><p>About time that somebody did something about it all.</p></div>"),
     OWN "[About time that somebody did something about it all.]|"},
    {"a class that names what is filed", BYTES("<body><div class='post category-news tag-harbour'>" BODY "</div>"), OWN},
    {"a share button that holds paragraphs", BYTES("<body><div class=share><p>" FIRST "</p><p>" SECOND "</p></div><p>" THIRD "</p>"), OWN},
    {"a share button", BYTES("<body><p>" FIRST "</p><div class=share>Share this story now.</div><p>" SECOND "</p><p>" THIRD "</p>"),
     FIRST "|[Share this story now.]|" SECOND "|" THIRD "|"},
    {"a last line without a stop", BYTES("<body>" BODY "<p>Jo Doe, harbour master of Ebbsel and the islands</p>"),
     OWN "Jo Doe, harbour master of Ebbsel and the islands|"},
    {"a last line of code", BYTES("<body>" BODY "<pre>wall --height 9</pre>"), OWN "wall --height 9|"},
    {"classes in another language", BYTES("<body>" BODY "<div class=noticias-relacionadas><p>" SECOND "</p></div>"), OWN "[" SECOND "]|"},
    {"a page that is a sidebar", BYTES("<body><div class=sidebar>" BODY "</div>"), OWN},
    {"hidden text", BYTES("<body>" BODY "<p style='display:none'>Nobody sees this line, which is no part of it.</p>"), OWN},
    {"script as text", BYTES("<body>" BODY "<script>var a = '<p>" FIRST "</p>'</script>"), OWN},
    {"its own title", BYTES("<title>The wall</title><body><h1>The wall</h1>" BODY), "[The wall]|" OWN},
    {"its own title behind a kicker", BYTES("<title>A wall for the winter</title><body><h1><span>Harbour</span> A wall for the winter</h1>" BODY),
     "[Harbour A wall for the winter]|" OWN},
    {"little", BYTES("<body><p>One short line.</p>"), "One short line.|"},
    {"nothing", BYTES("<body></body>"), ""},
    {"no page", BYTES(""), ""},
    {"NULs and wrong bytes", BYTES("<body><p>a\0b\xFF c, which is all that there is of it.</p>"),
     "a\xEF\xBF\xBD" "b\xEF\xBF\xBD c, which is all that there is of it.|"},
    {"controls that stand for others", BYTES("<body><p>It&#146;s late &#151; and that is all that there is of it.</p>"),
     "It\xE2\x80\x99s late \xE2\x80\x94 and that is all that there is of it.|"},
    {"soft hyphens", BYTES("<body><p>Hafen&shy;mauer, wie sie vor dem Sturm gewesen war.</p>"), "Hafenmauer, wie sie vor dem Sturm gewesen war.|"},
};

START_TEST(the_article_is_found) {
  slant_record record = {0};
  slant_buffer out = {0};
  slant_text found = read_page(&record, bodies[_i].page, NULL, &out);
  ck_assert_msg(same_text(found, text_of(bodies[_i].paragraphs)), "%s: found \"%s\", expected \"%s\"", bodies[_i].what, shown(found, 0),
                bodies[_i].paragraphs);
  slant_buffer_free(&out);
  slant_record_clear(&record);
}
END_TEST

static const struct {
  slant_field field;
  slant_text page;
  const char *value;
} fields[] = {
    {SLANT_TITLE, BYTES("<title>The wall | The Courier</title><meta property=og:site_name content='The Courier'>"), "The wall"},
    {SLANT_TITLE, BYTES("<title>Harbour wall to be rebuilt - Courier</title><h1>Harbour wall to be rebuilt</h1>"), "Harbour wall to be rebuilt"},
    {SLANT_TITLE, BYTES("<meta property=og:title content='Told &amp; shown'><meta name=twitter:title content=Other>"), "Told & shown"},
    {SLANT_TITLE, BYTES("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A headline\"}</script>"), "A headline"},
    {SLANT_TITLE, BYTES("<title>T</title><h1><span class=kicker>Harbour</span> A wall for the winter</h1>"), "A wall for the winter"},
    {SLANT_TITLE, BYTES("<meta property=og:title content='A wall for the winter'><h1><span>Harbour</span> A wall for the winter</h1>"),
     "A wall for the winter"},
    {SLANT_TITLE, BYTES("<title>A wall for the winter</title><meta property=og:title content=News><h1><span>Harbour</span>:<span>A wall for the winter</span></h1>"),
     "A wall for the winter"},
    {SLANT_TITLE, BYTES("<title>Harbour | A wall for the winter</title><h1><b>Harbour</b><br>A wall for the winter</h1>"), "A wall for the winter"},
    {SLANT_TITLE, BYTES("<title>A wall</title><h1><i>A</i> wall</h1>"), "A wall"},
    {SLANT_TITLE, BYTES("<title>The wall | Ebbsel Courier</title><h1><a href=https://a.example/>Ebbsel Courier</a></h1>"), "The wall"},
    {SLANT_TITLE, BYTES("<title>Ebbsel Courier \xC2\xBB Blog Archive \xC2\xBB The wall and its cost</title><h1><a href=/>Ebbsel Courier</a></h1>"),
     "The wall and its cost"},
    {SLANT_TITLE, BYTES("<title>The wall and its cost \xE2\x80\x93 Courier online</title><meta property=og:url content=https://courier.example/a>"),
     "The wall and its cost"},
    {SLANT_TITLE, BYTES("<meta property=og:title content='The wall|The Courier'><meta property=og:site_name content='The Courier'>"), "The wall"},
    {SLANT_TITLE, BYTES("<title>Walls</title><h1>A wall for the winter, and for ninety years more</h1><h1>Read also</h1>"),
     "A wall for the winter, and for ninety years more"},
    {SLANT_SOURCE, BYTES("<link rel=canonical href=https://a.example/b><h1><a href=./>Ebbsel Courier</a></h1>"), "Ebbsel Courier"},
    {SLANT_TITLE, BYTES("<body><p>none</p>"), ""},
    {SLANT_SOURCE, BYTES("<meta property=og:site_name content='The Courier'>"), "The Courier"},
    {SLANT_SOURCE, BYTES("<link rel=canonical href=https://www.courier.example/a>"), "courier.example"},
    {SLANT_DATE, BYTES("<meta property=article:published_time content=2023-05-04T23:10:00Z>"), "2023-05-04"},
    {SLANT_DATE, BYTES("<meta property=article:published_time content=2023-05-04T23:10:00Z><link rel=canonical href=https://a.example/2023/05/05/b>"),
     "2023-05-05"},
    {SLANT_DATE, BYTES("<script type=application/ld+json>[{\"@graph\":[{\"@type\":[\"Article\"],\"datePublished\":\"2021-01-02\"}]}]</script>"),
     "2021-01-02"},
    {SLANT_DATE, BYTES("<script type=application/ld+json>{\"@type\":\"Article\",\"name\":\"a\nb\",\"dateModified\":\"2021-01-02\"};</script>"),
     "2021-01-02"},
    {SLANT_DATE, BYTES("<script type=application/ld+json>{\"@type\":</script><time datetime=2020-02-03>x</time>"), "2020-02-03"},
    {SLANT_DATE, BYTES("<link rel=canonical href=https://a.example/news/2019/12/24/b.html>"), "2019-12-24"},
    {SLANT_DATE, BYTES("<html lang=de><title>Die Mauer am Hafen</title><h1>Die Mauer am Hafen</h1><div>Von Jo Doe, 3. M\xC3\xA4rz 2020</div>"), "2020-03-03"},
    {SLANT_AUTHOR, BYTES("<meta name=author content='By Jo Doe, 3 May'>"), "Jo Doe"},
    {SLANT_AUTHOR, BYTES("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[{\"name\":\"Jo Doe\"},{\"name\":\"Al Roe\"}]}</script>"),
     "Jo Doe, Al Roe"},
    {SLANT_AUTHOR, BYTES("<body><div>Von Jo Doe</div>"), "Jo Doe"},
    {SLANT_AUTHOR, BYTES("<body><a class=author-name>Jo Doe</a>"), "Jo Doe"},
    {SLANT_AUTHOR, BYTES("<meta name=author content='Posted on 3 May'><body><div class=byline>View all posts by Marianne1</div>"), "Marianne1"},
    {SLANT_AUTHOR, BYTES("<div class=teaser><p class=author>Al Roe</p></div><h1>The wall</h1><p class=author>Jo Doe</p>"), "Jo Doe"},
    {SLANT_AUTHOR, BYTES("<div class=teaser><h1>The wall</h1><p class=author>Jo Doe</p></div>"), "Jo Doe"},
    {SLANT_AUTHOR, BYTES("<meta name=author content=https://a.example/jo>"), ""},
    {SLANT_URL, BYTES("<link rel=canonical href=https://a.example/b><meta property=og:url content=https://a.example/c>"), "https://a.example/b"},
    {SLANT_URL, BYTES("<link rel=canonical href=/b><meta property=og:url content=https://a.example/c>"), "https://a.example/c"},
    {SLANT_LANGUAGE, BYTES("<html lang=de-AT><body>x"), "de"},
    {SLANT_LANGUAGE, BYTES("<meta property=og:locale content=fr_FR>"), "fr"},
};

START_TEST(pages_tell_of_themselves) {
  slant_record record = {0};
  slant_buffer out = {0};
  (void)read_page(&record, fields[_i].page, NULL, &out);
  slant_text found = record.fields[fields[_i].field];
  if (found.ptr == NULL) found = text_of("");
  ck_assert_text_eq(found, text_of(fields[_i].value));
  slant_buffer_free(&out);
  slant_record_clear(&record);
}
END_TEST

START_TEST(hints_stand_in_where_the_page_is_silent) {
  slant_web_origin hints = {text_of("https://b.example/x"), text_of("2011-01-02"), text_of("en-GB"), text_of("windows-1252")};
  slant_record silent = {0}, telling = {0};
  slant_buffer out = {0};
  (void)read_page(&silent, BYTES("<body><p>x"), &hints, &out);
  ck_assert_text_eq(silent.fields[SLANT_URL], text_of("https://b.example/x"));
  ck_assert_text_eq(silent.fields[SLANT_SOURCE], text_of("b.example"));
  ck_assert_text_eq(silent.fields[SLANT_DATE], text_of("2011-01-02"));
  ck_assert_text_eq(silent.fields[SLANT_LANGUAGE], text_of("en"));
  ck_assert_text_eq(silent.fields[SLANT_ENCODING], text_of("windows-1252"));
  (void)read_page(&telling, BYTES("<html lang=de><link rel=canonical href=https://a.example/y><time datetime=2020-02-03>x</time>"), &hints, &out);
  ck_assert_text_eq(telling.fields[SLANT_URL], text_of("https://a.example/y"));
  ck_assert_text_eq(telling.fields[SLANT_DATE], text_of("2020-02-03"));
  ck_assert_text_eq(telling.fields[SLANT_LANGUAGE], text_of("de"));
  slant_buffer_free(&out);
  slant_record_clear(&silent);
  slant_record_clear(&telling);
}
END_TEST

static const struct {
  const char *text, *date;
  bool month_first;
} dates[] = {
    {"2020-04-03", "2020-04-03", false},       {"2020-04-03T23:59:00+02:00", "2020-04-03", false},
    {"20200403T120000Z", "2020-04-03", false}, {"3.4.2020", "2020-04-03", false},
    {"03.04.20, 12:30", "2020-04-03", true},   {"3/4/2020", "2020-04-03", false},
    {"3/4/2020", "2020-03-04", true},          {"13/4/2020", "2020-04-13", true},
    {"4/13/2020", "2020-04-13", false},        {"April 3, 2020", "2020-04-03", false},
    {"Fri, 3rd of April 2020", "2020-04-03", false}, {"3 de abril de 2020", "2020-04-03", false},
    {"le 3 ao\xC3\xBBt 2020", "2020-08-03", false},  {"3. M\xC3\x84RZ 2020", "2020-03-03", false},
    {"published 12:30 3 May 2020", "2020-05-03", false}, {"31.02.2020", "", false},
    {"3.4.1820", "", false},                   {"12:30", "", false},
    {"in March 2020", "", false},              {"maybe 3 of 2020", "", false},
    {"", "", false},
};

START_TEST(dates_are_found_in_text) {
  char date[SLANT_WEB_DATE_LENGTH];
  bool found = slant_web_date_find(text_of(dates[_i].text), dates[_i].month_first, date);
  ck_assert_msg(found == (dates[_i].date[0] != '\0'), "%s", dates[_i].text);
  if (found) ck_assert_text_eq(((slant_text){date, sizeof date}), text_of(dates[_i].date));
}
END_TEST

START_TEST(dates_are_found_in_addresses) {
  char date[SLANT_WEB_DATE_LENGTH];
  ck_assert(slant_web_date_of_url(text_of("https://a.example/2020/04/03/x"), date));
  ck_assert_text_eq(((slant_text){date, sizeof date}), text_of("2020-04-03"));
  ck_assert(slant_web_date_of_url(text_of("https://a.example/news-20200403.html"), date));
  ck_assert(!slant_web_date_of_url(text_of("https://a.example/2020/x/12345678"), date));
  ck_assert(!slant_web_date_of_url(text_of(""), date));
}
END_TEST

START_TEST(what_is_known_of_furniture_stays_known) {
  slant_article *article = article_of("a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"" FIRST "\",\"flags\":[\"furniture\"]},\"" SECOND "\"]}"), NULL);
  ck_assert_uint_eq(slant_article_paragraph(article, 0)->flags & SLANT_FURNITURE, SLANT_FURNITURE);
  ck_assert_uint_eq(slant_article_paragraph(article, 1)->flags & SLANT_FURNITURE, 0);
  slant_article_free(article);
}
END_TEST

#define DOUBTFUL "Readers can subscribe to the council's letter at the office."

START_TEST(the_page_outweighs_what_text_reads_like) {
  slant_article *text = article_of("a.txt", BYTES(FIRST "\n\n" DOUBTFUL "\n"), NULL);
  ck_assert_uint_eq(slant_article_paragraph(text, 1)->flags, SLANT_FURNITURE);
  slant_article *page = article_of("a.html", BYTES("<body><p>" FIRST "</p><p>" DOUBTFUL "</p><p>Subscribe to our newsletter</p><p>" SECOND "</p>"), NULL);
  ck_assert_uint_eq(slant_article_paragraph(page, 1)->flags, 0);
  ck_assert_uint_eq(slant_article_paragraph(page, 2)->flags, SLANT_FURNITURE);
  slant_article *kept = article_of("a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"" DOUBTFUL "\",\"flags\":[]},\"" DOUBTFUL "\"]}"), NULL);
  ck_assert_uint_eq(slant_article_paragraph(kept, 0)->flags, 0);
  ck_assert_uint_eq(slant_article_paragraph(kept, 1)->flags, SLANT_FURNITURE);
  slant_article_free(text);
  slant_article_free(page);
  slant_article_free(kept);
}
END_TEST

START_TEST(text_far_away_is_counted_or_listed) {
  slant_text page = BYTES("<body><nav><a href=/>Home</a></nav>" BODY "<footer>The end</footer>");
  slant_reader_options all = {.list_all = true};
  reading r;
  reading_run_bytes(&r, "a.html", page, NULL);
  ck_assert_articles(r, "a.html: 1 " FIRST "|2 " SECOND "|3 " THIRD "\n");
  ck_assert_uint_eq(r.counts.unlisted, 2);
  reading_free(&r);
  reading_run_bytes(&r, "b.html", page, &all);
  ck_assert_articles(r, "b.html: 1 Home|2 " FIRST "|3 " SECOND "|4 " THIRD "|5 The end\n");
  ck_assert_uint_eq(r.counts.unlisted, 0);
  reading_free(&r);
}
END_TEST

START_TEST(text_told_to_programs_stands_in_for_text_not_shown) {
  reading r;
  reading_run_bytes(&r, "a.html", BYTES("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" FIRST "\\n\\n" SECOND
                                        "\\n\\n" THIRD "\"}</script><body><p>Please wait while the page is being loaded.</p>"), NULL);
  ck_assert_articles(r, "a.html: 1 " FIRST "|2 " SECOND "|3 " THIRD "\n");
  reading_free(&r);
}
END_TEST

START_TEST(pages_stand_in_tables_and_objects) {
  reading r;
  reading_run_bytes(&r, "a.csv", BYTES("id,url,html\nx,https://a.example/b,\"<body><p>" FIRST "</p>\"\n"), NULL);
  ck_assert_articles(r, "x: 1 " FIRST "\n");
  reading_free(&r);
  static const char *const fields_named[] = {"html=raw"};
  slant_reader_options options = {.fields = fields_named, .n_fields = 1};
  reading_run_bytes(&r, "b.jsonl", BYTES("{\"id\":\"y\",\"raw\":\"<body><p>" FIRST "</p>\"}\n{\"id\":\"z\",\"text\":\"said\",\"raw\":\"<p>no</p>\"}\n"), &options);
  ck_assert_articles(r, "y: 1 " FIRST "\nz: 1 said\n");
  reading_free(&r);
}
END_TEST

START_TEST(large_pages_are_read) {
  slant_buffer page = {0};
  slant_web_origin none = {0};
  slant_record record = {.source = "a.html"};
  slant_records_options options = {0};
  slant_error err = {0};
  slant_buffer_put_string(&page, "<body>");
  while (page.len < (50 << 20)) slant_buffer_put_string(&page, "<div class=a><p>" FIRST SECOND THIRD FIRST SECOND THIRD "</p></div>");
  ck_assert_ok(slant_record_fill_page(&record, &options, slant_buffer_get(&page), &none, &err), err);
  ck_assert_uint_gt(record.n_paragraphs, 80000);
  slant_record_clear(&record);
  slant_buffer_free(&page);
}
END_TEST

Suite *article_page_suite(void) {
  Suite *suite = suite_create("article_page");
  TCase *tc = tcase_create("all");
  tcase_set_timeout(tc, 120);
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, the_article_is_found, 0, sizeof bodies / sizeof *bodies);
  tcase_add_loop_test(tc, pages_tell_of_themselves, 0, sizeof fields / sizeof *fields);
  tcase_add_test(tc, hints_stand_in_where_the_page_is_silent);
  tcase_add_loop_test(tc, dates_are_found_in_text, 0, sizeof dates / sizeof *dates);
  tcase_add_test(tc, dates_are_found_in_addresses);
  tcase_add_test(tc, what_is_known_of_furniture_stays_known);
  tcase_add_test(tc, the_page_outweighs_what_text_reads_like);
  tcase_add_test(tc, text_far_away_is_counted_or_listed);
  tcase_add_test(tc, text_told_to_programs_stands_in_for_text_not_shown);
  tcase_add_test(tc, pages_stand_in_tables_and_objects);
  tcase_add_test(tc, large_pages_are_read);
  suite_add_tcase(suite, tc);
  return suite;
}
