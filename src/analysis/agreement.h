/* Agreement: codes by item, and the figures that they come to. */
#ifndef SLANT_ANALYSIS_AGREEMENT_H
#define SLANT_ANALYSIS_AGREEMENT_H

#include "article/codes.h"
#include "slant/slant.h"

enum { SLANT_MOST_CODERS = 100, SLANT_MOST_CODED_LABELS = 50 };

/* One code of an item. */
typedef struct slant_item_code {
  uint16_t coder, label; /* numbers, in the order of the figures */
} slant_item_code;

struct slant_agreement {
  slant_codes source; /* holds the names */
  bool confusions;    /* the report shows them */
  slant_agreement_figures figures;
  slant_coder_agreement coders[SLANT_MOST_CODERS];
  slant_label_agreement labels[SLANT_MOST_CODED_LABELS];
  slant_pair_agreement *pairs;
  uint32_t *counts;       /* n_pairs x n_labels x n_labels */
  slant_item_code *codes; /* n_codes, item by item in byte order of their names, each by coder */
  size_t *starts;         /* n_items + 1: where an item's codes begin */
};

/* Fills in figures, pairs and counts from codes and starts. */
slant_status slant_agreement_measure(slant_agreement *agreement, slant_error *err);

#endif
