/* Words: their places, their folded form, and that the short way through ASCII gives what the rules give. */
#include "text/fold_options.h"
#include "text/words.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

#define APOSTROPHE "\xE2\x80\x99"

/* A text and its words, divided by '|'. */
static const struct {
  const char *text, *words;
} cuts[] = {
    {"", ""},
    {" \t\n", ""},
    {"... --- !?", ""},
    {"word", "word"},
    {"Two words.", "Two|words"},
    {"don't stop", "don't|stop"},
    {"don" APOSTROPHE "t stop", "don" APOSTROPHE "t|stop"},
    {"'quoted' words'", "quoted|words"},
    {"\xE2\x80\x98quoted\xE2\x80\x99", "quoted"},
    {"3.14 and 1,000,000; 5:30", "3.14|and|1,000,000|5|30"},
    {"end.Next a.b.c", "end.Next|a.b.c"},
    {"U.S. rates", "U.S|rates"},
    {"well-known state-of-the-art", "well|known|state|of|the|art"},
    {"snake_case __x__ _ __", "snake_case|__x__"},
    {"A1b2", "A1b2"},
    {"$5 5% #tag @name", "5|5|tag|name"},
    {"a,b 1,b a,1", "a|b|1|b|a|1"},
    {"caf\xC3\xA9 na\xC3\xAFve", "caf\xC3\xA9|na\xC3\xAFve"},
    {"cafe\xCC\x81 x", "cafe\xCC\x81|x"},
    {"so\xC2\xAD"
     "ft",
     "so\xC2\xAD"
     "ft"},
    {"a\xC2\xA0"
     "b",
     "a|b"},
    {"one\xE2\x80\x94two", "one|two"},
    {"\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5|\xE6\x9C\xAC"},
    {"\xE3\x82\xAB\xE3\x82\xBF", "\xE3\x82\xAB\xE3\x82\xBF"},
    {"ok \xF0\x9F\x98\x80 fine", "ok|fine"},
    {"\xC2\xBD \xE2\x85\xA7", "\xC2\xBD|\xE2\x85\xA7"},
};

/* Two words that are the same when folded. */
static const char *const same[][2] = {
    {"don't", "don" APOSTROPHE "t"},
    {"Don't", "DON" APOSTROPHE "T"},
    {"Word", "word"},
    {"\xC3\x89tat", "\xC3\xA9tat"},
    {"caf\xC3\xA9", "cafe\xCC\x81"},
    {"Stra\xC3\x9F"
     "e",
     "STRASSE"},
    {"\xEF\xAC\x81nal", "final"},
    {"\xEF\xBC\xA1"
     "b",
     "ab"},
    {"so\xC2\xAD"
     "ft",
     "soft"},
    {"\xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82",
     "\xCF\x83\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x83"},
};

static slant_text part(slant_text text, const slant_word *word) {
  return (slant_text){text.ptr + word->start, word->end - word->start};
}

static uint64_t hash_of(slant_text word) {
  slant_buffer folded = {0};
  slant_word_fold(word, &folded);
  uint64_t hash = slant_word_hash(slant_buffer_get(&folded));
  slant_buffer_free(&folded);
  return hash;
}

START_TEST(words_are_where_the_rules_put_them) {
  slant_words words = {0};
  slant_text text = text_of(cuts[_i].text);
  ck_assert_int_eq(slant_words_cut(&words, text, NULL), SLANT_OK);
  slant_buffer found = {0};
  for (size_t i = 0; i < words.n; i++) {
    if (i > 0) slant_buffer_put_char(&found, '|');
    slant_buffer_put(&found, part(text, &words.items[i]));
    ck_assert_uint_eq(words.items[i].hash, hash_of(part(text, &words.items[i])));
  }
  ck_assert_text_eq(slant_buffer_get(&found), text_of(cuts[_i].words));
  slant_buffer_free(&found);
  slant_words_free(&words);
}
END_TEST

START_TEST(a_list_is_replaced_and_can_be_used_again) {
  slant_words words = {0};
  ck_assert_int_eq(slant_words_cut(&words, BYTES("one two three"), NULL), SLANT_OK);
  ck_assert_uint_eq(words.n, 3);
  ck_assert_int_eq(slant_words_cut(&words, BYTES("four"), NULL), SLANT_OK);
  ck_assert_uint_eq(words.n, 1);
  ck_assert_int_eq(slant_words_cut(&words, (slant_text){NULL, 0}, NULL), SLANT_OK);
  ck_assert_uint_eq(words.n, 0);
  slant_words_free(&words);
  ck_assert_ptr_null(words.items);
}
END_TEST

START_TEST(folding_makes_forms_of_a_word_one) {
  ck_assert_uint_eq(hash_of(text_of(same[_i][0])), hash_of(text_of(same[_i][1])));
  slant_words words = {0};
  for (int k = 0; k < 2; k++) {
    ck_assert_int_eq(slant_words_cut(&words, text_of(same[_i][k]), NULL), SLANT_OK);
    ck_assert_uint_eq(words.n, 1);
    ck_assert_uint_eq(words.items[0].hash, hash_of(text_of(same[_i][0])));
  }
  slant_words_free(&words);
}
END_TEST

