/* Kernels: the fast ones give the portable one's bits, and the functions are what the C library says, nearly. */
#include "encoder/kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "small_encoder.h"
#include "suites.h"

#define LANES static inline
#include "encoder/lanes.h"

enum { MOST_ROWS = 20, MOST_IN = 96, MOST_OUT = 64 };

static void fill(slant_random *random, void *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) ((unsigned char *)bytes)[i] = (unsigned char)slant_random_below(random, 256);
}

static void draw(slant_random *random, float *x, size_t n, float reach) {
  for (size_t i = 0; i < n; i++) x[i] = drawn(random) * reach;
}

/* Those that the machine has beside the portable one. */
enum { MOST_FAST = 2 };
static size_t fast_kernels(const slant_encoder_kernel *kernels[MOST_FAST]) {
  const slant_encoder_kernel *all[MOST_FAST] = {slant_encoder_kernel_avx2(), slant_encoder_kernel_vnni()};
  size_t n = 0;
  for (size_t i = 0; i < MOST_FAST; i++) {
    if (all[i] != NULL) kernels[n++] = all[i];
  }
  return n;
}

/* Groups of eight inputs have the most scales. */
static void assert_products_alike(const slant_encoder_kernel *fast, slant_random *random, size_t n_rows, size_t n_in, size_t group, size_t n_out) {
  const slant_encoder_kernel *plain = slant_encoder_kernel_portable();
  static uint8_t rows[MOST_ROWS * MOST_IN];
  static int16_t wide[MOST_ROWS * MOST_IN], panels[MOST_IN * MOST_OUT];
  static int8_t weights[MOST_IN * MOST_OUT];
  static int32_t a[MOST_ROWS * MOST_OUT], b[MOST_ROWS * MOST_OUT];
  static float outputs[2][MOST_ROWS * MOST_OUT], scale[MOST_IN / 8 * MOST_OUT], total[MOST_IN / 8 * MOST_OUT], bias[MOST_OUT];
  static slant_row_scale scales[MOST_ROWS * MOST_IN / 8];
  fill(random, rows, sizeof rows);
  for (size_t i = 0; i < sizeof weights; i += 2) { /* the largest sums that are allowed, now and then */
    weights[i] = (int8_t)(slant_random_below(random, 4) == 0 ? 64 : (int)slant_random_below(random, 129) - 64);
    weights[i + 1] = (int8_t)(slant_random_below(random, 4) == 0 ? 64 : (int)slant_random_below(random, 129) - 64);
  }
  if (slant_random_below(random, 4) == 0) memset(rows, 255, sizeof rows);
  draw(random, scale, sizeof scale / sizeof *scale, 1);
  draw(random, total, sizeof total / sizeof *total, 1);
  draw(random, bias, MOST_OUT, 100);
  draw(random, &scales[0].scale, 2 * sizeof scales / sizeof *scales, 1);
  slant_weights matrix = {n_in, n_out, group, weights, scale, total, bias};
  plain->multiply(rows, scales, n_rows, &matrix, outputs[0]);
  fast->multiply(rows, scales, n_rows, &matrix, outputs[1]);
  ck_assert_mem_eq(outputs[0], outputs[1], n_rows * n_out * sizeof(float));
  for (size_t i = 0; i < MOST_ROWS * MOST_IN; i++) wide[i] = (int16_t)((int)slant_random_below(random, 8001) - 4000);
  for (size_t i = 0; i < MOST_IN * MOST_OUT; i++) panels[i] = (int16_t)((int)slant_random_below(random, 8001) - 4000);
  plain->multiply_wide(wide, n_rows, n_in, n_in, panels, n_out, a);
  fast->multiply_wide(wide, n_rows, n_in, n_in, panels, n_out, b);
  ck_assert_mem_eq(a, b, n_rows * n_out * sizeof *a);
}

START_TEST(products_are_alike_in_every_shape) {
  const slant_encoder_kernel *kernels[MOST_FAST];
  for (size_t k = 0, n = fast_kernels(kernels); k < n; k++) {
    slant_random random = {3};
    for (size_t n_rows = 1; n_rows <= MOST_ROWS; n_rows++) {
      for (size_t n_in = 8; n_in <= MOST_IN; n_in += 8) {
        assert_products_alike(kernels[k], &random, n_rows, n_in, n_in, 16 * (1 + n_in / 8 % 4));
        assert_products_alike(kernels[k], &random, n_rows, n_in, n_in % 3 == 0 ? n_in / 3 : 8, 16 * (1 + n_in / 8 % 4));
      }
    }
  }
}
END_TEST

