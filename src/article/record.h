/* Record: one article or one paragraph row as the input gives it, before it is an article. */
#ifndef SLANT_ARTICLE_RECORD_H
#define SLANT_ARTICLE_RECORD_H

#include "base/arena.h"

/* Whether a paragraph is furniture, as far as that is known before its text is looked at. */
typedef enum slant_known_furniture {
  SLANT_FURNITURE_OPEN,     /* its text tells */
  SLANT_FURNITURE_UNLIKELY, /* its text tells, against what the page that it comes from says */
  SLANT_FURNITURE_IS,       /* the page, or whoever gives the paragraph, says so */
  SLANT_FURNITURE_IS_NOT,   /* whoever gives the paragraph says so */
} slant_known_furniture;

/* One element of a `paragraphs` array, or the paragraph of a row. */
typedef struct slant_record_paragraph {
  uint32_t number; /* given by the input; 0: none */
  slant_text text;
  slant_text label;
  double weight;
  bool has_span; /* start and end were given */
  size_t start, end;
  bool repaired; /* the input says that it was */
  slant_known_furniture furniture;
  bool contradictory; /* met with different labels: it has none */
} slant_record_paragraph;

/* A zeroed one is empty. Texts are valid UTF-8 without NUL and lie in `arena`, or in `shared` where that is set. */
typedef struct slant_record {
  slant_arena arena;
  slant_arena *shared; /* somebody else's, which outlives the record */
  const char *source; /* path, borrowed from the input */
  uint64_t line;      /* where the record begins, from 1; 0: the record is the whole file */
  slant_text fields[SLANT_N_FIELDS];
  slant_text text;
  bool has_text;
  size_t text_start; /* where the paragraphs begin in `text`, behind a title that stands in it */
  bool is_row;       /* one paragraph of an article: paragraphs[0] */
  bool has_paragraphs;
  slant_record_paragraph *paragraphs;
  size_t n_paragraphs;
  bool repaired; /* something in it was no UTF-8, or NUL */
  size_t n_unlisted; /* of a page: stretches far from its article, which are no paragraphs */
} slant_record;

/* Where the record's memory comes from. */
static inline slant_arena *slant_record_arena(slant_record *record) { return record->shared != NULL ? record->shared : &record->arena; }

/* A copy of a record with an arena of its own, `source` included. New, freed with slant_record_free. */
slant_status slant_record_clone(slant_record **out, const slant_record *record, slant_error *err);

/* Empties a record and keeps nothing. */
void slant_record_clear(slant_record *record);

/* Clears a record that was made with slant_memory_new, and frees it. NULL is allowed. */
void slant_record_free(slant_record *record);

/* Copies bytes into the record as text, repaired; with `strict`, bytes that need repair are SLANT_E_DATA. `name` is the
 * field's, for messages. *repaired is set where something was, and left alone otherwise; it may be NULL. */
slant_status slant_record_copy(slant_record *record, slant_text bytes, bool strict, const char *name, slant_text *out,
                               bool *repaired, slant_error *err);

/* Whether two records are rows of the same article. */
bool slant_record_same_article(const slant_record *a, const slant_record *b);

/* Number of a paragraph from its decimal text; 0 for what is none. */
uint32_t slant_record_number(slant_text text);

#endif
