/* Suggest: edit distance between short names (insertion, deletion, substitution, swap of neighbours).
 * In: a mistyped word and the names there are. Out: the nearest one. */
#include "cli/suggest.h"

#include <string.h>

enum { LONGEST = 40 };

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static size_t distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  size_t d[LONGEST + 1][LONGEST + 1];
  if (n > LONGEST || m > LONGEST) return LONGEST;
  for (size_t i = 0; i <= n; i++) d[i][0] = i;
  for (size_t j = 0; j <= m; j++) d[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    for (size_t j = 1; j <= m; j++) {
      size_t best = smaller(smaller(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = smaller(best, d[i - 2][j - 2] + 1);
      d[i][j] = best;
    }
  }
  return d[n][m];
}

const char *suggest_nearest(const char *word, const char *const *names, size_t n_names) {
  const char *nearest = NULL;
  size_t least = strlen(word) / 3 + 2; /* one slip in three letters, and one more */
  for (size_t i = 0; i < n_names; i++) {
    size_t d = distance(word, names[i]);
    if (strlen(word) >= 3 && strncmp(names[i], word, strlen(word)) == 0) d = 1; /* a beginning counts as near */
    if (d >= least) continue;
    least = d;
    nearest = names[i];
  }
  return nearest;
}
