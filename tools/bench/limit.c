/* The bare loop: how fast a table of hashed terms can label text at all.
 * In: a table (term<TAB>weight<TAB>weight<TAB>weight a line; a term is a folded word, or two with a space between) and a text with a
 * paragraph a line. Out: one line with the paragraphs, words, paragraphs for each of the three classes and a checksum.
 * It cuts ASCII letters and digits into words, hashes words and pairs, and sums the three weights at each hash's place in a table that has
 * two places a term or more. It does not ask whether the term at that place is the one it looked for, and knows no Unicode, no JSON, no
 * furniture, no context, no probabilities and no rows.
 * So that nothing of it can be optimised away, it labels some of each megabyte again in a plain way, and fails where one sum of one
 * paragraph differs in one bit.
 * Usage: limit TABLE TEXT */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_WEIGHTS = 4, CHUNK = 1 << 20, CHECKED = 1 << 12, HUGE_PAGE = 1 << 21, MOST_KEYS = 256 };

/* The fourth weight is padding: a place is one vector. */
typedef struct place {
  float weights[N_WEIGHTS];
} place;

typedef struct table {
  place *places;
  size_t mask;
} table;

typedef struct sums {
  place sum;
  uint64_t n_words;
} sums;

typedef struct totals {
  uint64_t n_paragraphs, n_words, of_class[3], checksum;
} totals;

typedef sums label_function(const table *, const unsigned char *, const unsigned char *);

static unsigned char fold[256]; /* lower case of letters and digits, 0 for the rest */
static const uint64_t start_of_hash = 0xCBF29CE484222325;

static void fail(const char *what) {
  fprintf(stderr, "limit: %s\n", what);
  exit(1);
}

static void *allocate(size_t size) {
  void *new = aligned_alloc(HUGE_PAGE, (size / HUGE_PAGE + 1) * HUGE_PAGE);
  if (new == NULL) fail("out of memory");
  (void)madvise(new, size, MADV_HUGEPAGE);
  memset(new, 0, size);
  return new;
}

static char *read_all(const char *path) {
  int fd = open(path, O_RDONLY);
  struct stat about;
  if (fd < 0 || fstat(fd, &about) != 0) fail("cannot open the table");
  char *all = allocate((size_t)about.st_size + 1);
  ssize_t got;
  for (size_t len = 0; (got = read(fd, all + len, (size_t)about.st_size - len)) > 0; len += (size_t)got) continue;
  close(fd);
  return all;
}

static uint64_t hash_byte(uint64_t hash, unsigned char byte) { return (hash ^ byte) * 0x100000001B3; }
static uint64_t word_key(uint64_t hash) { return hash ^ hash >> 32; }
static uint64_t pair_key(uint64_t first, uint64_t second) { return word_key((first + second * 3) * 0x9E3779B97F4A7C15); }

static void add_place(place *to, const place *from) {
  for (int k = 0; k < N_WEIGHTS; k++) to->weights[k] += from->weights[k];
}

/* Adds the places of `keys`. */
static void add_places(const table *t, const uint32_t *keys, size_t n, place *sum) {
  for (size_t i = 0; i < n; i++) add_place(sum, &t->places[keys[i]]);
}

/* The fast way: one pass over the bytes, with the places on their way from memory while the next words are cut. */
static sums label_fast(const table *t, const unsigned char *at, const unsigned char *end) {
  sums s = {0};
  uint64_t previous = 0;
  uint32_t keys[MOST_KEYS];
  size_t n = 0;
  for (;;) {
    while (at < end && fold[*at] == 0) at++;
    if (at == end) break;
    uint64_t hash = start_of_hash;
    do hash = hash_byte(hash, fold[*at]);
    while (++at < end && fold[*at] != 0);
    keys[n] = (uint32_t)(word_key(hash) & t->mask);
    __builtin_prefetch(&t->places[keys[n++]]);
    if (s.n_words++ > 0) {
      keys[n] = (uint32_t)(pair_key(previous, hash) & t->mask);
      __builtin_prefetch(&t->places[keys[n++]]);
    }
    previous = hash;
    if (n < MOST_KEYS - 1) continue;
    add_places(t, keys, n, &s.sum);
    n = 0;
  }
  add_places(t, keys, n, &s.sum);
  return s;
}

static uint64_t hash_string(const char *word, size_t len) {
  if (len == 0) return start_of_hash;
  return hash_byte(hash_string(word, len - 1), (unsigned char)word[len - 1]);
}

/* The place of a term: a word, or two with a space between. */
static place *find(const table *t, const char *term) {
  size_t first = strcspn(term, " "), len = strlen(term);
  uint64_t hash = hash_string(term, first);
  uint64_t key = first == len ? word_key(hash) : pair_key(hash, hash_string(term + first + 1, len - first - 1));
  return &t->places[key & t->mask];
}

