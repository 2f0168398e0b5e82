/* Support for the tests: texts that compare and show well, a folder that vanishes, locales with another decimal sign. */
#ifndef SLANT_TESTS_SUPPORT_H
#define SLANT_TESTS_SUPPORT_H

#include <check.h>

#include "slant/slant.h"

/* A literal with its NULs. */
#define BYTES(literal) ((slant_text){"" literal, sizeof(literal) - 1})

slant_text text_of(const char *string);
bool same_text(slant_text a, slant_text b);
bool holds_text(slant_text text, slant_text part);
/* `text` with what cannot be printed as \xNN; borrowed until the next call with the same `slot`, 0 or 1. */
const char *shown(slant_text text, int slot);

#define ck_assert_text_eq(found, expected)                                                         \
  do {                                                                                             \
    slant_text found_ = (found), expected_ = (expected);                                           \
    ck_assert_msg(same_text(found_, expected_), "found \"%s\", expected \"%s\"", shown(found_, 0), \
                  shown(expected_, 1));                                                            \
  } while (0)

#define ck_assert_ok(status, err) \
  ck_assert_msg((status) == SLANT_OK, "%s:%llu: %s", (err).source, (unsigned long long)(err).line, (err).text)

/* The error's text holds `part`. */
#define ck_assert_says(err, part) \
  ck_assert_msg(strstr((err).text, (part)) != NULL, "found \"%s\", expected it to say \"%s\"", (err).text, (part))

/* Runs a suite of its own program; the program's exit status. */
int run_suite(Suite *suite);

/* Fixtures: a new folder, and its removal with all that is in it. */
void folder_make(void);
void folder_remove(void);

/* A path in that folder. Borrowed until some thirty more were asked for. */
const char *file_path(const char *name);
/* Writes a file, the folders above it as well, and gives its path as file_path does. */
const char *file_write(const char *name, slant_text bytes);
bool file_exists(const char *path);
/* All bytes of a file, new (free it). */
slant_text file_read(const char *path);

/* Sets the first of the locales that is there; false where none is. "C" comes back with locale_reset. */
bool locale_set(const char *const *names);
void locale_reset(void);
extern const char *const comma_locales[];    /* decimal comma */
extern const char *const two_byte_locales[]; /* a decimal sign of more than one byte */

#endif
