/* Summaries: counts, corrected shares, tone against values worked out by hand, framing and peaks. */
#include <math.h>
#include <string.h>

#include "analysis/result.h"
#include "analysis/shares.h"
#include "suites.h"
#include "support/support.h"

enum { MOST = 40 };

static const double confusion[9] = {80, 10, 10, 10, 80, 10, 10, 10, 80};

/* A result made by hand. */
typedef struct fake {
  slant_model model;
  slant_article article;
  slant_paragraph paragraphs[MOST];
  slant_row rows[MOST];
  double probabilities[MOST][3];
  size_t counts[3];
  double shares[9];
  slant_result result;
} fake;

static void start(fake *f, bool tone) {
  memset(f, 0, sizeof *f);
  f->model.labels = (slant_labels){.n = 3, .supportive = tone ? 0 : -1, .critical = tone ? 1 : -1};
  f->model.trust[SLANT_EFFORT_FAST].confusion = confusion;
  f->article.paragraphs = f->paragraphs;
  f->result.model = &f->model;
  f->result.article = &f->article;
  f->result.rows = f->rows;
  f->result.probabilities = f->probabilities[0];
  f->result.counts = f->counts;
  f->result.shares = f->shares;
}

static void add(fake *f, int label, double confidence, double tone, uint32_t flags) {
  size_t i = f->article.n_paragraphs++;
  f->paragraphs[i].number = (uint32_t)i + 1;
  f->rows[i] = (slant_row){
      .paragraph = &f->paragraphs[i], .label = label, .confidence = confidence, .tone = tone, .flags = flags};
  if (label < 0) return;
  double *probabilities = f->probabilities[f->result.n_scored++];
  for (int k = 0; k < 3; k++) probabilities[k] = k == label ? 0.8 : 0.1;
  f->rows[i].probabilities = probabilities;
}

static void add_many(fake *f, int label, size_t n) {
  for (size_t i = 0; i < n; i++) add(f, label, 0.5, 0, 0);
}

static const slant_summary *sum_up(fake *f) {
  return slant_result_summary(&f->result);
}

static void finish(fake *f) { slant_arena_clear(&f->result.own); }

START_TEST(counts_and_shares) {
  fake f;
  start(&f, true);
  add_many(&f, 0, 3);
  add_many(&f, 2, 7);
  add(&f, -1, 0, NAN, SLANT_FURNITURE);
  add(&f, -1, 0, NAN, SLANT_EMPTY);
  add(&f, -1, 0, NAN, SLANT_FURNITURE | SLANT_EMPTY);
  const slant_summary *s = sum_up(&f);
  ck_assert_uint_eq(s->n_paragraphs, 13);
  ck_assert_uint_eq(s->n_scored, 10);
  ck_assert_uint_eq(s->n_furniture, 2);
  ck_assert_uint_eq(s->counts[0], 3);
  ck_assert_uint_eq(s->counts[1], 0);
  ck_assert_uint_eq(s->counts[2], 7);
  finish(&f);
}
END_TEST

/* Those of the paragraphs' probabilities; the labels given play no part. */
START_TEST(shares_are_corrected) {
  fake f;
  start(&f, true);
  add_many(&f, 0, 3);
  add(&f, -1, 0, NAN, SLANT_FURNITURE);
  add_many(&f, 2, 7);
  const slant_summary *s = sum_up(&f);
  slant_share_data data = {3, confusion, 10, f.probabilities[0], NULL, s->counts, SLANT_SHARES_PRIOR};
  slant_share expected[3];
  slant_shares_estimate(&data, SLANT_CORRECTED, expected);
  for (size_t k = 0; k < 3; k++) {
    ck_assert_double_eq(s->shares[k], expected[k].share);
    ck_assert_double_eq(s->share_low[k], expected[k].low);
    ck_assert_double_eq(s->share_high[k], expected[k].high);
  }
  finish(&f);
}
END_TEST

START_TEST(mean_tone_and_its_interval) {
  fake f;
  start(&f, true);
  add(&f, 0, 0.9, 0.8, 0);
  add(&f, 2, 0.9, 0.1, 0);
  add(&f, -1, 0, NAN, SLANT_FURNITURE);
  add(&f, 1, 0.9, -0.6, 0);
  const slant_summary *s = sum_up(&f);
  double mean = 0.1, half = 1.959963984540054 * sqrt((0.7 * 0.7 + 0.7 * 0.7) / 2 / 3);
  ck_assert_double_eq_tol(s->tone, mean, 1e-12);
  ck_assert_double_eq_tol(s->tone_low, mean - half, 1e-9);
  ck_assert_double_eq_tol(s->tone_high, mean + half, 1e-9);
  finish(&f);
  start(&f, true);
  add(&f, 0, 0.9, 1, 0);
  add(&f, 1, 0.9, -1, 0);
  s = sum_up(&f); /* cut to the range of tone */
  ck_assert_double_eq(s->tone_low, -1);
  ck_assert_double_eq(s->tone_high, 1);
  finish(&f);
}
END_TEST

