/* Word pieces: a small vocabulary, and what is cut by it. */
#include "encoder/word_pieces.h"

#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

/* "run" has the number 4, and so on. */
#define SPECIAL "[PAD]\n[UNK]\n[CLS]\n[SEP]\n"
#define SMALL SPECIAL "run\n##ning\n##n\nr\n##u\n!\ncafe\na\n##a\n中\n=\nß\n##\xE1\xB7\xBB\n##\xE3\x80\xAE\n"
enum { UNKNOWN = 1, RUN = 4, NING, N, R, U, BANG, CAFE, A, MORE_A, CHINA, EQUALS, SHARP, MARK_230, MARK_224, MOST = 300 };

static slant_word_pieces *open_small(void) {
  slant_word_pieces *pieces;
  slant_error err = {0};
  ck_assert_ok(slant_word_pieces_open(&pieces, BYTES(SMALL), &err), err);
  return pieces;
}

static void check_cut(slant_text text, const uint32_t *expected, size_t n) {
  slant_word_pieces *pieces = open_small();
  uint32_t ids[MOST];
  ck_assert_msg(slant_word_pieces_cut(pieces, text, ids, NULL, MOST) == n, "\"%s\" has not %zu pieces", shown(text, 0), n);
  for (size_t i = 0; i < n; i++)
    ck_assert_msg(ids[i] == expected[i], "\"%s\", piece %zu: found %u, expected %u", shown(text, 0), i, ids[i], expected[i]);
  slant_word_pieces_close(pieces);
}
#define ck_assert_cut(literal, ...) \
  check_cut(BYTES(literal), (const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static void check_refused(slant_text text, const char *says) {
  slant_word_pieces *pieces;
  slant_error err = {0};
  ck_assert_int_eq(slant_word_pieces_open(&pieces, text, &err), SLANT_E_MODEL);
  ck_assert_ptr_null(pieces);
  ck_assert_says(err, says);
}

START_TEST(a_vocabulary_tells_its_numbers) {
  slant_word_pieces *pieces = open_small();
  ck_assert_uint_eq(slant_word_pieces_count(pieces), 18);
  ck_assert_uint_eq(slant_word_pieces_special(pieces, SLANT_PIECE_PAD), 0);
  ck_assert_uint_eq(slant_word_pieces_special(pieces, SLANT_PIECE_UNKNOWN), 1);
  ck_assert_uint_eq(slant_word_pieces_special(pieces, SLANT_PIECE_CLS), 2);
  ck_assert_uint_eq(slant_word_pieces_special(pieces, SLANT_PIECE_SEP), 3);
  slant_word_pieces_close(pieces);
}
END_TEST

START_TEST(what_is_no_vocabulary_is_refused) {
  check_refused(BYTES(""), "empty vocabulary");
  check_refused(BYTES("[PAD]\n[UNK]\n[CLS]\nrun\n"), "without [SEP]");
  check_refused(BYTES("[PAD]\n[CLS]\n[SEP]\n"), "without [UNK]");
  check_refused(BYTES(SPECIAL "run\nrun\n"), "one piece on lines 5 and 6");
  check_refused(BYTES(SPECIAL "\nrun\n"), "0 bytes on line 5");
  check_refused(BYTES(SPECIAL "caf\xE9\n"), "bad byte at 27");
  check_refused(BYTES(SPECIAL "r\0n\n"), "bad byte at 25");
}
END_TEST

START_TEST(what_is_too_large_is_refused) {
  char text[512] = SPECIAL;
  size_t n = strlen(text);
  memset(text + n, 'x', SLANT_LONGEST_PIECE);
  slant_word_pieces *pieces;
  ck_assert_int_eq(slant_word_pieces_open(&pieces, (slant_text){text, n + SLANT_LONGEST_PIECE}, NULL), SLANT_OK);
  slant_word_pieces_close(pieces);
  text[n + SLANT_LONGEST_PIECE] = 'x';
  check_refused((slant_text){text, n + SLANT_LONGEST_PIECE + 1}, "201 bytes on line 5");
  size_t len = 2 * ((size_t)SLANT_MOST_PIECES + 1);
  char *lines = malloc(len);
  ck_assert_ptr_nonnull(lines);
  for (size_t i = 0; i < len; i++) lines[i] = i % 2 == 0 ? 'x' : '\n';
  check_refused((slant_text){lines, len}, "1048577 pieces");
  free(lines);
}
END_TEST

START_TEST(a_word_and_its_continuation_are_other_pieces) {
  slant_word_pieces *pieces;
  slant_error err = {0};
  ck_assert_ok(slant_word_pieces_open(&pieces, BYTES(SPECIAL "##\na\n##a"), &err), err);
  uint32_t ids[MOST];
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, BYTES("aa"), ids, NULL, MOST), 2);
  ck_assert_uint_eq(ids[0], 5);
  ck_assert_uint_eq(ids[1], 6);
  slant_word_pieces_close(pieces);
}
END_TEST

