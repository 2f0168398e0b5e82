/* Reading for the tests: runs a reader to its end and shows what it gave as text. */
#ifndef SLANT_TESTS_READING_H
#define SLANT_TESTS_READING_H

#include "base/buffer.h"
#include "support/support.h"

typedef struct reading {
  slant_status status;
  slant_error err;
  slant_reader_counts counts;
  slant_buffer
      articles; /* a line each: "ID: 1 text|2 text {flag}", without the furniture flag, which is the scorer's */
  slant_buffer warnings; /* a line each: "NAME:LINE: text", NAME without its folders */
} reading;

/* Reads `n` inputs; options->warning is set by this. `options` may be NULL. */
void reading_run(reading *r, const char *const *inputs, size_t n, const slant_reader_options *options);
void reading_run_one(reading *r, const char *input, const slant_reader_options *options);
/* Writes a file of that name and reads it. */
void reading_run_bytes(reading *r, const char *name, slant_text bytes, const slant_reader_options *options);
void reading_free(reading *r);

/* Appends the line of an article, as reading_run does. */
void show_article(slant_buffer *out, const slant_article *article);

/* The only article of a file, new. */
slant_article *article_of(const char *name, slant_text bytes, const slant_reader_options *options);

/* Keeps warnings as reading_run does; for options->warning, with a slant_buffer as user. */
void keep_warning(void *user, const slant_error *warning);

#define ck_assert_articles(r, expected)                                                                              \
  ck_assert_msg(same_text(slant_buffer_get(&(r).articles), text_of(expected)), "found \"%s\", expected \"%s\" (%s)", \
                shown(slant_buffer_get(&(r).articles), 0), shown(text_of(expected), 1), (r).err.text)

#define ck_assert_warns(r, part)                                                                             \
  ck_assert_msg(holds_text(slant_buffer_get(&(r).warnings), text_of(part)), "found \"%s\", expected \"%s\"", \
                shown(slant_buffer_get(&(r).warnings), 0), part)

#endif
