/* Paragraphs: where texts of every make are cut, and that nothing but white space is lost between the cuts. */
#include "text/paragraphs.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "suites.h"
#include "support/support.h"
#include "text/utf8.h"

/* Three lines of prose, wrapped at 72; the fourth is short because the paragraph ends. */
#define WRAPPED                                                                  \
  "The harbour board voted on Tuesday to widen the northern channel after a\n"   \
  "year of hearings in which shipping firms, fishing crews and the residents\n"  \
  "of the old quay had argued over the price of the work and the mud it would\n" \
  "bring up."
#define LONG_LINE                                                                                                      \
  "This line is longer than anybody wraps a line, because a program wrote it: it goes on and on past a hundred, past " \
  "a hundred and twenty characters, and ends."

/* A text and its paragraphs, divided by '|'. */
typedef struct cut {
  slant_paragraphs_by by;
  const char *text, *paragraphs;
} cut;

static const cut cuts[] = {
    {SLANT_BY_AUTO, "", ""},
    {SLANT_BY_AUTO, " \n\t\n\xC2\xA0\n", ""},
    {SLANT_BY_AUTO, "one", "one"},
    {SLANT_BY_AUTO, "  one  \n", "one"},
    {SLANT_BY_AUTO, "one\n\ntwo", "one|two"},
    {SLANT_BY_AUTO, "\n\none\n\n\n\ntwo\n\n", "one|two"},
    {SLANT_BY_AUTO, "one\n \t\xC2\xA0\ntwo", "one|two"},
    {SLANT_BY_AUTO, "one\n\xE2\x80\x8B\ntwo", "one|two"},
    /* without a blank line every line end cuts, whatever the widths */
    {SLANT_BY_AUTO, "one\ntwo\nthree", "one|two|three"},
    {SLANT_BY_AUTO, LONG_LINE "\n" LONG_LINE, LONG_LINE "|" LONG_LINE},
    {SLANT_BY_AUTO, "\n\none\ntwo\n\n", "one|two"}, /* blank lines at the ends divide nothing */
    /* line ends of every kind */
    {SLANT_BY_AUTO, "one\r\ntwo\r\n", "one|two"},
    {SLANT_BY_AUTO, "one\r\n\r\ntwo", "one|two"},
    {SLANT_BY_AUTO, "one\rtwo\r\rthree", "one|two|three"},
    {SLANT_BY_AUTO, "one\xE2\x80\xA8two\xE2\x80\xA9three", "one|two|three"},
    {SLANT_BY_AUTO, "one\n\rtwo", "one|two"},
    {SLANT_BY_BLANK, "one\xE2\x80\xA9\xE2\x80\xA9two\xE2\x80\xA8still two", "one|two\xE2\x80\xA8still two"},
    {SLANT_BY_AUTO,
     "a\xE2\x80\xA7"
     "b",
     "a\xE2\x80\xA7"
     "b"},
    /* wrapped blocks are whole; the line end before them was meant */
    {SLANT_BY_AUTO, "Heading\n\n" WRAPPED "\n\nend", "Heading|" WRAPPED "|end"},
    {SLANT_BY_AUTO, WRAPPED "\n\n" WRAPPED, WRAPPED "|" WRAPPED},
    {SLANT_BY_AUTO, "Harbour vote\n" WRAPPED "\n\nend", "Harbour vote|" WRAPPED "|end"},
    {SLANT_BY_AUTO, WRAPPED "\n" WRAPPED "\n\nend", WRAPPED "|" WRAPPED "|end"},
    /* short lines under one another, and long ones, are paragraphs each */
    {SLANT_BY_AUTO, "Full name\nStreet\nTown\n\nend", "Full name|Street|Town|end"},
    {SLANT_BY_AUTO, LONG_LINE "\n" LONG_LINE "\n\nend", LONG_LINE "|" LONG_LINE "|end"},
    {SLANT_BY_AUTO, LONG_LINE "\nshort\n\nend", LONG_LINE "|short|end"},
    /* as the user says */
    {SLANT_BY_BLANK, "one\ntwo\n\nthree", "one\ntwo|three"},
    {SLANT_BY_BLANK, "one\ntwo\nthree", "one\ntwo\nthree"},
    {SLANT_BY_BLANK, "  one \n two  \n\n", "one \n two"},
    {SLANT_BY_LINE, "one\ntwo\n\nthree", "one|two|three"},
    {SLANT_BY_LINE, "end\n\n" WRAPPED,
     "end|The harbour board voted on Tuesday to widen the northern channel after a|"
     "year of hearings in which shipping firms, fishing crews and the residents|"
     "of the old quay had argued over the price of the work and the mud it would|bring up."},
};

