/* Parcels: however a stream is cut into parcels, and however far reading runs ahead, the same articles, ids, warnings, counts and errors
 * come out as from a reader that is asked for one article after the other. */
#include "article/reader_state.h"
#include "suites.h"
#include "support/reading.h"

#include <stdio.h>
#include <string.h>

enum { N_PARCELS = 3 };

/* Rows of articles of one to five paragraphs, with unfit lines, articles and unread keys between. */
static void write_inputs(void) {
  slant_buffer rows = {0};
  for (int a = 0; a < 12; a++) {
    for (int p = 0; p <= a % 5; p++) {
      char line[200];
      int n = snprintf(line, sizeof line, "{\"article\":\"r%d\",\"paragraph\":%d,\"text\":\"row %d of %d\"%s}\n", a == 7 ? 6 : a,
                       a == 7 ? p + 10 : p + 1, p, a, a == 3 ? ",\"mood\":1" : "");
      slant_buffer_put_bytes(&rows, line, (size_t)n);
      if (a % 3 == 1 && p == 1) slant_buffer_put_string(&rows, "{\"article\":\n");
      if (a % 4 == 2 && p == 0) slant_buffer_put_string(&rows, "\n{\"article\":\"r2\"}}\n");
    }
    static const char between[] = "{\"text\":\"between\",\"colour\":2}\n{\"id\":\"twin\",\"text\":\"a\"}\n"
                                  "{\"id\":\"twin\",\"text\":\"b\"}\n";
    static const char falling[] = "{\"article\":\"falls\",\"paragraph\":4,\"text\":\"x\"}\n"
                                  "{\"article\":\"falls\",\"paragraph\":2,\"text\":\"y\"}\n";
    if (a == 5) slant_buffer_put_string(&rows, between);
    if (a == 8) slant_buffer_put_string(&rows, falling);
  }
  (void)file_write("parcels/a-rows.jsonl", slant_buffer_get(&rows));
  (void)file_write("parcels/b.txt", BYTES("One.\n\nTwo.\n"));
  (void)file_write("parcels/c-empty.jsonl", BYTES(""));
  (void)file_write("parcels/d.csv", BYTES("article,paragraph,text,mood\nx,1,a,0\nx,2,b,0\ny,1,c,0\n"));
  (void)file_write("parcels/e-rows.jsonl", BYTES("{\"article\":\"r11\",\"paragraph\":1,\"text\":\"again\"}\n"));
  (void)file_write("parcels/f.pdf", BYTES("%PDF-1.4"));
  (void)file_write("parcels/g.png", BYTES("x"));
  (void)file_write("parcels/h.json", BYTES("[{\"id\":\"twin\",\"text\":\"t\"},{\"id\":\"q\",\"paragraphs\":[\"1\",\"2\"]}]"));
  (void)file_write("parcels/i.jsonl",
                   BYTES("{\"text\":\"caf\xE9 \\u0000\",\"mood\":1}\n{\"id\":\"last\",\"text\":\"the last\",\"mood\":1}"));
  (void)file_write("parcels/j.png", BYTES("x"));
  slant_buffer_free(&rows);
}

static void take_all(reading *r, slant_reader *reader, slant_parcel *parcel) {
  bool found = true;
  while (r->status == SLANT_OK && found) {
    slant_unit unit;
    r->status = slant_reader_take(reader, parcel, &unit, &found, &r->err);
    if (r->status != SLANT_OK || !found) break;
    show_article(&r->articles, unit.article);
    slant_article_free(unit.article);
  }
  slant_parcel_reset(parcel);
}