START_TEST(folding_keeps_different_words_apart) {
  static const char *const different[] = {"dont", "don't", "word", "words", "w0rd", "caf\xC3\xA9", "cafe", "1.5", "15"};
  for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
    for (size_t k = 0; k < i; k++) ck_assert_uint_ne(hash_of(text_of(different[i])), hash_of(text_of(different[k])));
  }
}
END_TEST

START_TEST(the_folded_form_is_text) {
  slant_buffer folded = {0};
  slant_word_fold(BYTES("DON" APOSTROPHE "T"), &folded);
  slant_word_fold(BYTES("\xC3\x89TAT" APOSTROPHE "S"), &folded); /* appended */
  ck_assert_text_eq(slant_buffer_get(&folded), BYTES("don't\xC3\xA9tat's"));
  slant_buffer_free(&folded);
}
END_TEST

/* A code point as UTF-8, behind what `text` holds. */
static void put_code_point(slant_buffer *text, utf8proc_int32_t c) {
  utf8proc_uint8_t bytes[4];
  slant_buffer_put_bytes(text, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

/* A word whose letters fold one by one has the form that utf8proc gives the whole of it: of all pairs of letters and marks. */
START_TEST(letters_fold_as_words_do) {
  static const utf8proc_int32_t after[] = {'I', 'k', 0xC5, 0xDF, 0x130, 0x149, 0x300, 0x301, 0x307, 0x345, 0x391, 0x3C2, 0x3C3, 0x418, 0x438, 0x483, 0x52F, 0x2019, 0x1100};
  slant_buffer word = {0}, folded = {0};
  for (utf8proc_int32_t first = 0xC0; first < SLANT_FOLD_END; first++) {
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
      slant_buffer_clear(&word);
      slant_buffer_clear(&folded);
      put_code_point(&word, 'B');
      put_code_point(&word, first);
      put_code_point(&word, after[i]);
      slant_text text = slant_buffer_get(&word);
      slant_word_fold(text, &folded);
      utf8proc_uint8_t *expected = NULL;
      utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &expected, SLANT_FOLD_OPTIONS);
      size_t len = after[i] == 0x2019 ? (size_t)n - 2 : (size_t)n; /* U+2019 becomes an apostrophe */
      if (after[i] == 0x2019) expected[len - 1] = '\'';
      ck_assert_text_eq(slant_buffer_get(&folded), ((slant_text){(const char *)expected, len}));
      free(expected);
    }
  }
  slant_buffer_free(&word);
  slant_buffer_free(&folded);
}
END_TEST

START_TEST(long_words_fold_like_short_ones) {
  char upper[300], lower[300];
  memset(upper, 'Q', sizeof upper);
  memset(lower, 'q', sizeof lower);
  for (size_t len = 60; len < sizeof upper; len++) {
    ck_assert_uint_eq(hash_of((slant_text){upper, len}), hash_of((slant_text){lower, len}));
    ck_assert_uint_eq(hash_of((slant_text){upper, len}), slant_word_hash((slant_text){lower, len}));
  }
}
END_TEST

START_TEST(a_pair_is_not_its_reverse) {
  uint64_t a = hash_of(BYTES("not")), b = hash_of(BYTES("good"));
  ck_assert_uint_ne(slant_pair_hash(a, b), slant_pair_hash(b, a));
  ck_assert_uint_ne(slant_pair_hash(a, b), hash_of(BYTES("notgood")));
}
END_TEST

/* Whether a piece of the alphabets below has a letter or digit in it. */
static bool has_alphanumeric(slant_text segment) {
  for (size_t i = 0; i < segment.len; i++) {
    unsigned char c = (unsigned char)segment.ptr[i];
    if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80)) return true;
  }
  static const char *const letters[] = {"\xC3\xA9", "\xD7\x90", "\xE3\x82\xAB", "\xE6\x97\xA5", "\xE2\x84\xB9"};
  for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
    size_t n = strlen(letters[k]);
    for (size_t i = 0; i + n <= segment.len; i++) {
      if (memcmp(segment.ptr + i, letters[k], n) == 0) return true;
    }
  }
  return false;
}

/* Cuts `text` and compares with the boundaries, walked one by one. */
static void assert_as_the_rules(slant_words *words, slant_text text) {
  ck_assert_int_eq(slant_words_cut(words, text, NULL), SLANT_OK);
  size_t n = 0;
  for (size_t at = 0, len; at < text.len; at += len) {
    len = slant_words_boundary((slant_text){text.ptr + at, text.len - at});
    ck_assert(len > 0 && len <= text.len - at);
    slant_text segment = {text.ptr + at, len};
    if (!has_alphanumeric(segment)) continue;
    const slant_word *word = &words->items[n];
    if (n == words->n || word->start != at || word->end != at + len || word->hash != hash_of(segment)) {
      ck_abort_msg("word %zu of \"%s\" is not \"%s\"", n, shown(text, 0), shown(segment, 1));
    }
    n++;
  }
  ck_assert_msg(n == words->n, "\"%s\" has %zu words, found %zu", shown(text, 0), n, words->n);
}

