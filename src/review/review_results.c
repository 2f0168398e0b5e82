/* Review of results: the smallest margins, and a random sample.
 * In: candidates, in the order of their keys. Out: items of the strata margin and random. How many are drawn is settled before anything is,
 * so that every candidate has the same probability. */
#include "review/review_results.h"

#include <stdlib.h>
#include <string.h>

#include "article/duplicates.h"
#include "article/ids.h"
#include "base/memory.h"

/* How much larger than the stratum its pool is: near-duplicates and drawn paragraphs fall out of it. */
enum { POOL_TIMES = 4, POOL_MORE = 20 };

static int by_margin(const void *x, const void *y) {
  const slant_candidate *a = *(slant_candidate *const *)x, *b = *(slant_candidate *const *)y;
  if (a->margin < b->margin || a->margin > b->margin) return a->margin < b->margin ? -1 : 1;
  return (a->key > b->key) - (a->key < b->key);
}

slant_status slant_review_pool(slant_candidates *candidates, size_t most, slant_candidate **pool, size_t *n_pool, slant_error *err) {
  slant_candidate **sorted = NULL;
  unsigned char *n_of_article = NULL;
  slant_ids words = {0};
  *n_pool = 0;
  slant_status status = slant_memory_new(&sorted, candidates->n, sizeof *sorted, err);
  if (status == SLANT_OK) status = slant_memory_new(&n_of_article, candidates->n_articles, sizeof *n_of_article, err);
  for (size_t i = 0; i < candidates->n && status == SLANT_OK; i++) sorted[i] = &candidates->items[i];
  if (status == SLANT_OK && candidates->n > 0) qsort(sorted, candidates->n, sizeof *sorted, by_margin);
  for (size_t i = 0; i < candidates->n && *n_pool < most && status == SLANT_OK; i++) {
    slant_candidate *c = sorted[i];
    uint32_t met = 0;
    if (c->furniture || n_of_article[c->article] == SLANT_REVIEW_MOST_OF_ARTICLE) continue;
    status = slant_ids_add(&words, (slant_text){(const char *)&c->words, sizeof c->words}, 1, &met, err);
    if (status != SLANT_OK || met != 0) continue;
    n_of_article[c->article]++;
    pool[(*n_pool)++] = c;
  }
  slant_memory_free(sorted);
  slant_memory_free(n_of_article);
  slant_ids_free(&words);
  return status;
}

/* The work of both strata. */
typedef struct work {
  slant_review *r;
  slant_candidates candidates;
  slant_candidate **pool;
  size_t n_pool;
  const slant_article **article_of; /* candidates.n_articles */
  size_t *group_of;                 /* n_pool: near-duplicates share one */
  bool *taken;                      /* n_pool: groups of which one is chosen */
} work;

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static size_t find_paragraph(const slant_article *article, uint32_t number) {
  size_t i = 0;
  while (i < article->n_paragraphs && article->paragraphs[i].number != number) i++;
  return i;
}

static slant_status add(work *w, const slant_candidate *c, slant_stratum stratum, slant_error *err) {
  const slant_article *article = w->article_of[c->article];
  size_t paragraph = find_paragraph(article, c->number);
  if (paragraph == article->n_paragraphs) return slant_error_set(err, SLANT_E_DATA, "found results that changed while they were read");
  slant_review_item item = {.id = article->fields[SLANT_ID], .number = c->number, .stratum = stratum, .model = c->label,
                            .probability = stratum == SLANT_STRATUM_RANDOM ? w->r->figures.probability : (double)NAN,
                            .confidence = c->confidence};
  return slant_review_add(w->r, &item, err);
}

static slant_status group_pool(work *w, slant_error *err) {
  slant_passage *passages = NULL;
  slant_status status = slant_memory_new(&passages, w->n_pool, sizeof *passages, err);
  for (size_t i = 0; i < w->n_pool && status == SLANT_OK; i++) {
    const slant_article *article = w->article_of[w->pool[i]->article];
    size_t paragraph = article == NULL ? 0 : find_paragraph(article, w->pool[i]->number);
    if (article == NULL || paragraph == article->n_paragraphs) {
      status = slant_error_set(err, SLANT_E_DATA, "found results that changed while they were read");
    } else {
      passages[i] = (slant_passage){article, paragraph, paragraph + 1};
    }
  }
  if (status == SLANT_OK) status = slant_duplicates_group_passages(passages, w->n_pool, w->group_of, err);
  slant_memory_free(passages);
  return status;
}

