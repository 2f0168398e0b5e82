/* Passing: a reader goes on where another one stopped, wherever that was, and shards are parts of the whole. */
#include "article/passing.h"

#include "article/reader_state.h"
#include "suites.h"
#include "support/reading.h"

static const char *const names[] = {"p/a.jsonl", "p/b.csv", "p/c.txt", "p/d.pdf"};
enum { N_INPUTS = 4, N_ARTICLES = 9 };

static void write_inputs(const char **inputs) {
  static const char lines[] = "{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"torn\",\n{\"id\":\"x\",\"text\":\"two\",\"odd\":1}\n"
                              "{\"id\":\"y\",\"paragraphs\":[\"three\",\"four\"]}\n{\"text\":\"five\"}\n{\"id\":3}\n",
                    rows[] = "article,paragraph,text\nr,1,six\nr,2,seven\ns,9,eight\ns,2,nine\nt,1,ten\nx,1,eleven\n";
  inputs[0] = file_write(names[0], (slant_text){lines, sizeof lines - 1});
  inputs[1] = file_write(names[1], (slant_text){rows, sizeof rows - 1});
  inputs[2] = file_write(names[2], BYTES("twelve"));
  inputs[3] = file_write(names[3], BYTES("%PDF-1.4"));
}

typedef struct part {
  slant_buffer articles, warnings;
  slant_position end;
  slant_error err;
  slant_status status;
  bool over; /* nothing was left */
} part;

static void part_free(part *p) {
  slant_buffer_free(&p->articles);
  slant_buffer_free(&p->warnings);
}

/* Reads up to `most` articles behind `from`. */
static void read_part(part *p, const char *const *inputs, const slant_position *from, size_t most, slant_reader_options options) {
  slant_reader *reader;
  slant_article *article;
  *p = (part){.over = false};
  options.warning = keep_warning;
  options.user = &p->warnings;
  ck_assert_ok(slant_reader_open(&reader, inputs, N_INPUTS, &options, &p->err), p->err);
  slant_reader_start_from(reader, from);
  for (size_t i = 0; i < most && !p->over; i++) {
    p->status = slant_reader_next(reader, &article, &p->err);
    p->over = article == NULL;
    if (!p->over) show_article(&p->articles, article);
    slant_article_free(article);
  }
  if (p->over && p->status == SLANT_OK) p->status = slant_reader_end(reader, &p->err);
  p->end = slant_reader_position(reader);
  slant_reader_close(reader);
}

static const slant_position start;

START_TEST(a_reader_goes_on_where_another_one_stopped) {
  const char *inputs[N_INPUTS];
  part whole;
  write_inputs(inputs);
  read_part(&whole, inputs, &start, 100, (slant_reader_options){.limit = 0});
  ck_assert_uint_eq(whole.end.counts.articles, N_ARTICLES);
  ck_assert_uint_eq(whole.end.counts.skipped, 3); /* torn, s, d.pdf */
  for (size_t k = 0; k <= N_ARTICLES; k++) {
    part first, none, rest;
    read_part(&first, inputs, &start, k, (slant_reader_options){.limit = 0});
    ck_assert_uint_eq(first.end.counts.articles, k);
    read_part(&none, inputs, &first.end, 0, (slant_reader_options){.limit = 0});
    ck_assert_int_eq(memcmp(&none.end, &first.end, sizeof first.end), 0);
    part_free(&none);
    read_part(&rest, inputs, &first.end, 100, (slant_reader_options){.limit = 0});
    ck_assert_ok(rest.status, rest.err);
    slant_buffer_put(&first.articles, slant_buffer_get(&rest.articles));
    ck_assert_text_eq(slant_buffer_get(&first.articles), slant_buffer_get(&whole.articles));
    ck_assert_uint_eq(rest.end.inputs, whole.end.inputs);
    ck_assert_uint_eq(rest.end.counts.articles, N_ARTICLES);
    ck_assert_uint_eq(rest.end.counts.paragraphs, whole.end.counts.paragraphs);
    ck_assert_uint_eq(rest.end.counts.skipped, 3);
    ck_assert_uint_eq(rest.end.failed, 1);
    if (k > 2) ck_assert(!holds_text(slant_buffer_get(&rest.warnings), BYTES("a.jsonl:2"))); /* was told before */
    part_free(&first);
    part_free(&rest);
  }
  part_free(&whole);
}
END_TEST

