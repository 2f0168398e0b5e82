/* Every estimate of shares, for programs that try them out.
 * In, on standard input, numbers with spaces or line ends between: "confusion K" and K * K weights, rows true labels; then any number of
 * "group N" and N rows of the label given, from 0, and K probabilities. Another "confusion" may follow. Out: a line for each group, for
 * each estimate in the order of slant_estimate and each label: share, low, high. Exit 3 where the input is something else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/shares.h"

enum { MOST_ROWS = 100000 };

typedef struct input {
  size_t n_labels;
  double confusion[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  double *probabilities; /* MOST_ROWS * n_labels */
} input;

static bool read_confusion(input *in) {
  if (scanf("%zu", &in->n_labels) != 1 || in->n_labels < SLANT_FEWEST_LABELS || in->n_labels > SLANT_MOST_LABELS) return false;
  for (size_t i = 0; i < in->n_labels * in->n_labels; i++) {
    if (scanf("%lf", &in->confusion[i]) != 1) return false;
  }
  return true;
}

static void put(const slant_share_data *data) {
  slant_share found[SLANT_MOST_LABELS];
  for (int estimate = 0; estimate < SLANT_N_ESTIMATES; estimate++) {
    slant_shares_estimate(data, (slant_estimate)estimate, found);
    for (size_t k = 0; k < data->n_labels; k++) printf("%.6f %.6f %.6f ", found[k].share, found[k].low, found[k].high);
  }
  printf("\n");
}

static bool read_group(const input *in) {
  size_t n, counts[SLANT_MOST_LABELS] = {0};
  if (in->n_labels == 0 || scanf("%zu", &n) != 1 || n > MOST_ROWS) return false;
  for (size_t i = 0; i < n; i++) {
    size_t given;
    if (scanf("%zu", &given) != 1 || given >= in->n_labels) return false;
    counts[given]++;
    for (size_t k = 0; k < in->n_labels; k++) {
      if (scanf("%lf", &in->probabilities[i * in->n_labels + k]) != 1) return false;
    }
  }
  put(&(slant_share_data){in->n_labels, in->confusion, n, in->probabilities, NULL, counts, SLANT_SHARES_PRIOR});
  return true;
}

int main(void) {
  input in = {.probabilities = calloc((size_t)MOST_ROWS * SLANT_MOST_LABELS, sizeof(double))};
  char word[16];
  bool fine = in.probabilities != NULL;
  while (fine && scanf("%15s", word) == 1) {
    fine = strcmp(word, "confusion") == 0 ? read_confusion(&in) : strcmp(word, "group") == 0 && read_group(&in);
  }
  free(in.probabilities);
  if (!fine) (void)fprintf(stderr, "shares: found no such input, expected \"confusion K\" and weights, then \"group N\" and rows\n");
  return fine ? 0 : 3;
}