START_TEST(the_longest_piece_comes_first) {
  ck_assert_cut("run", RUN);
  ck_assert_cut("running", RUN, NING);
  ck_assert_cut("runn RUNNING! ru", RUN, N, RUN, NING, BANG, R, U);
  ck_assert_cut("run!run", RUN, BANG, RUN);
}
END_TEST

START_TEST(a_word_that_cannot_be_cut_is_unknown) {
  ck_assert_cut("runx run", UNKNOWN, RUN);
  ck_assert_cut("ning ?", UNKNOWN, UNKNOWN);
  /* what spells a special piece is text */
  ck_assert_cut("[SEP]", UNKNOWN, UNKNOWN, UNKNOWN);
}
END_TEST

START_TEST(a_text_without_words_has_no_pieces) {
  check_cut(BYTES(""), NULL, 0);
  check_cut(BYTES(" \t\r\n\xC2\xA0\xE3\x80\x80"), NULL, 0);
  check_cut(BYTES("\x01\x7F\xC2\x85\xE2\x80\x8D\xEF\xBF\xBD\xCC\x81"), NULL, 0);
}
END_TEST

START_TEST(accents_are_dropped_in_either_form) {
  ck_assert_cut("CAF\xC3\x89 cafe\xCC\x81 c\xCC\xA7\xCC\x81\xC3\xA0""fe", CAFE, CAFE, CAFE);
  ck_assert_cut("\xE1\xBA\x9E \xE2\x89\xA0", SHARP, EQUALS); /* capital sharp s; an equals sign that is struck out */
}
END_TEST

START_TEST(chinese_characters_and_punctuation_stand_alone) {
  ck_assert_cut("run中中run", RUN, CHINA, CHINA, RUN);
  ck_assert_cut("run\xE2\x80\x94run\xF0\x9F\x98\x80", RUN, UNKNOWN, UNKNOWN);
  ck_assert_cut("run \xF0\x9F\x98\x80", RUN, UNKNOWN);
}
END_TEST

START_TEST(control_characters_and_bad_bytes_join_what_they_stand_in) {
  ck_assert_cut("ru\x01n\xC2\xADn\xE2\x80\x8Bing", RUN, NING);
  ck_assert_cut("r\xFFu\xE4\xB8n\xF0\x9F\x98 \xC3", RUN);
  ck_assert_cut("r\0un\tr", RUN, R);
}
END_TEST

/* U+1DFB has combining class 230, U+302E 224, and neither is dropped; U+0901, of class 0, is dropped and parts them. */
START_TEST(marks_that_stay_stand_in_canonical_order) {
  ck_assert_cut("a\xE1\xB7\xBB\xE3\x80\xAE", A, MARK_224, MARK_230);
  ck_assert_cut("a\xE3\x80\xAE\xE1\xB7\xBB", A, MARK_224, MARK_230);
  ck_assert_cut("a\xE1\xB7\xBB\xCC\x81\x01\xE3\x80\xAE", A, MARK_224, MARK_230);
  ck_assert_cut("a\xE1\xB7\xBB\xE0\xA4\x81\xE3\x80\xAE", A, MARK_230, MARK_224);
  ck_assert_cut("a\xE1\xB7\xBB""a\xE3\x80\xAE", A, MARK_230, MORE_A, MARK_224);
}
END_TEST

START_TEST(a_word_of_more_than_100_characters_is_unknown) {
  char text[103];
  memset(text, 'a', sizeof text);
  slant_word_pieces *pieces = open_small();
  uint32_t ids[MOST];
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, (slant_text){text, 100}, ids, NULL, MOST), 100);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, (slant_text){text, 101}, ids, NULL, MOST), 1);
  ck_assert_uint_eq(ids[0], UNKNOWN);
  memcpy(text + 101, " a", 2);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, (slant_text){text, 103}, ids, NULL, MOST), 2);
  ck_assert_uint_eq(ids[1], A);
  slant_word_pieces_close(pieces);
}
END_TEST

