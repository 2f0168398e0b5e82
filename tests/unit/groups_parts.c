/* Parts of groups: draws, cells, the search for the mix. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/shares.h"
#include "analysis/shares_mix.h"
#include "base/hash.h"
#include "groups/groups_cells.h"
#include "groups/groups_draws.h"
#include "suites.h"
#include "support/support.h"

static const double confusion[9] = {600, 250, 150, 200, 1300, 500, 300, 600, 2100};

START_TEST(weights_are_poisson) {
  enum { IDS = 2000 };
  size_t counts[21] = {0};
  double sum = 0, square = 0, product = 0, beside = 0, n = (double)IDS * SLANT_N_REPLICATES;
  for (size_t i = 0; i < IDS; i++) {
    uint64_t seed = slant_hash_bytes(&i, sizeof i, 0);
    uint32_t before = 0;
    for (size_t b = 0; b < SLANT_N_REPLICATES; b++) {
      uint32_t weight = slant_draw_weight(seed, b), neighbour = slant_draw_weight(seed + 1, b);
      ck_assert_uint_le(weight, 20);
      ck_assert_uint_eq(weight, slant_draw_weight(seed, b));
      counts[weight]++;
      sum += weight;
      square += (weight - 1.0) * (weight - 1.0);
      product += (weight - 1.0) * (before - 1.0); /* of one replicate and the next */
      beside += (weight - 1.0) * (neighbour - 1.0);
      before = weight;
    }
  }
  ck_assert_double_eq_tol(sum / n, 1, 0.007);
  ck_assert_double_eq_tol(square / n, 1, 0.012);
  ck_assert_double_eq_tol(product / n, 0, 0.015);
  ck_assert_double_eq_tol(beside / n, 0, 0.007);
  double part = exp(-1);
  for (size_t w = 0; w < 6; w++) {
    ck_assert_double_eq_tol((double)counts[w] / n, part, 0.004);
    part /= (double)w + 1;
  }
}
END_TEST

/* Rows of drawn confusions have the mean of the known ones, and the variance of N_j / d paragraphs. */
START_TEST(confusions_are_drawn_around_what_is_known) {
  slant_draws draws = {0};
  slant_error err = {0};
  ck_assert_ok(slant_draws_open(&draws, 3, confusion, &err), err);
  for (size_t j = 0; j < 3; j++) {
    double all = 0;
    for (size_t k = 0; k < 3; k++) all += confusion[j * 3 + k] + 0.5;
    for (size_t k = 0; k < 3; k++) {
      double usual = (confusion[j * 3 + k] + 0.5) / all, sum = 0, square = 0, n = SLANT_N_REPLICATES;
      for (size_t b = 0; b < SLANT_N_REPLICATES; b++) {
        double drawn = draws.scales[b * 9 + k * 3 + j] * draws.training[j] * usual;
        sum += drawn;
        square += (drawn - usual) * (drawn - usual);
      }
      double expected = usual * (1 - usual) / (all / SLANT_SHARES_DESIGN + 1);
      ck_assert_double_eq_tol(sum / n, usual, 4 * sqrt(expected / n));
      ck_assert(square / n > 0.6 * expected && square / n < 1.5 * expected);
    }
  }
  for (size_t b = 0; b < SLANT_N_REPLICATES; b++) { /* columns of the inverse sum to 1, as those of P' do */
    ck_assert(draws.sound[b]);
    for (size_t k = 0; k < 3; k++) {
      const double *inverse = draws.inverses + b * 9;
      ck_assert_double_eq_tol(inverse[k] + inverse[3 + k] + inverse[6 + k], 1, 1e-9);
    }
  }
  slant_draws_clear(&draws);
}
END_TEST

