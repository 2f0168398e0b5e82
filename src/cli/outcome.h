/* Outcome: what is said of results when they are whole. */
#ifndef SLANT_CLI_OUTCOME_H
#define SLANT_CLI_OUTCOME_H

#include "cli/options.h"

/* Warnings about articles that are in another language, or duplicates; `folder`: groups are there that leave those out. */
void outcome_warn(const settings *s, const slant_results_counts *counts, bool folder);

/* The summary of a folder of results at s->output, and what it holds. Returns 0, or an exit code after a message. */
int outcome_print(const settings *s, const slant_results *results, const slant_reader_counts *read);

#endif
