/* Model: what a model file holds, as views into the mapped file. Immutable, but for its look-ups, and shared between threads. */
#ifndef SLANT_MODEL_MODEL_H
#define SLANT_MODEL_MODEL_H

#include "codec/safetensors.h"
#include "features/context.h"
#include "features/target.h"
#include "model/calibrate.h"
#include "model/coverage.h"
#include "model/domain.h"
#include "model/term_table.h"
#include "text/words.h"

/* Features that a judge can have at most. */
enum { SLANT_MOST_FEATURES = SLANT_MOST_LABELS * (SLANT_CONTEXT_BLOCKS + 1) + SLANT_CONTEXT_SCALARS };

/* How margins become a label. */
typedef struct slant_rule {
  slant_calibrator calibrator;
  const double *thresholds; /* n_labels */
} slant_rule;

/* Stage 2: scaled features of a paragraph, one machine a margin, and how margins become a label. */
typedef struct slant_judge {
  size_t n_features;
  const double *mean, *scale;    /* n_features: z = (x - mean) * scale */
  slant_kernel kernel;
  double gamma;
  const double *weights;         /* linear: n_margins * n_features */
  const double *bias;            /* n_margins */
  size_t n_vectors;              /* other kernels: of all machines */
  const uint32_t *vector_starts; /* n_margins + 1 */
  const double *vectors;         /* n_vectors * n_features */
  const double *coefficients;    /* n_vectors */
  slant_rule rule;
} slant_judge;

/* What labels are worth, measured out of fold. */
typedef struct slant_trust {
  const double *confusion; /* n_labels * n_labels: rows are true labels, columns those by the thresholds; each 0 or more */
  double uncertain_below;  /* confidence, where no precision is named; 0: no row is uncertain */
  slant_coverage coverage[SLANT_N_DECIDE]; /* by slant_decide */
} slant_trust;

struct slant_model {
  slant_safetensors *file;
  slant_arena arena; /* label names */
  slant_labels labels;
  const char *language; /* ISO 639-1 code of the training data; "" where the model does not say */
  size_t n_margins; /* of stage 1 and of stage 2 */

  /* stage 1, compiled: open addressing over term hashes; a key of 0 is a free slot */
  size_t n_slots;        /* a power of two */
  const uint64_t *keys;  /* n_slots */
  const float *weights;  /* n_slots * n_margins */
  const double *bias;    /* n_margins */
  size_t n_terms;
  slant_term_lookups *lookups; /* a table of the same, to be looked up faster */
  const uint32_t *term_starts; /* n_terms + 1: term i is term_texts[term_starts[i] … term_starts[i + 1]), by rising bytes */
  const char *term_texts;

  /* toward a named target, where the model knows how: another table, whose terms have a weight for each zone */
  size_t n_target_slots;        /* a power of two; 0: it does not know */
  const uint64_t *target_keys;  /* n_target_slots */
  const float *target_weights;  /* n_target_slots * SLANT_N_ZONES * n_margins */
  const double *target_bias;    /* n_margins */
  slant_rule target_rules[SLANT_N_JUDGES]; /* by slant_decided; the encoder's wants its readings behind the margins, and may lack (no labels) */

  slant_judge judges[SLANT_N_JUDGES];  /* stage 2 and the decision, by slant_decided; without an encoder the first alone */
  double open_below; /* at balanced effort the encoder reads paragraphs where the table's label leads by less (slant_decide_lead) */
  slant_trust trust[SLANT_N_EFFORTS]; /* what labels are worth, by slant_effort; likewise */
  slant_domain domain;
  size_t n_training_articles;
  const uint64_t *training_articles; /* hashes of the texts of the articles it was trained on, rising */
};

/* Context features and, of the encoder's judge, its outputs for the paragraph, one a label. */
size_t slant_judge_n_features(slant_decided decided, const slant_labels *labels);

/* What labels of that effort are worth; of a model without an encoder, what its labels are worth. Borrowed. */
const slant_trust *slant_model_trust(const slant_model *model, slant_effort effort);

/* How an article is known in `training_articles`: by its words alone. */
uint64_t slant_model_article_key(const slant_word *words, size_t n_words);

/* Whether the article with that key was trained on. */
bool slant_model_saw_article(const slant_model *model, uint64_t key);

/* Slot of a term; NULL where the model does not know it. Borrowed: n_margins weights. */
const float *slant_model_find_term(const slant_model *model, uint64_t hash);

/* The same in the target's table. Borrowed: SLANT_N_ZONES * n_margins weights. */
const float *slant_model_find_target_term(const slant_model *model, uint64_t hash);

#endif