/* Reads with N_PARCELS parcels filled ahead. */
static void run_parcels(reading *r, const char *input, const slant_reader_options *options, size_t max_items) {
  const char *inputs[] = {input};
  slant_parcel parcels[N_PARCELS] = {{0}};
  slant_reader_options own = *options;
  own.warning = keep_warning;
  own.user = &r->warnings;
  slant_reader *reader;
  size_t n_filled = 0, n_taken = 0;
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, &own, &r->err), r->err);
  for (bool more = true; r->status == SLANT_OK && (more || n_taken < n_filled);) {
    slant_parcel *next = &parcels[n_filled % N_PARCELS];
    if (more && n_filled - n_taken < N_PARCELS) {
      more = slant_reader_fill(reader, next, max_items, 1 << 20);
      n_filled += more;
      if (more) slant_parcel_make(next, &reader->record_options, reader->options.paragraphs_by, &reader->passing);
    } else {
      take_all(r, reader, &parcels[n_taken++ % N_PARCELS]);
    }
  }
  r->counts = slant_reader_get_counts(reader);
  for (size_t i = 0; i < N_PARCELS; i++) slant_parcel_free(&parcels[i]);
  slant_reader_close(reader);
}

static void assert_same_reading(const slant_reader_options *options, size_t max_items) {
  reading one, parcels = {0};
  reading_run_one(&one, file_path("parcels"), options);
  run_parcels(&parcels, file_path("parcels"), options, max_items);
  ck_assert_text_eq(slant_buffer_get(&parcels.articles), slant_buffer_get(&one.articles));
  ck_assert_text_eq(slant_buffer_get(&parcels.warnings), slant_buffer_get(&one.warnings));
  ck_assert_int_eq(parcels.status, one.status);
  ck_assert_str_eq(parcels.err.text, one.err.text);
  ck_assert_uint_eq(parcels.err.line, one.err.line);
  ck_assert_uint_eq(parcels.counts.articles, one.counts.articles);
  ck_assert_uint_eq(parcels.counts.paragraphs, one.counts.paragraphs);
  ck_assert_uint_eq(parcels.counts.skipped, one.counts.skipped);
  ck_assert_uint_eq(parcels.counts.ignored, one.counts.ignored);
  reading_free(&one);
  reading_free(&parcels);
}

START_TEST(parcels_leave_no_trace) {
  write_inputs();
  for (size_t max_items = 1; max_items < 20; max_items++) {
    assert_same_reading(&(slant_reader_options){0}, max_items);
    assert_same_reading(&(slant_reader_options){.fail = true}, max_items);
    assert_same_reading(&(slant_reader_options){.strict = true}, max_items);
    for (uint64_t limit = 1; limit < 24; limit += 2) assert_same_reading(&(slant_reader_options){.limit = limit}, max_items);
  }
  assert_same_reading(&(slant_reader_options){0}, 1000);
}
END_TEST

START_TEST(a_stream_is_as_it_should_be) {
  (void)file_write("few.jsonl", BYTES("{\"article\":\"a\",\"paragraph\":1,\"text\":\"1\"}\n"
                                      "{\"article\":\"a\",\"paragraph\":2,\"text\":\"2\"}\n"
                                      "nonsense\n"
                                      "{\"article\":\"a\",\"paragraph\":3,\"text\":\"3\"}\n"
                                      "{\"article\":\"b\",\"paragraph\":1,\"text\":\"4\"}\n"));
  for (size_t max_items = 1; max_items < 8; max_items++) {
    reading r = {0};
    run_parcels(&r, file_path("few.jsonl"), &(slant_reader_options){0}, max_items);
    ck_assert_articles(r, "a: 1 1|2 2|3 3\nb: 1 4\n");
    ck_assert_warns(r, "few.jsonl:3: found no valid JSON");
    ck_assert_uint_eq(r.counts.skipped, 1);
    reading_free(&r);
  }
}
END_TEST

Suite *article_parcel_suite(void) {
  Suite *suite = suite_create("article_parcel");
  TCase *tc = tcase_create("parcel");
  tcase_set_timeout(tc, 60);
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, parcels_leave_no_trace);
  tcase_add_test(tc, a_stream_is_as_it_should_be);
  suite_add_tcase(suite, tc);
  return suite;
}
