/* slant: labels every paragraph of news articles as supportive, critical or neutral toward the article's main subject.
 *
 * This is the only public header. In the order of a run:
 *
 *   slant_reader      files, folders, standard input       ->  articles, one after the other
 *   slant_model       a model file                         ->  what it is; classification
 *   slant_result      one article and a model              ->  a label, probabilities and flags for each paragraph
 *   slant_writer, slant_results                            ->  rows, and a folder of CSV files, evidence and a page
 *   slant_report      such a folder                        ->  groups, comparisons, the page and a summary, made again
 *   slant_training    labelled data                        ->  a model file and a report on how good it is
 *   slant_evaluation  a model and labelled data            ->  a report
 *   slant_review      results, labelled data               ->  what to code next, a page to code it in
 *   slant_agreement   what several coders said of items    ->  how far they agree
 *
 * Conventions. Functions that can fail return a slant_status and take a slant_error last, which may be NULL. *new* things are
 * the caller's and have a free or close function, which takes NULL; *borrowed* things live as long as what they came from.
 * Text is UTF-8, a pointer and a length, not ended by NUL unless that is said; strings (`const char *`) are ended by NUL.
 * The library prints nothing, ends no process and keeps no global state; a model may be used by many threads at once, all else
 * by one at a time. Same input, same model, same bytes out, whatever the number of threads.
 */
#ifndef SLANT_H
#define SLANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SLANT_API __attribute__((visibility("default")))

/* ---- Status and errors ------------------------------------------------------------------------------------------- */

typedef enum slant_status {
  SLANT_OK = 0,
  SLANT_E_USAGE = 2,  /* an option or argument that makes no sense */
  SLANT_E_DATA = 3,   /* input that is not what it should be */
  SLANT_E_MODEL = 4,  /* a model file that is damaged, foreign or unfit */
  SLANT_E_IO = 5,     /* the system refused to open, read, write or rename */
  SLANT_E_MEMORY = 7, /* out of memory, or over a cap */
  SLANT_E_STOPPED = 130, /* a slant_should_stop said so */
} slant_status;

/* What went wrong, and where. A zeroed one is empty; the first error recorded stays. */
typedef struct slant_error {
  slant_status status;
  uint64_t line;    /* from 1; 0 where there is none */
  char source[256]; /* file; "" where there is none */
  char text[512];   /* what was found, what was expected */
} slant_error;

/* Told about things that are not fatal: a record left out, an id met twice. May be NULL wherever it is asked for. */
typedef void (*slant_warning)(void *user, const slant_error *warning);

/* Told how far long work is: `done` of `total` (0: not known) in `stage`, a few words. */
typedef void (*slant_progress)(void *user, const char *stage, uint64_t done, uint64_t total);

/* Asked again and again while long work is done, in a training by any thread: whether it shall end early, with SLANT_E_STOPPED. May be NULL. */
typedef bool (*slant_should_stop)(void *user);

typedef struct slant_text {
  const char *ptr;
  size_t len; /* bytes */
} slant_text;

/* "1.0.0" */
SLANT_API const char *slant_version(void);

/* ---- Articles ---------------------------------------------------------------------------------------------------- */

/* What can be said of a paragraph, as a set of bits. */
typedef enum slant_flag {
  SLANT_FURNITURE = 1 << 0,      /* page text that is not the article */
  SLANT_EMPTY = 1 << 1,          /* no text, or none with a letter or digit */
  SLANT_NO_KNOWN_TERMS = 1 << 2, /* scored, but the model knows none of its words */
  SLANT_UNCERTAIN = 1 << 3,      /* the model's confidence is below the level that keeps its promise, or the precision asked for */
  SLANT_REPAIRED_UTF8 = 1 << 4,  /* bytes that were no UTF-8, or NULs, became U+FFFD */
  SLANT_OUT_OF_DOMAIN = 1 << 5,  /* 10 words or more, unlike what the model was trained on */
  SLANT_NOT_ENGLISH = 1 << 6,    /* in another language than the model's */
  SLANT_DUPLICATE = 1 << 7,      /* of an article met before */
} slant_flag;
#define SLANT_N_FLAGS 8

/* The flag's name in rows ("furniture"); `index` in [0, SLANT_N_FLAGS) is the number of its bit. */
SLANT_API const char *slant_flag_name(size_t index);

typedef struct slant_article slant_article;

typedef struct slant_paragraph {
  uint32_t number;   /* from 1; every paragraph of the article counts */
  uint32_t flags;    /* of slant_flag */
  size_t start, end; /* bytes in the article's text */
  slant_text text;   /* borrowed from the article */
  slant_text label;  /* label given by the data; empty where there is none */
  double weight;     /* weight given by the data; 1 where there is none */
} slant_paragraph;

typedef enum slant_field {
  SLANT_ID,
  SLANT_TITLE,
  SLANT_SOURCE,
  SLANT_DATE,
  SLANT_AUTHOR,
  SLANT_URL,
  SLANT_LANGUAGE,
  SLANT_ENCODING,
  SLANT_TARGET,
  SLANT_TOPIC,
} slant_field;
#define SLANT_N_FIELDS 10

/* A field of the article, empty where the input had none. Borrowed from the article. */
SLANT_API slant_text slant_article_field(const slant_article *article, slant_field field);
/* The article's whole text as decoded and repaired. Borrowed. */
SLANT_API slant_text slant_article_text(const slant_article *article);
SLANT_API size_t slant_article_n_paragraphs(const slant_article *article);
/* `index` in [0, n_paragraphs). Borrowed. */
SLANT_API const slant_paragraph *slant_article_paragraph(const slant_article *article, size_t index);
SLANT_API void slant_article_free(slant_article *article);

typedef enum slant_paragraphs_by {
  SLANT_BY_AUTO,  /* blank lines; line ends in an article that has no blank line */
  SLANT_BY_BLANK, /* blank lines */
  SLANT_BY_LINE,  /* line ends */
} slant_paragraphs_by;

