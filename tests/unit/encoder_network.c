/* Network: a small one against the plain sums of a forward pass in double precision; kernels and companions make no difference. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "small_encoder.h"
#include "suites.h"

enum { W = SMALL_WIDTH, SIZE = SMALL_WIDTH / SMALL_HEADS, MOST_WINDOWS = 40, MOST_SPANS = 8 };

typedef struct drawn_window {
  uint32_t ids[SMALL_PLACES];
  slant_encoder_span spans[MOST_SPANS];
  slant_encoder_window window;
} drawn_window;

/* A title and paragraphs that fill `n_ids` ids. */
static void draw_window(slant_random *random, size_t n_ids, drawn_window *w) {
  for (size_t i = 0; i < n_ids; i++) w->ids[i] = (uint32_t)slant_random_below(random, SMALL_WORDS);
  size_t n_title = 1 + (size_t)slant_random_below(random, n_ids / 2), n_spans = 0;
  for (size_t at = n_title; at < n_ids && n_spans < MOST_SPANS; n_spans++) {
    size_t len = 1 + (size_t)slant_random_below(random, n_ids - at);
    w->spans[n_spans] = (slant_encoder_span){(uint32_t)at, (uint32_t)(at + len)};
    at += len + 1;
  }
  w->window = (slant_encoder_window){w->ids, n_ids, n_title, w->spans, n_spans};
}

static slant_encoder *open_small(const char *path, const slant_encoder_kernel *kernel) {
  slant_encoder *encoder;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_open_with(&encoder, path, kernel, &err), err);
  return encoder;
}

/* Windows through an encoder, all of them at once, or one by one. */
static void run(const slant_encoder *encoder, const slant_encoder_window *windows, size_t n, bool together, float *logits) {
  slant_encoder_scratch *scratch;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_scratch_new(&scratch, encoder, &err), err);
  for (size_t i = 0; i < n; i += together ? n : 1) {
    ck_assert_ok(slant_encoder_run(encoder, scratch, windows + i, together ? n : 1, logits, &err), err);
    logits += windows[i].n_spans * SLANT_ENCODER_LABELS;
  }
  slant_encoder_scratch_free(scratch);
}

static const float *floats(small_encoder *parts, const char *name, size_t layer) {
  const slant_tensor *tensor = small_encoder_tensor(parts, name);
  return (const float *)tensor->data + layer * tensor->dims[1];
}

/* out = bias, and for each group of inputs scale * weight @ ((x - middle) * factor) */
static void linear(small_encoder *parts, const char *name, size_t layer, size_t n_out, size_t n_in, const double *x, double *out) {
  char at[32];
  const float *part[4];
  size_t n_groups = 1;
  static const char *const names[] = {"scale", "bias", "middle", "factor"};
  for (size_t i = 0; i < 4; i++) {
    (void)snprintf(at, sizeof at, "%s.%s", name, names[i]);
    if (i == 0) n_groups = small_encoder_tensor(parts, at)->dims[0] / SMALL_LAYERS;
    part[i] = floats(parts, at, i == 0 ? layer * n_groups : layer);
  }
  (void)snprintf(at, sizeof at, "%s.weight", name);
  const int8_t *weight = (const int8_t *)small_encoder_tensor(parts, at)->data + layer * n_out * n_in;
  for (size_t o = 0; o < n_out; o++) {
    out[o] = (double)part[1][o];
    for (size_t i = 0; i < n_in; i++) {
      double scale = (double)part[0][i / (n_in / n_groups) * n_out + o];
      out[o] += scale * weight[o * n_in + i] * (x[i] - (double)part[2][i]) * (double)part[3][i];
    }
  }
}

static void norm(double *x, const double *added, const float *weight, const float *bias) {
  double mean = 0, variance = 0;
  for (size_t i = 0; i < W; i++) mean += (x[i] += added == NULL ? 0 : added[i]) / W;
  for (size_t i = 0; i < W; i++) variance += (x[i] - mean) * (x[i] - mean) / W;
  for (size_t i = 0; i < W; i++) x[i] = (x[i] - mean) / sqrt(variance + 1e-12) * (double)weight[i] + (double)bias[i];
}