START_TEST(texts_are_cut_where_it_was_meant) {
  slant_spans spans = {0};
  slant_text text = text_of(cuts[_i].text);
  slant_buffer found = {0};
  ck_assert_int_eq(slant_paragraphs_cut(&spans, text, cuts[_i].by, NULL), SLANT_OK);
  for (size_t i = 0; i < spans.n; i++) {
    if (i > 0) slant_buffer_put_char(&found, '|');
    slant_buffer_put_bytes(&found, text.ptr + spans.items[i].start, spans.items[i].end - spans.items[i].start);
  }
  ck_assert_text_eq(slant_buffer_get(&found), text_of(cuts[_i].paragraphs));
  slant_buffer_free(&found);
  slant_spans_free(&spans);
}
END_TEST

START_TEST(width_is_counted_in_characters) {
  /* two full lines of Greek, 74 and 73 characters in some 130 bytes each, and the rest of the sentence */
  slant_text text = BYTES(
      "end\n\n\xCE\xA4\xCE\xBF \xCE\xBB\xCE\xB9\xCE\xBC\xCE\xAC\xCE\xBD\xCE\xB9 \xCF\x84\xCE\xB7\xCF\x82 "
      "\xCF\x80\xCF\x8C\xCE\xBB\xCE\xB7\xCF\x82 \xCE\xAC\xCE\xBD\xCE\xBF\xCE\xB9\xCE\xBE\xCE\xB5 "
      "\xCE\xBE\xCE\xB1\xCE\xBD\xCE\xAC \xCE\xBC\xCE\xB5\xCF\x84\xCE\xAC \xCE\xB1\xCF\x80\xCF\x8C "
      "\xCE\xAD\xCE\xBD\xCE\xB1\xCE\xBD \xCF\x87\xCF\x81\xCF\x8C\xCE\xBD\xCE\xBF "
      "\xCE\xB5\xCF\x81\xCE\xB3\xCE\xB1\xCF\x83\xCE\xB9\xCF\x8E\xCE\xBD \xCF\x83\xCF\x84\xCE\xB7\xCE\xBD "
      "\xCE\xB1\xCF\x80\xCE\xBF\xCE\xB2\xCE\xAC\xCE\xB8\xCF\x81\xCE\xB1\n"
      "\xCE\xBA\xCE\xB1\xCE\xB9 \xCE\xBF\xCE\xB9 \xCF\x88\xCE\xB1\xCF\x81\xCE\xAC\xCE\xB4\xCE\xB5\xCF\x82 "
      "\xCE\xB5\xCF\x80\xCE\xAD\xCF\x83\xCF\x84\xCF\x81\xCE\xB5\xCF\x88\xCE\xB1\xCE\xBD \xCE\xBC\xCE\xB5 "
      "\xCF\x84\xCE\xB1 \xCF\x80\xCE\xBB\xCE\xBF\xCE\xAF\xCE\xB1 \xCF\x84\xCE\xBF\xCF\x85\xCF\x82 "
      "\xCF\x83\xCF\x84\xCE\xB7 \xCE\xB8\xCE\xAC\xCE\xBB\xCE\xB1\xCF\x83\xCF\x83\xCE\xB1 "
      "\xCF\x80\xCF\x81\xCE\xB9\xCE\xBD \xCE\xB1\xCF\x80\xCF\x8C \xCF\x84\xCE\xB7\xCE\xBD "
      "\xCE\xB1\xCF\x85\xCE\xB3\xCE\xAE,\n"
      "\xCE\xB5\xCE\xBD\xCF\x8E \xCE\xBF\xCE\xB9 \xCE\xAD\xCE\xBC\xCF\x80\xCE\xBF\xCF\x81\xCE\xBF\xCE\xB9 "
      "\xCF\x80\xCE\xB5\xCF\x81\xCE\xAF\xCE\xBC\xCE\xB5\xCE\xBD\xCE\xB1\xCE\xBD \xCF\x83\xCF\x84\xCE\xB7\xCE\xBD "
      "\xCE\xB1\xCE\xB3\xCE\xBF\xCF\x81\xCE\xAC.");
  slant_spans spans = {0};
  ck_assert_int_eq(slant_paragraphs_cut(&spans, text, SLANT_BY_AUTO, NULL), SLANT_OK);
  ck_assert_uint_eq(spans.n, 2);
  slant_spans_free(&spans);
}
END_TEST