/* The plain way: each term as a string. */
static sums label_plain(const table *t, const unsigned char *at, const unsigned char *end) {
  sums s = {0};
  char *pair = calloc(2, (size_t)(end - at) + 2), *word = calloc(1, (size_t)(end - at) + 1);
  if (pair == NULL || word == NULL) fail("out of memory");
  while (at < end) {
    size_t len = 0;
    for (; at < end && fold[*at] != 0; at++) word[len++] = (char)fold[*at];
    at += len == 0;
    if (len == 0) continue;
    word[len] = '\0';
    add_place(&s.sum, find(t, word));
    if (s.n_words++ > 0) add_place(&s.sum, find(t, strcat(strcat(pair, " "), word)));
    strcpy(pair, word);
  }
  free(pair);
  free(word);
  return s;
}

static void load(table *t, const char *path) {
  char *all = read_all(path);
  size_t n_lines = 0;
  for (char *at = all; (at = strchr(at, '\n')) != NULL; at++) n_lines++;
  for (t->mask = 1; t->mask < 2 * n_lines; t->mask *= 2) continue;
  t->places = allocate(t->mask * sizeof *t->places);
  t->mask--;
  for (char *at = all; *at != '\0'; at += *at == '\n') {
    char *term = at;
    at += strcspn(at, "\t");
    if (*at == '\0') fail("found a line of the table without weights");
    *at++ = '\0';
    place weights = {0};
    for (int k = 0; k < 3; k++) weights.weights[k] = strtof(at, &at);
    add_place(find(t, term), &weights);
  }
  free(all);
}

static void count(totals *all, const sums *s) {
  int best = 0;
  for (int k = 1; k < 3; k++) best = s->sum.weights[k] > s->sum.weights[best] ? k : best;
  uint32_t bits[N_WEIGHTS];
  memcpy(bits, s->sum.weights, sizeof bits);
  all->n_paragraphs++;
  all->n_words += s->n_words;
  all->of_class[best]++;
  for (int k = 0; k < 3; k++) all->checksum = hash_byte(all->checksum, 0) ^ bits[k];
}

/* Labels each line of [at, end) that is not empty. */
static void label_lines(const table *t, const unsigned char *at, const unsigned char *end, label_function *label, totals *all) {
  while (at < end) {
    const unsigned char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    if (stop > at) {
      sums s = label(t, at, stop);
      count(all, &s);
    }
    at = stop + 1;
  }
}

/* Both ways over the same lines, the first few of [at, end). */
static void check(const table *t, const unsigned char *at, const unsigned char *end) {
  totals fast = {0}, plain = {0};
  if (end - at > CHECKED) end = at + CHECKED;
  label_lines(t, at, end, label_fast, &fast);
  label_lines(t, at, end, label_plain, &plain);
  if (memcmp(&fast, &plain, sizeof fast) != 0) fail("the two ways to label differ");
}

/* Reads and labels chunk by chunk; what is left of a line is carried over. */
static void run(const table *t, const char *path, totals *all) {
  int fd = open(path, O_RDONLY);
  size_t cap = 2 * CHUNK, kept = 0;
  unsigned char *buffer = allocate(cap);
  if (fd < 0) fail("cannot open the text");
  for (ssize_t got = 1; got > 0;) {
    if (cap - kept < CHUNK) fail("found a line of more than a megabyte");
    got = read(fd, buffer + kept, CHUNK);
    if (got < 0) fail("cannot read the text");
    size_t len = kept + (size_t)got, whole = len;
    while (got > 0 && whole > 0 && buffer[whole - 1] != '\n') whole--;
    label_lines(t, buffer, buffer + whole, label_fast, all);
    check(t, buffer, buffer + whole);
    kept = len - whole;
    memmove(buffer, buffer + whole, kept);
  }
  close(fd);
  free(buffer);
}

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: limit TABLE TEXT");
  for (int c = 0; c < 128; c++) {
    bool upper = c >= 'A' && c <= 'Z', kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    fold[c] = (unsigned char)(kept ? c + (upper ? 'a' - 'A' : 0) : 0);
  }
  table t = {0};
  totals all = {0};
  load(&t, argv[1]);
  run(&t, argv[2], &all);
  printf("%ju paragraphs, %ju words, classes %ju %ju %ju, checksum %016jx\n", (uintmax_t)all.n_paragraphs, (uintmax_t)all.n_words,
         (uintmax_t)all.of_class[0], (uintmax_t)all.of_class[1], (uintmax_t)all.of_class[2], (uintmax_t)all.checksum);
  free(t.places);
  return 0;
}