/* An article from text in memory, which is copied, repaired and cut into paragraphs. `title` may be empty. New. */
SLANT_API slant_status slant_article_from_text(slant_article **out, const char *id, slant_text title, slant_text text,
                                               slant_paragraphs_by by, slant_error *err);

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

typedef enum slant_format {
  SLANT_FORMAT_AUTO, /* by the file's name; standard input by its first bytes */
  SLANT_FORMAT_TXT,
  SLANT_FORMAT_MD,
  SLANT_FORMAT_JSONL,
  SLANT_FORMAT_JSON,
  SLANT_FORMAT_CSV,
  SLANT_FORMAT_TSV,
  SLANT_FORMAT_HTML, /* a saved web page: one article */
  SLANT_FORMAT_WARC, /* an archive of web pages, WARC 1.0 and 1.1 */
} slant_format;

typedef struct slant_reader_options {
  slant_format format; /* of standard input and of files whose name does not tell */
  slant_paragraphs_by paragraphs_by;
  bool list_all;           /* menus, footers and other text far from a page's article are paragraphs too, as furniture */
  bool strict;             /* bytes that are not UTF-8, and no encoding is told of, make a record unfit instead of being converted or repaired */
  bool fail;               /* the first unfit record ends the reading; otherwise it is told, counted and passed over */
  uint64_t limit;          /* articles to read at most; 0: all */
  size_t max_record_bytes; /* cap of a record or text file; 0: 64 MiB */
  /* What all text is in, as "windows-1252", whatever it says itself; NULL: UTF-8, or what a byte order mark, or the bytes, tell of a file. An
   * unknown name is SLANT_E_USAGE. */
  const char *encoding;
  const char *const *fields; /* n_fields strings "text=body": the field `text` is found under `body` */
  size_t n_fields;
  /* n_label_columns names of labels, at most 32: a column or key of that name, unless it is a field's, holds the label's probability.
   * Of a paragraph without a label the most probable one becomes the label, and its probability is multiplied into the weight. */
  const char *const *label_columns;
  size_t n_label_columns;
  size_t shard, n_shards; /* of the articles only those of shard 1 to n_shards, by a hash of their id; at most SLANT_MOST_SHARDS; 0, 0: all */
  slant_warning warning;
  void *user; /* handed to `warning`, `unfit` and `pause` */
  slant_warning unfit; /* told about records that are passed over, in their place among the articles, instead of `warning`. May be NULL */
  /* Called before JSON lines of standard input are waited for, when all that were read before are handed on. NULL: reading goes on until as much is
   * together as goes well at once. */
  void (*pause)(void *user);
  bool keep_ids;    /* an id that is met again stays as it is: nothing is kept of ids, memory does not grow */
  slant_text bytes; /* what the input "-" reads, once, instead of standard input. Borrowed until close; ptr NULL: standard input */
} slant_reader_options;
#define SLANT_MOST_SHARDS 64

/* What a reader has met so far. */
typedef struct slant_reader_counts {
  uint64_t articles;
  uint64_t paragraphs;
  uint64_t skipped; /* records or files that were to be read and could not be */
  uint64_t ignored; /* files in folders whose kind is none of those read */
  uint64_t unlisted; /* stretches of pages far from their articles that are no paragraphs */
  uint64_t bytes;   /* read, as they lie on disk */
} slant_reader_counts;

typedef struct slant_reader slant_reader;

/* Opens `n_inputs` files, folders (walked in byte order of names) or "-". New; the strings are borrowed until close. An
 * input that does not exist is SLANT_E_IO at once. */
SLANT_API slant_status slant_reader_open(slant_reader **out, const char *const *inputs, size_t n_inputs,
                                         const slant_reader_options *options, slant_error *err);
/* The next article, new; *out is NULL at the end. After a failure the reader can only be closed. */
SLANT_API slant_status slant_reader_next(slant_reader *reader, slant_article **out, slant_error *err);
SLANT_API slant_reader_counts slant_reader_get_counts(const slant_reader *reader);
/* Bytes that the inputs hold on disk, for an estimate of the time left; 0 where one of them is standard input. */
SLANT_API uint64_t slant_inputs_size(const char *const *inputs, size_t n_inputs);
SLANT_API void slant_reader_close(slant_reader *reader);

/* ---- Encoders ---------------------------------------------------------------------------------------------------- */

/* A network that reads an article in windows, its title and some paragraphs behind it. Immutable, shared between threads. */
typedef struct slant_encoder slant_encoder;

/* Maps an encoder's file and checks all of it. New. */
SLANT_API slant_status slant_encoder_open(slant_encoder **out, const char *path, slant_error *err);
/* XXH3-128 in 32 hexadecimal digits. Borrowed. */
SLANT_API const char *slant_encoder_checksum(const slant_encoder *encoder);
/* Calls `visit` with each entry of its card, in the byte order of keys. */
SLANT_API void slant_encoder_card(const slant_encoder *encoder, void (*visit)(void *user, slant_text key, slant_text value), void *user);
SLANT_API void slant_encoder_close(slant_encoder *encoder);

/* ---- Models ------------------------------------------------------------------------------------------------------ */

typedef struct slant_model slant_model;

/* Maps and checks a model file. New. A damaged or foreign file is SLANT_E_MODEL. */
SLANT_API slant_status slant_model_open(slant_model **out, const char *path, slant_error *err);
SLANT_API size_t slant_model_n_labels(const slant_model *model);
/* Name of label `k` in [0, n_labels), in the model's order. Borrowed. */
SLANT_API const char *slant_model_label(const slant_model *model, size_t k);
/* The model's checksum: XXH3-128 in 32 hexadecimal digits. Borrowed. */
SLANT_API const char *slant_model_checksum(const slant_model *model);
/* Calls `visit` with each entry of the model card, in the byte order of keys. */
SLANT_API void slant_model_card(const slant_model *model, void (*visit)(void *user, slant_text key, slant_text value),
                                void *user);
SLANT_API void slant_model_free(slant_model *model);

