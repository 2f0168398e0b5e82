/* JSON parts of a results folder: evidence and the record of the run. */
#ifndef SLANT_REPORT_REPORT_JSON_H
#define SLANT_REPORT_REPORT_JSON_H

#include "base/buffer.h"
#include "model/labels.h"

/* Totals of a run over all articles. All members are uint64_t. */
typedef struct slant_totals {
  uint64_t articles, paragraphs, scored, furniture, empty, by_encoder;
  uint64_t foreign, duplicates; /* articles */
  uint64_t of_label[20]; /* by the model's labels */
  uint64_t flags[SLANT_N_FLAGS];
} slant_totals;

void slant_totals_add(slant_totals *totals, const slant_result *result);

/* One line for each paragraph: its text and the terms that pushed its label most. */
slant_status slant_evidence_put(slant_buffer *out, const slant_result *result, slant_error *err);

/* run.json: version, model and its card, options, counts; nothing that differs between equal runs. */
void slant_run_put(slant_buffer *out, const slant_model *model, const slant_results_options *options, const slant_totals *totals,
                   const slant_reader_counts *counts);

/* Its part with counts, labels and flags, which alone differs between the shards of a run. */
void slant_run_put_counts(slant_buffer *out, const slant_labels *labels, const slant_totals *totals, const slant_reader_counts *counts, bool reads);
/* Where that part stands in a run.json: [*start, *end); false where there is none. */
bool slant_run_find_counts(slant_text run, size_t *start, size_t *end);

#endif
