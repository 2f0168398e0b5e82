/* Groups of articles, for programs that try their intervals out.
 * In, on standard input, numbers with spaces or line ends between: "confusion K" and K * K weights, rows true labels; "article N" and N
 * rows of the label given, from 0, and K probabilities, which join a pool; "group A" and A numbers of articles in the pool, from 0, each
 * of which stands for an article of its own; "measure", after which other confusions and groups may follow. Out, for each "measure", a
 * line for each group, for each estimate in the order of slant_estimate and each label: share, low, high; then the same of tone (0 where
 * it has none); then, in a line for each two groups, for each label: difference, low, high, p. Exit 3 where the input is something
 * else. */
#include "groups/groups.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARTICLES = 100000, MOST_ROWS = 10000 };

typedef struct input {
  slant_labels labels;
  double confusion[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  size_t n_articles;
  slant_saved_article *articles; /* MOST_ARTICLES */
  slant_groups *groups;          /* NULL: none yet */
  size_t n_groups, n_drawn;
} input;

static bool read_confusion(input *in) {
  static const char *const names[SLANT_MOST_LABELS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                                        "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"};
  in->labels.supportive = 0;
  in->labels.critical = 1;
  memcpy(in->labels.names, names, sizeof names);
  if (scanf("%zu", &in->labels.n) != 1 || in->labels.n < SLANT_FEWEST_LABELS || in->labels.n > SLANT_MOST_LABELS) return false;
  for (size_t i = 0; i < in->labels.n * in->labels.n; i++) {
    if (scanf("%lf", &in->confusion[i]) != 1) return false;
  }
  return true;
}

static bool read_article(input *in) {
  slant_saved_article *a = &in->articles[in->n_articles];
  if (in->labels.n == 0 || in->n_articles == MOST_ARTICLES || scanf("%zu", &a->n_rows) != 1 || a->n_rows > MOST_ROWS) return false;
  slant_saved_row *rows = calloc(a->n_rows + 1, sizeof *rows);
  a->rows = rows;
  in->n_articles++;
  for (size_t i = 0; i < a->n_rows && rows != NULL; i++) {
    if (scanf("%d", &rows[i].label) != 1 || rows[i].label < 0 || (size_t)rows[i].label >= in->labels.n) return false;
    for (size_t k = 0; k < in->labels.n; k++) {
      double value;
      if (scanf("%lf", &value) != 1 || !(value >= 0 && value <= 1)) return false;
      rows[i].probabilities[k] = (uint32_t)lround(value / SLANT_SAVED_UNIT);
    }
    rows[i].tone = ((double)rows[i].probabilities[0] - (double)rows[i].probabilities[1]) * SLANT_SAVED_UNIT;
  }
  return rows != NULL;
}

static bool read_group(input *in) {
  static const char *const by[] = {"source"};
  size_t n, which;
  char id[32], name[32];
  if (in->groups == NULL && slant_groups_new(&in->groups, &in->labels, in->confusion, by, 1, NULL) != SLANT_OK) return false;
  if (scanf("%zu", &n) != 1) return false;
  (void)snprintf(name, sizeof name, "%08zu", in->n_groups++);
  for (size_t i = 0; i < n; i++) {
    if (scanf("%zu", &which) != 1 || which >= in->n_articles) return false;
    slant_saved_article a = in->articles[which];
    (void)snprintf(id, sizeof id, "%zu", in->n_drawn++);
    for (size_t f = 0; f < SLANT_N_FIELDS; f++) a.fields[f] = (slant_text){"", 0};
    a.fields[SLANT_ID] = (slant_text){id, strlen(id)};
    a.fields[SLANT_SOURCE] = (slant_text){name, strlen(name)};
    if (slant_groups_add(in->groups, &a, NULL) != SLANT_OK) return false;
  }
  return true;
}

static void put(const slant_group *group, size_t n_labels) {
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    const slant_share *shares = group->shares[e];
    for (size_t k = 0; k < n_labels; k++) printf("%.6f %.6f %.6f ", shares[k].share, shares[k].low, shares[k].high);
  }
  printf("%.6f %.6f %.6f\n", group->tone.share, group->tone.low, group->tone.high);
}

static bool measure(input *in) {
  if (in->groups == NULL || slant_groups_finish(in->groups, NULL) != SLANT_OK) return false;
  for (size_t g = 1; g < slant_groups_n(in->groups); g++) put(slant_groups_get(in->groups, g), in->labels.n); /* the first is the batch */
  for (size_t g = 0; g + 1 < in->n_groups; g += 2) {
    char first[32], second[32];
    slant_group_difference found;
    (void)snprintf(first, sizeof first, "source=%08zu", g);
    (void)snprintf(second, sizeof second, "source=%08zu", g + 1);
    if (slant_groups_compare(in->groups, first, second, &found, NULL) != SLANT_OK) return false;
    for (size_t k = 0; k < in->labels.n; k++) {
      printf("%.6f %.6f %.6f %.6f ", found.difference[k].share, found.difference[k].low, found.difference[k].high, found.p[k]);
    }
    printf("\n");
  }
  slant_groups_free(in->groups);
  in->groups = NULL;
  in->n_groups = 0;
  return true;
}

int main(void) {
  input in = {.articles = calloc(MOST_ARTICLES, sizeof *in.articles)};
  char word[16];
  bool fine = in.articles != NULL;
  while (fine && scanf("%15s", word) == 1) {
    fine = strcmp(word, "confusion") == 0 ? read_confusion(&in)
           : strcmp(word, "article") == 0 ? read_article(&in)
           : strcmp(word, "group") == 0   ? read_group(&in)
                                          : strcmp(word, "measure") == 0 && measure(&in);
  }
  if (!fine) (void)fprintf(stderr, "groups: found no such input, expected confusion, article, group or measure, and numbers\n");
  slant_groups_free(in.groups);
  for (size_t i = 0; i < in.n_articles; i++) free((void *)(uintptr_t)in.articles[i].rows);
  free(in.articles);
  return fine ? 0 : 3;
}
