/* Formats: how articles stand in plain text, Markdown, JSON, JSON lines, CSV and TSV, and what of them is unfit. */
#include <stdlib.h>
#include <string.h>

#include "article/format.h"
#include "suites.h"
#include "support/reading.h"

#define R "\xEF\xBF\xBD"
#define MARK "\xEF\xBB\xBF"

/* A file and the articles in it; where `warns` is given, so many records were skipped with such words. */
typedef struct sample {
  const char *name;
  slant_text bytes;
  const char *articles;
  uint64_t n_skipped;
  const char *warns;
} sample;

static const sample samples[] = {
    /* plain text */
    {"a.txt", BYTES("one\n\ntwo\n"), "a.txt: 1 one|2 two\n", 0, NULL},
    {"a.txt", BYTES(""), "a.txt:\n", 0, NULL},
    {"a.txt", BYTES(" \r\n\n"), "a.txt:\n", 0, NULL},
    {"a.txt", BYTES(MARK "one"), "a.txt: 1 one\n", 0, NULL},
    {"a.txt", BYTES("# no title\n\none"), "a.txt: 1 # no title|2 one\n", 0, NULL},
    {"a.txt", BYTES("one\n\n***\n\ntwo"), "a.txt: 1 one|2 *** {empty}|3 two\n", 0, NULL},
    {"A.TXT", BYTES("one"), "A.TXT: 1 one\n", 0, NULL},
    /* Markdown */
    {"a.md", BYTES("# Title\n\none\n\ntwo"), "a.md: 1 one|2 two\n", 0, NULL},
    {"a.md", BYTES("# Title"), "a.md:\n", 0, NULL},
    {"a.md", BYTES("one\n\n# Later"), "a.md: 1 one|2 # Later\n", 0, NULL},
    {"a.md", BYTES("## Second level\n\none"), "a.md: 1 ## Second level|2 one\n", 0, NULL},
    /* JSON lines */
    {"a.jsonl", BYTES(""), "", 0, NULL},
    {"a.jsonl", BYTES("\n \n\r\n"), "", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"text\":\"one\\n\\ntwo\"}"), "x: 1 one|2 two\n", 0, NULL},
    {"a.jsonl", BYTES(MARK "{\"id\":\"x\",\"text\":\"one\"}\r\n\r\n{\"id\":\"y\",\"text\":\"two\"}\r\n"),
     "x: 1 one\ny: 1 two\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[\"one\\n\\nstill one\",\"\",\"three\"]}"),
     "x: 1 one\n\nstill one|2  {empty}|3 three\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[\"one\"],\"text\":\"another\"}"), "x: 1 one\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[]}"), "x:\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"one\"},{\"text\":\"five\",\"paragraph\":5},\"six\"]}"),
     "x: 1 one|5 five|6 six\n", 0, NULL},
    {"a.jsonl",
     BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"one\",\"label\":null,\"weight\":null,\"paragraph\":null}]}"),
     "x: 1 one\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\"}"), "x:\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"text\":null,\"extra\":1}"), "x:\n", 0, NULL},
    {"a.jsonl",
     BYTES("{\"article\":\"x\",\"paragraph\":2,\"text\":\"two\"}\n{\"article\":\"x\",\"paragraph\":\"3\",\"text\":"
           "\"three\"}\n"),
     "x: 2 two|3 three\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":7,\"text\":\"one\"}\n{\"id\":-7,\"text\":\"two\"}\n"), "7: 1 one\n-7: 1 two\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"text\":\"a\\u0000b\"}"), "x: 1 a" R "b {repaired-utf8}\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"a" R "b\",\"flags\":[\"repaired-utf8\"]}]}"),
     "x: 1 a" R "b {repaired-utf8}\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"y\",\n{\"id\":\"z\",\"text\":\"three\"}\n"),
     "x: 1 one\nz: 1 three\n", 1, "a.jsonl:2: found no valid JSON"},
    {"a.jsonl", BYTES("[1]\n{\"id\":\"x\",\"text\":\"one\"}\n"), "x: 1 one\n", 1,
     "a.jsonl:1: found an array as a record, expected an object"},
    {"a.jsonl", BYTES("{\"id\":true,\"text\":\"one\"}"), "", 1, "found true or false as id"},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"text\":[\"one\"]}"), "", 1, "found an array as text"},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":\"one\"}"), "", 1, "found a string as paragraphs"},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraphs\":[{\"body\":\"one\"}]}"), "", 1, "without text"},
    {"a.jsonl",
     BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"a\",\"paragraph\":2},{\"text\":\"b\",\"paragraph\":2}]}"), "", 1,
     "expected rising numbers"},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"paragraph\":0,\"text\":\"a\"}"), "", 1, "expected a number from 1"},
    {"a.jsonl", BYTES("{\"paragraph\":1,\"text\":\"a\"}"), "", 1, "without the id of its article"},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"label\":\"neutral\",\"weight\":-1,\"text\":\"a\"}"), "", 1,
     "weight, expected a number from 0"},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"body\":\"one\"}"), "", 1,
     "found no text and no paragraphs among the keys (others: body)"},
    {"a.ndjson", BYTES("{\"id\":\"x\",\"text\":\"one\"}"), "x: 1 one\n", 0, NULL},
    /* JSON: an array of objects, or one object */
    {"a.json", BYTES("[{\"id\":\"x\",\"text\":\"one\"},\n{\"id\":\"y\",\"paragraphs\":[\"uno\",\"dos\"]}]"),
     "x: 1 one\ny: 1 uno|2 dos\n", 0, NULL},
    {"a.json", BYTES(MARK "[{\"text\":\"one\"}, {\"text\":\"two\"}]\n"), "a.json:1: 1 one\na.json:2: 1 two\n", 0, NULL},
    {"a.json", BYTES("{\"id\":\"x\",\n \"text\":\"one\"\n}\n"), "x: 1 one\n", 0, NULL},
    {"a.json",
     BYTES("[{\"id\":\"x\",\"paragraph\":1,\"text\":\"one\"},{\"id\":\"x\",\"paragraph\":2,\"text\":\"two\"}]"),
     "x: 1 one|2 two\n", 0, NULL},
    {"a.json", BYTES("[]"), "", 0, NULL},
    {"a.json", BYTES(""), "", 0, NULL},
    {"a.json", BYTES("[{\"id\":\"x\",\"text\":\"t\xFFo\"}]"), "x: 1 t" R "o {repaired-utf8}\n", 0, NULL},
    {"a.json", BYTES("[{\"id\":\"x\",\"text\":\"one\"},[],{\"id\":\"z\",\"text\":\"three\"}]"),
     "x: 1 one\nz: 1 three\n", 1, "a.json:2: found an array as a record, expected an object"},
    {"a.json", BYTES("\"one\""), "", 1, "a.json:1: found a string as a record"},
    {"a.json", BYTES("[{\"id\":\"x\",\"text\":\"one\"},{\"id\":"), "", 1, "found no valid JSON"},
    {"a.json", BYTES("{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"y\",\"text\":\"two\"}\n"), "", 1,
     "found no valid JSON"},
    /* CSV and TSV, an article a row */
    {"a.csv", BYTES(""), "", 0, NULL},
    {"a.csv", BYTES("id,text\n"), "", 0, NULL},
    {"a.csv", BYTES("id,text\nx,one\ny,\"two\n\nthree\"\n"), "x: 1 one\ny: 1 two|2 three\n", 0, NULL},
    {"a.csv", BYTES(MARK "id,text\r\nx,one\r\n"), "x: 1 one\n", 0, NULL},
    {"a.csv", BYTES(" id , text \nx, one \n"), "x: 1 one\n", 0, NULL},
    {"a.csv", BYTES("text\none\n\"two\nlines\"\n\nfour\n"), "a.csv:2: 1 one\na.csv:3: 1 two|2 lines\na.csv:6: 1 four\n",
     0, NULL},
    {"a.csv", BYTES("id,text\nx,\n"), "x:\n", 0, NULL},
    {"a.tsv", BYTES("id\ttext\nx\tone, two\n"), "x: 1 one, two\n", 0, NULL},
    {"a.csv", BYTES("id,text,label\nx,\"one\n\nstill one\",neutral\n"), "x: 1 one\n\nstill one\n", 0, NULL},
    {"a.csv", BYTES("id,text\nx,one\ny\nz,1,2\nw,four\n"), "x: 1 one\nw: 1 four\n", 2,
     "a.csv:3: found 1 fields, expected 2"},
    {"a.csv", BYTES("id,text\nx,one\ny,\"two\nz,three\n"), "x: 1 one\n", 1,
     "a.csv:3: found a quotation mark that is never closed"},
    {"a.csv", BYTES("id,body\nx,one\n"), "", 1,
     "a.csv:1: found the columns id, body, expected one named text (--field text=NAME"},
    {"a.csv", BYTES("id,text,text\nx,one,two\n"), "", 1, "found two columns for text"},
    {"a.csv", BYTES("paragraph,text\n1,one\n"), "", 1, "found a column for paragraph and none for article"},
    /* a paragraph a row */
    {"a.csv", BYTES("article,paragraph,text\nx,1,one\nx,2,\"two\n\nstill two\"\nx,4,\ny,1,uno\n"),
     "x: 1 one|2 two\n\nstill two|4  {empty}\ny: 1 uno\n", 0, NULL},
    {"a.tsv", BYTES("id\tparagraph\ttext\nx\t1\tone\nx\t2\ttwo\n"), "x: 1 one|2 two\n", 0, NULL},
    {"a.csv", BYTES("id,paragraph,text\nx,1,one\nx,none,two\nx,3,three\n"), "x: 1 one|3 three\n", 1,
     "a.csv:3: found article \"x\", paragraph \"none\""},
    {"a.csv", BYTES("id,paragraph,text\n,1,one\nx,1,two\n"), "x: 1 two\n", 1,
     "a.csv:2: found article \"\", paragraph \"1\""},
    {"a.csv", BYTES("id,paragraph,text\nx,2,two\nx,1,one\ny,1,uno\n"), "y: 1 uno\n", 1,
     "found paragraph 1 after paragraph 2"},
    {"a.csv", BYTES("id,paragraph,text\nx,1,one\nx,1,one\ny,1,uno\n"), "y: 1 uno\n", 1,
     "a.csv:3: found paragraph 1 after paragraph 1"},
    {"a.csv", BYTES("id,paragraph,text,weight\nx,1,one,2\nx,2,two,many\n"), "x: 1 one\n", 1,
     "a.csv:3: found the weight \"many\""},
    /* bytes that are no UTF-8 */
    {"a.txt", BYTES("it\x92s\n\nfine as it is\n\na\0b"),
     "a.txt: 1 it" R "s {repaired-utf8}|2 fine as it is|3 a" R "b {repaired-utf8}\n", 0, NULL},
    {"a.txt", BYTES("a " R " that stood there"), "a.txt: 1 a " R " that stood there\n", 0, NULL},
    {"a.csv", BYTES("id,title,text\nx,it\x92s,one\ny,its,t\xFFo\n"), "x: 1 one\ny: 1 t" R "o {repaired-utf8}\n", 0,
     NULL},
    {"a.csv", BYTES("id,paragraph,text,title\nx,1,one,it\x92s\nx,2,t\xFFo,its\nx,3," R ",its\n"),
     "x: 1 one|2 t" R "o {repaired-utf8}|3 " R " {empty}\n", 0, NULL},
    {"a.jsonl", BYTES("{\"id\":\"x\",\"title\":\"it\x92s\",\"text\":\"one\"}\n{\"id\":\"y\",\"text\":\"t\xFFo\"}\n"),
     "x: 1 one\ny: 1 t" R "o {repaired-utf8}\n", 0, NULL},
    {"a.jsonl", BYTES("\xFF\n{\"id\":\"x\",\"text\":\"one\"}\n"), "x: 1 one\n", 1, "a.jsonl:1: found no valid JSON"},
    /* no text at all */
    {"a.txt", BYTES("\xFF\xFEo\0n\0e\0"), "", 1, "found UTF-16 text, expected UTF-8"},
    {"a.txt", BYTES("\xFE\xFF\0o\0n\0e"), "", 1, "found UTF-16 text"},
    {"a.txt", BYTES("o\0n\0e\0"), "", 1, "found binary data"},
    {"a.csv", BYTES("\x7F\x45\x4C\x46\0\0\0\0\0\0\0\0"), "", 1, "found binary data"},
    {"a.jsonl", BYTES("\xFF\xFE{\0}\0"), "", 1, "found UTF-16 text"},
};

