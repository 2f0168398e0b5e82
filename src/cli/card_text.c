/* Card as text: what a model or an encoder says of itself, in sections that a person can read.
 * In: the entries of its card. Out: a line for each, named in words and gathered by what they are about; the JSON form has
 * the keys themselves. */
#include "cli/card_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/plain.h"

/* How a value is shown. */
typedef enum value_form {
  AS_IS,
  ROUNDED, /* a number, to four decimals */
  PERCENT, /* a share, as a percentage */
  LIST     /* values with commas between them */
} value_form;

/* A line of the text; without a key it opens a section. */
typedef struct line {
  const char *key, *name;
  value_form form;
} line;

static const line model_lines[] = {
    {NULL, "Model", AS_IS},
    {"labels", "labels", LIST},
    {"language", "language", AS_IS},
    {"format", "format", AS_IS},
    {"slant_version", "made by slant", AS_IS},
    {"checksum", "checksum", AS_IS},
    {"base", "started from model", AS_IS},

    {NULL, "Data", AS_IS},
    {"data.articles", "articles", AS_IS},
    {"data.paragraphs", "labelled paragraphs", AS_IS},
    {"data.labels", "of each label", AS_IS},
    {"data.fingerprint", "fingerprint", AS_IS},
    {"auxiliary", "auxiliary data", AS_IS},
    {"auxiliary.fingerprint", "fingerprint of these", AS_IS},
    {"lexicon_words", "rated terms of lexicon", AS_IS},
    {"vectors", "word vectors", AS_IS},

    {NULL, "Recipe", AS_IS},
    {"tokenizer", "tokenizer", AS_IS},
    {"terms", "terms", AS_IS},
    {"min_count", "least paragraphs a term", AS_IS},
    {"solver", "text SVM, solver", AS_IS},
    {"cost", "text SVM, C", AS_IS},
    {"class_weights", "class weights", AS_IS},
    {"kernel", "context SVM, kernel", AS_IS},
    {"gamma", "context SVM, gamma", ROUNDED},
    {"encoder.gamma", "with the encoder, gamma", ROUNDED},
    {"folds", "folds", AS_IS},
    {"seed", "seed", AS_IS},

    {NULL, "Quality", AS_IS},
    {"quality.method", "measured by", AS_IS},
    {"quality.macro_f1", "macro-F1", AS_IS},
    {"quality.macro_f1_95", "95 % interval", AS_IS},
    {"quality.f1", "F1", AS_IS},
    {"quality.accuracy", "accuracy", AS_IS},
    {"quality.calibration_error", "calibration error", AS_IS},

    {NULL, "Quality toward named targets", AS_IS},
    {"target.method", "measured by", AS_IS},
    {"target.paragraphs", "paragraphs", AS_IS},
    {"target.macro_f1", "macro-F1", AS_IS},
    {"target.macro_f1_95", "95 % interval", AS_IS},
    {"target.calibration_error", "calibration error", AS_IS},
    {"target.best.macro_f1", "macro-F1 at best effort", AS_IS},
    {"target.best.macro_f1_95", "95 % interval", AS_IS},
    {"target.best.calibration_error", "calibration error", AS_IS},

    {NULL, "Quality with the encoder", AS_IS},
    {"encoder", "checksum of the encoder", AS_IS},
    {"effort.balanced.share_read", "balanced: read by it", PERCENT},
    {"effort.balanced.macro_f1", "balanced: macro-F1", AS_IS},
    {"effort.balanced.macro_f1_95", "95 % interval", AS_IS},
    {"effort.balanced.calibration_error", "calibration error", AS_IS},
    {"effort.best.macro_f1", "best: macro-F1", AS_IS},
    {"effort.best.macro_f1_95", "95 % interval", AS_IS},
    {"effort.best.calibration_error", "calibration error", AS_IS},

    {NULL, "Levels", AS_IS},
    {"precision.0.6", "precision 0.6", AS_IS},
    {"precision.0.7", "precision 0.7", AS_IS},
    {"precision.0.8", "precision 0.8", AS_IS},
    {"precision.0.9", "precision 0.9", AS_IS},
    {"uncertain_below", "uncertain below confidence", ROUNDED},
    {"effort.balanced.uncertain_below", "at balanced effort", ROUNDED},
    {"effort.best.uncertain_below", "at best effort", ROUNDED},
    {"effort.open_below", "encoder reads below lead", ROUNDED},
    {"domain.unknown_share", "domain: unknown words to", PERCENT},
    {"domain.margin", "domain: margin to", ROUNDED},

    {NULL, "More", AS_IS}, /* entries that have no line here */
};

