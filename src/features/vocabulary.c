/* Vocabulary: counting terms and giving them numbers.
 * In: the terms of paragraphs. Out: term numbers, texts and inverse document frequencies. */
#include "features/vocabulary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/memory.h"

typedef struct slant_vocabulary_slot {
  uint64_t hash; /* with n_with 0: a free slot */
  uint32_t n_with;
  uint32_t last; /* number, from 1, of the last paragraph that held it; when finished, the term's number */
  uint32_t text_start, text_len;
} slot;

static slot *find(slot *slots, size_t cap, uint64_t hash) {
  size_t at = (size_t)hash & (cap - 1);
  while (slots[at].n_with != 0 && slots[at].hash != hash) at = (at + 1) & (cap - 1);
  return &slots[at];
}

static slant_status grow(slant_vocabulary *v, slant_error *err) {
  size_t cap = v->cap == 0 ? (size_t)1 << 16 : v->cap * 2;
  slot *slots;
  slant_status status = slant_memory_new(&slots, cap, sizeof *slots, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < v->cap; i++) {
    if (v->slots[i].n_with != 0) *find(slots, cap, v->slots[i].hash) = v->slots[i];
  }
  slant_memory_free(v->slots);
  v->slots = slots;
  v->cap = cap;
  return SLANT_OK;
}

slant_status slant_vocabulary_count(slant_vocabulary *v, slant_text text, const slant_term *terms, size_t n_terms,
                                    slant_error *err) {
  uint32_t paragraph = (uint32_t)++v->n_paragraphs;
  for (size_t i = 0; i < n_terms; i++) {
    if (v->n_seen * 2 >= v->cap) {
      slant_status status = grow(v, err);
      if (status != SLANT_OK) return status;
    }
    slot *s = find(v->slots, v->cap, terms[i].hash);
    if (s->n_with == 0) {
      v->n_seen++;
      s->hash = terms[i].hash;
      s->text_start = (uint32_t)v->texts.len;
      slant_term_fold(text, &terms[i], &v->texts);
      s->text_len = (uint32_t)v->texts.len - s->text_start;
      if (v->texts.len > UINT32_MAX / 2) return slant_error_set(err, SLANT_E_DATA, "found more than 2 GiB of different terms");
    }
    if (s->last == paragraph) continue;
    s->last = paragraph;
    s->n_with++;
  }
  return slant_buffer_check(&v->texts, err);
}

slant_status slant_vocabulary_count_words(slant_vocabulary *v, slant_text text, const slant_word *words, size_t n_words, slant_error *err) {
  slant_term *terms = NULL;
  size_t n_terms = slant_terms_count(n_words);
  slant_status status = slant_memory_new(&terms, n_terms, sizeof *terms, err);
  if (status == SLANT_OK) {
    slant_terms_get(words, n_words, terms);
    status = slant_vocabulary_count(v, text, terms, n_terms, err);
  }
  slant_memory_free(terms);
  return status;
}

typedef struct kept {
  slant_text text;
  slot *slot;
} kept;

static int by_text(const void *x, const void *y) {
  const kept *a = x, *b = y;
  int order = slant_compare_text(a->text, b->text);
  if (order != 0) return order;
  return (a->slot->hash > b->slot->hash) - (a->slot->hash < b->slot->hash);
}

static slant_status collect(slant_vocabulary *v, size_t min_count, kept **out, slant_error *err) {
  size_t n = 0;
  for (size_t i = 0; i < v->cap; i++) n += v->slots[i].n_with >= min_count && v->slots[i].n_with > 0;
  slant_status status = slant_memory_new(out, n, sizeof **out, err);
  if (status != SLANT_OK) return status;
  v->n_terms = 0;
  for (size_t i = 0; i < v->cap; i++) {
    slot *s = &v->slots[i];
    if (s->n_with == 0) continue;
    s->last = SLANT_NO_TERM;
    if (s->n_with >= min_count) (*out)[v->n_terms++] = (kept){{v->texts.ptr + s->text_start, s->text_len}, s};
  }
  if (n > 0) qsort(*out, n, sizeof **out, by_text);
  return SLANT_OK;
}

slant_status slant_vocabulary_finish(slant_vocabulary *v, size_t min_count, slant_error *err) {
  kept *terms = NULL;
  slant_buffer texts = {0};
  slant_status status = collect(v, min_count, &terms, err);
  if (status == SLANT_OK) status = slant_memory_new(&v->hashes, v->n_terms, sizeof *v->hashes, err);
  if (status == SLANT_OK) status = slant_memory_new(&v->idf, v->n_terms, sizeof *v->idf, err);
  if (status == SLANT_OK) status = slant_memory_new(&v->starts, v->n_terms + 1, sizeof *v->starts, err);
  for (size_t i = 0; i < v->n_terms && status == SLANT_OK; i++) {
    slot *s = terms[i].slot;
    s->last = (uint32_t)i;
    v->hashes[i] = s->hash;
    v->idf[i] = log((1.0 + (double)v->n_paragraphs) / (1.0 + (double)s->n_with)) + 1.0;
    slant_buffer_put(&texts, terms[i].text);
    v->starts[i + 1] = (uint32_t)texts.len;
  }
  if (status == SLANT_OK) status = slant_buffer_check(&texts, err);
  slant_memory_free(terms);
  slant_buffer_free(&v->texts);
  v->texts = texts;
  return status;
}

uint32_t slant_vocabulary_find(const slant_vocabulary *v, uint64_t hash) {
  if (v->cap == 0) return SLANT_NO_TERM;
  const slot *s = find(v->slots, v->cap, hash);
  return s->n_with == 0 ? SLANT_NO_TERM : s->last;
}

slant_text slant_vocabulary_text(const slant_vocabulary *v, uint32_t term) {
  return (slant_text){v->texts.ptr + v->starts[term], v->starts[term + 1] - v->starts[term]};
}

void slant_vocabulary_free(slant_vocabulary *v) {
  slant_memory_free(v->slots);
  slant_memory_free(v->hashes);
  slant_memory_free(v->idf);
  slant_memory_free(v->starts);
  slant_buffer_free(&v->texts);
  memset(v, 0, sizeof *v);
}