/* Goes through the pool, up to `most` items: near-duplicates once, what was drawn not at all. Counts, and adds them if `keep`. */
static slant_status walk_pool(work *w, size_t most, bool keep, size_t *n, slant_error *err) {
  slant_status status = SLANT_OK;
  *n = 0;
  memset(w->taken, 0, w->n_pool * sizeof *w->taken);
  for (size_t i = 0; i < w->n_pool && *n < most && status == SLANT_OK; i++) {
    if (w->taken[w->group_of[i]] || w->pool[i]->drawn) continue;
    w->taken[w->group_of[i]] = true;
    (*n)++;
    if (keep) status = add(w, w->pool[i], SLANT_STRATUM_MARGIN, err);
  }
  return status;
}

/* Articles of the pool, and of as many candidates as may be drawn at most. */
static slant_status fetch(work *w, size_t most_drawn, slant_error *err) {
  bool *wanted = NULL;
  slant_status status = slant_memory_new(&wanted, w->candidates.n_articles, sizeof *wanted, err);
  if (status == SLANT_OK) status = slant_memory_new(&w->article_of, w->candidates.n_articles, sizeof *w->article_of, err);
  for (size_t i = 0; i < w->n_pool && status == SLANT_OK; i++) wanted[w->pool[i]->article] = true;
  for (size_t i = 0; i < most_drawn && status == SLANT_OK; i++) wanted[w->candidates.items[i].article] = true;
  if (status == SLANT_OK) status = slant_review_fetch(w->r, wanted, w->article_of, err);
  slant_memory_free(wanted);
  return status;
}

static slant_status choose(work *w, size_t n_margin, size_t n_random, slant_error *err) {
  slant_review_figures *f = &w->r->figures;
  slant_candidates *c = &w->candidates;
  size_t n_found, most = POOL_TIMES * n_margin + POOL_MORE;
  slant_status status = slant_memory_new(&w->pool, c->n, sizeof *w->pool, err);
  if (status == SLANT_OK && n_margin > 0) status = slant_review_pool(c, most, w->pool, &w->n_pool, err);
  if (status == SLANT_OK) status = slant_memory_new(&w->group_of, w->n_pool, sizeof *w->group_of, err);
  if (status == SLANT_OK) status = slant_memory_new(&w->taken, w->n_pool, sizeof *w->taken, err);
  if (status == SLANT_OK) status = fetch(w, smaller(c->n, n_margin + n_random), err);
  if (status == SLANT_OK && w->n_pool > 0) status = group_pool(w, err);
  if (status == SLANT_OK) status = walk_pool(w, n_margin, false, &n_found, err);
  if (status != SLANT_OK) return status;
  size_t n_drawn = smaller(c->n, slant_review_wants(w->r, SLANT_STRATUM_RANDOM) ? n_random + n_margin - n_found : 0);
  f->n_scored = c->n;
  f->probability = c->n == 0 ? 0 : (double)n_drawn / (double)c->n;
  for (size_t i = 0; i < n_drawn && status == SLANT_OK; i++) {
    c->items[i].drawn = true;
    status = add(w, &c->items[i], SLANT_STRATUM_RANDOM, err);
  }
  return status == SLANT_OK ? walk_pool(w, n_margin, true, &n_found, err) : status;
}

slant_status slant_review_results(slant_review *r, size_t more, slant_error *err) {
  work w = {.r = r};
  slant_status status = slant_review_scan(r, &w.candidates, err);
  if (status == SLANT_OK && w.candidates.n_articles > 0) {
    size_t n_margin = r->figures.n_asked[SLANT_STRATUM_MARGIN], n_random = r->figures.n_asked[SLANT_STRATUM_RANDOM];
    if (slant_review_wants(r, SLANT_STRATUM_MARGIN)) n_margin += more;
    else if (slant_review_wants(r, SLANT_STRATUM_RANDOM)) n_random += more;
    status = choose(&w, n_margin, n_random, err);
  }
  slant_memory_free(w.candidates.items);
  slant_memory_free(w.pool);
  slant_memory_free(w.article_of);
  slant_memory_free(w.group_of);
  slant_memory_free(w.taken);
  return status;
}