static void attend(double (*qkv)[3 * W], size_t n, size_t row, double *out) {
  for (size_t h = 0; h < W; h += SIZE) {
    double total = 0;
    memset(out + h, 0, SIZE * sizeof *out);
    for (size_t k = 0; k < n; k++) {
      double score = 0;
      for (size_t i = 0; i < SIZE; i++) score += qkv[row][h + i] * qkv[k][W + h + i];
      double share = exp(score / sqrt(SIZE));
      total += share;
      for (size_t i = 0; i < SIZE; i++) out[h + i] += share * qkv[k][2 * W + h + i];
    }
    for (size_t i = 0; i < SIZE; i++) out[h + i] /= total;
  }
}

static void layer_of(small_encoder *parts, size_t layer, double (*x)[W], size_t n) {
  static double qkv[SMALL_PLACES][3 * W];
  double mixed[W], added[W], inner[SMALL_INNER];
  for (size_t r = 0; r < n; r++) linear(parts, "qkv", layer, 3 * W, W, x[r], qkv[r]);
  for (size_t r = 0; r < n; r++) {
    attend(qkv, n, r, mixed);
    linear(parts, "mix", layer, W, W, mixed, added);
    norm(x[r], added, floats(parts, "norm1.weight", layer), floats(parts, "norm1.bias", layer));
    linear(parts, "wide", layer, SMALL_INNER, W, x[r], inner);
    for (size_t i = 0; i < SMALL_INNER; i++) inner[i] *= 0.5 * (1 + erf(inner[i] * sqrt(0.5)));
    linear(parts, "narrow", layer, W, SMALL_INNER, inner, added);
    norm(x[r], added, floats(parts, "norm2.weight", layer), floats(parts, "norm2.bias", layer));
  }
}

/* Logits of one window as the sums are written in a book. */
static void reference(small_encoder *parts, const slant_encoder_window *w, double *logits) {
  static double x[SMALL_PLACES][W];
  const int8_t *words = small_encoder_tensor(parts, "words.weight")->data;
  const float *scale = floats(parts, "words.scale", 0);
  for (size_t r = 0; r < w->n_ids; r++) {
    const float *place = floats(parts, "places.weight", r), *part = floats(parts, "parts.weight", r >= w->n_title);
    for (size_t i = 0; i < W; i++) x[r][i] = words[w->ids[r] * W + i] * (double)scale[w->ids[r]] + (double)place[i] + (double)part[i];
    norm(x[r], NULL, floats(parts, "norm.weight", 0), floats(parts, "norm.bias", 0));
  }
  for (size_t layer = 0; layer < SMALL_LAYERS; layer++) layer_of(parts, layer, x, w->n_ids);
  for (size_t s = 0; s < w->n_spans; s++) {
    for (size_t k = 0; k < SLANT_ENCODER_LABELS; k++) {
      const float *head = floats(parts, "head.weight", k);
      double sum = (double)floats(parts, "head.bias", 0)[k];
      for (size_t i = 0; i < W; i++) {
        double mean = 0;
        for (size_t r = w->spans[s].begin; r < w->spans[s].end; r++) mean += x[r][i] / (w->spans[s].end - w->spans[s].begin);
        sum += x[0][i] * (double)head[i] + mean * (double)head[W + i];
      }
      *logits++ = sum;
    }
  }
}

START_TEST(logits_are_those_of_plain_sums) {
  slant_random random = {11};
  for (uint64_t seed = 1; seed <= 4; seed++) {
    small_encoder parts = small_encoder_make(seed);
    slant_encoder *encoder = open_small(small_encoder_save(&parts, "small"), slant_encoder_kernel_choose());
    double lost = 0, all = 0;
    for (size_t n_ids = 2; n_ids <= SMALL_PLACES; n_ids += 3) {
      drawn_window w;
      float logits[MOST_SPANS * SLANT_ENCODER_LABELS];
      double expected[MOST_SPANS * SLANT_ENCODER_LABELS];
      draw_window(&random, n_ids, &w);
      run(encoder, &w.window, 1, true, logits);
      reference(&parts, &w.window, expected);
      for (size_t i = 0; i < w.window.n_spans * SLANT_ENCODER_LABELS; i++) {
        lost += ((double)logits[i] - expected[i]) * ((double)logits[i] - expected[i]);
        all += expected[i] * expected[i];
      }
    }
    ck_assert_msg(lost > 0 && sqrt(lost / all) <= 0.03, "found logits %.4f of themselves apart, expected 0.03 at most", sqrt(lost / all));
    slant_encoder_close(encoder);
  }
}
END_TEST

