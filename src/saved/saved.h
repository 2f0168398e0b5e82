/* Saved: the results folder of an earlier run, read again: what the run was, then one article after the other. No model is asked for. */
#ifndef SLANT_SAVED_SAVED_H
#define SLANT_SAVED_SAVED_H

#include "base/arena.h"
#include "model/labels.h"

/* Probabilities are whole numbers of this part of 1, as rows print them: sums of them do not depend on their order. */
#define SLANT_SAVED_UNIT 1e-4

/* What run.json says. Texts live as long as the saved results. */
typedef struct slant_saved_run {
  slant_labels labels;
  double confusion[SLANT_MOST_LABELS * SLANT_MOST_LABELS]; /* labels.n * labels.n, rows true labels */
  /* labels.n each, above 0, by who decided: the largest probability over its threshold is the label; 1 where none are said */
  double thresholds[SLANT_N_JUDGES][SLANT_MOST_LABELS];
  const char *version;         /* of slant, that wrote the results */
  double uncertain_below;      /* NaN: not said */
  uint64_t articles, paragraphs, scored, skipped;
  uint64_t of_label[SLANT_MOST_LABELS];
  uint64_t flags[SLANT_N_FLAGS];
  size_t n_options, n_card;    /* entries in the order of the file */
  const slant_text (*options)[2]; /* n_options pairs of key and value */
  const slant_text (*card)[2];    /* n_card: the model card */
} slant_saved_run;

/* A term that pushed the label. */
typedef struct slant_saved_term {
  slant_text term;
  size_t start, end; /* bytes in the article's text, as those of the row */
  double push;       /* to the label's margin, above 0 */
} slant_saved_term;

typedef struct slant_saved_row {
  uint32_t number; /* of the paragraph, from 1 */
  int label;       /* -1: unscored */
  double confidence;
  uint32_t probabilities[SLANT_MOST_LABELS]; /* labels.n, in SLANT_SAVED_UNIT; all 0 where unscored */
  double tone;     /* NaN: none */
  uint32_t flags;
  slant_decided decided;
  size_t start, end; /* bytes in the article's text; end - start is the length of `text`, where that is known */
  bool has_text;
  slant_text text;   /* from evidence.jsonl, or the column text */
  size_t n_terms;
  const slant_saved_term *terms; /* n_terms, strongest first */
} slant_saved_row;

/* A row of articles.csv with the rows of its paragraphs. */
typedef struct slant_saved_article {
  slant_text fields[SLANT_N_FIELDS]; /* fields[SLANT_ID] is the article's id; topic and target only where the run kept them */
  slant_text duplicate_of;
  size_t n_paragraphs, n_scored, n_furniture;
  size_t counts[SLANT_MOST_LABELS];
  slant_share shares[SLANT_MOST_LABELS]; /* corrected; NaN where nothing is scored */
  slant_share tone;                      /* NaN: none */
  slant_text framing;                    /* empty: none */
  uint32_t peak_supportive, peak_critical;
  size_t n_rows;
  const slant_saved_row *rows;
} slant_saved_article;

typedef struct slant_saved slant_saved;

/* Opens "FOLDER/NAME" + `suffix` for each file. paragraphs.csv, articles.csv and run.json must be there; evidence.jsonl may be absent.
 * New. What is absent is SLANT_E_IO; what is no such file SLANT_E_DATA, with file and line. */
slant_status slant_saved_open(slant_saved **out, const char *folder, const char *suffix, slant_error *err);
/* Without evidence: texts then come from the column text, where there is one. */
slant_status slant_saved_open_rows(slant_saved **out, const char *folder, const char *suffix, slant_error *err);
/* Borrowed. */
const slant_saved_run *slant_saved_get_run(const slant_saved *saved);
bool slant_saved_has_evidence(const slant_saved *saved);
/* The next article, borrowed until the next call; NULL at the end. Files that do not belong together are SLANT_E_DATA. */
slant_status slant_saved_next(slant_saved *saved, const slant_saved_article **out, slant_error *err);
void slant_saved_close(slant_saved *saved);

/* Reads run.json, an object as slant_run_put writes it, into `run`; texts go into `arena`. */
slant_status slant_saved_read_run(slant_saved_run *run, slant_arena *arena, const char *path, slant_error *err);

#endif