/* What gave a paragraph its label: the table of terms, or an encoder that read the paragraph as well. */
typedef enum slant_decided { SLANT_BY_TABLE, SLANT_BY_ENCODER, SLANT_N_JUDGES } slant_decided;
/* As it stands in rows: "table", "encoder". */
SLANT_API const char *slant_decided_name(slant_decided decided);

/* How much is done to be right. */
typedef enum slant_effort {
  SLANT_EFFORT_FAST,     /* the table of terms alone */
  SLANT_EFFORT_BALANCED, /* the encoder reads the paragraphs that the table leaves open */
  SLANT_EFFORT_BEST,     /* the encoder reads every paragraph */
  SLANT_N_EFFORTS
} slant_effort;
/* "fast", "balanced", "best" */
SLANT_API const char *slant_effort_name(slant_effort effort);

typedef enum slant_decide {
  SLANT_BALANCED, /* the class with the largest probability over its threshold: best macro-F1 */
  SLANT_ARGMAX,   /* the most probable class */
} slant_decide;

/* What a confidence is worth, measured out of fold when the model was trained. */
typedef struct slant_promise {
  double precision;  /* asked for: share of labels that are right, in [0, 1] */
  double confidence; /* the lowest from which on labels were right that often; infinite where they were so nowhere */
  double share;      /* of the paragraphs, that have such confidence, in [0, 1]; 0 where there is none */
  double best;       /* the highest precision from any confidence on */
} slant_promise;

/* The confidence that keeps `precision` with labels of that effort, chosen by `decide`. A model without an encoder has one effort. */
SLANT_API slant_promise slant_model_promise(const slant_model *model, slant_effort effort, slant_decide decide, double precision);
/* Whether the model was trained with an encoder's readings, so that efforts beyond fast are there. */
SLANT_API bool slant_model_reads(const slant_model *model);
/* Checksum of the encoder that belongs to it; NULL: any. Borrowed. */
SLANT_API const char *slant_model_encoder(const slant_model *model);

/* ---- Classification ---------------------------------------------------------------------------------------------- */

/* Articles met so far, for near-duplicates among those to come: at least half of the word 5-grams in common with an earlier article that is
 * none itself, estimated from sketches of 16 bytes (see article/reprints.h); articles of fewer than 16 words have none. It holds 64 bytes and the
 * id of each article that is no duplicate, outside any cap. */
typedef struct slant_duplicates slant_duplicates;

/* New. */
SLANT_API slant_status slant_duplicates_new(slant_duplicates **out, slant_error *err);
SLANT_API void slant_duplicates_free(slant_duplicates *duplicates);

typedef struct slant_classify_options {
  /* Looked for among its articles, in the order of articles, by slant_classify_all alone; in a shard when shards are merged. NULL: not looked for. */
  slant_duplicates *duplicates;
  slant_decide decide;
  bool keep_furniture; /* furniture stays flagged but is scored and counted like any paragraph */
  slant_effort effort; /* beyond fast for a model that was trained with an encoder's readings (slant_model_reads), which has to be there */
  const slant_encoder *encoder; /* borrowed; NULL: none. It reads windows of the paragraphs that it is asked about */
  /* Paragraphs that mention the article's target are judged toward it, the others toward the article's main subject. `target` is that of
   * articles that name none themselves; NULL: then all of their paragraphs are judged toward the main subject. Borrowed. */
  const char *target;
  bool ignore_targets; /* judge everything toward the main subject */
  double min_precision; /* rows below the confidence that keeps it (slant_model_promise) are uncertain, in (0, 1]; 0: those where labels
                         * around such a confidence are right less often than every second time */
  slant_should_stop should_stop; /* asked by slant_classify_all before each article */
  void *stop_user;               /* handed to it */
} slant_classify_options;

/* The confidence below which rows are uncertain under these options; infinite: all are. */
SLANT_API double slant_classify_level(const slant_model *model, const slant_classify_options *options);

typedef struct slant_result slant_result;

/* The labels of one article; one row a paragraph. */
typedef struct slant_row {
  const slant_paragraph *paragraph; /* borrowed from the article */
  uint32_t flags;                   /* the paragraph's, and what the model adds */
  int label;                        /* index of the label; -1: unscored */
  slant_decided decided;            /* who gave it */
  double confidence;                /* probability of `label`; 0 when unscored */
  double tone;                      /* P(supportive) - P(critical); NaN when unscored or with other labels */
  const double *probabilities;      /* n_labels, calibrated, summing to 1; NULL when unscored. Borrowed from the result */
  const double *margins;            /* n_labels, signed scores of the context SVM; NULL when unscored. Borrowed */
} slant_row;

/* What the rows of one article come to. Arrays have n_labels entries, borrowed from the result. */
typedef struct slant_summary {
  size_t n_paragraphs, n_scored, n_furniture;
  const size_t *counts;              /* paragraphs with each label */
  const double *shares;              /* SLANT_CORRECTED, see slant_shares; NaN where nothing is scored */
  const double *share_low;           /* 95 % interval */
  const double *share_high;
  double tone, tone_low, tone_high;  /* mean tone and its 95 % interval; NaN where there is none */
  const char *framing;               /* supportive, critical, neutral or mixed; "" where there is none */
  uint32_t peak_supportive;          /* number of the paragraph that is most clearly so; 0: none */
  uint32_t peak_critical;
} slant_summary;

/* Labels an article. New; `model` and `article` are borrowed until the result is freed. `options` may be NULL. */
SLANT_API slant_status slant_classify(slant_result **out, const slant_model *model, const slant_article *article,
                                      const slant_classify_options *options, slant_error *err);
SLANT_API const slant_article *slant_result_article(const slant_result *result);
SLANT_API const slant_model *slant_result_model(const slant_result *result);
/* Id of the article that this one is a near-duplicate of; empty where it is none, or nobody looked. Its rows are flagged SLANT_DUPLICATE. */
SLANT_API slant_text slant_result_duplicate_of(const slant_result *result);
SLANT_API size_t slant_result_n_rows(const slant_result *result);
SLANT_API const slant_row *slant_result_row(const slant_result *result, size_t index);
/* Made when it is asked for first, which takes longer than the rows do. */
SLANT_API const slant_summary *slant_result_summary(const slant_result *result);
SLANT_API void slant_result_free(slant_result *result);