/* By the thousand: those that are dropped do not count, those that stay make the word too long; in falling order they are sorted. */
START_TEST(marks_by_the_thousand_are_taken) {
  enum { MARKS = 5000 };
  char *text = malloc(1 + 3 * MARKS);
  ck_assert_ptr_nonnull(text);
  text[0] = 'a';
  slant_word_pieces *pieces = open_small();
  uint32_t ids[MOST];
  for (size_t i = 0; i < MARKS; i++) memcpy(text + 1 + 2 * i, "\xCC\x81", 2);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, (slant_text){text, 1 + 2 * MARKS}, ids, NULL, MOST), 1);
  ck_assert_uint_eq(ids[0], A);
  for (size_t i = 0; i < MARKS; i++) memcpy(text + 1 + 3 * i, i % 2 == 0 ? "\xE1\xB7\xBB" : "\xE3\x80\xAE", 3);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, (slant_text){text, 1 + 3 * MARKS}, ids, NULL, MOST), 1);
  ck_assert_uint_eq(ids[0], UNKNOWN);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, (slant_text){text, 1 + 3 * 99}, ids, NULL, MOST), 100);
  for (size_t i = 1; i < 100; i++) ck_assert_uint_eq(ids[i], i <= 49 ? MARK_224 : MARK_230);
  slant_word_pieces_close(pieces);
  free(text);
}
END_TEST

START_TEST(no_more_is_written_than_there_is_room_for) {
  slant_word_pieces *pieces = open_small();
  uint32_t ids[4] = {77, 77, 77, 77};
  slant_piece_place places[4] = {{0}};
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, BYTES("run running run"), ids, places, 2), 2);
  ck_assert_uint_eq(ids[1], RUN);
  ck_assert_uint_eq(ids[2], 77);
  ck_assert_uint_eq(places[2].end, 0);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, BYTES("run"), ids, places, 0), 0);
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, BYTES("run!"), ids, NULL, 1), 1);
  slant_word_pieces_close(pieces);
}
END_TEST

START_TEST(places_are_those_of_words) {
  slant_word_pieces *pieces = open_small();
  uint32_t ids[MOST];
  slant_piece_place places[MOST];
  /* an accent belongs to its word, what is dropped inside does too, and a zero-width space behind does not */
  slant_text text = BYTES(" Running! CAFE\xCC\x81 r\xE2\x80\x8Bun\xE2\x80\x8B 中\xE1\xBA\x9E");
  static const slant_piece_place expected[] = {{1, 8}, {1, 8}, {8, 9}, {10, 16}, {17, 23}, {27, 30}, {30, 33}};
  ck_assert_uint_eq(slant_word_pieces_cut(pieces, text, ids, places, MOST), 7);
  for (size_t i = 0; i < 7; i++) {
    ck_assert_uint_eq(places[i].start, expected[i].start);
    ck_assert_uint_eq(places[i].end, expected[i].end);
  }
  slant_word_pieces_close(pieces);
}
END_TEST

Suite *encoder_word_pieces_suite(void) {
  Suite *suite = suite_create("encoder_word_pieces");
  TCase *opening = tcase_create("opening");
  tcase_add_test(opening, a_vocabulary_tells_its_numbers);
  tcase_add_test(opening, what_is_no_vocabulary_is_refused);
  tcase_add_test(opening, what_is_too_large_is_refused);
  tcase_add_test(opening, a_word_and_its_continuation_are_other_pieces);
  suite_add_tcase(suite, opening);
  TCase *cutting = tcase_create("cutting");
  tcase_add_test(cutting, the_longest_piece_comes_first);
  tcase_add_test(cutting, a_word_that_cannot_be_cut_is_unknown);
  tcase_add_test(cutting, a_text_without_words_has_no_pieces);
  tcase_add_test(cutting, accents_are_dropped_in_either_form);
  tcase_add_test(cutting, chinese_characters_and_punctuation_stand_alone);
  tcase_add_test(cutting, control_characters_and_bad_bytes_join_what_they_stand_in);
  tcase_add_test(cutting, marks_that_stay_stand_in_canonical_order);
  tcase_add_test(cutting, a_word_of_more_than_100_characters_is_unknown);
  tcase_add_test(cutting, marks_by_the_thousand_are_taken);
  tcase_add_test(cutting, no_more_is_written_than_there_is_room_for);
  tcase_add_test(cutting, places_are_those_of_words);
  suite_add_tcase(suite, cutting);
  return suite;
}
