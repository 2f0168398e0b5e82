/* Classify: one article through both stages of a model.
 * In: an article and a model. Out: a row for every paragraph, none left out. */
#include <math.h>
#include <string.h>

#include "analysis/decide.h"
#include "analysis/encoded.h"
#include "analysis/target.h"
#include "features/context.h"
#include "model/score.h"

typedef struct work {
  slant_result *result;
  slant_arena *arena;
  const slant_classify_options *options;
  bool *scored;          /* n_paragraphs */
  double *text_margins;  /* n_paragraphs * n_margins */
  double title_margins[SLANT_MOST_LABELS];
  slant_words room; /* for the words of a paragraph */
} work;

/* Whether the article's words tell another language than the model's; only the first part of codes like en-US counts. */
static bool is_foreign(const slant_model *model, const slant_article *article) {
  const char *told = article->told_language;
  size_t n = strcspn(model->language, "-_");
  return *told != '\0' && n > 0 && (strlen(told) != n || strncmp(told, model->language, n) != 0);
}

/* Stage 1 for one row. */
static slant_status score_row(work *w, size_t i, slant_error *err) {
  const slant_article *article = w->result->article;
  const slant_model *model = w->result->model;
  slant_row *row = &w->result->rows[i];
  size_t n_words, m = model->n_margins;
  const slant_word *words;
  double *margins = w->text_margins + i * m;
  slant_status status = slant_article_get_words(article, i, &w->room, &words, &n_words, err);
  if (status != SLANT_OK) return status;
  size_t n_behind = article->words == NULL ? 0 : article->word_starts[article->n_paragraphs] - article->word_starts[i + 1];
  slant_known known = slant_score_words(model, words, n_words, n_behind, margins);
  if (known.terms == 0) row->flags |= SLANT_NO_KNOWN_TERMS;
  if (slant_domain_is_outside(&model->domain, n_words, n_words - known.words, margins, m)) row->flags |= SLANT_OUT_OF_DOMAIN;
  return SLANT_OK;
}

/* Stage 1, and which rows take part. */
static slant_status score_text(work *w, slant_error *err) {
  const slant_article *article = w->result->article;
  slant_status status = SLANT_OK;
  uint32_t foreign = is_foreign(w->result->model, article) ? SLANT_NOT_ENGLISH : 0;
  for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
    slant_row *row = &w->result->rows[i];
    row->paragraph = &article->paragraphs[i];
    row->flags = row->paragraph->flags | foreign;
    row->label = -1;
    row->tone = (double)NAN;
    bool furniture = (row->flags & SLANT_FURNITURE) != 0 && !w->options->keep_furniture;
    w->scored[i] = (row->flags & SLANT_EMPTY) == 0 && !furniture;
    if (w->scored[i]) status = score_row(w, i, err);
  }
  return status;
}

/* Stage 2, or the margins toward the target where the paragraph mentions it, and the table's label. */
static slant_status decide(work *w, size_t i, const slant_decision *usual, const slant_decision *toward_target, slant_error *err) {
  slant_result *result = w->result;
  const slant_model *model = result->model;
  double own[SLANT_MOST_LABELS];
  bool targets = slant_target_applies(result, i);
  if (targets) {
    slant_status status = slant_target_judge(result, i, &w->room, own, err);
    if (status != SLANT_OK) return status;
  } else {
    slant_score_context(model, SLANT_BY_TABLE, result->features + i * model->judges[SLANT_BY_TABLE].n_features, NULL, own);
  }
  slant_decide_row(result, i, targets ? toward_target : usual, own);
  return SLANT_OK;
}

static slant_status decide_all(work *w, slant_error *err) {
  slant_status status = SLANT_OK;
  slant_decision usual = slant_decision_of(w->result, SLANT_BY_TABLE, false, w->options);
  slant_decision toward_target = slant_decision_of(w->result, SLANT_BY_TABLE, true, w->options);
  for (size_t i = 0; i < w->result->article->n_paragraphs && status == SLANT_OK; i++) {
    if (w->scored[i]) status = decide(w, i, &usual, &toward_target, err);
  }
  bool reads = status == SLANT_OK && w->options->effort != SLANT_EFFORT_FAST;
  return reads ? slant_encoded_decide(w->result, w->arena, w->options, err) : status;
}

static slant_status run(work *w, slant_error *err) {
  slant_result *result = w->result;
  const slant_article *article = result->article;
  slant_status status = w->options->ignore_targets ? SLANT_OK : slant_target_find(result, w->arena, err);
  if (status == SLANT_OK) status = score_text(w, err);
  if (status == SLANT_OK) status = slant_score_title(result->model, article, w->title_margins, err);
  if (status != SLANT_OK) return status;
  slant_context_input input = {article, w->scored, w->text_margins, w->title_margins, result->model->n_margins};
  slant_context_get(&input, result->features);
  return decide_all(w, err);
}

