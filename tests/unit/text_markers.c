/* Markers: phrases count at their place in short blocks alone, and what the article quotes counts for the article. */
#include "text/markers.h"

#include "suites.h"
#include "support/support.h"

/* The sign of a block's score: 1, 0 or -1. */
static int sign_of(slant_text block) {
  slant_words words = {0};
  slant_error err = {0};
  ck_assert_ok(slant_words_cut(&words, block, &err), err);
  double score = slant_markers_score(block, words.items, words.n);
  slant_words_free(&words);
  return (score > 0) - (score < 0);
}

#define TEN "the old bridge over the river was closed in spring, "
#define DASH "\xE2\x80\x94"

static const struct {
  slant_text block;
  int sign;
} samples[] = {
    /* anywhere in a block that is short enough */
    {BYTES("Download our app"), 1},
    {BYTES("For more of this, DOWNLOAD our app today"), 1},
    {BYTES("Get more from us: available on iOS and elsewhere"), 1},
    {BYTES(TEN TEN "and so the council bade us download our app"), 0},
    {BYTES(TEN TEN TEN TEN TEN TEN "download our app"), 0},
    {BYTES("We may download their app"), 0},
    {BYTES("Download our own app"), 0},
    /* at the start */
    {BYTES("Advertisement for the harbour"), 1},
    {BYTES("The advertisement for the harbour"), 0},
    {BYTES("Advertisement for the harbour was what the council wanted to see"), 0},
    /* as the whole block */
    {BYTES("Ads"), 1},
    {BYTES("Ads cost money"), 0},
    /* what the article quotes */
    {BYTES(DASH " Jo Miller (@jomiller) May 3, 2019"), -1},
    {BYTES("The harbour is open again! " DASH " Jo Miller (@jomiller) May 3, 2019"), -1},
    {BYTES("Download our app " DASH " Jo Miller (@jomiller) May 3, 2019"), -1},
    {BYTES(DASH " Jo Miller (@jomiller) May 3"), 0},
    {BYTES(DASH " Jo Miller @jomiller May 3, 2019"), 0},
    {BYTES("| bridge |"), -1},
    {BYTES("  | the old bridge | closed |\n"), -1},
    {BYTES("| download our app |"), -1},
    {BYTES("bridge | harbour"), 0},
    {BYTES("| bridge"), 0},
    /* most blocks */
    {BYTES(""), 0},
    {BYTES("***"), 0},
    {BYTES("The council praised the brilliant harbour."), 0},
};

START_TEST(blocks_have_signs) {
  ck_assert_msg(sign_of(samples[_i].block) == samples[_i].sign, "%d for \"%s\"", sign_of(samples[_i].block),
                shown(samples[_i].block, 0));
}
END_TEST

START_TEST(numbers_are_alike) {
  static const char *const blocks[] = {"3 comments", "1,204 comments", "Page 1 of 10", "Page 22 of 347", "Photo 7 of 9",
                                       "4 of 12"};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
    ck_assert_msg(sign_of(text_of(blocks[i])) == 1, "\"%s\"", blocks[i]);
  }
}
END_TEST

Suite *text_markers_suite(void) {
  Suite *suite = suite_create("text_markers");
  TCase *tc = tcase_create("markers");
  tcase_add_loop_test(tc, blocks_have_signs, 0, (int)(sizeof samples / sizeof *samples));
  tcase_add_test(tc, numbers_are_alike);
  suite_add_tcase(suite, tc);
  return suite;
}