static const line encoder_lines[] = {
    {NULL, "Encoder", AS_IS},
    {"name", "name", AS_IS},
    {"format", "format", AS_IS},
    {"checksum", "checksum", AS_IS},
    {"started_from", "started from", AS_IS},
    {"trained_on", "trained on", AS_IS},

    {NULL, "Network", AS_IS},
    {"layers", "layers", AS_IS},
    {"width", "width", AS_IS},
    {"heads", "heads of attention", AS_IS},
    {"inner", "width within a layer", AS_IS},
    {"epsilon", "epsilon of layer norms", AS_IS},

    {NULL, "What it reads, in word pieces", AS_IS},
    {"title_pieces", "of a title, at most", AS_IS},
    {"text_pieces", "of a paragraph, at most", AS_IS},
    {"window", "of title and paragraphs", AS_IS},
    {"places", "places that it knows", AS_IS},
    {"lower_case", "in lower case", AS_IS},

    {NULL, "More", AS_IS}, /* entries that have no line here */
};
enum { N_MODEL_LINES = sizeof model_lines / sizeof *model_lines, N_ENCODER_LINES = sizeof encoder_lines / sizeof *encoder_lines, NAME_WIDTH = 27 };

typedef void visitor(void *user, slant_text key, slant_text value);

/* What is printed, and in which order. */
typedef struct card {
  const void *of;
  void (*visit)(const void *of, visitor *visit, void *user); /* its entries */
  const line *lines;
  size_t n_lines;
} card;

/* Goes over the entries for one line, or for the entries without a line. */
typedef struct search {
  const card *card;
  const line *line;     /* NULL: those without a line */
  const char **section; /* title that is due before the next line; NULL: printed */
  bool *any;            /* whether something was printed before */
} search;

static bool is_key(slant_text key, const char *name) {
  return name != NULL && strlen(name) == key.len && memcmp(key.ptr, name, key.len) == 0;
}

static bool has_line(const card *c, slant_text key) {
  for (size_t i = 0; i < c->n_lines; i++) {
    if (is_key(key, c->lines[i].key)) return true;
  }
  return false;
}

static void put_list(slant_text value) {
  for (size_t start = 0, end = 0; end < value.len; start = end) {
    while (end < value.len && value.ptr[end++] != ',') {}
    plain_print(stdout, (slant_text){value.ptr + start, end - start}, '?');
    if (value.ptr[end - 1] == ',') putchar(' ');
  }
}

/* A number that cannot be read is shown as it stands. */
static void put_value(slant_text value, value_form form) {
  char copy[64], *end = copy;
  double number = 0;
  if ((form == ROUNDED || form == PERCENT) && value.len < sizeof copy) {
    memcpy(copy, value.ptr, value.len);
    copy[value.len] = '\0';
    number = strtod(copy, &end);
    if (*end != '\0') end = copy;
  }
  if (end == copy) {
    if (form == LIST) put_list(value);
    else plain_print(stdout, value, '?');
  } else if (form == PERCENT) {
    printf("%.1f %%", 100 * number);
  } else {
    printf("%.4f", number);
  }
}

static void print_entry(void *user, slant_text key, slant_text value) {
  search *s = user;
  if (s->line != NULL ? !is_key(key, s->line->key) : has_line(s->card, key)) return;
  if (*s->section != NULL) printf("%s%s\n", *s->any ? "\n" : "", *s->section);
  *s->section = NULL;
  *s->any = true;
  if (s->line != NULL) printf("  %-*s ", NAME_WIDTH, s->line->name);
  else {
    fputs("  ", stdout);
    plain_print(stdout, key, '?');
    printf("%*s ", key.len < NAME_WIDTH ? NAME_WIDTH - (int)key.len : 0, "");
  }
  put_value(value, s->line != NULL ? s->line->form : AS_IS);
  putchar('\n');
}

static void print(const card *c) {
  const char *section = NULL;
  bool any = false;
  for (size_t i = 0; i < c->n_lines; i++) {
    if (c->lines[i].key == NULL) section = c->lines[i].name;
    else c->visit(c->of, print_entry, &(search){c, &c->lines[i], &section, &any});
  }
  c->visit(c->of, print_entry, &(search){c, NULL, &section, &any});
}

static void visit_model(const void *of, visitor *visit, void *user) { slant_model_card(of, visit, user); }
static void visit_encoder(const void *of, visitor *visit, void *user) { slant_encoder_card(of, visit, user); }

void card_text_print_model(const slant_model *model) { print(&(card){model, visit_model, model_lines, N_MODEL_LINES}); }
void card_text_print_encoder(const slant_encoder *encoder) { print(&(card){encoder, visit_encoder, encoder_lines, N_ENCODER_LINES}); }
