/* Coverage: how often labels are right from each confidence on, and how many paragraphs are left there; measured out of fold. */
#ifndef SLANT_MODEL_COVERAGE_H
#define SLANT_MODEL_COVERAGE_H

#include "base/arena.h"
#include "model/metrics.h"

enum { SLANT_COVERAGE_MOST_STEPS = 256, SLANT_COVERAGE_COLUMNS = 3, SLANT_N_DECIDE = 2 };

enum { SLANT_N_SHOWN_PRECISIONS = 4 };

/* Steps by rising confidence. The first one holds all rows, at a confidence of 0; each holds at least 50 rows, where there are so many:
 * with fewer the share that is right is chance. */
typedef struct slant_coverage {
  size_t n;            /* 1 to SLANT_COVERAGE_MOST_STEPS */
  const double *steps; /* n * 3: confidence, share of the rows at or above it that are right, their share of all; each in [0, 1] */
} slant_coverage;

/* For qsort: slant_scored_row by rising confidence. */
int slant_coverage_by_confidence(const void *a, const void *b);

/* Steps in `arena` from `n_rows` rows, 1 or more, by rising confidence. */
slant_status slant_coverage_measure(slant_coverage *coverage, const slant_scored_row *sorted, size_t n_rows, slant_arena *arena,
                                    slant_error *err);

/* Whether the numbers are such as slant_coverage_measure writes. */
bool slant_coverage_is_sound(const slant_coverage *coverage);

/* The lowest confidence that keeps `precision`. It rises with `precision`. */
slant_promise slant_coverage_promise(const slant_coverage *coverage, double precision);

/* The precisions that cards and reports show: 0.6, 0.7, 0.8, 0.9 for `index` from 0. */
double slant_coverage_shown(size_t index);

/* The confidence below which rows are uncertain without a precision named: labels around any lower one are right less often than every
 * second time. `sorted` (n_rows) by rising confidence; 0 where there are too few rows to tell. */
double slant_coverage_doubtful(const slant_scored_row *sorted, size_t n_rows);

#endif