/* Takes each result in the order of the articles; the result is borrowed for the call. */
typedef slant_status (*slant_sink)(void *user, const slant_result *result, slant_error *err);

/* Reads to the end, or until it is to stop, labels on `n_threads` threads (0: as many as there are processors), and hands the results on in order. */
SLANT_API slant_status slant_classify_all(const slant_model *model, slant_reader *reader,
                                          const slant_classify_options *options, size_t n_threads, slant_sink sink,
                                          void *user, slant_error *err);

/* ---- Shares ------------------------------------------------------------------------------------------------------ */

/* How large a part of some paragraphs carries each label. The formulas, with those of the intervals, stand in src/analysis/shares.h. */
typedef enum slant_estimate {
  SLANT_COUNTED,          /* labels given, counted; its interval carries the sampling of paragraphs alone */
  SLANT_MEAN_PROBABILITY, /* mean of the calibrated probabilities; the same holds for its interval. It assumes the training data's mix */
  SLANT_ADJUSTED_COUNTS,  /* counts, solved for the model's confusions out of fold (Forman, DMKD 2008); labels by SLANT_BALANCED. Noisy in
                           * few paragraphs */
  SLANT_CORRECTED,        /* probabilities adjusted to the paragraphs' own mix by expectation maximization (Saerens, Latinne and
                           * Decaestecker, Neural Computation 2002), drawn toward the training data's mix where paragraphs are few */
} slant_estimate;
#define SLANT_N_ESTIMATES 4

/* In [0, 1], low <= share <= high, a 95 % interval; all NaN where nothing is scored. */
typedef struct slant_share {
  double share, low, high;
} slant_share;

/* Gathers the scored paragraphs of any number of articles; some 8 bytes a paragraph and label. */
typedef struct slant_shares slant_shares;

/* New; `model` is borrowed until free. */
SLANT_API slant_status slant_shares_new(slant_shares **out, const slant_model *model, slant_error *err);
/* Results of another model are SLANT_E_USAGE. Copies what it needs of `result`. */
SLANT_API slant_status slant_shares_add(slant_shares *shares, const slant_result *result, slant_error *err);
SLANT_API size_t slant_shares_n_scored(const slant_shares *shares);
/* Fills `out` (n_labels of the model); the shares sum to 1. */
SLANT_API void slant_shares_get(const slant_shares *shares, slant_estimate estimate, slant_share *out);
SLANT_API void slant_shares_free(slant_shares *shares);

/* ---- Explanations ------------------------------------------------------------------------------------------------ */

/* One addend of a label's margin. */
typedef struct slant_reason {
  slant_text term;     /* the words as they stand in the text (near a target, a word has a second part), or the name of a context
                        * feature. Borrowed */
  bool is_context;     /* a context feature, or the constant */
  size_t start, end;   /* bytes in the article's text; 0,0 for context */
  double contribution; /* to the margin of the label */
} slant_reason;

typedef struct slant_explanation {
  int label;
  double margin;        /* of the label: the sum of all contributions, to 1e-6 */
  size_t n_reasons;     /* words in the order of the text, then context features in their own order */
  slant_reason *reasons;
} slant_explanation;

/* Why row `index` of `result` has its label, or how far it is from `label` when that is not -1. New; borrows from `result`.
 * An unscored row is SLANT_E_USAGE; a model with a polynomial or RBF kernel is SLANT_E_MODEL. */
SLANT_API slant_status slant_explain(slant_explanation **out, const slant_result *result, size_t index, int label,
                                     slant_error *err);
/* Why the encoder's part of that margin is what it is, for a row that it decided: a reason for each word of the paragraph, how far the part falls when
 * the paragraph is read without the word, and "no single word", the rest. They sum to `margin`, which is the part alone. Approximate: a network does not
 * add words up, and the paragraph is read with the title alone, once for each word. As slant_explain; a row that the encoder did not decide is
 * SLANT_E_USAGE. */
SLANT_API slant_status slant_explain_reading(slant_explanation **out, const slant_result *result, size_t index, int label,
                                             slant_error *err);
SLANT_API void slant_explanation_free(slant_explanation *explanation);

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

typedef enum slant_row_format {
  SLANT_ROWS_CSV,
  SLANT_ROWS_TSV,
  SLANT_ROWS_JSONL,
  SLANT_ROWS_VIEW, /* for people: lines that fit a window */
} slant_row_format;

typedef struct slant_writer_options {
  slant_row_format format;
  bool articles;  /* one row an article instead of one a paragraph */
  bool nested;    /* JSON lines alone: one row an article, whose last member, "rows", holds the rows of its paragraphs */
  bool with_text; /* paragraph rows end with the paragraph's text */
  bool with_topic, with_target; /* article rows end with these fields of the article */
  bool spreadsheet; /* CSV and TSV begin with a byte order mark, and text that looks like a formula (it begins with one of = + - @ or a tab) gets an
                     * apostrophe before it */
  size_t width;   /* of a view, in columns; 0: 80 */
  bool colour;    /* in a view, by escape sequences */
} slant_writer_options;

typedef struct slant_writer slant_writer;

/* Rows to the descriptor `fd`, which stays the caller's; the header is written at once. With `fd` below 0 they are kept in memory until
 * slant_writer_take. New. */
SLANT_API slant_status slant_writer_open(slant_writer **out, int fd, const slant_model *model,
                                         const slant_writer_options *options, slant_error *err);
