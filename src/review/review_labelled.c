/* Review of labelled data: labels that are likely wrong, and near-duplicates whose labels differ.
 * In: the labelled data, out-of-fold rows. Out: items of the strata errors and duplicates. */
#include <stdlib.h>
#include <string.h>

#include "article/duplicates.h"
#include "article/record.h"
#include "base/compare.h"
#include "base/memory.h"
#include "review/review.h"
#include "review/review_errors.h"
#include "saved/saved_table.h"

/* Rows of an out-of-fold file that are about the data as they are. */
typedef struct rows {
  slant_labels labels;
  size_t article, paragraph, label, given, columns[SLANT_MOST_LABELS];
  slant_review_item *items; /* n */
  int *labels_of;           /* n */
  double *probabilities;    /* n * labels.n */
  size_t n, cap_items, cap_labels, cap_probabilities;
} rows;

/* The columns of probabilities are those between "given" and the first margin. */
static slant_status find_columns(rows *x, const slant_saved_table *table, slant_arena *arena, slant_error *err) {
  static const char margin[] = "text_margin_";
  slant_status status = slant_saved_table_find(table, "article", &x->article, err);
  if (status == SLANT_OK) status = slant_saved_table_find(table, "paragraph", &x->paragraph, err);
  if (status == SLANT_OK) status = slant_saved_table_find(table, "label", &x->label, err);
  if (status == SLANT_OK) status = slant_saved_table_find(table, "given", &x->given, err);
  for (size_t c = x->given + 1; status == SLANT_OK && c < table->n_columns; c++) {
    slant_text name = table->names[c];
    if (name.len > sizeof margin - 1 && memcmp(name.ptr, margin, sizeof margin - 1) == 0) break;
    status = slant_labels_add(&x->labels, name, arena, err);
  }
  for (size_t k = 0; k < x->labels.n && status == SLANT_OK; k++) {
    status = slant_saved_table_find(table, x->labels.names[k], &x->columns[k], err);
  }
  return status;
}

static slant_status read_row(slant_review *r, rows *x, const slant_saved_table *table, slant_error *err) {
  slant_text label = slant_saved_cell(table, x->label), given = slant_saved_cell(table, x->given);
  int own = slant_labels_find(&x->labels, label), by_model = slant_labels_find(&x->labels, given);
  const slant_article *article;
  if (own < 0) return slant_saved_cell_unfit(table, x->label, "the label of one of the columns", err);
  if (by_model < 0) return slant_saved_cell_unfit(table, x->given, "the label of one of the columns", err);
  slant_text id = slant_saved_cell(table, x->article);
  const slant_paragraph *p = slant_review_find(r, id, slant_record_number(slant_saved_cell(table, x->paragraph)), &article);
  if (p == NULL) return slant_saved_cell_unfit(table, x->article, "a paragraph that the labelled data have, with a label", err);
  if (slant_compare_text(p->label, label) != 0) {
    r->figures.n_changed++;
    return SLANT_OK;
  }
  size_t k = x->labels.n, n = x->n;
  slant_status status = slant_memory_grow(&x->items, &x->cap_items, n + 1, sizeof *x->items, err);
  if (status == SLANT_OK) status = slant_memory_grow(&x->labels_of, &x->cap_labels, n + 1, sizeof *x->labels_of, err);
  if (status == SLANT_OK) status = slant_memory_grow(&x->probabilities, &x->cap_probabilities, (n + 1) * k, sizeof *x->probabilities, err);
  for (size_t j = 0; j < k && status == SLANT_OK; j++) {
    double *out = &x->probabilities[n * k + j];
    status = slant_saved_cell_number(table, x->columns[j], out, err);
    if (status == SLANT_OK && !(*out >= 0 && *out <= 1)) {
      status = slant_saved_cell_unfit(table, x->columns[j], "a probability from 0 to 1", err);
    }
  }
  if (status != SLANT_OK) return status;
  x->labels_of[n] = own;
  x->items[n] = (slant_review_item){.id = article->fields[SLANT_ID], .number = p->number, .stratum = SLANT_STRATUM_ERRORS,
                                    .probability = (double)NAN, .model = x->labels.names[by_model],
                                    .confidence = x->probabilities[n * k + (size_t)by_model]};
  x->n++;
  return SLANT_OK;
}

static slant_status read_out_of_fold(slant_review *r, rows *x, slant_error *err) {
  slant_saved_table table = {0};
  bool found = true;
  slant_status status = slant_saved_table_open(&table, r->options.out_of_fold, err);
  if (status == SLANT_OK) status = find_columns(x, &table, &r->arena, err);
  while (status == SLANT_OK) {
    status = slant_saved_table_next(&table, &found, err);
    if (status != SLANT_OK || !found) break;
    status = read_row(r, x, &table, err);
  }
  slant_saved_table_close(&table);
  return status;
}

