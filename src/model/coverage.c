/* Coverage: from scored rows to steps, and from a precision to the confidence that keeps it.
 * In: rows with truth, label and confidence. Out: steps; thresholds. */
#include "model/coverage.h"

#include <math.h>


static const double default_promise = 0.5; /* of labels around a confidence, where no precision is named */

enum { LEAST_ROWS = 50, N_WINDOWS = 20, LEAST_WINDOW = 25 };

int slant_coverage_by_confidence(const void *x, const void *y) {
  const slant_scored_row *a = x, *b = y;
  if (a->confidence != b->confidence) return a->confidence < b->confidence ? -1 : 1;
  return (a->truth == a->given) - (b->truth == b->given);
}

/* Fills `steps` from the top down. `starts` (n_starts) rise: where steps begin among the rows. */
static void sum_up(double *steps, const size_t *starts, size_t n_starts, const slant_scored_row *sorted, size_t n_rows) {
  double right = 0, all = 0;
  for (size_t s = n_starts, i = n_rows; s-- > 0;) {
    for (; i > starts[s]; i--) {
      all += sorted[i - 1].weight;
      if (sorted[i - 1].truth == sorted[i - 1].given) right += sorted[i - 1].weight;
    }
    double *step = steps + s * SLANT_COVERAGE_COLUMNS;
    step[0] = s == 0 ? 0 : sorted[starts[s]].confidence;
    step[1] = all > 0 ? right / all : 0;
    step[2] = all;
  }
  for (size_t s = 0; s < n_starts; s++) steps[s * SLANT_COVERAGE_COLUMNS + 2] = all > 0 ? steps[s * SLANT_COVERAGE_COLUMNS + 2] / all : 1;
}

slant_status slant_coverage_measure(slant_coverage *coverage, const slant_scored_row *sorted, size_t n_rows, slant_arena *arena,
                                    slant_error *err) {
  size_t starts[SLANT_COVERAGE_MOST_STEPS], n = 0, room = n_rows > LEAST_ROWS ? n_rows - LEAST_ROWS : 0;
  for (size_t s = 0; s < SLANT_COVERAGE_MOST_STEPS; s++) {
    size_t start = room * s / (SLANT_COVERAGE_MOST_STEPS - 1);
    while (start > 0 && !(sorted[start - 1].confidence < sorted[start].confidence)) start--; /* equal rows stand in one step */
    if (n == 0 || start > starts[n - 1]) starts[n++] = start;
  }
  double *steps = slant_arena_get(arena, n * SLANT_COVERAGE_COLUMNS * sizeof *steps, err);
  if (steps == NULL) return SLANT_E_MEMORY;
  sum_up(steps, starts, n, sorted, n_rows);
  *coverage = (slant_coverage){n, steps};
  return SLANT_OK;
}

bool slant_coverage_is_sound(const slant_coverage *coverage) {
  if (coverage->n == 0 || coverage->n > SLANT_COVERAGE_MOST_STEPS) return false;
  for (size_t i = 0; i < coverage->n * SLANT_COVERAGE_COLUMNS; i++) {
    if (!(coverage->steps[i] >= 0 && coverage->steps[i] <= 1)) return false;
  }
  for (size_t s = 1; s < coverage->n; s++) {
    const double *step = coverage->steps + s * SLANT_COVERAGE_COLUMNS, *before = step - SLANT_COVERAGE_COLUMNS;
    if (!(step[0] > before[0] && step[2] <= before[2])) return false;
  }
  return !(coverage->steps[0] > 0);
}

slant_promise slant_coverage_promise(const slant_coverage *coverage, double precision) {
  slant_promise promise = {.precision = precision, .confidence = (double)INFINITY};
  for (size_t s = coverage->n; s-- > 0;) {
    const double *step = coverage->steps + s * SLANT_COVERAGE_COLUMNS;
    promise.best = fmax(promise.best, step[1]);
    if (!(step[1] >= precision)) continue;
    promise.confidence = step[0];
    promise.share = step[2];
  }
  return promise;
}

double slant_coverage_shown(size_t index) { return (double)(6 + index) / 10; }

double slant_coverage_doubtful(const slant_scored_row *sorted, size_t n_rows) {
  size_t window = n_rows / N_WINDOWS;
  double below = 0;
  for (size_t start = 0; window >= LEAST_WINDOW && start + window <= n_rows; start += window) {
    double right = 0;
    for (size_t i = start; i < start + window; i++) right += sorted[i].truth == sorted[i].given;
    if (right >= default_promise * (double)window) break;
    below = sorted[start + window - 1].confidence;
  }
  return below;
}
