/* Replay: a target's inputs without libFuzzer, for every compiler.
 * In: files and folders of inputs, and with --mutations N as many changed copies of each, the same in every run. Out: how many inputs were run;
 * the process ends where a property does not hold, and the last line says of which input. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "fuzz.h"

static size_t n_run;
static slant_text at_hand; /* the input that is run */

/* A changed copy is nowhere else. */
static void show(int number) {
  (void)fputs("of the input ", stderr);
  for (size_t i = 0; i < at_hand.len && i < 4096; i++) (void)fprintf(stderr, "%02x", (unsigned)(unsigned char)at_hand.ptr[i]);
  (void)fputc('\n', stderr);
  (void)signal(number, SIG_DFL);
}

/* In memory of that very size, so that reading past its end is noticed. */
static void run(const char *bytes, size_t len) {
  uint8_t *copy = malloc(len == 0 ? 1 : len);
  if (copy == NULL) abort();
  if (len > 0) memcpy(copy, bytes, len);
  at_hand = (slant_text){(const char *)copy, len};
  (void)LLVMFuzzerTestOneInput(copy, len);
  free(copy);
  n_run++;
}

/* One to four changes: a bit, a byte that matters, a stretch cut out, or repeated. */
static void change(slant_random *random, slant_buffer *bytes) {
  static const char marks[] = "\0\xFF\x80\n\r\",;<>{}[]\\/&=-+0129aA \t";
  for (uint64_t n = 1 + slant_random_below(random, 4); n > 0 && bytes->len > 0; n--) {
    size_t at = (size_t)slant_random_below(random, bytes->len), left = bytes->len - at;
    size_t some = 1 + (size_t)slant_random_below(random, left < 32 ? left : 32);
    switch (slant_random_below(random, 4)) {
      case 0: bytes->ptr[at] = (char)(bytes->ptr[at] ^ 1 << slant_random_below(random, 8)); break;
      case 1: bytes->ptr[at] = marks[slant_random_below(random, sizeof marks - 1)]; break;
      case 2:
        memmove(bytes->ptr + at, bytes->ptr + at + some, left - some);
        bytes->len -= some;
        break;
      default:
        if (!slant_buffer_reserve(bytes, some)) abort();
        memmove(bytes->ptr + at + some, bytes->ptr + at, left);
        bytes->len += some;
    }
  }
}

static void run_file(const char *path, unsigned long n_mutations) {
  slant_buffer bytes = {0}, changed = {0};
  slant_input *input;
  slant_error err = {0};
  if (slant_input_open(&input, path, &err) != SLANT_OK || slant_input_rest(input, &bytes, &err) != SLANT_OK) {
    (void)fprintf(stderr, "%s: %s\n", path, err.text);
    exit(EXIT_FAILURE);
  }
  slant_input_close(input);
  (void)printf("%s\n", path); /* before it is run: the last one printed is the one that failed */
  (void)fflush(stdout);
  run(bytes.ptr, bytes.len);
  slant_random random = {slant_hash_bytes(bytes.ptr, bytes.len, 0)};
  for (unsigned long i = 0; i < n_mutations; i++) {
    slant_buffer_clear(&changed);
    slant_buffer_put(&changed, slant_buffer_get(&bytes));
    change(&random, &changed);
    run(changed.ptr, changed.len);
  }
  slant_buffer_free(&bytes);
  slant_buffer_free(&changed);
}

static int is_listed(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void run_path(const char *path, unsigned long n_mutations) {
  struct stat info;
  if (stat(path, &info) != 0) return; /* a target without cases of its own */
  if (!S_ISDIR(info.st_mode)) {
    run_file(path, n_mutations);
    return;
  }
  struct dirent **names;
  int n = scandir(path, &names, is_listed, alphasort);
  for (int i = 0; i < n; i++) {
    char inside[4096];
    (void)snprintf(inside, sizeof inside, "%s/%s", path, names[i]->d_name);
    run_file(inside, n_mutations);
    free(names[i]);
  }
  if (n >= 0) free(names);
}

int main(int argc, char **argv) {
  unsigned long n_mutations = 0;
  int first = 1;
  (void)signal(SIGABRT, show);
  if (argc > 2 && strcmp(argv[1], "--mutations") == 0) {
    n_mutations = strtoul(argv[2], NULL, 10);
    first = 3;
  }
  for (int i = first; i < argc; i++) run_path(argv[i], n_mutations);
  (void)printf("%zu inputs\n", n_run);
  return n_run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