SLANT_API slant_status slant_writer_add(slant_writer *writer, const slant_result *result, slant_error *err);
/* A slant_sink, `writer` being its user: slant_writer_add. */
SLANT_API slant_status slant_writer_sink(void *writer, const slant_result *result, slant_error *err);
/* A slant_warning, `writer` being its user: {"error":{"source":…,"line":…,"message":…}} as a line. */
SLANT_API void slant_writer_add_error(void *writer, const slant_error *problem);
/* The rows in memory, as new text, freed with slant_text_free; the writer begins anew without a header. */
SLANT_API slant_status slant_writer_take(slant_writer *writer, slant_text *out, slant_error *err);
/* Hands everything to the descriptor: a full disk or a closed pipe is told here at the latest. */
SLANT_API slant_status slant_writer_finish(slant_writer *writer, slant_error *err);
SLANT_API void slant_writer_close(slant_writer *writer);

/* Articles as they were read, one JSON object a line; slant_reader reads it back to the same articles. New. */
SLANT_API slant_status slant_writer_open_articles(slant_writer **out, int fd, slant_error *err);
/* What an encoder makes of articles, CSV: article, paragraph, a log-odds for supportive, critical and neutral, and an empty target; a row for each
 * paragraph that has text and is no furniture, unless that is kept. Of an article with a target, paragraphs that mention it have another row, read with
 * the target in the title's place, which it names. The encoder is borrowed. New. */
SLANT_API slant_status slant_writer_open_readings(slant_writer **out, int fd, const slant_encoder *encoder, bool keep_furniture,
                                                  slant_error *err);
/* To one of the last two. */
SLANT_API slant_status slant_writer_add_article(slant_writer *writer, const slant_article *article, slant_error *err);

/* What a report is about. A zeroed one asks for the defaults. Strings are borrowed while a function has them. */
typedef struct slant_report_options {
  /* n_by groupings, at most 8: source, year, month, day, topic, author, language, target, or several of them joined by "+". The batch is always
   * there. NULL: source and month, as far as articles say them. */
  const char *const *by;
  size_t n_by;
  /* n_only groups, "GROUPING=NAME", or periods, "month=2024-01..2024-06": articles that are in all of them. */
  const char *const *only;
  size_t n_only;
  /* n_compared pairs of groups or periods: the first less the second. */
  const char *const *first, *const *second;
  size_t n_compared;
  bool keep_duplicates; /* count them in groups and comparisons */
  bool spreadsheet; /* as in slant_writer_options */
  bool no_page;     /* slant_report_save writes the tables alone, which takes a small part of the time */
} slant_report_options;

typedef struct slant_results_options {
  bool force;       /* write into a folder that is not empty */
  bool no_evidence; /* leave evidence.jsonl out */
  bool with_text;
  bool spreadsheet; /* as in slant_writer_options */
  const char *const *by; /* n_by groupings, as in slant_report_options. Borrowed until close */
  size_t n_by;
  bool keep_duplicates; /* as in slant_report_options */
  slant_classify_options classify;   /* named in run.json */
  slant_paragraphs_by paragraphs_by; /* named in run.json */
  /* The reader, not yet begun, that the articles come from, all of them in their order: then a journal in the folder says what is whole, and a run that
   * ended early can be gone on with. Of a shard, the folder holds what slant_results_merge needs, without report and groups. NULL: neither.
   * Borrowed until close. */
  slant_reader *reader;
  bool resume; /* go on with the unfinished run in the folder, where there is one: the reader passes over the articles that are whole */
} slant_results_options;

/* Counts of a run over all of its articles, those of an earlier part of it included, and how they came about. */
typedef struct slant_results_counts {
  uint64_t articles, paragraphs, scored;
  uint64_t by_encoder;    /* scored paragraphs that the encoder read */
  uint64_t out_of_domain; /* paragraphs */
  uint64_t foreign;       /* articles in another language than the model's */
  uint64_t duplicates;    /* articles */
  slant_effort effort;
  bool keep_duplicates, evidence; /* whether groups count duplicates; whether there is evidence.jsonl */
} slant_results_counts;

typedef struct slant_results slant_results;

/* The folder `path` with paragraphs.csv, articles.csv, groups.csv, evidence.jsonl, report.html and run.json, which appear together when
 * slant_results_commit succeeds. New; `model` is borrowed until close. A folder that holds something is SLANT_E_USAGE unless
 * forced, and so is an unfinished run that is not to be resumed, or was begun with another model, other options or inputs. */
SLANT_API slant_status slant_results_open(slant_results **out, const char *path, const slant_model *model,
                                          const slant_results_options *options, slant_error *err);
SLANT_API slant_status slant_results_add(slant_results *results, const slant_result *result, slant_error *err);
SLANT_API slant_status slant_results_commit(slant_results *results, const slant_reader_counts *counts, slant_error *err);
/* Whether the run that was to be resumed is whole already: then there is nothing to add or commit. */
SLANT_API bool slant_results_is_finished(const slant_results *results);
SLANT_API slant_results_counts slant_results_get_counts(const slant_results *results);
/* After an early end: notes what is whole, so that the run can be resumed once the results are closed. False where nothing is. */
SLANT_API bool slant_results_keep(slant_results *results);
/* Puts the results of all shards of a run together in the folder `path`: the same bytes as those of one run over the same inputs, and committed. The
 * n_shards folders may stand in any order. One that is missing or given twice, or whose model, options or inputs are others, is SLANT_E_USAGE. *counts
 * are those of the reader of such a run, but for its bytes. New. */
SLANT_API slant_status slant_results_merge(slant_results **out, const char *const *shards, size_t n_shards, const char *path, bool force,
                                           slant_reader_counts *counts, slant_error *err);
/* What it came to, for a terminal of `width` columns (0: 80), once it is committed. New text, freed with slant_text_free. */
SLANT_API slant_status slant_results_summary(const slant_results *results, size_t width, bool colour, slant_text *out, slant_error *err);
/* What was not committed is removed, unless it is kept. */
SLANT_API void slant_results_close(slant_results *results);

typedef struct slant_report slant_report;

/* Reads the results folder `path` and makes the figures of its groups; no model is asked for. New; `options` may be NULL. What is absent is
 * SLANT_E_IO, what does not belong together SLANT_E_DATA, a grouping or group that is not there SLANT_E_USAGE. */
