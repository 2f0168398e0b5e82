/* Domain part of a training: how strange a paragraph of the training text is to a model that did not see its article.
 * In: words, groups of articles and out-of-fold margins. Out: the two levels that only few paragraphs exceed.
 * A word of one article alone would be unknown without that article, unless a list, a lexicon, word vectors, auxiliary data or the
 * base model bring it. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "model/model.h"
#include "model/training.h"

static const double most_unknown = 0.99, most_margin = 0.999; /* shares of the paragraphs that stay within the levels */

#define NO_OWNER SIZE_MAX
#define MANY_OWNERS (SIZE_MAX - 1)

/* The owner of a type: the group of articles that alone has it. */
static void own(const slant_training *t, size_t *owners, const slant_word *words, size_t n_words, size_t group) {
  for (size_t i = 0; i < n_words; i++) {
    uint32_t type = slant_types_find(&t->priors.types, words[i].hash);
    if (type == SLANT_NO_TYPE) continue;
    owners[type] = owners[type] == NO_OWNER || owners[type] == group ? group : MANY_OWNERS;
  }
}

/* The group of articles that an auxiliary row comes from; many owners where it is of none or of several. */
static size_t auxiliary_owner(const slant_training *t, const slant_auxiliary_row *row) {
  size_t owner = row->same_id == SIZE_MAX ? NO_OWNER : t->group_of[row->same_id];
  for (size_t k = 0; k < row->n_marks; k++) {
    size_t r = t->marks[row->first_mark + k].row;
    size_t group = t->group_of[r < t->n_rows ? t->rows[r].article : r - t->n_rows];
    owner = owner == NO_OWNER || owner == group ? group : MANY_OWNERS;
  }
  return owner == NO_OWNER ? MANY_OWNERS : owner;
}

static slant_status find_owners(const slant_training *t, size_t **owners, slant_error *err) {
  size_t n_types = t->priors.types.n;
  const slant_model *base = t->options.base;
  slant_status status = slant_memory_new(owners, n_types, sizeof **owners, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < n_types; i++) {
    bool given = slant_priors_is_listed(&t->priors, i) ||
                 (base != NULL && slant_model_find_term(base, t->priors.types.hashes[i]) != NULL);
    (*owners)[i] = given ? MANY_OWNERS : NO_OWNER;
  }
  for (size_t r = 0; r < t->n_rows; r++) {
    size_t n_words;
    const slant_word *words = slant_training_words(t, r, &n_words);
    own(t, *owners, words, n_words, t->group_of[t->rows[r].article]);
  }
  for (size_t i = 0; i < t->n_auxiliary_rows; i++) {
    size_t n_words;
    const slant_word *words = slant_training_words(t, t->n_rows + t->dataset.n_articles + i, &n_words);
    own(t, *owners, words, n_words, auxiliary_owner(t, &t->auxiliary_rows[i]));
  }
  return SLANT_OK;
}

/* Share of the words that no other article has. */
static double strange_share(const slant_training *t, const size_t *owners, const slant_word *words, size_t n_words, size_t group) {
  size_t n = 0;
  for (size_t i = 0; i < n_words; i++) {
    uint32_t type = slant_types_find(&t->priors.types, words[i].hash);
    n += type == SLANT_NO_TYPE || owners[type] == group;
  }
  return (double)n / (double)n_words;
}

static int by_value(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* The smallest of the values that at most 1 - `share` of them exceed; `none` where that would be less than one. */
static double quantile(double *values, size_t n, double share, double none) {
  if ((1 - share) * (double)n < 1 - 1e-9) return none;
  qsort(values, n, sizeof *values, by_value);
  return values[(size_t)ceil(share * (double)n - 1e-9) - 1];
}

/* The largest margin of row `r` from the weights of all rows: on text that it was trained on the model is surer of itself. */
static double seen_margin(const slant_training *t, size_t r) {
  double margins[SLANT_MOST_LABELS];
  for (size_t m = 0; m < t->n_margins; m++) {
    double base = t->base_margins == NULL ? 0 : t->base_margins[r * t->n_margins + m];
    margins[m] = slant_vectors_dot(&t->vectors, r, t->weights + m * t->vectors.n_columns) + t->bias[m] + base;
  }
  return slant_domain_margin(margins, t->n_margins);
}

/* The levels; what a base model was trained on counts as seen. */
static slant_domain levels(const slant_training *t, double *shares, double *margins, double *seen, size_t n) {
  const slant_model *base = t->options.base;
  slant_domain d = {.unknown_share = quantile(shares, n, most_unknown, 1), .margin = quantile(margins, n, most_margin, SLANT_DOMAIN_ANY_MARGIN)};
  d.margin = fmax(d.margin, quantile(seen, n, most_margin, SLANT_DOMAIN_ANY_MARGIN));
  if (base == NULL) return d;
  return (slant_domain){fmax(d.unknown_share, base->domain.unknown_share), fmax(d.margin, base->domain.margin)};
}

slant_status slant_train_domain(slant_training *t, slant_error *err) {
  size_t *owners = NULL, n = 0;
  double *shares = NULL, *margins = NULL, *seen = NULL;
  slant_status status = find_owners(t, &owners, err);
  if (status == SLANT_OK) status = slant_memory_new(&shares, t->n_rows, sizeof *shares, err);
  if (status == SLANT_OK) status = slant_memory_new(&margins, t->n_rows, sizeof *margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&seen, t->n_rows, sizeof *seen, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    size_t n_words;
    const slant_word *words = slant_training_words(t, r, &n_words);
    if (n_words < SLANT_DOMAIN_LEAST_WORDS) continue;
    shares[n] = strange_share(t, owners, words, n_words, t->group_of[t->rows[r].article]);
    seen[n] = seen_margin(t, r);
    margins[n++] = slant_domain_margin(t->text_margins + r * t->n_margins, t->n_margins);
  }
  if (status == SLANT_OK) t->domain = levels(t, shares, margins, seen, n);
  slant_memory_free(owners);
  slant_memory_free(shares);
  slant_memory_free(margins);
  slant_memory_free(seen);
  return status;
}