START_TEST(a_list_is_replaced_and_can_be_used_again) {
  slant_spans spans = {0};
  ck_assert_int_eq(slant_paragraphs_cut(&spans, BYTES("one\n\ntwo"), SLANT_BY_AUTO, NULL), SLANT_OK);
  ck_assert_uint_eq(spans.n, 2);
  ck_assert_int_eq(slant_paragraphs_cut(&spans, (slant_text){NULL, 0}, SLANT_BY_AUTO, NULL), SLANT_OK);
  ck_assert_uint_eq(spans.n, 0);
  slant_spans_free(&spans);
}
END_TEST

static bool is_blank(slant_text text) { return slant_utf8_trim(text).len == 0; }

static void assert_cut_whole(slant_spans *spans, slant_text text, slant_paragraphs_by by) {
  ck_assert_int_eq(slant_paragraphs_cut(spans, text, by, NULL), SLANT_OK);
  size_t at = 0;
  for (size_t i = 0; i < spans->n; i++) {
    slant_span span = spans->items[i];
    slant_text inner = {text.ptr + span.start, span.end - span.start};
    if (span.start < at || span.end <= span.start || span.end > text.len || !same_text(slant_utf8_trim(inner), inner) ||
        slant_utf8_valid_prefix(inner) != inner.len || !is_blank((slant_text){text.ptr + at, span.start - at})) {
      ck_abort_msg("paragraph %zu of \"%s\" is [%zu, %zu)", i, shown(text, 0), span.start, span.end);
    }
    at = span.end;
  }
  ck_assert_msg(is_blank((slant_text){text.ptr + at, text.len - at}), "the end of \"%s\" is lost", shown(text, 0));
}

/* Random bytes, or random words, spaces and line ends. */
static size_t make_text(slant_random *random, char *bytes, size_t size, bool wild) {
  static const char *const pieces[] = {"a",
                                       "word",
                                       "longer-word",
                                       " ",
                                       " ",
                                       "\n",
                                       "\n\n",
                                       "\r\n",
                                       "\r",
                                       "\t",
                                       "\xC2\xA0",
                                       "caf\xC3\xA9 ",
                                       "\xE2\x80\xA8",
                                       "\xE2\x80\xA9",
                                       "\xE2\x80\x8B",
                                       "Subscribe to our newsletter",
                                       "a sentence of several words, which fills the line. "};
  size_t len = 0, want = (size_t)slant_random_below(random, size);
  while (len < want) {
    if (wild) {
      bytes[len++] = (char)slant_random_below(random, 256);
      continue;
    }
    const char *piece = pieces[slant_random_below(random, sizeof pieces / sizeof *pieces)];
    size_t n = strlen(piece);
    if (len + n > size) break;
    memcpy(bytes + len, piece, n);
    len += n;
  }
  return len;
}

START_TEST(nothing_but_white_space_is_left_out) {
  static const slant_paragraphs_by by[] = {SLANT_BY_AUTO, SLANT_BY_BLANK, SLANT_BY_LINE};
  slant_random random = {31};
  slant_spans spans = {0};
  slant_buffer repaired = {0};
  for (int round = 0; round < 3000; round++) {
    char bytes[600];
    size_t len = make_text(&random, bytes, sizeof bytes, round % 4 == 0);
    slant_buffer_clear(&repaired);
    (void)slant_utf8_repair((slant_text){bytes, len}, &repaired);
    for (size_t k = 0; k < 3; k++) assert_cut_whole(&spans, slant_buffer_get(&repaired), by[k]);
  }
  slant_buffer_free(&repaired);
  slant_spans_free(&spans);
}
END_TEST

Suite *text_paragraphs_suite(void) {
  Suite *suite = suite_create("text_paragraphs");
  TCase *tc = tcase_create("paragraphs");
  tcase_set_timeout(tc, 60);
  tcase_add_loop_test(tc, texts_are_cut_where_it_was_meant, 0, (int)(sizeof cuts / sizeof *cuts));
  tcase_add_test(tc, width_is_counted_in_characters);
  tcase_add_test(tc, a_list_is_replaced_and_can_be_used_again);
  tcase_add_test(tc, nothing_but_white_space_is_left_out);
  suite_add_tcase(suite, tc);
  return suite;
}