START_TEST(the_short_way_through_ascii_gives_what_the_rules_give) {
  static const char alphabet[] = "abYZ09_'.:,;\"- \n\r\t!$\x01\x7F";
  slant_random random = {23};
  slant_words words = {0};
  for (int round = 0; round < 15000; round++) {
    char bytes[24];
    size_t len = (size_t)slant_random_below(&random, sizeof bytes);
    for (size_t i = 0; i < len; i++) bytes[i] = alphabet[slant_random_below(&random, sizeof alphabet - 1)];
    assert_as_the_rules(&words, (slant_text){bytes, len});
  }
  for (int c = 0; c < 128 * 128; c++) { /* any two characters between letters and digits of every kind */
    const char pair[2] = {(char)(c >> 7), (char)(c & 127)};
    const char bytes[12] = {'a', pair[0], pair[1], 'b', pair[0], pair[1], '1', pair[0], '2', pair[0], pair[1], '_'};
    if (pair[0] != '\0' && pair[1] != '\0') assert_as_the_rules(&words, (slant_text){bytes, sizeof bytes});
  }
  slant_words_free(&words);
}
END_TEST

static const char *const pieces[] = {
    "a",        "Z",        "7",            "_",            "'",            ".",            ",",                "\"",
    " ",        "!",        "\r",           "\n",           "\xC3\xA9",     "\xCC\x81",     "\xE2\x80\x8D",     "\xC2\xAD",
    "\xD7\x90", "\xE3\x82\xAB", "\xE6\x97\xA5", "\xE2\x80\x99", "\xF0\x9F\x98\x80", "\xE2\x84\xB9", "\xF0\x9F\x87\xA9", "\xE2\x80\xA8"};
enum { N_PIECES = sizeof pieces / sizeof *pieces };

START_TEST(ascii_beside_anything_else_follows_the_rules) {
  slant_random random = {29};
  slant_words words = {0};
  for (int round = 0; round < 15000; round++) {
    char bytes[64];
    size_t n_pieces = (size_t)slant_random_below(&random, 12), len = 0;
    for (size_t i = 0; i < n_pieces; i++) {
      const char *piece = pieces[slant_random_below(&random, N_PIECES)];
      memcpy(bytes + len, piece, strlen(piece));
      len += strlen(piece);
    }
    assert_as_the_rules(&words, (slant_text){bytes, len});
  }
  slant_words_free(&words);
}
END_TEST

/* Words of all lengths with little between them that is in doubt, so that every place of it is met. */
START_TEST(long_texts_of_plain_words_follow_the_rules) {
  slant_random random = {31};
  slant_words words = {0};
  for (int round = 0; round < 4000; round++) {
    char bytes[512];
    size_t len = 0, most = 1 + (size_t)slant_random_below(&random, 350), one_in = 1 + (size_t)slant_random_below(&random, 20);
    while (len < most) {
      size_t n_letters = (size_t)slant_random_below(&random, slant_random_below(&random, 40) == 0 ? 140 : 9);
      for (size_t i = 0; i < n_letters; i++) bytes[len++] = "etAoN1"[slant_random_below(&random, 6)];
      const char *piece = slant_random_below(&random, one_in) == 0 ? pieces[slant_random_below(&random, N_PIECES)] : " ";
      memcpy(bytes + len, piece, strlen(piece));
      len += strlen(piece);
    }
    assert_as_the_rules(&words, (slant_text){bytes, len});
  }
  slant_words_free(&words);
}
END_TEST

Suite *text_words_suite(void) {
  Suite *suite = suite_create("text_words");
  TCase *tc = tcase_create("words");
  tcase_set_timeout(tc, 60);
  tcase_add_loop_test(tc, words_are_where_the_rules_put_them, 0, (int)(sizeof cuts / sizeof *cuts));
  tcase_add_test(tc, a_list_is_replaced_and_can_be_used_again);
  tcase_add_loop_test(tc, folding_makes_forms_of_a_word_one, 0, (int)(sizeof same / sizeof *same));
  tcase_add_test(tc, folding_keeps_different_words_apart);
  tcase_add_test(tc, the_folded_form_is_text);
  tcase_add_test(tc, letters_fold_as_words_do);
  tcase_add_test(tc, long_words_fold_like_short_ones);
  tcase_add_test(tc, a_pair_is_not_its_reverse);
  tcase_add_test(tc, the_short_way_through_ascii_gives_what_the_rules_give);
  tcase_add_test(tc, ascii_beside_anything_else_follows_the_rules);
  tcase_add_test(tc, long_texts_of_plain_words_follow_the_rules);
  suite_add_tcase(suite, tc);
  return suite;
}
