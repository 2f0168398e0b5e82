/* Label columns: labels given as probabilities.
 * In: a row's probabilities by label. Out: its label and what that weighs. */
#include <math.h>
#include <string.h>

#include "article/record_formats.h"

size_t slant_label_columns_find(const slant_records_options *options, slant_text name) {
  if (slant_columns_find(&options->columns, name) != SLANT_N_COLUMNS) return SLANT_MOST_LABEL_COLUMNS;
  for (size_t k = 0; k < options->n_label_columns; k++) {
    const char *label = options->label_columns[k];
    if (strlen(label) == name.len && memcmp(label, name.ptr, name.len) == 0) return k;
  }
  return SLANT_MOST_LABEL_COLUMNS;
}

slant_status slant_label_columns_take(const slant_records_options *options, const double *probabilities, slant_record *record,
                                      slant_record_paragraph *paragraph, slant_error *err) {
  size_t best = SLANT_MOST_LABEL_COLUMNS;
  for (size_t k = 0; k < options->n_label_columns; k++) {
    double p = probabilities[k];
    if (isnan(p)) continue;
    if (!(p >= 0 && p <= 1)) {
      return slant_error_at(err, SLANT_E_DATA, record->source, record->line, "found %g under %s, expected a probability from 0 to 1", p,
                            options->label_columns[k]);
    }
    if (best == SLANT_MOST_LABEL_COLUMNS || p > probabilities[best]) best = k;
  }
  if (best == SLANT_MOST_LABEL_COLUMNS || paragraph->label.len > 0) return SLANT_OK;
  const char *label = options->label_columns[best];
  paragraph->label = slant_arena_copy(slant_record_arena(record), (slant_text){label, strlen(label)}, err);
  paragraph->weight *= probabilities[best];
  return paragraph->label.ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}
