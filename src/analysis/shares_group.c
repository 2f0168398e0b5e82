/* Shares of a group: paragraphs gathered from any number of articles.
 * In: results. Out: the estimates over all of their scored paragraphs. */
#include <string.h>

#include "analysis/result.h"
#include "analysis/shares.h"
#include "base/memory.h"

struct slant_shares {
  const slant_model *model;
  slant_effort effort; /* of all results */
  size_t n_results, n_rows, cap_rows;
  double *probabilities; /* cap_rows * n_labels */
  size_t counts[SLANT_MOST_LABELS];
};

slant_status slant_shares_new(slant_shares **out, const slant_model *model, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status == SLANT_OK) (*out)->model = model;
  return status;
}

slant_status slant_shares_add(slant_shares *shares, const slant_result *result, slant_error *err) {
  size_t n = shares->model->labels.n;
  if (result->model != shares->model) {
    return slant_error_set(err, SLANT_E_USAGE, "found a result of another model, expected one of the model that the shares were opened with");
  }
  if (shares->n_results++ > 0 && shares->effort != result->effort) {
    return slant_error_set(err, SLANT_E_USAGE, "found results of several efforts, expected one: how far labels are to be trusted differs");
  }
  shares->effort = result->effort;
  slant_status status = slant_memory_grow(&shares->probabilities, &shares->cap_rows, shares->n_rows + result->n_scored,
                                          n * sizeof *shares->probabilities, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < result->article->n_paragraphs; i++) {
    const slant_row *row = &result->rows[i];
    if (row->label < 0) continue;
    memcpy(shares->probabilities + n * shares->n_rows++, row->probabilities, n * sizeof *shares->probabilities);
    shares->counts[row->label]++;
  }
  return SLANT_OK;
}

size_t slant_shares_n_scored(const slant_shares *shares) { return shares->n_rows; }

void slant_shares_get(const slant_shares *shares, slant_estimate estimate, slant_share *out) {
  slant_share_data data = {shares->model->labels.n, slant_model_trust(shares->model, shares->effort)->confusion, shares->n_rows,    shares->probabilities,
                           NULL,                    shares->counts,                                 SLANT_SHARES_PRIOR};
  slant_shares_estimate(&data, estimate, out);
}

void slant_shares_free(slant_shares *shares) {
  if (shares == NULL) return;
  slant_memory_free(shares->probabilities);
  slant_memory_free(shares);
}