SLANT_API slant_status slant_report_open(slant_report **out, const char *path, const slant_report_options *options, slant_error *err);
/* Writes groups.csv, report.html with its pages of detail in report/, and comparisons.csv where groups are compared, into `folder`, which is
 * made where it is not there; NULL: into the results folder. */
SLANT_API slant_status slant_report_save(slant_report *report, const char *folder, slant_error *err);
/* As slant_results_summary. */
SLANT_API slant_status slant_report_summary(const slant_report *report, size_t width, bool colour, slant_text *out, slant_error *err);
SLANT_API void slant_report_close(slant_report *report);

typedef struct slant_export slant_export;

/* Writes the model into the folder `path` in the text formats of other programs: stage1.liblinear and terms.csv, and a
 * stage2-LABEL.libsvm for each machine. With features, the paragraphs of the results that are added go into
 * stage1.svmlight and stage2.svmlight, and rows.csv names them with the margins that slant gave, of both stages. New; `model` is borrowed. */
SLANT_API slant_status slant_export_open(slant_export **out, const char *path, const slant_model *model, bool force,
                                         bool with_features, slant_error *err);
SLANT_API slant_status slant_export_add(slant_export *export_, const slant_result *result, slant_error *err);
SLANT_API slant_status slant_export_commit(slant_export *export_, slant_error *err);
SLANT_API void slant_export_close(slant_export *export_);

/* ---- Training ---------------------------------------------------------------------------------------------------- */

/* Who solves stage 1 and, where its kernel is linear, stage 2: both slant, both libsvm, or stage 1 slant and stage 2 libsvm. Other kernels are
 * always libsvm's. */
typedef enum slant_solver { SLANT_SOLVER_SLANT, SLANT_SOLVER_LIBSVM, SLANT_SOLVER_LIBSVM_CONTEXT } slant_solver;
typedef enum slant_kernel { SLANT_KERNEL_LINEAR, SLANT_KERNEL_POLYNOMIAL, SLANT_KERNEL_RBF } slant_kernel;

/* Data that help the text SVM and are never scored: sentences of another corpus, paragraphs labelled by a machine. */
typedef struct slant_auxiliary {
  const char *path; /* as DATA; rows may give a label, or probabilities in columns named like the data's labels */
  double weight;    /* of each row, above 0, to 1e6, beside the data's 1; its own weight is multiplied in */
  /* The encoder that labelled it. One of those of slant_train_options.readings: cross-validation learns from it in those folds alone whose articles that
   * encoder had not learned from. SLANT_ALL: one that learned from all of the data; the model learns from what it labelled, and no fold does. Without
   * such a file the model learns from those of all the others, at the weight over the number of encoders. NULL: none. */
  const char *encoder;
} slant_auxiliary;
#define SLANT_ALL "all"

/* Why a paragraph was chosen for coding; see slant_review_options. */
typedef enum slant_stratum {
  SLANT_STRATUM_ERRORS,     /* its label is likely wrong */
  SLANT_STRATUM_DUPLICATES, /* paragraphs nearly like it carry another label */
  SLANT_STRATUM_MARGIN,     /* the model can hardly tell two labels apart */
  SLANT_STRATUM_RANDOM,     /* drawn by chance, with a known probability */
} slant_stratum;
#define SLANT_N_STRATA 4

/* The stratum's name in rows ("errors"); `index` in [0, SLANT_N_STRATA). */
SLANT_API const char *slant_stratum_name(size_t index);

/* A zeroed one asks for the defaults. */
typedef struct slant_train_options {
  slant_solver solver;
  slant_kernel kernel;  /* of stage 2 */
  bool equal_weights;   /* classes weigh by their size, instead of being balanced */
  size_t n_folds;       /* 0: 5 */
  const double *costs;  /* values of C to choose from for stage 1; NULL: a built-in grid */
  size_t n_costs;
  size_t min_count;     /* a term must stand in at least so many paragraphs; 0: 2 */
  uint64_t seed;        /* 0: 1 */
  size_t n_threads;     /* 0: as many as there are processors */
  bool keep_furniture;  /* train on furniture that carries a label, too */
  const slant_auxiliary *auxiliary; /* n_auxiliary */
  size_t n_auxiliary;
  /* n_added files of coded rows, CSV or TSV, as slant_review writes them and its page gives them back: article, paragraph, label and, where
   * they are known, stratum, probability, coder, title, text. A row gives its label to the paragraph of `inputs` with that article and
   * number, in place of the one it has; where there is none, the row's text becomes a paragraph of its own. Of several coders' labels the
   * one that more than half of them gave counts. Newly labelled rows of other strata than random are learned from and not scored. */
  const char *const *added;
  size_t n_added;
  const char *lexicon;  /* file of rated words and pairs of words, "term<TAB>rating" from -3 to 3; NULL: none */
  const char *words;    /* file of words, one a line, beyond those of the data that are to have a weight from their letters; NULL: none */
  const char *vectors;  /* file of word vectors, text form of word2vec and fastText; NULL: none */
  double characters_size, lexicon_size, vectors_size; /* mean squares of these blocks beside the terms' 1; below 0: left out, 0: default */
  const char *language; /* of the data; NULL: "en" */
  /* CSV file of what an encoder makes of the paragraphs of `inputs`: article, paragraph and, for each label, a log-odds or another number that
   * is the larger the more it speaks for the label. The encoder must not have learned from the article: cross-fit it, a fold at a time. A second
   * judge is fitted that knows the readings beside the table's margins; the report says what it brings. A column encoder, which names the one that
   * read the row, is asked for where auxiliary data were labelled by one of them. NULL: none. */
  const char *readings;
  /* The encoder that will read for the model. Without a file of readings it reads the data now: then it must not have learned from them. Borrowed;
   * NULL: with readings, any encoder may read for the model. */
  const slant_encoder *encoder;
  bool curve;           /* measure a learning curve, too: the text SVM with fewer of the articles */
  const slant_model *base; /* start from this model's weights; NULL: from nothing */
  slant_reader_options reader;
  slant_progress progress;
  void *user; /* handed to `progress` */
  slant_should_stop should_stop; /* a learning curve is then left out, for the model is whole by that time; before there is none */
  void *stop_user;               /* handed to it */
} slant_train_options;

