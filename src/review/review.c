/* Review: the way from results and labelled data to items in strata.
 * In: options. Out: the items, each with the article that it stands in, in an order that gives no stratum away. */
#include "review/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/hash.h"
#include "base/memory.h"
#include "model/calibrate.h"
#include "model/train_add.h"

static const double default_strata[SLANT_N_STRATA] = {25, 10, 35, 30};

enum { DEFAULT_ITEMS = 100, MOST_ITEMS = 100000 };

slant_status slant_review_add(slant_review *review, const slant_review_item *item, slant_error *err) {
  slant_review_items *list = &review->chosen;
  slant_status status = slant_memory_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items, err);
  if (status != SLANT_OK) return status;
  list->items[list->n++] = *item;
  review->figures.n_chosen[item->stratum]++;
  return SLANT_OK;
}

/* The article of that id among articles in the order of ids; NULL: none. */
static const slant_article *find_article(slant_article *const *articles, size_t n, slant_text id) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = slant_compare_text(articles[middle]->fields[SLANT_ID], id);
    if (order == 0) return articles[middle];
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

/* Index of the paragraph of that number; n_paragraphs: none. */
static size_t find_paragraph(const slant_article *article, uint32_t number) {
  size_t i = 0;
  while (i < article->n_paragraphs && article->paragraphs[i].number != number) i++;
  return i;
}

const slant_paragraph *slant_review_find(const slant_review *review, slant_text id, uint32_t number, const slant_article **article) {
  const slant_article *found = find_article(review->labelled.articles, review->labelled.n_articles, id);
  size_t i = found == NULL ? 0 : find_paragraph(found, number);
  if (found == NULL || i == found->n_paragraphs || found->paragraphs[i].label.len == 0) return NULL;
  if (article != NULL) *article = found;
  return &found->paragraphs[i];
}

bool slant_review_wants(const slant_review *review, slant_stratum stratum) { return review->options.strata[stratum] > 0; }

void slant_review_allot(const double weights[SLANT_N_STRATA], size_t n_items, size_t out[SLANT_N_STRATA]) {
  double sum = 0, rest[SLANT_N_STRATA];
  size_t n = 0;
  for (size_t s = 0; s < SLANT_N_STRATA; s++) sum += weights[s];
  for (size_t s = 0; s < SLANT_N_STRATA; s++) {
    double share = (double)n_items * weights[s] / sum;
    out[s] = (size_t)share;
    rest[s] = share - (double)out[s];
    n += out[s];
  }
  for (; n < n_items; n++) {
    size_t best = 0;
    for (size_t s = 1; s < SLANT_N_STRATA; s++) {
      if (rest[s] > rest[best]) best = s;
    }
    out[best]++;
    rest[best] = -1;
  }
}

uint64_t slant_review_key(slant_text id, uint32_t number, uint64_t seed) {
  return slant_hash_pair(slant_hash_bytes(id.ptr, id.len, seed), number);
}

double slant_review_margin(const uint32_t *probabilities, const double *thresholds, size_t n_labels) {
  double p[SLANT_MOST_LABELS];
  for (size_t k = 0; k < n_labels; k++) p[k] = (double)probabilities[k];
  return slant_decide_lead(p, thresholds, n_labels);
}

static slant_status check_options(slant_review *r, const slant_review_options *options, slant_error *err) {
  slant_review_options *o = &r->options;
  double sum = 0;
  *o = *options;
  if (o->n_items == 0) o->n_items = DEFAULT_ITEMS;
  if (o->seed == 0) o->seed = 1;
  for (size_t s = 0; s < SLANT_N_STRATA; s++) sum += o->strata[s];
  if (!(sum > 0)) memcpy(o->strata, default_strata, sizeof o->strata);
  for (size_t s = 0; s < SLANT_N_STRATA; s++) {
    if (o->strata[s] >= 0 && o->strata[s] <= 1e6) continue;
    return slant_error_set(err, SLANT_E_USAGE, "found the weight %g of a stratum, expected 0 to 1e6", o->strata[s]);
  }
  if (o->n_items > MOST_ITEMS) return slant_error_set(err, SLANT_E_USAGE, "found %zu items, expected at most %d", o->n_items, MOST_ITEMS);
  if (o->n_results == 0 && o->n_labelled + o->n_added == 0) {
    return slant_error_set(err, SLANT_E_USAGE, "found neither results nor labelled data, expected some of them");
  }
  if (o->out_of_fold != NULL && o->n_labelled + o->n_added == 0) {
    return slant_error_set(err, SLANT_E_USAGE, "found out-of-fold rows without the labelled data that they are about, expected both");
  }
  return SLANT_OK;
}