START_TEST(files_hold_articles) {
  const sample *s = &samples[_i];
  reading r;
  reading_run_bytes(&r, s->name, s->bytes, NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, s->articles);
  ck_assert_uint_eq(r.counts.skipped, s->n_skipped);
  if (s->warns != NULL) ck_assert_warns(r, s->warns);
  reading_free(&r);
}
END_TEST

START_TEST(a_reader_that_may_not_skip_stops_where_it_would) {
  const sample *s = &samples[_i];
  if (s->n_skipped == 0) return;
  reading r;
  reading_run_bytes(&r, s->name, s->bytes, &(slant_reader_options){.fail = true});
  ck_assert_int_eq(r.status, SLANT_E_DATA);
  ck_assert_uint_eq(r.counts.skipped, 0);
  const char *words = strstr(s->warns, ": ");
  ck_assert_says(r.err, s->warns[1] == '.' && words != NULL ? words + 2 : s->warns);
  reading_free(&r);
}
END_TEST

START_TEST(strict_reading_refuses_what_would_be_repaired) {
  static const sample broken[] = {
      {"s.txt", BYTES("it\x92s"), "", 1,
       "s.txt:0: found byte 0x92 at offset 2 of the text, expected UTF-8 without NUL (--strict)"},
      {"s.txt",
       BYTES("a fine text, but for one\0"
             "byte"),
       "", 1, "found byte 0x00 at offset 24"},
      {"s.csv", BYTES("id,text\nx,one\ny,t\xFFo\nz,three\n"), "x: 1 one\nz: 1 three\n", 1,
       "s.csv:3: found byte 0xFF at offset 1 of the text"},
      {"s.jsonl", BYTES("{\"text\":\"t\xFFo\"}\n{\"id\":\"x\",\"text\":\"one\"}"), "x: 1 one\n", 1,
       "s.jsonl:1: found byte 0xFF at offset 10"},
      {"s.jsonl", BYTES("{\"text\":\"a\\u0000\"}\n{\"id\":\"x\",\"text\":\"one\"}"), "x: 1 one\n", 1,
       "s.jsonl:1: found byte 0x00 at offset 1 of the text"},
      {"s.txt", BYTES("caf\xC3\xA9 " R), "s.txt: 1 caf\xC3\xA9 " R "\n", 0, NULL},
  };
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    reading r;
    reading_run_bytes(&r, broken[i].name, broken[i].bytes, &(slant_reader_options){.strict = true});
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, broken[i].articles);
    ck_assert_uint_eq(r.counts.skipped, broken[i].n_skipped);
    if (broken[i].warns != NULL) ck_assert_warns(r, broken[i].warns);
    reading_free(&r);
  }
}
END_TEST

