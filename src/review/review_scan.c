/* Reading results for a review: once for what could be chosen, once more for the articles that are concerned.
 * In: folders of results. Out: candidates; articles. Between the passes only numbers are kept, so that a batch may be large. */
#include <stdlib.h>
#include <string.h>

#include "article/ids.h"
#include "base/compare.h"
#include "base/hash.h"
#include "base/memory.h"
#include "review/review_results.h"

/* Whether all labels of `some` are among `all`. */
static bool are_among(const slant_labels *some, const slant_labels *all) {
  for (size_t k = 0; k < some->n; k++) {
    if (slant_labels_find(all, (slant_text){some->names[k], strlen(some->names[k])}) < 0) return false;
  }
  return true;
}

static slant_status add_labels(slant_labels *to, const slant_labels *from, slant_arena *arena, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t k = 0; k < from->n && status == SLANT_OK; k++) {
    status = slant_labels_add(to, (slant_text){from->names[k], strlen(from->names[k])}, arena, err);
  }
  return status;
}

/* The labels of the results are offered, unless others are asked for; those of labelled data and of other results must be among them. */
static slant_status check_labels(slant_review *r, const slant_labels *labels, const char *folder, slant_error *err) {
  slant_status status = add_labels(&r->given, labels, &r->arena, err);
  if (status != SLANT_OK || r->options.labels != NULL) return status;
  if (are_among(&r->labels, labels)) return add_labels(&r->labels, labels, &r->arena, err);
  slant_buffer ours = {.max = 300}, theirs = {.max = 300};
  slant_labels_join(&r->labels, &ours);
  slant_labels_join(labels, &theirs);
  const char *found = theirs.ptr == NULL ? "" : theirs.ptr, *expected = ours.ptr == NULL ? "" : ours.ptr;
  status = slant_error_at(err, SLANT_E_DATA, folder, 0,
                          "found the labels %.*s, expected %.*s as elsewhere (--labels says which are offered)", (int)theirs.len, found,
                          (int)ours.len, expected);
  slant_buffer_free(&ours);
  slant_buffer_free(&theirs);
  return status;
}

/* Every row of a review is shown as text. */
static slant_status check_texts(const slant_saved_article *article, const char *folder, slant_error *err) {
  for (size_t i = 0; i < article->n_rows; i++) {
    if (article->rows[i].has_text) continue;
    slant_text id = article->fields[SLANT_ID];
    return slant_error_at(err, SLANT_E_DATA, folder, 0,
                          "found no text for paragraph %u of article \"%.*s\", expected results with evidence.jsonl or the column text",
                          article->rows[i].number, (int)(id.len < 120 ? id.len : 120), id.ptr);
  }
  return SLANT_OK;
}

/* Evidence holds the texts; without it they may stand in the rows. */
static slant_status open_folder(slant_saved **out, const char *folder, slant_error *err) {
  slant_error absent = {0};
  slant_status status = slant_saved_open(out, folder, "", &absent);
  if (status != SLANT_E_IO) return slant_error_copy(err, &absent);
  return slant_saved_open_rows(out, folder, "", err);
}

static slant_status read_folder(slant_review *r, const char *folder, slant_ids *ids, size_t *index, slant_review_visit visit, void *user,
                                slant_error *err) {
  slant_saved *saved;
  const slant_saved_article *article;
  slant_status status = open_folder(&saved, folder, err);
  if (status != SLANT_OK) return status;
  status = check_labels(r, &slant_saved_get_run(saved)->labels, folder, err);
  while (status == SLANT_OK) {
    uint32_t met;
    status = slant_saved_next(saved, &article, err);
    if (status != SLANT_OK || article == NULL) break;
    status = slant_ids_add(ids, article->fields[SLANT_ID], 1, &met, err);
    if (status == SLANT_OK && met != 0) {
      r->figures.n_repeated++;
      continue;
    }
    if (status == SLANT_OK) status = check_texts(article, folder, err);
    if (status == SLANT_OK) status = visit(user, slant_saved_get_run(saved), article, (*index)++, err);
  }
  slant_saved_close(saved);
  return status;
}

slant_status slant_review_read(slant_review *r, slant_review_visit visit, void *user, slant_error *err) {
  slant_ids ids = {0};
  size_t index = 0;
  slant_status status = SLANT_OK;
  r->figures.n_repeated = 0;
  for (size_t i = 0; i < r->options.n_results && status == SLANT_OK; i++) {
    status = read_folder(r, r->options.results[i], &ids, &index, visit, user, err);
  }
  slant_ids_free(&ids);
  return status;
}

typedef struct scan {
  slant_review *r;
  slant_candidates *candidates;
  slant_words words;
} scan;

static slant_status hash_words(scan *s, slant_text text, uint64_t *hash, slant_error *err) {
  slant_status status = slant_words_cut(&s->words, text, err);
  *hash = 0;
  for (size_t w = 0; w < s->words.n && status == SLANT_OK; w++) *hash = slant_hash_pair(*hash, s->words.items[w].hash);
  return status;
}

