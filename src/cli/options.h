/* Options: one row each, from which parsing and help are made. */
#ifndef SLANT_CLI_OPTIONS_H
#define SLANT_CLI_OPTIONS_H

#include "slant/slant.h"

/* Arguments of an option that may be given again. */
typedef struct option_list {
  const char **items; /* n */
  size_t n;
} option_list;

/* What the command line says. A zeroed one holds the defaults. */
typedef struct settings {
  const char **inputs; /* n_inputs arguments that are no options */
  size_t n_inputs;
  const char *output, *model, *base;
  int row_format, report_format, explain_format; /* numbers of choices */
  int from, paragraphs_by, decide, effort, effort_or_auto, on_error, solver, kernel;
  int summary, confusion, with_text, keep_furniture, no_evidence, force, spreadsheet, list_all, strict, strict_domain, quiet, verify, curve, equal_weights, help, version;
  int duplicates, keep_duplicates, resume;
  int nest, no_page;
  int context, show_model;
  uint64_t items, limit, threads, max_record, folds, min_count, seed, paragraph, top;
  double min_f1, min_alpha;
  bool has_min_f1, has_min_alpha;
  double min_precision; /* 0: none asked for */
  const char *encoding;
  const char *label, *language, *lexicon, *words, *vectors, *readings, *encoder, *out_of_fold, *target, *shard, *model_as, *labels, *strata, *codebook;
  option_list fields;    /* mappings */
  option_list features;  /* inputs */
  option_list auxiliary; /* FILE[:WEIGHT] */
  option_list distilled; /* ENCODER=FILE[:WEIGHT] */
  option_list added;     /* files of coded rows */
  option_list labelled;  /* inputs */
  option_list by;        /* groupings */
  option_list only;      /* GROUPING=NAME */
  option_list compare, against;
  char **values; /* n_values arguments of options, as popt gave them out */
  size_t n_values;
  double *costs; /* n_costs */
  size_t n_costs;
} settings;

/* Rows of the option table. */
typedef enum option_id {
  OPTION_END,
  OPTION_OUTPUT_FOLDER,
  OPTION_OUTPUT_MODEL,
  OPTION_OUTPUT_EXPORT,
  OPTION_OUTPUT_CODING,
  OPTION_OUTPUT_MERGED,
  OPTION_RESUME,
  OPTION_SHARD,
  OPTION_FEATURES,
  OPTION_MODEL,
  OPTION_BASE,
  OPTION_ROW_FORMAT,
  OPTION_REPORT_FORMAT,
  OPTION_EXPLAIN_FORMAT,
  OPTION_SUMMARY,
  OPTION_NEST,
  OPTION_TEXT,
  OPTION_KEEP_FURNITURE,
  OPTION_DUPLICATES,
  OPTION_KEEP_DUPLICATES,
  OPTION_DECIDE,
  OPTION_MIN_PRECISION,
  OPTION_STRICT_DOMAIN,
  OPTION_NO_EVIDENCE,
  OPTION_BY,
  OPTION_SPREADSHEET,
  OPTION_OUTPUT_REPORT,
  OPTION_NO_PAGE,
  OPTION_ONLY,
  OPTION_COMPARE,
  OPTION_AGAINST,
  OPTION_FORCE,
  OPTION_FROM,
  OPTION_ENCODING,
  OPTION_CODE_ENCODING,
  OPTION_FIELD,
  OPTION_PARAGRAPHS_BY,
  OPTION_LIMIT,
  OPTION_LIST_ALL,
  OPTION_STRICT,
  OPTION_ON_ERROR,
  OPTION_ON_ERROR_EMIT,
  OPTION_MAX_RECORD,
  OPTION_THREADS,
  OPTION_QUIET,
  OPTION_MIN_F1,
  OPTION_LABEL,
  OPTION_PARAGRAPH,
  OPTION_TOP,
  OPTION_VERIFY,
  OPTION_COST,
  OPTION_FOLDS,
  OPTION_SEED,
  OPTION_SOLVER,
  OPTION_KERNEL,
  OPTION_EQUAL_WEIGHTS,
  OPTION_MIN_COUNT,
  OPTION_LANGUAGE,
  OPTION_LEXICON,
  OPTION_ENCODER,
  OPTION_EFFORT,
  OPTION_EFFORT_AUTO,
  OPTION_EFFORT_TRAIN,
  OPTION_ENCODER_OF_MODEL,
  OPTION_READINGS,
  OPTION_WORDS,
  OPTION_VECTORS,
  OPTION_AUXILIARY,
  OPTION_DISTILL,
  OPTION_ADD,
  OPTION_OUT_OF_FOLD,
  OPTION_TARGET,
  OPTION_CURVE,
  OPTION_MODEL_AS,
  OPTION_MIN_ALPHA,
  OPTION_CONFUSION,
  OPTION_CODE_FIELD,
  OPTION_LABELLED,
  OPTION_IN_OUT_OF_FOLD,
  OPTION_ITEMS,
  OPTION_STRATA,
  OPTION_LABELS,
  OPTION_CODEBOOK,
  OPTION_CONTEXT,
  OPTION_SHOW_MODEL,
  OPTION_DRAW_SEED,
  OPTION_HELP,
  OPTION_VERSION,
  N_OPTIONS
} option_id;

typedef enum option_kind { KIND_FLAG, KIND_STRING, KIND_COUNT, KIND_BYTES, KIND_NUMBER, KIND_SHARE, KIND_CHOICE, KIND_STRINGS, KIND_WORDS, KIND_NUMBERS } option_kind;

typedef struct option_row {
  const char *name;
  char letter; /* 0: none */
  option_kind kind;
  size_t offset;        /* of the field in settings */
  const char *argument; /* shown in help; of a choice: the choices with | between. NULL for flags */
  const char *help;
} option_row;

const option_row *option_get(option_id id);

/* Reads argv[1 … argc - 1] by the rows `ids`, which OPTION_END ends. Returns 0, or 2 after a message. */
int options_parse(settings *out, int argc, const char **argv, const option_id *ids, const char *command);
void options_free(settings *s);

#endif