START_TEST(records_over_the_cap_are_skipped_and_the_next_are_read) {
  slant_reader_options options = {.max_record_bytes = 60};
  reading r;
  slant_buffer bytes = {0};
  slant_buffer_put_string(&bytes, "{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"y\",\"text\":\"");
  for (int i = 0; i < 200000; i++) slant_buffer_put_char(&bytes, 'y');
  slant_buffer_put_string(&bytes, "\"}\n{\"id\":\"z\",\"text\":\"three\"}\n");
  reading_run_bytes(&r, "cap.jsonl", slant_buffer_get(&bytes), &options);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, "x: 1 one\nz: 1 three\n");
  ck_assert_uint_eq(r.counts.skipped, 1);
  ck_assert_warns(r, "cap.jsonl:2: found a line of more than 60 bytes");
  reading_free(&r);
  reading_run_bytes(&r, "cap.txt", slant_buffer_get(&bytes), &options);
  ck_assert_articles(r, "");
  ck_assert_uint_eq(r.counts.skipped, 1);
  ck_assert_warns(r, "more than 60 bytes");
  reading_free(&r);
  slant_buffer_free(&bytes);
}
END_TEST

START_TEST(the_title_of_markdown_is_its_first_heading) {
  static const struct {
    slant_text bytes;
    const char *title;
    size_t n_paragraphs;
  } cases[] = {{BYTES("# Title\n\none"), "Title", 1},
               {BYTES(MARK "\n\n#  Two words \r\none"), "Two words", 1},
               {BYTES("# Only"), "Only", 0},
               {BYTES("#Tag\n\none"), "", 2},
               {BYTES("one\n\n# Later"), "", 2},
               {BYTES("# caf\xC3\xA9 \xFF"), "caf\xC3\xA9 " R, 0},
               {BYTES(""), "", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_article *article = article_of("title.md", cases[i].bytes, NULL);
    ck_assert_text_eq(slant_article_field(article, SLANT_TITLE), text_of(cases[i].title));
    ck_assert_uint_eq(slant_article_n_paragraphs(article), cases[i].n_paragraphs);
    slant_article_free(article);
  }
  slant_article *article = article_of("title.md", BYTES("# Title\n\none"), NULL);
  ck_assert_text_eq(slant_article_text(article), BYTES("# Title\n\none")); /* the title stays in the text */
  ck_assert_uint_eq(slant_article_paragraph(article, 0)->start, 9);
  slant_article_free(article);
}
END_TEST

static void assert_fields(slant_article *article) {
  static const char *const values[SLANT_N_FIELDS] = {
      "x", "A title", "wire", "2024-05-01", "A. Author", "https://example.org/1", "en", "utf-8", "Acme", "tax"};
  for (int f = 0; f < SLANT_N_FIELDS; f++)
    ck_assert_text_eq(slant_article_field(article, (slant_field)f), text_of(values[f]));
  slant_article_free(article);
}

START_TEST(fields_come_along_trimmed) {
  assert_fields(article_of("fields.csv",
                           BYTES("target,id,title,source,date,author,url,language,topic,text\n"
                                 "Acme,x, A title ,wire,2024-05-01,A. Author,https://example.org/1,en,tax,one\n"),
                           NULL));
  assert_fields(article_of("fields.jsonl",
                           BYTES("{\"id\":\"x\",\"title\":\" A title\\n\",\"source\":\"wire\",\"date\":\"2024-05-01\","
                                 "\"author\":\"A. Author\",\"url\":\"https://example.org/1\",\"language\":\"en\","
                                 "\"target\":\"Acme\",\"topic\":\"tax\",\"text\":\"one\"}"),
                           NULL));
  slant_article *article = article_of("fields.txt", BYTES("one"), NULL);
  for (int f = 1; f < SLANT_N_FIELDS; f++) {
    slant_text value = slant_article_field(article, (slant_field)f);
    ck_assert_ptr_nonnull(value.ptr);
    ck_assert_text_eq(value, f == SLANT_ENCODING ? BYTES("utf-8") : BYTES(""));
  }
  slant_article_free(article);
}
END_TEST

static void assert_labels(slant_article *article) {
  ck_assert_uint_eq(slant_article_n_paragraphs(article), 2);
  const slant_paragraph *one = slant_article_paragraph(article, 0), *two = slant_article_paragraph(article, 1);
  ck_assert_text_eq(one->label, BYTES("critical"));
  ck_assert_double_eq(one->weight, 2.5);
  ck_assert_text_eq(two->label, BYTES(""));
  ck_assert_double_eq(two->weight, 1);
  slant_article_free(article);
}

START_TEST(labels_and_weights_come_along) {
  assert_labels(
      article_of("labels.csv", BYTES("id,paragraph,label,weight,text\nx,1, critical,2.5,one\nx,2,,,two\n"), NULL));
  assert_labels(
      article_of("labels.jsonl",
                 BYTES("{\"id\":\"x\",\"paragraphs\":[{\"text\":\"one\",\"label\":\"critical\",\"weight\":2.5},"
                       "{\"text\":\"two\"}]}"),
                 NULL));
  assert_labels(
      article_of("labels.jsonl",
                 BYTES("{\"id\":\"x\",\"paragraph\":1,\"text\":\"one\",\"label\":\"critical\",\"weight\":2.5}\n"
                       "{\"id\":\"x\",\"paragraph\":2,\"text\":\"two\",\"label\":null,\"weight\":null}\n"),
                 NULL));
}
END_TEST

START_TEST(given_places_hold_where_they_agree_with_the_text) {
  slant_article *article =
      article_of("places.jsonl",
                 BYTES("{\"id\":\"x\",\"text\":\"# T\\n one \\ntwo\",\"paragraphs\":["
                       "{\"text\":\"one\",\"start\":5,\"end\":8},{\"text\":\"two\",\"start\":10,\"end\":13}]}"),
                 NULL);
  ck_assert_text_eq(slant_article_text(article), BYTES("# T\n one \ntwo"));
  ck_assert_uint_eq(slant_article_paragraph(article, 1)->start, 10);
  slant_article_free(article);
  static const char *const others[] = {"\"start\":4,\"end\":7", "\"start\":5,\"end\":80",    "\"start\":5,\"end\":7",
                                       "\"start\":5",           "\"start\":\"5\",\"end\":8", "\"start\":8,\"end\":5",
                                       "\"start\":-1,\"end\":2"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    slant_buffer line = {0};
    slant_buffer_put_string(&line, "{\"id\":\"x\",\"text\":\"# T\\n one \\ntwo\",\"paragraphs\":[{\"text\":\"one\",");
    slant_buffer_put_string(&line, others[i]);
    slant_buffer_put_string(&line, "},{\"text\":\"two\",\"start\":10,\"end\":13}]}");
    article = article_of("places.jsonl", slant_buffer_get(&line), NULL);
    ck_assert_text_eq(slant_article_text(article), BYTES("one\n\ntwo"));
    ck_assert_uint_eq(slant_article_paragraph(article, 1)->start, 5);
    slant_article_free(article);
    slant_buffer_free(&line);
  }
}
END_TEST

START_TEST(rows_apart_are_an_error_that_names_the_line) {
  static const char *const warnings[] = {"", "fail"};
  for (size_t i = 0; i < 2; i++) {
    reading r;
    reading_run_bytes(&r, "apart.csv", BYTES("id,paragraph,text\nx,1,one\ny,1,uno\nx,2,two\n"),
                      &(slant_reader_options){.fail = *warnings[i] != '\0'});
    ck_assert_int_eq(r.status, SLANT_E_DATA);
    ck_assert_uint_eq(r.err.line, 4);
    ck_assert_says(r.err, "found a row of article \"x\" apart from its other rows");
    ck_assert_articles(r, "x: 1 one\ny: 1 uno\n");
    reading_free(&r);
  }
}
END_TEST

START_TEST(names_that_are_not_read_are_told_once) {
  reading r;
  reading_run_bytes(&r, "unread.jsonl",
                    BYTES("{\"id\":\"x\",\"text\":\"a\",\"k\":1,\"l\":2}\n{\"id\":\"y\",\"text\":\"b\",\"k\":1}\n"),
                    NULL);
  ck_assert_text_eq(slant_buffer_get(&r.warnings), BYTES("unread.jsonl:1: keys that are not read: k, l\n"));
  reading_free(&r);
  reading_run_bytes(&r, "unread.csv", BYTES("id,txet,text\nx,a,b\ny,c,d\n"), NULL);
  ck_assert_text_eq(slant_buffer_get(&r.warnings), BYTES("unread.csv:1: columns that are not read: txet\n"));
  reading_free(&r);
}
END_TEST

START_TEST(names_tell_formats) {
  static const struct {
    const char *name;
    slant_format format;
  } names[] = {{"a.txt", SLANT_FORMAT_TXT},     {"a.text", SLANT_FORMAT_TXT},    {"dir.csv/a.md", SLANT_FORMAT_MD},
               {"a.markdown", SLANT_FORMAT_MD}, {"a.JSONL", SLANT_FORMAT_JSONL}, {"a.ndjson", SLANT_FORMAT_JSONL},
               {"a.b.csv", SLANT_FORMAT_CSV},   {"a.Tsv", SLANT_FORMAT_TSV},     {"a", SLANT_FORMAT_AUTO},
               {"", SLANT_FORMAT_AUTO},         {".txt", SLANT_FORMAT_AUTO},     {"txt", SLANT_FORMAT_AUTO},
               {"a.html", SLANT_FORMAT_HTML},   {"a.csv.bak", SLANT_FORMAT_AUTO},
               {"a.json", SLANT_FORMAT_JSON},   {"a.jsonl.gz", SLANT_FORMAT_JSONL},
               {"a.TXT.ZST", SLANT_FORMAT_TXT}, {"a.csv.xz", SLANT_FORMAT_CSV}, {"a.json.bz2", SLANT_FORMAT_JSON},
               {"a.gz", SLANT_FORMAT_AUTO},     {"a.tar.gz", SLANT_FORMAT_AUTO}, {"a.csv.gz.gz", SLANT_FORMAT_AUTO},
               {".gz", SLANT_FORMAT_AUTO}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    ck_assert_msg(slant_format_of_name(names[i].name) == names[i].format, "%s", names[i].name);
  }
}
END_TEST

START_TEST(first_bytes_tell_formats) {
  static const struct {
    slant_text bytes;
    slant_format format;
  } cases[] = {{BYTES("[{\"text\":\"one\"}]"), SLANT_FORMAT_JSON},
               {BYTES(MARK "\n [\n{"), SLANT_FORMAT_JSON},
               {BYTES("[]"), SLANT_FORMAT_JSON},
               {BYTES("[sic] it was\n"), SLANT_FORMAT_TXT},
               {BYTES("["), SLANT_FORMAT_TXT},
               {BYTES("{\"text\":\"one\"}"), SLANT_FORMAT_JSONL},
               {BYTES("id,text\nx,one\n"), SLANT_FORMAT_CSV},
               {BYTES("\"id\",\"text\"\r\n"), SLANT_FORMAT_CSV},
               {BYTES("id\ttext\nx\tone\n"), SLANT_FORMAT_TSV},
               {BYTES("id,text"), SLANT_FORMAT_TXT}, /* a header has rows below it */
               {BYTES("text\none\n"), SLANT_FORMAT_TXT},
               {BYTES("one, two\nthree\n"), SLANT_FORMAT_TXT},
               {BYTES(" \n"), SLANT_FORMAT_TXT},
               {BYTES(""), SLANT_FORMAT_TXT}};
  slant_columns columns;
  slant_error err = {0};
  ck_assert_ok(slant_columns_init(&columns, NULL, 0, &err), err);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_msg(slant_format_of_bytes(cases[i].bytes, &columns) == cases[i].format, "\"%s\"",
                  shown(cases[i].bytes, 0));
  }
}
END_TEST

