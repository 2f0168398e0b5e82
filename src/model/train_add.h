/* Coded rows: what they change in labelled data, and how good a training is on those drawn by chance. */
#ifndef SLANT_MODEL_TRAIN_ADD_H
#define SLANT_MODEL_TRAIN_ADD_H

#include "article/coded.h"
#include "article/dataset.h"
#include "model/metrics.h"

/* What a coded row did. */
typedef enum slant_added_as {
  SLANT_ADDED_CONFIRMED, /* the paragraph has this label already */
  SLANT_ADDED_CORRECTED, /* the paragraph had another one */
  SLANT_ADDED_LABELLED,  /* the paragraph had none */
  SLANT_ADDED_NEW,       /* the paragraph was not in the data */
  SLANT_ADDED_MISSING,   /* it is not in the data, and the row carries no text: left out */
} slant_added_as;
enum { SLANT_N_ADDED_AS = SLANT_ADDED_MISSING + 1 };

typedef struct slant_added {
  slant_coded coded;  /* settled: one row a paragraph, in the order of ids and numbers */
  slant_added_as *as; /* coded.n */
  size_t n_as[SLANT_N_ADDED_AS];
  size_t n_of_stratum[SLANT_N_STRATA + 1]; /* of those that were taken; the last: without a stratum */
  bool *is_hard;      /* n_rows of the training: learned from and not scored */
  double *drawn;      /* n_rows: probability of having been drawn; 0: was not */
  size_t n_hard;
  bool all_hard;      /* nothing else is labelled: they are scored after all */

  /* rows that were drawn, each weighing 1/probability */
  size_t n_drawn, n_drawn_articles; /* near-duplicate articles count once */
  double population;  /* paragraphs that they stand for */
  slant_confusion confusion, base_confusion;
  slant_interval interval, gain; /* of macro-F1, and of what it gains over the base model */
} slant_added;

/* Reads files of coded rows, settles them, and gives their labels to the paragraphs of `data` that they are about, whose new labels lie in
 * `arena`; what the data lack is put in. A label that differs from one of the data in capitals alone is SLANT_E_DATA. What is left out
 * is told by options->warning. Fills the first part of `added`, which is zeroed before. */
slant_status slant_added_join(slant_added *added, slant_dataset *data, const char *const *paths, size_t n_paths,
                              const slant_reader_options *options, slant_arena *arena, slant_error *err);
void slant_added_clear(slant_added *added);

#endif
