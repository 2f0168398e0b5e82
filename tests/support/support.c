/* Support for the tests.
 * In: names and bytes. Out: files in a folder of their own, which is removed whole. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "support/support.h"

#include <errno.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_PATHS = 32, LONGEST_PATH = 1024, LONGEST_SHOWN = 400 };

static char folder[LONGEST_PATH / 2];

const char *const comma_locales[] = {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8", "fr_FR", NULL};
const char *const two_byte_locales[] = {"ps_AF.UTF-8", "ps_AF", NULL};

slant_text text_of(const char *string) { return (slant_text){string, strlen(string)}; }

bool same_text(slant_text a, slant_text b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool holds_text(slant_text text, slant_text part) {
  for (size_t at = 0; at + part.len <= text.len; at++) {
    if (same_text((slant_text){text.ptr + at, part.len}, part)) return true;
  }
  return false;
}

const char *shown(slant_text text, int slot) {
  static char slots[2][LONGEST_SHOWN + 8];
  char *out = slots[slot];
  size_t n = 0;
  for (size_t i = 0; i < text.len && n < LONGEST_SHOWN - 4; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    n += (size_t)snprintf(out + n, 5, c >= 0x20 && c < 0x7F ? "%c" : "\\x%02X", c);
  }
  out[n] = '\0';
  return out;
}

int run_suite(Suite *suite) {
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int n_failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

void folder_make(void) {
  const char *base = getenv("TMPDIR");
  int n = snprintf(folder, sizeof folder, "%s/slant-test-XXXXXX", base == NULL || *base == '\0' ? "/tmp" : base);
  if (n < 0 || (size_t)n >= sizeof folder || mkdtemp(folder) == NULL) {
    perror("mkdtemp");
    exit(EXIT_FAILURE);
  }
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place) {
  (void)info, (void)kind, (void)place;
  return remove(path);
}

void folder_remove(void) {
  if (folder[0] != '\0') (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  folder[0] = '\0';
}

const char *file_path(const char *name) {
  static char paths[N_PATHS][LONGEST_PATH];
  static size_t next;
  char *path = paths[next++ % N_PATHS];
  int n = snprintf(path, LONGEST_PATH, "%s/%s", folder, name);
  ck_assert(n > 0 && n < LONGEST_PATH);
  return path;
}

static void make_parents(const char *path) {
  char part[LONGEST_PATH];
  for (const char *slash = strchr(path + strlen(folder) + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    memcpy(part, path, (size_t)(slash - path));
    part[slash - path] = '\0';
    ck_assert(mkdir(part, 0777) == 0 || errno == EEXIST);
  }
}

const char *file_write(const char *name, slant_text bytes) {
  const char *path = file_path(name);
  make_parents(path);
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  if (bytes.len > 0) ck_assert_uint_eq(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
  ck_assert_int_eq(fclose(file), 0);
  return path;
}

bool file_exists(const char *path) { return access(path, F_OK) == 0; }

slant_text file_read(const char *path) {
  FILE *file = fopen(path, "rb");
  ck_assert_ptr_nonnull(file);
  struct stat info;
  ck_assert_int_eq(fstat(fileno(file), &info), 0);
  size_t len = (size_t)info.st_size;
  char *bytes = malloc(len + 1);
  ck_assert_ptr_nonnull(bytes);
  ck_assert_uint_eq(fread(bytes, 1, len, file), len);
  bytes[len] = '\0';
  (void)fclose(file);
  return (slant_text){bytes, len};
}

bool locale_set(const char *const *names) {
  for (; *names != NULL; names++) {
    if (setlocale(LC_ALL, *names) != NULL) return true;
  }
  return false;
}

void locale_reset(void) { (void)setlocale(LC_ALL, "C"); }