static const char *label_of(const slant_review *r, const slant_saved_run *run, const slant_saved_row *row) {
  const char *name = run->labels.names[row->label];
  return r->given.names[slant_labels_find(&r->given, (slant_text){name, strlen(name)})];
}

static slant_status scan_article(void *user, const slant_saved_run *run, const slant_saved_article *article, size_t index,
                                 slant_error *err) {
  scan *s = user;
  slant_candidates *list = s->candidates;
  list->n_articles = index + 1;
  for (size_t i = 0; i < article->n_rows; i++) {
    const slant_saved_row *row = &article->rows[i];
    if (row->label < 0 || slant_review_find(s->r, article->fields[SLANT_ID], row->number, NULL) != NULL) continue;
    slant_status status = slant_memory_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items, err);
    if (status != SLANT_OK) return status;
    slant_candidate *c = &list->items[list->n++];
    *c = (slant_candidate){.key = slant_review_key(article->fields[SLANT_ID], row->number, s->r->options.seed),
                           .margin = slant_review_margin(row->probabilities, run->thresholds[row->decided], run->labels.n),
                           .confidence = row->confidence,
                           .article = index,
                           .number = row->number,
                           .label = label_of(s->r, run, row),
                           .furniture = (row->flags & SLANT_FURNITURE) != 0};
    status = hash_words(s, row->text, &c->words, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

static int by_key(const void *x, const void *y) {
  const slant_candidate *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->number > b->number) - (a->number < b->number);
}

slant_status slant_review_scan(slant_review *r, slant_candidates *candidates, slant_error *err) {
  scan s = {.r = r, .candidates = candidates};
  slant_status status = slant_review_read(r, scan_article, &s, err);
  slant_words_free(&s.words);
  if (status == SLANT_OK && candidates->n > 0) qsort(candidates->items, candidates->n, sizeof *candidates->items, by_key);
  return status;
}

typedef struct fetch {
  slant_review *r;
  const bool *wanted;
  const slant_article **of;
  slant_ids ids; /* of the items that are chosen already */
} fetch;

/* The article as its rows have it: their texts, one after the other. */
static slant_status build(const slant_saved_article *saved, slant_article **out, slant_error *err) {
  slant_record record = {.source = "", .has_paragraphs = true, .n_paragraphs = saved->n_rows};
  memcpy(record.fields, saved->fields, sizeof record.fields);
  slant_status status = slant_memory_new(&record.paragraphs, saved->n_rows + 1, sizeof *record.paragraphs, err);
  for (size_t i = 0; i < saved->n_rows && status == SLANT_OK; i++) {
    const slant_saved_row *row = &saved->rows[i];
    record.paragraphs[i] = (slant_record_paragraph){.number = row->number, .text = row->text, .label = {"", 0}, .weight = 1,
                                                    .repaired = (row->flags & SLANT_REPAIRED_UTF8) != 0};
  }
  const slant_record *records[] = {&record};
  if (status == SLANT_OK) status = slant_article_build(out, saved->fields[SLANT_ID], records, 1, SLANT_BY_AUTO, err);
  slant_memory_free(record.paragraphs);
  return status;
}

static slant_status fetch_article(void *user, const slant_saved_run *run, const slant_saved_article *saved, size_t index,
                                  slant_error *err) {
  fetch *f = user;
  slant_review *r = f->r;
  uint32_t met = 0;
  (void)run;
  slant_status status = f->wanted[index] ? SLANT_OK : slant_ids_add(&f->ids, saved->fields[SLANT_ID], 1, &met, err);
  if (status != SLANT_OK || (!f->wanted[index] && met == 0)) return status;
  status = slant_memory_grow(&r->articles, &r->cap_articles, r->n_articles + 1, sizeof *r->articles, err);
  if (status == SLANT_OK) status = build(saved, &r->articles[r->n_articles], err);
  if (status == SLANT_OK) f->of[index] = r->articles[r->n_articles++];
  return status;
}

static int by_id(const void *x, const void *y) {
  const slant_article *a = *(slant_article *const *)x, *b = *(slant_article *const *)y;
  return slant_compare_text(a->fields[SLANT_ID], b->fields[SLANT_ID]);
}

slant_status slant_review_fetch(slant_review *r, const bool *wanted, const slant_article **of, slant_error *err) {
  fetch f = {.r = r, .wanted = wanted, .of = of};
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < r->chosen.n && status == SLANT_OK; i++) {
    uint32_t met;
    status = slant_ids_add(&f.ids, r->chosen.items[i].id, 1, &met, err);
  }
  if (status == SLANT_OK) status = slant_review_read(r, fetch_article, &f, err);
  if (r->n_articles > 0) qsort(r->articles, r->n_articles, sizeof *r->articles, by_id);
  slant_ids_free(&f.ids);
  return status;
}
