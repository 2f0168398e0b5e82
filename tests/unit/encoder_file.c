/* Encoder file: what is sound opens and says what it is; anything amiss, also behind a good checksum, is refused with its name. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "small_encoder.h"
#include "suites.h"

static void assert_refused(const char *path, const char *part) {
  slant_encoder *encoder;
  slant_error err = {0};
  ck_assert_int_eq(slant_encoder_open(&encoder, path, &err), SLANT_E_MODEL);
  ck_assert_ptr_null(encoder);
  ck_assert_str_eq(err.source, path);
  ck_assert_says(err, part);
}

static void count_entry(void *user, slant_text key, slant_text value) {
  if (same_text(key, text_of("made_from"))) *(int *)user += same_text(value, text_of("a generator"));
}

START_TEST(a_sound_file_says_what_it_is) {
  small_encoder parts = small_encoder_make(1);
  slant_encoder *encoder;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_open(&encoder, small_encoder_save(&parts, "sound"), &err), err);
  slant_encoder_limits limits = slant_encoder_get_limits(encoder);
  ck_assert_uint_eq(limits.title_pieces, 8);
  ck_assert_uint_eq(limits.text_pieces, 16);
  ck_assert_uint_eq(limits.window, 40);
  ck_assert_uint_eq(limits.places, 64);
  ck_assert(limits.lower_case);
  ck_assert_uint_eq(slant_encoder_n_words(encoder), SMALL_WORDS);
  ck_assert_uint_eq(slant_encoder_vocabulary(encoder).len, 2 * SMALL_WORDS + 4 * strlen("PAD]"));
  ck_assert_uint_eq(strlen(slant_encoder_checksum(encoder)), 32);
  int n_found = 0;
  slant_encoder_card(encoder, count_entry, &n_found);
  ck_assert_int_eq(n_found, 1);
  slant_encoder_close(encoder);
  slant_encoder_close(NULL);
}
END_TEST

START_TEST(metadata_amiss_are_refused) {
  static const char *const amiss[][2] = {
      {"layers", "3"},        {"layers", "0"},      {"layers", "25"},  {"layers", "two"}, {"width", "48"},
      {"width", "1e9"},       {"heads", "3"},       {"heads", "1.5"},  {"inner", "40"},   {"inner", "64"},
      {"places", "513"},      {"places", "63"},     {"window", "65"},  {"window", "-1"},  {"title_pieces", "46"},
      {"text_pieces", "0"},   {"epsilon", "nan"},   {"epsilon", "0"},  {"lower_case", "maybe"},
  };
  for (size_t i = 0; i < sizeof amiss / sizeof *amiss; i++) {
    small_encoder parts = small_encoder_make(1);
    small_encoder_entry(&parts, amiss[i][0])->value = amiss[i][1];
    assert_refused(small_encoder_save(&parts, "amiss"), "found no usable");
  }
  small_encoder older = small_encoder_make(1);
  small_encoder_entry(&older, "format")->value = "slant-encoder-1";
  assert_refused(small_encoder_save(&older, "older"), "found the format \"slant-encoder-1\"");
  for (size_t i = 0; i + 1 < SMALL_METADATA; i++) { /* the last one is the card's */
    small_encoder parts = small_encoder_make(1);
    const char *key = parts.metadata[i].key;
    parts.metadata[i].key = "other";
    assert_refused(small_encoder_save(&parts, "missing"), key);
  }
}
END_TEST

START_TEST(tensors_amiss_are_refused) {
  for (size_t i = 0; i < SMALL_TENSORS; i++) {
    small_encoder parts = small_encoder_make(1);
    const char *name = parts.tensors[i].name;
    parts.tensors[i].name = "other";
    assert_refused(small_encoder_save(&parts, "missing"), name);
    parts = small_encoder_make(1);
    parts.tensors[i].dims[0] -= parts.tensors[i].dtype == SLANT_U8 ? strlen("[SEP]\n") : 1; /* a row too few */
    bool is_words = strcmp(name, "words.weight") == 0;
    assert_refused(small_encoder_save(&parts, "short"), is_words ? "vocabulary" : name);
    if (parts.tensors[i].dtype != SLANT_F32) continue;
    parts = small_encoder_make(1);
    ((float *)(uintptr_t)parts.tensors[i].data)[parts.tensors[i].dims[0] - 1] = i % 2 ? NAN : INFINITY;
    assert_refused(small_encoder_save(&parts, "infinite"), "finite numbers");
  }
}
END_TEST

START_TEST(weights_whose_sums_would_saturate_are_refused) {
  static const int8_t pairs[][2] = {{127, 2}, {-127, -2}, {-128, 0}, {0, -128}};
  static const char *const names[] = {"qkv.weight", "mix.weight", "wide.weight", "narrow.weight"};
  for (size_t i = 0; i < 16; i++) {
    small_encoder parts = small_encoder_make(1);
    slant_tensor *tensor = small_encoder_tensor(&parts, names[i / 4]);
    int8_t *weights = (int8_t *)(uintptr_t)tensor->data;
    memcpy(weights + tensor->dims[0] * tensor->dims[1] - 2, pairs[i % 4], 2);
    assert_refused(small_encoder_save(&parts, "pairs"), names[i / 4]);
  }
}
END_TEST

START_TEST(scales_of_no_groups_are_refused) {
  static const size_t rows[] = {0, 1, 2 * 5, 2 * 12, 2 * 6 + 1}; /* the narrow matrix has 48 inputs, and 2 layers */
  static const float scales[2 * 12 * SMALL_WIDTH];
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    small_encoder parts = small_encoder_make(1);
    slant_tensor *tensor = small_encoder_tensor(&parts, "narrow.scale");
    tensor->dims[0] = rows[i];
    tensor->data = scales;
    assert_refused(small_encoder_save(&parts, "groups"), "narrow.scale");
  }
}
END_TEST

START_TEST(damage_is_refused) {
  small_encoder parts = small_encoder_make(1);
  slant_text whole = file_read(small_encoder_save(&parts, "whole"));
  char *bytes = malloc(whole.len);
  ck_assert_ptr_nonnull(bytes);
  slant_random random = {5};
  for (size_t i = 0; i < 400; i++) {
    size_t at = i < 200 ? i * 16 : (size_t)slant_random_below(&random, whole.len);
    memcpy(bytes, whole.ptr, whole.len);
    bytes[at] = (char)(bytes[at] ^ (1 << i % 8));
    assert_refused(file_write("flipped", (slant_text){bytes, whole.len}), "expected");
  }
  for (size_t i = 0; i < 100; i++) {
    size_t len = i < 20 ? i : (size_t)slant_random_below(&random, whole.len);
    assert_refused(file_write("cut", (slant_text){whole.ptr, len}), "expected");
  }
  free((char *)(uintptr_t)whole.ptr);
  free(bytes);
}
END_TEST

Suite *encoder_file_suite(void) {
  Suite *suite = suite_create("encoder_file");
  TCase *tc = tcase_create("file");
  tcase_set_timeout(tc, 60);
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, a_sound_file_says_what_it_is);
  tcase_add_test(tc, metadata_amiss_are_refused);
  tcase_add_test(tc, tensors_amiss_are_refused);
  tcase_add_test(tc, weights_whose_sums_would_saturate_are_refused);
  tcase_add_test(tc, scales_of_no_groups_are_refused);
  tcase_add_test(tc, damage_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