START_TEST(a_header_is_known_by_the_name_that_the_user_gives) {
  static const char *const fields[] = {"text=body"};
  slant_columns columns;
  slant_error err = {0};
  ck_assert_ok(slant_columns_init(&columns, fields, 1, &err), err);
  ck_assert_int_eq(slant_format_of_bytes(BYTES("id,body\nx,one\n"), &columns), SLANT_FORMAT_CSV);
  ck_assert_int_eq(slant_format_of_bytes(BYTES("id,text\nx,one\n"), &columns), SLANT_FORMAT_TXT);
}
END_TEST

START_TEST(bytes_that_are_no_text_are_told) {
  ck_assert_ptr_null(slant_format_unreadable(BYTES("")));
  ck_assert_ptr_null(slant_format_unreadable(BYTES("one\r\n\ttwo\f\xFF")));
  ck_assert_ptr_null(slant_format_unreadable(BYTES("a NUL \0 among much text")));
  ck_assert_str_eq(slant_format_unreadable(BYTES("\0\1\2\3")), "binary data");
  ck_assert_str_eq(slant_format_unreadable(BYTES("\xFE\xFF\0o")), "UTF-16 text");
}
END_TEST

START_TEST(other_names_are_looked_into) {
  static const struct {
    slant_text bytes;
    slant_format format;
    const char *articles;
  } cases[] = {
      {BYTES("one\n\ntwo"), SLANT_FORMAT_AUTO, "data: 1 one|2 two\n"},
      {BYTES(""), SLANT_FORMAT_AUTO, "data:\n"},
      {BYTES("\n {\"id\":\"x\",\"text\":\"one\"}"), SLANT_FORMAT_AUTO, "x: 1 one\n"},
      {BYTES(MARK "{\"id\":\"x\",\"text\":\"one\"}"), SLANT_FORMAT_AUTO, "x: 1 one\n"},
      {BYTES("id,text\nx,one\n"), SLANT_FORMAT_AUTO, "x: 1 one\n"},
      {BYTES(MARK "\"text\",\"id\"\r\n\"one\",\"x\"\r\n"), SLANT_FORMAT_AUTO, "x: 1 one\n"},
      {BYTES("id\ttext\nx\tone\n"), SLANT_FORMAT_AUTO, "x: 1 one\n"},
      {BYTES("text\none\n"), SLANT_FORMAT_AUTO, "data: 1 text|2 one\n"}, /* one column could be anything */
      {BYTES("The text, as it was\n"), SLANT_FORMAT_AUTO, "data: 1 The text, as it was\n"},
      {BYTES("id,text\nx,one\n"), SLANT_FORMAT_TXT, "data: 1 id,text|2 x,one\n"},
      {BYTES("text\none\n"), SLANT_FORMAT_CSV, "data:2: 1 one\n"},
      {BYTES("# T\n\none"), SLANT_FORMAT_MD, "data: 1 one\n"},
      {BYTES("[{\"id\":\"x\",\"text\":\"one\"}]"), SLANT_FORMAT_AUTO, "x: 1 one\n"},
      {BYTES("{\"id\":\"x\",\n\"text\":\"one\"}"), SLANT_FORMAT_JSON, "x: 1 one\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reading r;
    reading_run_bytes(&r, "data", cases[i].bytes, &(slant_reader_options){.format = cases[i].format});
    ck_assert_articles(r, cases[i].articles);
    reading_free(&r);
  }
}
END_TEST

START_TEST(paragraphs_are_cut_as_the_user_says) {
  reading r;
  reading_run_bytes(&r, "by.txt", BYTES("one\ntwo\n\nthree"), &(slant_reader_options){.paragraphs_by = SLANT_BY_BLANK});
  ck_assert_articles(r, "by.txt: 1 one\ntwo|2 three\n");
  reading_free(&r);
  reading_run_bytes(&r, "by.txt", BYTES("one\ntwo\n\nthree"), &(slant_reader_options){.paragraphs_by = SLANT_BY_LINE});
  ck_assert_articles(r, "by.txt: 1 one|2 two|3 three\n");
  reading_free(&r);
}
END_TEST

Suite *article_formats_suite(void) {
  Suite *suite = suite_create("article_formats");
  TCase *tc = tcase_create("formats");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, files_hold_articles, 0, (int)(sizeof samples / sizeof *samples));
  tcase_add_loop_test(tc, a_reader_that_may_not_skip_stops_where_it_would, 0, (int)(sizeof samples / sizeof *samples));
  tcase_add_test(tc, strict_reading_refuses_what_would_be_repaired);
  tcase_add_test(tc, records_over_the_cap_are_skipped_and_the_next_are_read);
  tcase_add_test(tc, the_title_of_markdown_is_its_first_heading);
  tcase_add_test(tc, fields_come_along_trimmed);
  tcase_add_test(tc, labels_and_weights_come_along);
  tcase_add_test(tc, given_places_hold_where_they_agree_with_the_text);
  tcase_add_test(tc, rows_apart_are_an_error_that_names_the_line);
  tcase_add_test(tc, names_that_are_not_read_are_told_once);
  tcase_add_test(tc, names_tell_formats);
  tcase_add_test(tc, first_bytes_tell_formats);
  tcase_add_test(tc, a_header_is_known_by_the_name_that_the_user_gives);
  tcase_add_test(tc, bytes_that_are_no_text_are_told);
  tcase_add_test(tc, other_names_are_looked_into);
  tcase_add_test(tc, paragraphs_are_cut_as_the_user_says);
  suite_add_tcase(suite, tc);
  return suite;
}
