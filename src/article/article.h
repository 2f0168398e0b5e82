/* Article: text, paragraphs with exact offsets, fields, and the words of every paragraph. */
#ifndef SLANT_ARTICLE_ARTICLE_H
#define SLANT_ARTICLE_ARTICLE_H

#include "article/record.h"
#include "base/arena.h"
#include "text/words.h"

struct slant_article {
  slant_arena own;    /* the article itself lies in it, unless … */
  slant_arena *arena; /* … it was built in somebody else's; NULL: it was not */
  slant_text fields[SLANT_N_FIELDS];
  const char *told_language; /* by its words and characters; "" where they do not tell */
  slant_text text;
  slant_paragraph *paragraphs;
  size_t n_paragraphs;
  slant_word *words;   /* of all paragraphs, in order; offsets count from the start of the paragraph. NULL: of a long text they are not kept */
  size_t *word_starts; /* n_paragraphs + 1: the words of paragraph i are [word_starts[i], word_starts[i + 1]) */
};

/* Builds an article from `n_records` records: one record that is not a row, or all rows of one article in order. Texts are
 * copied. `id` is what the article will be called. New. */
slant_status slant_article_build(slant_article **out, slant_text id, const slant_record *const *records, size_t n_records,
                                 slant_paragraphs_by by, slant_error *err);

/* The same in `arena`, which frees it: texts are borrowed from the records, and there is no id until slant_article_name gives
 * one. `words` is room to work in. */
slant_status slant_article_build_in(slant_arena *arena, slant_words *words, slant_article **out, const slant_record *const *records,
                                    size_t n_records, slant_paragraphs_by by, slant_error *err);
slant_status slant_article_name(slant_article *article, slant_text id, slant_error *err);

/* The words of paragraph `index` of an article that keeps them, as those of slant_article_build do; borrowed, NULL where there are none. */
const slant_word *slant_article_words(const slant_article *article, size_t index, size_t *n);

/* The same of any article: where it does not keep them, they are cut into `room`, from which they are borrowed then. */
slant_status slant_article_get_words(const slant_article *article, size_t index, slant_words *room, const slant_word **words, size_t *n,
                                     slant_error *err);

#endif
