/* Scoring toward a target: look-ups in a table of its own, in which words near the target have weights apart.
 * In: words and their places. Out: margins. */
#include "features/terms.h"
#include "model/score.h"

const float *slant_model_find_target_term(const slant_model *model, uint64_t hash) {
  if (hash == 0) hash = 1;
  size_t mask = model->n_target_slots - 1, at = (size_t)hash & mask;
  while (model->target_keys[at] != 0) {
    if (model->target_keys[at] == hash) return model->target_weights + at * SLANT_N_ZONES * model->n_margins;
    at = (at + 1) & mask;
  }
  return NULL;
}

static void add(const slant_model *model, uint64_t hash, slant_zone zone, double factor, double *margins) {
  const float *weights = slant_model_find_target_term(model, hash);
  if (weights == NULL) return;
  for (size_t m = 0; m < model->n_margins; m++) margins[m] += factor * (double)weights[zone * model->n_margins + m];
}

void slant_score_target(const slant_model *model, const slant_word *words, size_t n_words, const slant_place *places, double *margins) {
  double share = n_words == 0 ? 1 : 1 / slant_terms_length(n_words);
  for (size_t m = 0; m < model->n_margins; m++) margins[m] = model->target_bias[m];
  for (size_t i = 0; i < n_words; i++) {
    add(model, words[i].hash, SLANT_ZONE_WHOLE, share, margins);
    if (i + 1 < n_words) add(model, slant_pair_hash(words[i].hash, words[i + 1].hash), SLANT_ZONE_WHOLE, share, margins);
    if (places[i].weight > 0) add(model, words[i].hash, places[i].zone, places[i].weight, margins);
  }
}