static slant_status choose_errors(slant_review *r, const rows *x, size_t n_wanted, slant_error *err) {
  size_t n = 0, joint[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  slant_suspect *suspects = NULL;
  slant_status status = slant_memory_new(&suspects, x->n, sizeof *suspects, err);
  if (status == SLANT_OK) status = slant_review_suspects(x->probabilities, x->labels_of, x->n, x->labels.n, joint, suspects, &n, err);
  r->figures.n_labelled = x->n;
  r->figures.n_suspects = n;
  for (size_t i = 0; i < n && i < n_wanted && status == SLANT_OK; i++) status = slant_review_add(r, &x->items[suspects[i].row], err);
  slant_memory_free(suspects);
  return status;
}

/* A labelled paragraph in its group of near-duplicates. */
typedef struct member {
  slant_passage passage;
  size_t group, n_against; /* members of the group whose label is not the most frequent one */
} member;

static const slant_paragraph *paragraph_of(const member *m) { return &m->passage.article->paragraphs[m->passage.first]; }

/* Groups with more dissent first, then in the order of the data. */
static int by_dissent(const void *x, const void *y) {
  const member *a = x, *b = y;
  if (a->n_against != b->n_against) return a->n_against > b->n_against ? -1 : 1;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  int order = slant_compare_text(a->passage.article->fields[SLANT_ID], b->passage.article->fields[SLANT_ID]);
  return order != 0 ? order : (a->passage.first > b->passage.first) - (a->passage.first < b->passage.first);
}

static slant_status collect_members(const slant_review *r, member **members, size_t *n, slant_error *err) {
  size_t cap = 0;
  for (size_t a = 0; a < r->labelled.n_articles; a++) {
    const slant_article *article = r->labelled.articles[a];
    for (size_t i = 0; i < article->n_paragraphs; i++) {
      size_t n_words;
      (void)slant_article_words(article, i, &n_words);
      bool furniture = (article->paragraphs[i].flags & SLANT_FURNITURE) != 0;
      if (article->paragraphs[i].label.len == 0 || furniture || n_words < SLANT_REVIEW_FEWEST_WORDS) continue;
      slant_status status = slant_memory_grow(members, &cap, *n + 1, sizeof **members, err);
      if (status != SLANT_OK) return status;
      (*members)[(*n)++] = (member){.passage = {article, i, i + 1}};
    }
  }
  return SLANT_OK;
}

static slant_status find_groups(member *members, size_t n, slant_error *err) {
  slant_passage *passages = NULL;
  size_t *group_of = NULL;
  slant_status status = slant_memory_new(&passages, n, sizeof *passages, err);
  if (status == SLANT_OK) status = slant_memory_new(&group_of, n, sizeof *group_of, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) passages[i] = members[i].passage;
  if (status == SLANT_OK) status = slant_duplicates_group_passages(passages, n, group_of, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) members[i].group = group_of[i];
  slant_memory_free(passages);
  slant_memory_free(group_of);
  return status;
}

/* Members of a group [0, n) whose label is not its most frequent one. */
static size_t count_against(const member *members, size_t n) {
  size_t most = 0;
  for (size_t i = 0; i < n; i++) {
    size_t same = 0;
    for (size_t k = 0; k < n; k++) same += slant_compare_text(paragraph_of(&members[i])->label, paragraph_of(&members[k])->label) == 0;
    if (same > most) most = same;
  }
  return n - most;
}

static bool is_chosen(const slant_review *r, slant_text id, uint32_t number) {
  for (size_t i = 0; i < r->chosen.n; i++) {
    if (r->chosen.items[i].number == number && slant_compare_text(r->chosen.items[i].id, id) == 0) return true;
  }
  return false;
}

static slant_status choose_members(slant_review *r, member *members, size_t n, size_t n_wanted, slant_error *err) {
  slant_status status = SLANT_OK;
  qsort(members, n, sizeof *members, by_dissent); /* all of no dissent yet: by group */
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && members[end].group == members[i].group;) end++;
    size_t n_against = count_against(members + i, end - i);
    for (size_t k = i; k < end; k++) members[k].n_against = n_against;
    r->figures.n_conflicts += n_against > 0;
  }
  qsort(members, n, sizeof *members, by_dissent);
  for (size_t i = 0; i < n && members[i].n_against > 0 && status == SLANT_OK; i++) {
    slant_review_item item = {.id = members[i].passage.article->fields[SLANT_ID], .number = paragraph_of(&members[i])->number,
                              .stratum = SLANT_STRATUM_DUPLICATES, .probability = (double)NAN, .confidence = (double)NAN};
    if (r->figures.n_chosen[SLANT_STRATUM_DUPLICATES] >= n_wanted) break;
    if (!is_chosen(r, item.id, item.number)) status = slant_review_add(r, &item, err);
  }
  return status;
}

static slant_status choose_duplicates(slant_review *r, size_t n_wanted, slant_error *err) {
  member *members = NULL;
  size_t n = 0;
  slant_status status = collect_members(r, &members, &n, err);
  if (status == SLANT_OK && n > 0) status = find_groups(members, n, err);
  if (status == SLANT_OK && n > 0) status = choose_members(r, members, n, n_wanted, err);
  slant_memory_free(members);
  return status;
}

slant_status slant_review_labelled(slant_review *r, size_t *left, slant_error *err) {
  const size_t *asked = r->figures.n_asked, *chosen = r->figures.n_chosen;
  rows x = {0};
  slant_status status = SLANT_OK;
  if (r->options.out_of_fold != NULL) {
    status = read_out_of_fold(r, &x, err);
    if (status == SLANT_OK) status = choose_errors(r, &x, asked[SLANT_STRATUM_ERRORS], err);
  }
  size_t n_wanted = asked[SLANT_STRATUM_ERRORS] - chosen[SLANT_STRATUM_ERRORS] + asked[SLANT_STRATUM_DUPLICATES];
  if (status == SLANT_OK && slant_review_wants(r, SLANT_STRATUM_DUPLICATES)) status = choose_duplicates(r, n_wanted, err);
  *left = n_wanted - chosen[SLANT_STRATUM_DUPLICATES];
  slant_memory_free(x.items);
  slant_memory_free(x.labels_of);
  slant_memory_free(x.probabilities);
  return status;
}