/* `n_rows` made up paragraphs of n labels, five an article. */
static void fill(slant_group_store *store, size_t n, size_t n_rows, uint64_t seed) {
  slant_labels labels = {.n = n, .supportive = -1, .critical = -1};
  slant_error err = {0};
  slant_random random = {seed};
  double weights[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  static const char *const name = "x";
  for (size_t i = 0; i < n * n; i++) weights[i] = i % (n + 1) == 0 ? 300 : 20;
  for (size_t k = 0; k < n; k++) labels.names[k] = name;
  ck_assert_ok(slant_group_store_open(store, &labels, weights, &err), err);
  slant_saved_row rows[5];
  for (size_t i = 0; i < n_rows; i += 5) {
    memset(rows, 0, sizeof rows);
    for (size_t r = 0; r < 5; r++) {
      double parts[SLANT_MOST_LABELS], sum = 0;
      for (size_t k = 0; k < n; k++) {
        sum += parts[k] = pow((double)slant_random_below(&random, 1000) / 1000, 4) + 1e-3;
        rows[r].label = parts[k] > parts[rows[r].label] ? (int)k : rows[r].label;
      }
      for (size_t k = 0; k < n; k++) rows[r].probabilities[k] = (uint32_t)lround(1e4 * parts[k] / sum);
      rows[r].tone = (double)NAN;
    }
    slant_saved_article article = {.fields = {{(const char *)&i, sizeof i}}, .n_paragraphs = 5, .n_rows = 5, .rows = rows};
    ck_assert_ok(slant_group_store_add(store, &article, &err), err);
  }
}

/* The corrected shares of cells are those of the rows, printed digits apart. */
START_TEST(cells_stand_for_rows) {
  static const struct {
    size_t n, n_rows;
    double tolerance;
  } cases[] = {{3, 5, 5e-4}, {3, 500, 5e-4}, {3, 20000, 5e-4}, {2, 2000, 5e-4}, {6, 2000, 1e-3}, {20, 3000, 2e-3}, {20, 20000, 5e-4}};
  slant_group_store store = {0};
  slant_error err = {0};
  slant_cells cells;
  size_t n = cases[_i].n, n_articles = cases[_i].n_rows / 5;
  fill(&store, n, cases[_i].n_rows, (uint64_t)_i);
  uint32_t *numbers = calloc(n_articles, sizeof *numbers);
  for (uint32_t i = 0; i < n_articles; i++) numbers[i] = i;
  ck_assert_ok(slant_cells_open(&cells, &store, (slant_members){n_articles, numbers}, SLANT_MOST_CELLS, &err), err);
  double *rows = calloc(store.n_rows * n, sizeof *rows);
  double from_rows[SLANT_MOST_LABELS], from_cells[SLANT_MOST_LABELS], variances[2][SLANT_MOST_LABELS];
  for (size_t i = 0; i < store.n_rows; i++) {
    const uint16_t *row = slant_group_store_row(&store, i);
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum += row[1 + k];
    for (size_t k = 0; k < n; k++) rows[i * n + k] = row[1 + k] / sum;
  }
  slant_share_data by_rows = {n, store.confusion, store.n_rows, rows, NULL, cells.counts, 50};
  slant_share_data by_cells = {n, store.confusion, cells.n, cells.probabilities, cells.weights, cells.counts, 50};
  slant_shares_correct(&by_rows, from_rows, variances[0], NULL);
  slant_shares_correct(&by_cells, from_cells, variances[1], NULL);
  for (size_t k = 0; k < n; k++) {
    ck_assert_double_eq_tol(from_rows[k], from_cells[k], cases[_i].tolerance);
    ck_assert_double_eq_tol(sqrt(variances[0][k]), sqrt(variances[1][k]), 0.05 * sqrt(variances[0][k]) + 1e-3);
  }
  ck_assert_uint_le(cells.n, SLANT_MOST_CELLS);
  slant_cells_clear(&cells);
  ck_assert_ok(slant_cells_open(&cells, &store, (slant_members){n_articles, numbers}, SLANT_FEW_CELLS, &err), err);
  ck_assert_uint_le(cells.n, SLANT_FEW_CELLS);
  ck_assert_uint_eq(cells.n_rows, store.n_rows);
  slant_cells_clear(&cells);
  slant_group_store_clear(&store);
  free(rows);
  free(numbers);
}
END_TEST

/* Plain expectation maximization, without haste. */
static void search(const double *p, const double *weights, size_t n_rows, const double *training, double prior, double *mix) {
  memcpy(mix, training, 3 * sizeof *mix);
  for (int step = 0; step < 20000; step++) {
    double next[3], all = 0;
    for (size_t k = 0; k < 3; k++) next[k] = prior * training[k];
    for (size_t i = 0; i < n_rows; i++) {
      double sum = 0;
      for (size_t k = 0; k < 3; k++) sum += mix[k] * p[3 * i + k] / training[k];
      for (size_t k = 0; k < 3; k++) next[k] += weights[i] * mix[k] * p[3 * i + k] / training[k] / sum;
    }
    for (size_t k = 0; k < 3; k++) all += next[k];
    for (size_t k = 0; k < 3; k++) mix[k] = next[k] / all;
  }
}

START_TEST(the_mix_is_where_plain_steps_end) {
  enum { ROWS = 40 };
  slant_random random = {(uint64_t)_i + 1};
  double p[3 * ROWS], weights[ROWS], training[3] = {0.2, 0.3, 0.5}, scales[3], prior[3], mix[3], sums[3], expected[3], total = 0;
  double weight = _i % 2 == 0 ? 20 : 0.5;
  for (size_t i = 0; i < ROWS; i++) {
    double sum = 0;
    for (size_t k = 0; k < 3; k++) {
      double value = (double)slant_random_below(&random, 1000) + (k == 0 ? 2000 : 1);
      sum += p[3 * i + k] = slant_random_below(&random, 3) == 0 ? 0 : value;
    }
    if (sum <= 0) sum = p[3 * i] = 1;
    for (size_t k = 0; k < 3; k++) p[3 * i + k] /= sum;
    total += weights[i] = _i == 3 ? 0.5 * (double)i : (double)slant_random_below(&random, 30);
  }
  for (size_t k = 0; k < 3; k++) {
    scales[k] = 1 / training[k];
    prior[k] = weight * training[k];
    mix[k] = training[k];
  }
  search(p, weights, ROWS, training, weight, expected);
  slant_mix_rows rows = {3, ROWS, p, weights, NULL, scales, prior};
  slant_mix_find(&rows, 1e-9, mix, sums);
  for (size_t k = 0; k < 3; k++) {
    ck_assert_double_eq_tol(mix[k], expected[k], 1e-6);
    ck_assert_double_eq_tol(mix[k], (sums[k] + prior[k]) / (total + weight), 1e-6);
  }
}
END_TEST

Suite *groups_parts_suite(void) {
  Suite *suite = suite_create("groups_parts");
  TCase *tc = tcase_create("parts");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, weights_are_poisson);
  tcase_add_test(tc, confusions_are_drawn_around_what_is_known);
  tcase_add_loop_test(tc, cells_stand_for_rows, 0, 7);
  tcase_add_loop_test(tc, the_mix_is_where_plain_steps_end, 0, 8);
  suite_add_tcase(suite, tc);
  return suite;
}