START_TEST(one_paragraph_has_a_tone_without_interval) {
  fake f;
  start(&f, true);
  add(&f, 0, 0.9, 0.8, 0);
  const slant_summary *s = sum_up(&f);
  ck_assert_double_eq(s->tone, 0.8);
  ck_assert(isnan(s->tone_low) && isnan(s->tone_high));
  finish(&f);
}
END_TEST

START_TEST(nothing_scored_is_nothing_said) {
  fake f;
  start(&f, true);
  add(&f, -1, 0, NAN, SLANT_EMPTY);
  const slant_summary *s = sum_up(&f);
  ck_assert(isnan(s->tone) && isnan(s->shares[1]) && isnan(s->share_low[1]) && isnan(s->share_high[1]));
  ck_assert_str_eq(s->framing, "");
  finish(&f);
}
END_TEST

/* Paragraphs of each label, and what the article is called. */
static const struct {
  size_t supportive, critical, neutral;
  const char *framing;
} framings[] = {
    {1, 0, 0, "supportive"}, {0, 1, 0, "critical"}, {0, 0, 1, "neutral"},     {1, 1, 0, "mixed"},
    {2, 1, 0, "supportive"}, {1, 2, 0, "critical"}, {3, 2, 0, "mixed"},       {2, 3, 0, "mixed"},
    {1, 0, 2, "supportive"}, {1, 0, 3, "neutral"},  {0, 1, 2, "critical"},    {0, 1, 3, "neutral"},
    {1, 1, 4, "mixed"},      {1, 1, 5, "neutral"},  {4, 2, 10, "supportive"}, {3, 2, 10, "mixed"},
    {4, 2, 13, "neutral"},
};

START_TEST(framing_asks_for_a_third_and_for_twice_the_other) {
  fake f;
  start(&f, true);
  add_many(&f, 2, framings[_i].neutral);
  add_many(&f, 1, framings[_i].critical);
  add_many(&f, 0, framings[_i].supportive);
  ck_assert_str_eq(sum_up(&f)->framing, framings[_i].framing);
  finish(&f);
}
END_TEST

START_TEST(peaks_are_the_surest_paragraphs) {
  fake f;
  start(&f, true);
  add(&f, 1, 0.6, 0, 0);
  add(&f, 0, 0.7, 0, 0);
  add(&f, 1, 0.8, 0, 0);
  add(&f, 1, 0.8, 0, 0); /* the first of equals */
  add(&f, 2, 0.99, 0, 0);
  const slant_summary *s = sum_up(&f);
  ck_assert_uint_eq(s->peak_supportive, 2);
  ck_assert_uint_eq(s->peak_critical, 3);
  finish(&f);
}
END_TEST

START_TEST(other_labels_have_neither_tone_nor_framing_nor_peaks) {
  fake f;
  start(&f, false);
  add_many(&f, 0, 5);
  add_many(&f, 1, 2);
  const slant_summary *s = sum_up(&f);
  ck_assert(isnan(s->tone) && isnan(s->tone_low));
  ck_assert_str_eq(s->framing, "");
  ck_assert_uint_eq(s->peak_supportive, 0);
  ck_assert_uint_eq(s->peak_critical, 0);
  ck_assert(s->shares[0] > s->shares[1] && s->shares[1] > s->shares[2]);
  finish(&f);
}
END_TEST

Suite *analysis_summarize_suite(void) {
  Suite *suite = suite_create("analysis_summarize");
  TCase *tc = tcase_create("summarize");
  tcase_add_test(tc, counts_and_shares);
  tcase_add_test(tc, shares_are_corrected);
  tcase_add_test(tc, mean_tone_and_its_interval);
  tcase_add_test(tc, one_paragraph_has_a_tone_without_interval);
  tcase_add_test(tc, nothing_scored_is_nothing_said);
  tcase_add_loop_test(tc, framing_asks_for_a_third_and_for_twice_the_other, 0,
                      (int)(sizeof framings / sizeof *framings));
  tcase_add_test(tc, peaks_are_the_surest_paragraphs);
  tcase_add_test(tc, other_labels_have_neither_tone_nor_framing_nor_peaks);
  suite_add_tcase(suite, tc);
  return suite;
}
