/* Reading: an article is read as the windows that it ought to be cut into; every letter is a piece of the small vocabulary. */
#include "encoder/reading.h"

#include <string.h>

#include "report/report_readings.h"
#include "small_encoder.h"
#include "small_model.h"
#include "suites.h"

enum { CLS = 58, SEP = 59, UNKNOWN = 57 }; /* lines of the vocabulary; a is 0 */

static slant_encoder *open_small(const char *name) {
  small_encoder parts = small_encoder_make(3);
  slant_encoder *encoder;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_open(&encoder, small_encoder_save(&parts, name), &err), err);
  return encoder;
}

static void read(const slant_encoder *encoder, const char *title, const slant_text *paragraphs, size_t n, float *logits) {
  slant_reading_desk *desk;
  slant_error err = {0};
  ck_assert_ok(slant_reading_desk_new(&desk, encoder, &err), err);
  ck_assert_ok(slant_reading_run(desk, text_of(title), paragraphs, n, logits, &err), err);
  slant_reading_desk_free(desk);
}

static void run(const slant_encoder *encoder, const slant_encoder_window *windows, size_t n, float *logits) {
  slant_encoder_scratch *scratch;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_scratch_new(&scratch, encoder, &err), err);
  ck_assert_ok(slant_encoder_run(encoder, scratch, windows, n, logits, &err), err);
  slant_encoder_scratch_free(scratch);
}

START_TEST(title_and_paragraphs_make_a_window) {
  static const uint32_t ids[] = {CLS, 3, UNKNOWN, SEP, 0, 1, SEP, SEP, 2, SEP};
  static const slant_encoder_span spans[] = {{4, 6}, {7, 8}, {8, 9}}; /* without a piece: the [SEP] */
  const slant_encoder_window window = {ids, 10, 4, spans, 3};
  const slant_text paragraphs[] = {BYTES("A b"), BYTES(" \xFF "), BYTES("c")};
  slant_encoder *encoder = open_small("reading");
  float found[9], expected[9];
  read(encoder, "D \xC3\x9F", paragraphs, 3, found);
  run(encoder, &window, 1, expected);
  ck_assert_mem_eq(found, expected, sizeof found);
  slant_encoder_close(encoder);
}
END_TEST

/* Titles have 8 pieces, paragraphs 16, windows 40 ids: 10 for the title, 17 for a full paragraph, so that the third begins another window. */
START_TEST(a_long_article_makes_several_windows) {
  char letters[64] = "";
  slant_text paragraphs[3];
  uint32_t ids[2][40];
  const slant_encoder_span first[] = {{10, 26}, {27, 28}}, second[] = {{10, 26}};
  float found[9], expected[9];
  for (size_t i = 0; i < 20; i++) memcpy(letters + 2 * i, "e ", 2);
  paragraphs[0] = paragraphs[2] = text_of(letters);
  paragraphs[1] = BYTES("f");
  for (size_t w = 0; w < 2; w++) {
    for (size_t i = 0; i < 40; i++) ids[w][i] = 4;
    ids[w][0] = CLS;
    ids[w][9] = ids[w][26] = SEP;
  }
  ids[0][27] = 5;
  ids[0][28] = SEP;
  const slant_encoder_window windows[] = {{ids[0], 29, 10, first, 2}, {ids[1], 27, 10, second, 1}};
  slant_encoder *encoder = open_small("several");
  read(encoder, letters, paragraphs, 3, found);
  run(encoder, windows, 2, expected);
  ck_assert_mem_eq(found, expected, sizeof found);
  slant_encoder_close(encoder);
}
END_TEST

START_TEST(an_encoder_that_cannot_cut_words_is_refused) {
  static const char *const said[] = {"cased text", "[UNK]"};
  for (size_t i = 0; i < 2; i++) {
    small_encoder parts = small_encoder_make(3);
    char vocabulary[2 * SMALL_WORDS + 16] = "";
    slant_tensor *tensor = small_encoder_tensor(&parts, "vocabulary");
    memcpy(vocabulary, tensor->data, tensor->dims[0]);
    tensor->data = vocabulary;
    if (i == 0) small_encoder_entry(&parts, "lower_case")->value = "false";
    else memcpy(strstr(vocabulary, "[UNK]"), "[IMK]", 5);
    slant_encoder *encoder;
    slant_reading_desk *desk;
    slant_error err = {0};
    ck_assert_ok(slant_encoder_open(&encoder, small_encoder_save(&parts, "refused"), &err), err);
    ck_assert_int_eq(slant_reading_desk_new(&desk, encoder, &err), SLANT_E_MODEL);
    ck_assert_says(err, said[i]);
    ck_assert_ptr_null(desk);
    slant_encoder_close(encoder);
  }
}
END_TEST

START_TEST(rows_leave_out_what_is_not_judged) {
  slant_encoder *encoder = open_small("rows");
  slant_article *article = small_article("d", "A b\n\n...\n\nc\n\nd");
  slant_readings_rows rows = {.encoder = encoder};
  slant_buffer out = {0}, kept = {0};
  slant_error err = {0};
  article->paragraphs[2].flags |= SLANT_FURNITURE;
  ck_assert_ok(slant_readings_put(&rows, article, &out, &err), err);
  rows.keep_furniture = true;
  ck_assert_ok(slant_readings_put(&rows, article, &kept, &err), err);
  slant_buffer_put_char(&out, '\0');
  slant_buffer_put_char(&kept, '\0');
  ck_assert_ptr_eq(strstr(out.ptr, "memo,1,"), out.ptr);
  ck_assert_ptr_nonnull(strstr(out.ptr, "\nmemo,4,"));
  ck_assert_ptr_null(strstr(out.ptr, "memo,2,"));
  ck_assert_ptr_null(strstr(out.ptr, "memo,3,"));
  ck_assert_ptr_nonnull(strstr(kept.ptr, "\nmemo,3,"));
  ck_assert_ptr_null(strstr(kept.ptr, "memo,2,"));
  slant_readings_rows_clear(&rows);
  slant_buffer_free(&out);
  slant_buffer_free(&kept);
  slant_article_free(article);
  slant_encoder_close(encoder);
}
END_TEST

Suite *encoder_reading_suite(void) {
  Suite *suite = suite_create("encoder_reading");
  TCase *windows = tcase_create("windows");
  tcase_add_checked_fixture(windows, folder_make, folder_remove);
  tcase_add_test(windows, title_and_paragraphs_make_a_window);
  tcase_add_test(windows, a_long_article_makes_several_windows);
  tcase_add_test(windows, an_encoder_that_cannot_cut_words_is_refused);
  tcase_add_test(windows, rows_leave_out_what_is_not_judged);
  suite_add_tcase(suite, windows);
  return suite;
}