typedef struct slant_training slant_training;

/* Trains on the labelled paragraphs of `inputs`: JSONL or CSV with article, paragraph, label, text and, where they are known,
 * title, weight. New. */
SLANT_API slant_status slant_train(slant_training **out, const char *const *inputs, size_t n_inputs,
                                   const slant_train_options *options, slant_error *err);
/* Writes the model beside `path` and renames it. */
SLANT_API slant_status slant_training_save(const slant_training *training, const char *path, slant_error *err);

/* Writes what cross-validation said of every labelled paragraph to `path` as CSV: article, paragraph, fold, label, the label given,
 * calibrated probabilities, margins of the text SVM and of the context SVM; with readings also who decides at balanced effort, and the label and
 * probabilities that the encoder's judge gives. All from folds that did not hold the article. */
SLANT_API slant_status slant_training_save_out_of_fold(const slant_training *training, const char *path, slant_error *err);

typedef enum slant_report_format { SLANT_REPORT_TEXT, SLANT_REPORT_JSON } slant_report_format;

/* How good the model is, measured by cross-validation over whole articles. Appended to a new text, freed with
 * slant_text_free. */
SLANT_API slant_status slant_training_report(const slant_training *training, slant_report_format format, slant_text *out,
                                             slant_error *err);
SLANT_API void slant_training_free(slant_training *training);
SLANT_API void slant_text_free(slant_text text);

/* ---- Evaluation -------------------------------------------------------------------------------------------------- */

typedef struct slant_evaluate_options {
  slant_classify_options classify;
  slant_reader_options reader;
  size_t n_threads; /* 0: as many as there are processors */
} slant_evaluate_options;

typedef struct slant_evaluation slant_evaluation;

/* Labels the articles of `inputs` and compares with the labels they carry. New. */
SLANT_API slant_status slant_evaluate(slant_evaluation **out, const slant_model *model, const char *const *inputs,
                                      size_t n_inputs, const slant_evaluate_options *options, slant_error *err);
/* Mean over labels of the F1 measure, in [0, 1]. */
SLANT_API double slant_evaluation_macro_f1(const slant_evaluation *evaluation);
/* New text, freed with slant_text_free. */
SLANT_API slant_status slant_evaluation_report(const slant_evaluation *evaluation, slant_report_format format,
                                               slant_text *out, slant_error *err);
SLANT_API void slant_evaluation_free(slant_evaluation *evaluation);

/* ---- Review ------------------------------------------------------------------------------------------------------ */

/* Chooses what to code next, in strata (see slant_stratum):
 *   errors      labelled paragraphs whose label is likely wrong, by confident learning on out-of-fold probabilities (C. G. Northcutt,
 *               L. Jiang, I. L. Chuang, Confident Learning: Estimating Uncertainty in Dataset Labels, JAIR 70, 2021): a paragraph counts as
 *               the most probable of the labels j of which its probability reaches the mean that paragraphs labelled j have of it; those
 *               that count as another label than their own are ranked by P(own label) - P(likeliest other label), lowest first.
 *   duplicates  labelled paragraphs of 8 words or more, half of whose word 5-grams or more are those of another with another label.
 *   margin      scored paragraphs with the smallest margin between the two labels with the largest P(k) / threshold(k), these scaled to sum
 *               to 1. At most 3 an article; of near-duplicates one; no furniture.
 *   random      a simple random sample of the scored paragraphs, by the order of a hash of article id, paragraph and seed.
 * The last two leave out what is labelled already. An item that is chosen twice is in random, if it was drawn, else in the first. */
typedef struct slant_review_options {
  const char *const *results; /* n_results folders of slant_results; an article that is met again is passed over */
  size_t n_results;
  const char *const *labelled; /* n_labelled, as the inputs of slant_train */
  size_t n_labelled;
  const char *const *added; /* n_added files of coded rows, as those of slant_train */
  size_t n_added;
  const char *out_of_fold; /* of a training on `labelled` and `added`, slant_training_save_out_of_fold; NULL: none */
  size_t n_items;          /* 0: 100 */
  /* How the items are shared out, in proportion; what a stratum cannot fill goes to the next. All 0: 25, 10, 35, 30. */
  double strata[SLANT_N_STRATA];
  const char *labels; /* offered to coders, "A,B,C"; NULL: those of the results, else of out_of_fold, else of `labelled` */
  uint64_t seed;      /* 0: 1 */
  slant_reader_options reader; /* of `labelled` */
} slant_review_options;

typedef struct slant_review_figures {
  size_t n_items;
  size_t n_asked[SLANT_N_STRATA];  /* items that were to come from each */
  size_t n_chosen[SLANT_N_STRATA]; /* and did; with what others could not fill */
  size_t n_scored;     /* paragraphs that random draws from: scored, without a label */
  double probability;  /* of each of them to be drawn */
  size_t n_labelled;   /* paragraphs with out-of-fold probabilities */
  size_t n_suspects;   /* of them, that likely have a wrong label */
  size_t n_changed;    /* rows of out_of_fold whose label is another now: left out */
  size_t n_conflicts;  /* groups of near-duplicates with different labels */
  size_t n_repeated;   /* articles that were met again */
} slant_review_figures;

typedef struct slant_coding_options {
  bool force;           /* write into a folder that is not empty */
  bool context;         /* the page shows the title and the paragraphs before and after */
  bool show_model;      /* the page shows the model's label, once the coder has chosen */
  bool spreadsheet;     /* coding.csv, and what the page gives, begin with a byte order mark; formulas are guarded in any case */
  const char *codebook; /* file, plain text or simple Markdown; NULL: a short one */
} slant_coding_options;

typedef struct slant_review slant_review;

