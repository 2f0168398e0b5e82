/* Duplicates: bottom-k sketches and a union of those that overlap.
 * In: passages. Out: groups. Passages that share no sketched hash are never compared. */
#include "article/duplicates.h"

#include <stdlib.h>

#include "article/shingles.h"
#include "base/memory.h"

enum { SKETCH = 64 };

typedef struct sketch {
  uint64_t hashes[SKETCH]; /* rising */
  size_t n;
} sketch;

/* One hash of one passage. */
typedef struct posting {
  uint64_t hash;
  size_t passage;
} posting;

/* Keeps `hash` when it is among the smallest and new. */
static void sketch_add(sketch *s, uint64_t hash) {
  if (s->n == SKETCH && hash >= s->hashes[SKETCH - 1]) return;
  size_t at = s->n;
  while (at > 0 && s->hashes[at - 1] > hash) at--;
  if (at > 0 && s->hashes[at - 1] == hash) return;
  size_t last = s->n < SKETCH ? s->n++ : SKETCH - 1;
  for (; last > at; last--) s->hashes[last] = s->hashes[last - 1];
  s->hashes[at] = hash;
}

static void take_shingle(void *user, uint64_t hash) { sketch_add(user, hash); }

static slant_status sketch_passage(sketch *s, const slant_passage *passage, slant_words *room, slant_error *err) {
  size_t n_words;
  return slant_shingles_each(passage->article, passage->first, passage->end, room, take_shingle, s, &n_words, err);
}

/* Estimate of the Jaccard similarity: the share of common hashes among the smallest of both. */
static double similarity(const sketch *a, const sketch *b) {
  size_t i = 0, j = 0, both = 0, seen = 0;
  while (seen < SKETCH && (i < a->n || j < b->n)) {
    bool from_a = j == b->n || (i < a->n && a->hashes[i] <= b->hashes[j]);
    bool from_b = i == a->n || (j < b->n && b->hashes[j] <= a->hashes[i]);
    i += from_a;
    j += from_b;
    both += from_a && from_b;
    seen++;
  }
  return seen == 0 ? 0 : (double)both / (double)seen;
}

static int by_hash(const void *x, const void *y) {
  const posting *a = x, *b = y;
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  return (a->passage > b->passage) - (a->passage < b->passage);
}

static size_t root_of(size_t *group_of, size_t i) {
  while (group_of[i] != i) i = group_of[i] = group_of[group_of[i]];
  return i;
}

static void unite(size_t *group_of, size_t a, size_t b) {
  a = root_of(group_of, a);
  b = root_of(group_of, b);
  if (a < b) group_of[b] = a;
  if (b < a) group_of[a] = b;
}

/* Compares every passage with the one before it under each hash that they share, and with the first. */
static void compare(const sketch *sketches, const posting *postings, size_t n, size_t *group_of) {
  for (size_t i = 1, first = 0; i < n; i++) {
    if (postings[i].hash != postings[first].hash) {
      first = i;
      continue;
    }
    size_t others[] = {postings[i - 1].passage, postings[first].passage}, own = postings[i].passage;
    for (size_t k = 0; k < 2; k++) {
      if (root_of(group_of, own) == root_of(group_of, others[k])) continue;
      if (similarity(&sketches[own], &sketches[others[k]]) >= 0.5) unite(group_of, own, others[k]);
    }
  }
}

slant_status slant_duplicates_group_passages(const slant_passage *passages, size_t n_passages, size_t *group_of, slant_error *err) {
  sketch *sketches = NULL;
  posting *postings = NULL;
  slant_words room = {0};
  size_t n = 0;
  slant_status status = slant_memory_new(&sketches, n_passages, sizeof *sketches, err);
  if (status == SLANT_OK) status = slant_memory_new(&postings, n_passages * SKETCH, sizeof *postings, err);
  for (size_t a = 0; a < n_passages && status == SLANT_OK; a++) {
    group_of[a] = a;
    status = sketch_passage(&sketches[a], &passages[a], &room, err);
    for (size_t k = 0; k < sketches[a].n; k++) postings[n++] = (posting){sketches[a].hashes[k], a};
  }
  if (status == SLANT_OK && n > 0) {
    qsort(postings, n, sizeof *postings, by_hash);
    compare(sketches, postings, n, group_of);
    for (size_t a = 0; a < n_passages; a++) group_of[a] = root_of(group_of, a);
  }
  slant_words_free(&room);
  slant_memory_free(sketches);
  slant_memory_free(postings);
  return status;
}

slant_status slant_duplicates_group(slant_article *const *articles, size_t n_articles, size_t *group_of, slant_error *err) {
  slant_passage *passages;
  slant_status status = slant_memory_new(&passages, n_articles, sizeof *passages, err);
  if (status != SLANT_OK) return status;
  for (size_t a = 0; a < n_articles; a++) passages[a] = (slant_passage){articles[a], 0, articles[a]->n_paragraphs};
  status = slant_duplicates_group_passages(passages, n_articles, group_of, err);
  slant_memory_free(passages);
  return status;
}