START_TEST(kernels_and_companions_make_no_difference) {
  slant_random random = {12};
  small_encoder parts = small_encoder_make(7);
  const char *path = small_encoder_save(&parts, "small");
  slant_encoder *plain = open_small(path, slant_encoder_kernel_portable()), *fast = open_small(path, slant_encoder_kernel_choose());
  static drawn_window drawn_windows[MOST_WINDOWS];
  static float logits[4][MOST_WINDOWS * MOST_SPANS * SLANT_ENCODER_LABELS];
  slant_encoder_window windows[MOST_WINDOWS];
  size_t n_logits = 0;
  for (size_t i = 0; i < MOST_WINDOWS; i++) {
    draw_window(&random, 2 + (size_t)slant_random_below(&random, SMALL_PLACES - 1), &drawn_windows[i]);
    windows[i] = drawn_windows[i].window;
    n_logits += windows[i].n_spans * SLANT_ENCODER_LABELS;
  }
  run(plain, windows, MOST_WINDOWS, true, logits[0]);
  run(plain, windows, MOST_WINDOWS, false, logits[1]);
  run(fast, windows, MOST_WINDOWS, true, logits[2]);
  run(fast, windows, MOST_WINDOWS, false, logits[3]);
  for (size_t i = 1; i < 4; i++) ck_assert_mem_eq(logits[0], logits[i], n_logits * sizeof(float));
  slant_encoder_close(plain);
  slant_encoder_close(fast);
}
END_TEST

START_TEST(windows_that_do_not_fit_are_refused) {
  small_encoder parts = small_encoder_make(7);
  slant_encoder *encoder = open_small(small_encoder_save(&parts, "small"), slant_encoder_kernel_choose());
  static const uint32_t ids[SMALL_PLACES + 1] = {1, 2, 3}, foreign[] = {0, SMALL_WORDS};
  static const slant_encoder_span spans[] = {{1, 2}, {2, 2}, {1, 4}};
  const struct {
    slant_encoder_window window;
    const char *says;
  } cases[] = {{{ids, 0, 0, spans, 1}, "0 ids in window 0"},   {{ids, SMALL_PLACES + 1, 1, spans, 1}, "65 ids"},
               {{ids, 3, 0, spans, 1}, "title of 0 ids"},       {{ids, 3, 4, spans, 1}, "title of 4 ids"},
               {{foreign, 2, 1, spans, 1}, "id 60 in window 0"}, {{ids, 3, 1, spans + 1, 1}, "span 2 to 2"},
               {{ids, 3, 1, spans + 2, 1}, "span 1 to 4"}};
  slant_encoder_scratch *scratch;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_scratch_new(&scratch, encoder, &err), err);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    float logits[SLANT_ENCODER_LABELS];
    memset(&err, 0, sizeof err);
    ck_assert_int_eq(slant_encoder_run(encoder, scratch, &cases[i].window, 1, logits, &err), SLANT_E_USAGE);
    ck_assert_says(err, cases[i].says);
  }
  slant_encoder_scratch_free(scratch);
  slant_encoder_scratch_free(NULL);
  slant_encoder_close(encoder);
}
END_TEST

Suite *encoder_network_suite(void) {
  Suite *suite = suite_create("encoder_network");
  TCase *tc = tcase_create("network");
  tcase_set_timeout(tc, 60);
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, logits_are_those_of_plain_sums);
  tcase_add_test(tc, kernels_and_companions_make_no_difference);
  tcase_add_test(tc, windows_that_do_not_fit_are_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