static slant_status load_labelled(slant_review *r, slant_error *err) {
  slant_labels labels = {0};
  slant_status status = SLANT_OK;
  const slant_review_options *o = &r->options;
  slant_added added = {0};
  if (o->n_labelled > 0) status = slant_dataset_load(&r->labelled, o->labelled, o->n_labelled, &o->reader, err);
  if (status == SLANT_OK) status = slant_added_join(&added, &r->labelled, o->added, o->n_added, &o->reader, &r->arena, err);
  slant_added_clear(&added);
  for (size_t a = 0; a < r->labelled.n_articles; a++) {
    const slant_article *article = r->labelled.articles[a];
    for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
      if (article->paragraphs[i].label.len > 0) status = slant_labels_add(&labels, article->paragraphs[i].label, &r->arena, err);
    }
  }
  if (status == SLANT_OK && r->options.labels != NULL) {
    status = slant_labels_split(&r->labels, r->options.labels, &r->arena, err);
    if (status == SLANT_OK && r->labels.n < SLANT_FEWEST_LABELS) {
      status = slant_error_set(err, SLANT_E_USAGE, "found %zu labels to offer, expected 2 to %d", r->labels.n, SLANT_MOST_LABELS);
    }
  } else {
    r->labels = labels;
  }
  return status;
}

/* Gives every item its article: the whole one of the results, where they have it, else the labelled one. */
static slant_status find_articles(slant_review *r, slant_error *err) {
  for (size_t i = 0; i < r->chosen.n; i++) {
    slant_review_item *item = &r->chosen.items[i];
    item->article = find_article(r->articles, r->n_articles, item->id);
    if (item->article != NULL) item->paragraph = find_paragraph(item->article, item->number);
    if (item->article != NULL && item->paragraph < item->article->n_paragraphs) continue;
    item->article = find_article(r->labelled.articles, r->labelled.n_articles, item->id);
    if (item->article == NULL) return slant_error_set(err, SLANT_E_DATA, "found results that changed while they were read");
    item->paragraph = find_paragraph(item->article, item->number);
  }
  return SLANT_OK;
}

static void shuffle(slant_review *r) {
  slant_random random = {slant_hash_pair(r->options.seed, 3)};
  for (size_t i = r->chosen.n; i > 1; i--) {
    size_t k = (size_t)slant_random_below(&random, i);
    slant_review_item swap = r->chosen.items[i - 1];
    r->chosen.items[i - 1] = r->chosen.items[k];
    r->chosen.items[k] = swap;
  }
}

slant_status slant_review_choose(slant_review **out, const slant_review_options *options, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_review *r = *out;
  size_t left = 0;
  status = check_options(r, options, err);
  if (status == SLANT_OK) status = load_labelled(r, err);
  slant_review_allot(r->options.strata, r->options.n_items, r->figures.n_asked);
  if (status == SLANT_OK) status = slant_review_labelled(r, &left, err);
  if (status == SLANT_OK) status = slant_review_results(r, left, err);
  if (status == SLANT_OK) status = find_articles(r, err);
  if (status == SLANT_OK && r->chosen.n == 0) {
    status = slant_error_set(err, SLANT_E_DATA, "found nothing to code, expected scored paragraphs without a label, or labels in doubt");
  }
  if (status == SLANT_OK) {
    shuffle(r);
    r->figures.n_items = r->chosen.n;
  } else {
    slant_review_free(r);
    *out = NULL;
  }
  return status;
}

const slant_review_figures *slant_review_get(const slant_review *review) { return &review->figures; }

void slant_review_free(slant_review *r) {
  if (r == NULL) return;
  for (size_t a = 0; a < r->n_articles; a++) slant_article_free(r->articles[a]);
  slant_memory_free(r->articles);
  slant_memory_free(r->chosen.items);
  slant_dataset_clear(&r->labelled);
  slant_arena_clear(&r->arena);
  slant_memory_free(r);
}