/* Arrays for `n` paragraphs. */
static slant_status get_room(work *w, size_t n, slant_error *err) {
  slant_result *result = w->result;
  slant_arena *arena = w->arena;
  const slant_model *model = result->model;
  size_t n_labels = model->labels.n;
  result->rows = slant_arena_get(arena, (n + 1) * sizeof *result->rows, err);
  result->features = slant_arena_get_raw(arena, (n + 1) * model->judges[SLANT_BY_TABLE].n_features * sizeof *result->features, err);
  result->probabilities = slant_arena_get_raw(arena, (n + 1) * n_labels * sizeof *result->probabilities, err);
  result->margins = slant_arena_get_raw(arena, (n + 1) * n_labels * sizeof *result->margins, err);
  result->counts = slant_arena_get(arena, n_labels * sizeof *result->counts, err);
  result->shares = slant_arena_get_raw(arena, 3 * n_labels * sizeof *result->shares, err);
  w->scored = slant_arena_get_raw(arena, n + 1, err);
  w->text_margins = slant_arena_get_raw(arena, (n + 1) * model->n_margins * sizeof *w->text_margins, err);
  bool whole = result->rows != NULL && result->features != NULL && result->probabilities != NULL && result->margins != NULL &&
               result->counts != NULL && result->shares != NULL && w->scored != NULL && w->text_margins != NULL;
  return whole ? SLANT_OK : SLANT_E_MEMORY;
}

double slant_classify_level(const slant_model *model, const slant_classify_options *options) {
  if (!(options->min_precision > 0)) return slant_model_trust(model, options->effort)->uncertain_below;
  return slant_model_promise(model, options->effort, options->decide, options->min_precision).confidence;
}

static slant_status make_sketch(slant_result *result, slant_arena *arena, slant_error *err) {
  result->sketch = slant_arena_get(arena, sizeof *result->sketch, err);
  return result->sketch == NULL ? SLANT_E_MEMORY : slant_reprint_sketch_make(result->sketch, result->article, err);
}

static slant_status classify(slant_arena *arena, slant_result **out, const slant_model *model, const slant_article *article,
                             const slant_classify_options *options, slant_error *err) {
  static const slant_classify_options defaults;
  if (options == NULL) options = &defaults;
  if (!(options->min_precision >= 0 && options->min_precision <= 1)) {
    return slant_error_set(err, SLANT_E_USAGE, "found a precision of %g, expected one above 0 and up to 1, or 0", options->min_precision);
  }
  slant_status status = slant_encoded_check(model, options, err);
  if (status != SLANT_OK) return status;
  slant_result *result = slant_arena_get(arena, sizeof *result, err);
  if (result == NULL) return SLANT_E_MEMORY;
  result->model = model;
  result->article = article;
  result->effort = options->effort;
  result->encoder = options->encoder;
  result->target = options->target;
  work w = {.result = result, .arena = arena, .options = options};
  status = get_room(&w, article->n_paragraphs, err);
  if (status == SLANT_OK) status = run(&w, err);
  if (status == SLANT_OK && options->duplicates != NULL) status = make_sketch(result, arena, err);
  slant_words_free(&w.room);
  if (status == SLANT_OK) *out = result;
  return status;
}

slant_status slant_classify(slant_result **out, const slant_model *model, const slant_article *article,
                            const slant_classify_options *options, slant_error *err) {
  slant_arena own = {0};
  *out = NULL;
  slant_status status = classify(&own, out, model, article, options, err);
  if (status == SLANT_OK) {
    (*out)->own = own; /* from here on it holds its own memory */
  } else {
    slant_arena_clear(&own);
  }
  return status;
}

slant_status slant_classify_in(slant_arena *arena, slant_result **out, const slant_model *model, const slant_article *article,
                               const slant_classify_options *options, slant_error *err) {
  *out = NULL;
  slant_status status = classify(arena, out, model, article, options, err);
  if (status == SLANT_OK) (*out)->arena = arena;
  return status;
}

const slant_article *slant_result_article(const slant_result *result) { return result->article; }
const slant_model *slant_result_model(const slant_result *result) { return result->model; }
slant_text slant_result_duplicate_of(const slant_result *result) { return result->duplicate_of; }
size_t slant_result_n_rows(const slant_result *result) { return result->article->n_paragraphs; }
const slant_row *slant_result_row(const slant_result *result, size_t index) { return &result->rows[index]; }

const slant_summary *slant_result_summary(const slant_result *result) {
  /* made when somebody asks: rows alone do not need it, and it costs as much as many of them */
  if (result->summary.shares == NULL) slant_summarize((slant_result *)(uintptr_t)result);
  return &result->summary;
}


void slant_result_free(slant_result *result) {
  if (result == NULL || result->arena != NULL) return;
  slant_arena own = result->own; /* which holds the result, too */
  slant_arena_clear(&own);
}