/* Chooses. New. */
SLANT_API slant_status slant_review_choose(slant_review **out, const slant_review_options *options, slant_error *err);
/* Borrowed. */
SLANT_API const slant_review_figures *slant_review_get(const slant_review *review);
/* Writes coding.html, coding.csv and articles.jsonl into the folder `path`; they appear together. A folder that holds something is
 * SLANT_E_USAGE unless forced. `options` may be NULL. */
SLANT_API slant_status slant_review_write(const slant_review *review, const char *path, const slant_coding_options *options,
                                          slant_error *err);
SLANT_API void slant_review_free(slant_review *review);

/* ---- Agreement --------------------------------------------------------------------------------------------------- */

/* How far coders agree on the labels of items, as far as it is not chance: nominal data, any number of coders, codes may be missing.
 *
 * With r(i,k) the codes of item i that say label k, r(i) all of its codes, and an item pairable when r(i) is 2 or more:
 *   alpha      Krippendorff's: 1 - (N-1) sum_i [sum_k r(i,k) (r(i) - r(i,k)) / (r(i)-1)] / sum_k n(k) (N - n(k)), over pairable items,
 *              n(k) being their codes that say k, N all of them. K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
 *   agreement  the share of pairs of codes of an item that say the same, averaged over pairable items ("percent agreement"):
 *              pa = mean_i sum_k r(i,k) (r(i,k)-1) / (r(i) (r(i)-1)).
 *   AC1        Gwet's: (pa - pe) / (1 - pe) with pe = sum_k p(k) (1 - p(k)) / (q-1), p(k) the mean of r(i,k) / r(i) over all items with a
 *              code, q the number of labels that occur. K. L. Gwet, Handbook of Inter-Rater Reliability (4th edition, 2014), with its way of
 *              handling missing codes.
 *   kappa      Cohen's, of two coders: A Coefficient of Agreement for Nominal Scales (1960).
 *   positive   of a label: sum_i r(i,k) (r(i,k)-1) / sum_i r(i,k) (r(i)-1), the chance that one coder says k where another one does. J. S.
 *              Uebersax, Raw Agreement Indices; of two coders Cicchetti and Feinstein's (1990).
 * alpha, AC1 and kappa are 1 when all agree and 0 when they agree as often as by chance; they may lie below 0, to -1. What is not defined is
 * NaN. */

typedef struct slant_agree_options {
  const char *model_as; /* the coder whose codes rows without a coder are; NULL: "model" */
  bool confusions;      /* the report shows the confusion of each pair of coders */
  slant_reader_options reader; /* of it format, encoding, fields (coder, item, label, article, paragraph), max_record_bytes, warning, user */
} slant_agree_options;

/* A figure and its 95 % percentile interval from 1,000 bootstrap samples of items, drawn with slant's own generator. Items of one article
 * are drawn one by one as if they were independent, which makes it somewhat narrow. */
typedef struct slant_agreement_figure {
  double value;
  double low, high; /* NaN where the figure was defined in fewer than half of the samples */
  size_t n_samples; /* in which it was defined, to 1,000 */
} slant_agreement_figure;

typedef struct slant_coder_agreement {
  const char *name;
  size_t n_codes;
} slant_coder_agreement;

/* One label against all others. */
typedef struct slant_label_agreement {
  const char *name;
  size_t n_codes;
  double alpha, ac1, positive;
} slant_label_agreement;

/* Two coders, on the items that both have coded. AC1 counts all labels that occur in the data. */
typedef struct slant_pair_agreement {
  size_t first, second; /* numbers of the coders, first < second */
  size_t n_items;
  double agreement, alpha, ac1, kappa;
  const uint32_t *counts; /* n_labels x n_labels: items by the first's label (row) and the second's (column) */
} slant_pair_agreement;

/* Arrays are borrowed from the agreement. Coders stand in byte order of their names; supportive, critical and neutral stand before other
 * labels, which are in byte order. Neither the order of rows nor of files shows. */
typedef struct slant_agreement_figures {
  size_t n_items, n_pairable; /* items with one code or more, with two or more */
  size_t n_codes;             /* that count */
  size_t n_repeated;          /* codes that were there again, with the same label: counted once */
  size_t n_contradictory;     /* items that a coder gave several labels: left out for this coder */
  size_t n_unlabelled;        /* rows without a label: missing codes */
  slant_agreement_figure alpha, ac1, agreement;
  const char *undefined; /* why alpha is: "one coder", "no common items" (none has two codes), "one label"; NULL where it is defined */
  size_t n_coders, n_labels, n_pairs; /* at most 100 coders and 50 labels */
  const slant_coder_agreement *coders;
  const slant_label_agreement *labels;
  const slant_pair_agreement *pairs; /* of the first coder with the second, with the third, … */
} slant_agreement_figures;

typedef struct slant_agreement slant_agreement;

/* Reads the codes of `inputs`, CSV, TSV or JSONL, which join. A row is a code: coder, item, label; an empty label is a missing code, further
 * columns are passed over. Paragraph rows as slant classify writes them (article, paragraph, label, no coder) are the codes of one more
 * coder, options->model_as, whom no other row may name (SLANT_E_USAGE); their items are "article#paragraph", as they are where a row has a
 * coder and no item. A coder who gave an item two labels is told as a warning. The first row that is unfit, and data without a code, are
 * SLANT_E_DATA. New; `options` may be NULL. */
SLANT_API slant_status slant_agree(slant_agreement **out, const char *const *inputs, size_t n_inputs, const slant_agree_options *options,
                                   slant_error *err);
/* Borrowed. */
SLANT_API const slant_agreement_figures *slant_agreement_get(const slant_agreement *agreement);
/* New text, freed with slant_text_free. */
SLANT_API slant_status slant_agreement_report(const slant_agreement *agreement, slant_report_format format, slant_text *out,
                                              slant_error *err);
SLANT_API void slant_agreement_free(slant_agreement *agreement);

#ifdef __cplusplus
}
#endif

#endif
