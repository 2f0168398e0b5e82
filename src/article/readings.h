/* Readings: a file of what an encoder makes of paragraphs, by article and number. */
#ifndef SLANT_ARTICLE_READINGS_H
#define SLANT_ARTICLE_READINGS_H

#include "base/arena.h"

/* One paragraph. */
typedef struct slant_reading {
  slant_text article; /* id */
  uint32_t paragraph; /* from 1 */
  bool toward_target; /* read with the article's target in the title's place */
  uint64_t line;      /* of the file, from 1 */
  slant_text encoder; /* the name of the one that read it; empty where the file names none */
  const double *outputs;
} slant_reading;

/* By article, number and whether toward a target, each once. A zeroed one is empty. */
typedef struct slant_readings {
  slant_arena arena;
  slant_reading *rows;
  size_t n, cap;
} slant_readings;

/* Reads a CSV file with the columns article, paragraph and one for each of `labels` (n_labels), finite numbers; a row with something in
 * the column target, which may be absent, is toward it; the column encoder may be absent, too; others are passed over. The first unfit row, and a
 * paragraph that comes twice, are SLANT_E_DATA. */
slant_status slant_readings_load(slant_readings *readings, const char *path, const char *const *labels, size_t n_labels, slant_error *err);

/* The reading of that paragraph; NULL: there is none. */
const slant_reading *slant_readings_find(const slant_readings *readings, slant_text article, uint32_t paragraph, bool toward_target);

void slant_readings_clear(slant_readings *readings);

#endif