START_TEST(what_was_read_before_has_to_be_the_same) {
  const char *inputs[N_INPUTS];
  part first, rest;
  write_inputs(inputs);
  read_part(&first, inputs, &start, 3, (slant_reader_options){.limit = 0});
  (void)file_write(names[0], BYTES("{\"id\":\"x\",\"text\":\"ONE\"}\n{\"id\":\"torn\",\n{\"id\":\"x\",\"text\":\"two\",\"odd\":1}\n"
                                   "{\"id\":\"y\",\"paragraphs\":[\"three\",\"four\"]}\n"));
  read_part(&rest, inputs, &first.end, 100, (slant_reader_options){.limit = 0});
  ck_assert_int_eq(rest.status, SLANT_E_USAGE);
  ck_assert_says(rest.err, "found other inputs");
  ck_assert_uint_eq(rest.articles.len, 0);
  part_free(&rest);
  for (size_t i = 0; i < N_INPUTS; i++) (void)file_write(names[i], BYTES("")); /* less of them */
  read_part(&rest, inputs, &first.end, 100, (slant_reader_options){.limit = 0});
  ck_assert_says(rest.err, "found other inputs");
  part_free(&rest);
  part_free(&first);
}
END_TEST

/* How many of the lines are in `whole`. */
static size_t count_lines(slant_text lines, slant_text whole) {
  size_t n = 0;
  for (size_t at = 0; at < lines.len;) {
    const char *end = memchr(lines.ptr + at, '\n', lines.len - at);
    size_t len = (size_t)(end - lines.ptr) - at + 1;
    n += holds_text(whole, (slant_text){lines.ptr + at, len});
    at += len;
  }
  return n;
}

START_TEST(shards_are_parts_of_the_whole) {
  const char *inputs[N_INPUTS];
  write_inputs(inputs);
  for (size_t limit = 0; limit <= N_ARTICLES; limit += 3) {
    part whole;
    size_t n = 0, n_articles = 0, n_failed = 0;
    read_part(&whole, inputs, &start, 100, (slant_reader_options){.limit = limit});
    for (size_t shard = 1; shard <= 3; shard++) {
      part own;
      read_part(&own, inputs, &start, 100, (slant_reader_options){.limit = limit, .shard = shard, .n_shards = 3});
      ck_assert_ok(own.status, own.err);
      n += count_lines(slant_buffer_get(&own.articles), slant_buffer_get(&whole.articles));
      n_articles += own.end.counts.articles;
      n_failed += own.end.failed;
      ck_assert_uint_eq(own.end.items, whole.end.items);
      ck_assert_uint_eq(own.end.units, whole.end.units);
      ck_assert_uint_eq(own.end.inputs, whole.end.inputs);
      ck_assert_uint_eq(own.end.counts.skipped - own.end.failed, whole.end.counts.skipped - whole.end.failed);
      part_free(&own);
    }
    ck_assert_uint_eq(n, whole.end.counts.articles);
    ck_assert_uint_eq(n_articles, n);
    ck_assert_uint_eq(n_failed, whole.end.failed);
    part_free(&whole);
  }
}
END_TEST

START_TEST(a_shard_that_there_is_not_is_refused) {
  static const size_t cases[][2] = {{0, 2}, {3, 2}, {1, 0}, {1, SLANT_MOST_SHARDS + 1}};
  const char *inputs[N_INPUTS];
  write_inputs(inputs);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_reader *reader;
    slant_error err = {0};
    const slant_reader_options options = {.shard = cases[i][0], .n_shards = cases[i][1]};
    ck_assert_int_eq(slant_reader_open(&reader, inputs, N_INPUTS, &options, &err), SLANT_E_USAGE);
    ck_assert_says(err, "found shard");
  }
}
END_TEST

Suite *article_passing_suite(void) {
  Suite *suite = suite_create("article_passing");
  TCase *tc = tcase_create("passing");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, a_reader_goes_on_where_another_one_stopped);
  tcase_add_test(tc, what_was_read_before_has_to_be_the_same);
  tcase_add_test(tc, shards_are_parts_of_the_whole);
  tcase_add_test(tc, a_shard_that_there_is_not_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
