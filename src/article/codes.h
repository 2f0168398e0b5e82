/* Codes: what coders said of items, in long form, one row a code. */
#ifndef SLANT_ARTICLE_CODES_H
#define SLANT_ARTICLE_CODES_H

#include "base/arena.h"

/* One code. Texts are valid UTF-8 without NUL, not empty, ended by NUL, in the arena of the codes. */
typedef struct slant_code {
  slant_text coder, item, label;
  const char *source; /* file */
  uint64_t line;      /* from 1 */
  bool named;         /* the row names its coder */
} slant_code;

/* A zeroed one is empty. */
typedef struct slant_codes {
  slant_arena arena;
  slant_code *rows; /* in the order of reading */
  size_t n, cap;
  size_t n_unlabelled; /* rows that carry no label: missing codes */
} slant_codes;

/* Reads CSV, TSV and JSON lines: rows of coder, item, label, and rows of article, paragraph, label as paragraph rows have them. Where no
 * item is named it is "ARTICLE#PARAGRAPH"; where no coder is, and the item is such a paragraph, the coder is `model_as`. Of `options`
 * format, encoding, fields (of coder, item, label, article, paragraph), max_record_bytes, warning and user count. The first unfit row is an
 * error. */
slant_status slant_codes_load(slant_codes *codes, const char *const *inputs, size_t n_inputs, const slant_reader_options *options,
                              const char *model_as, slant_error *err);
void slant_codes_clear(slant_codes *codes);

#endif