/* Every pass over rows of `n`, `reach` being how large the numbers are. */
static void assert_passes_alike(slant_random *random, size_t n, float reach) {
  const slant_encoder_kernel *plain = slant_encoder_kernel_portable(), *fast = slant_encoder_kernel_choose();
  float x[MOST_IN], y[MOST_IN], middle[MOST_IN], factor[MOST_IN], work[MOST_IN], again[MOST_IN];
  uint8_t bytes[MOST_IN], same_bytes[MOST_IN];
  slant_row_scale scales[MOST_IN / 8], same_scales[MOST_IN / 8];
  int16_t words[MOST_IN], same_words[MOST_IN];
  int32_t sums[MOST_IN];
  draw(random, x, n, reach);
  draw(random, y, n, reach);
  draw(random, middle, n, 1);
  draw(random, factor, n, 1);
  for (size_t i = 0; i < n; i++) sums[i] = (int32_t)slant_random_below(random, 1 << 26) - (1 << 25);
  for (size_t group = n; group >= 8; group = group > 8 ? 8 : 0) {
    plain->to_bytes(x, n, group, middle, factor, work, bytes, scales);
    fast->to_bytes(x, n, group, middle, factor, work, same_bytes, same_scales);
    ck_assert_mem_eq(scales, same_scales, n / group * sizeof *scales);
    ck_assert_mem_eq(bytes, same_bytes, n);
  }
  float p = plain->to_words(x, n, 5792, words), q = fast->to_words(x, n, 5792, same_words);
  ck_assert_mem_eq(&p, &q, sizeof p);
  ck_assert_mem_eq(words, same_words, n * sizeof *words);
  plain->scale_sums(sums, n, p, work);
  fast->scale_sums(sums, n, p, again);
  ck_assert_mem_eq(work, again, n * sizeof *work);
  memcpy(again, x, sizeof x);
  memcpy(work, x, sizeof x);
  plain->gelu(work, n);
  fast->gelu(again, n);
  ck_assert_mem_eq(work, again, n * sizeof *work);
  plain->add_norm(work, y, n, factor, middle, 1e-12f);
  fast->add_norm(again, y, n, factor, middle, 1e-12f);
  ck_assert_mem_eq(work, again, n * sizeof *work);
}

static void assert_shares_alike(slant_random *random, size_t n, size_t n_padded, float scale) {
  float keys[MOST_IN] = {0}, values[MOST_IN] = {0}, work[MOST_IN];
  int32_t sums[MOST_IN] = {0}, sum = 0;
  int16_t a[MOST_IN], b[MOST_IN];
  for (size_t i = 0; i < n; i++) {
    sums[i] = (int32_t)slant_random_below(random, 2000001) - 1000000;
    keys[i] = drawn(random) + 1;
    values[i] = drawn(random) + 1;
  }
  slant_score_row row = {sums, scale, keys, values, n, n_padded, work};
  float p = slant_encoder_kernel_portable()->attend(&row, a), q = slant_encoder_kernel_choose()->attend(&row, b);
  ck_assert_mem_eq(&p, &q, sizeof p);
  ck_assert_mem_eq(a, b, n_padded * sizeof *a);
  for (size_t i = 0; i < n_padded; i++) {
    sum += a[i];
    ck_assert(a[i] >= 0 && (i < n || a[i] == 0));
  }
  ck_assert_int_le(abs(sum - 32767), MOST_IN / 2);
}

START_TEST(passes_are_alike) {
  slant_random random = {4};
  static const float reaches[] = {0, 1e-30f, 1e-3f, 1, 30, 1e6f};
  for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
    for (size_t n = 8; n <= MOST_IN; n += 8) assert_passes_alike(&random, n, reaches[i]);
  }
  for (size_t n = 1; n <= MOST_IN; n++) {
    assert_shares_alike(&random, n, (n + 15) / 16 * 16, 1e-6f);
    assert_shares_alike(&random, n, (n + 15) / 16 * 16, 1e-3f); /* one takes all */
  }
}
END_TEST

START_TEST(functions_are_near_those_of_the_c_library) {
  float y[8];
  for (int i = 0; i <= 200000; i++) {
    float down = -87.0f * (float)i / 200000.0f, x = (float)(i - 100000) / 12500.0f;
    store_f(y, exp_f(repeat_f(down)));
    if (down > -87.0f) ck_assert_double_le(fabs((double)y[0] - exp((double)down)), 4e-7 * exp((double)down));
    store_f(y, erf_f(repeat_f(x)));
    ck_assert_double_le(fabs((double)y[3] - erf((double)x)), 6e-7);
    store_f(y, gelu_f(repeat_f(x)));
    double expected = 0.5 * (double)x * (1 + erf((double)x * 0.70710678118654752));
    ck_assert_double_le(fabs((double)y[7] - expected), 6e-7 * (1 + fabs((double)x)));
  }
  store_f(y, exp_f(repeat_f(0)));
  ck_assert(y[0] == 1.0f);
  store_f(y, exp_f(repeat_f(-1000)));
  ck_assert(y[0] == 0.0f);
}
END_TEST

Suite *encoder_kernel_suite(void) {
  Suite *suite = suite_create("encoder_kernel");
  TCase *tc = tcase_create("kernel");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, products_are_alike_in_every_shape);
  tcase_add_test(tc, passes_are_alike);
  tcase_add_test(tc, functions_are_near_those_of_the_c_library);
  suite_add_tcase(suite, tc);
  return suite;
}
