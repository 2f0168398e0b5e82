/* Coded rows: paragraphs as coders labelled them, by article and number, with the stratum that they were chosen for. */
#ifndef SLANT_ARTICLE_CODED_H
#define SLANT_ARTICLE_CODED_H

#include "base/arena.h"

/* One row, or what several coders' rows of one paragraph come to. Texts are valid UTF-8 in the arena of the rows. */
typedef struct slant_coded_row {
  slant_text article; /* id */
  uint32_t paragraph; /* from 1 */
  slant_text label;   /* not empty */
  slant_text coder;   /* the file's path where the row names none */
  slant_text title, text;
  size_t stratum;     /* slant_stratum; SLANT_N_STRATA: none */
  double probability; /* of having been drawn, in (0, 1]; NaN unless the stratum is SLANT_STRATUM_RANDOM */
  const char *source; /* file */
  uint64_t line;      /* from 1 */
} slant_coded_row;

/* A zeroed one is empty. */
typedef struct slant_coded {
  slant_arena arena;
  slant_coded_row *rows;
  size_t n, cap;
  size_t n_unlabelled;    /* rows without a label, passed over */
  size_t n_contradictory; /* paragraphs that one coder gave several labels: this coder's are left out */
  size_t n_tied;          /* paragraphs without a label that more than half of the coders gave: left out */
} slant_coded;

/* Reads CSV and TSV with the columns article (or id), paragraph, label and, where they are known, stratum, probability, coder, title, text;
 * others are passed over. An apostrophe in front of what looks like a formula is no part of a field. Of `options`, max_record_bytes counts.
 * The first unfit row is SLANT_E_DATA. */
slant_status slant_coded_load(slant_coded *coded, const char *const *paths, size_t n_paths, const slant_reader_options *options,
                              slant_error *err);

/* Leaves one row a paragraph, in the order of articles' ids and of numbers: the label that more than half of its coders gave. Of options,
 * warning and user count: what is left out is told. Neither the order of rows nor of files shows. */
void slant_coded_settle(slant_coded *coded, const slant_reader_options *options);

/* By article and number, as for bsearch. */
int slant_coded_compare(slant_text article, uint32_t paragraph, const slant_coded_row *row);

void slant_coded_clear(slant_coded *coded);

#endif
