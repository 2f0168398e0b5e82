/* Article access: what is seen of an article from outside.
 * In: an article, or a text that is to be one. Out: its fields, paragraphs and words; its end. */
#include <string.h>

#include "article/article.h"

slant_text slant_article_field(const slant_article *article, slant_field field) { return article->fields[field]; }
slant_text slant_article_text(const slant_article *article) { return article->text; }
size_t slant_article_n_paragraphs(const slant_article *article) { return article->n_paragraphs; }
const slant_paragraph *slant_article_paragraph(const slant_article *article, size_t index) { return &article->paragraphs[index]; }

const char *slant_flag_name(size_t index) {
  static const char *const names[SLANT_N_FLAGS] = {"furniture",     "empty",         "no-known-terms", "uncertain",
                                                   "repaired-utf8", "out-of-domain", "not-english",    "duplicate"};
  return names[index];
}

const slant_word *slant_article_words(const slant_article *article, size_t index, size_t *n) {
  *n = article->word_starts[index + 1] - article->word_starts[index];
  return *n == 0 ? NULL : article->words + article->word_starts[index];
}

slant_status slant_article_get_words(const slant_article *article, size_t index, slant_words *room, const slant_word **words, size_t *n,
                                     slant_error *err) {
  *n = article->word_starts[index + 1] - article->word_starts[index];
  *words = NULL;
  if (*n == 0) return SLANT_OK;
  slant_status status = article->words != NULL ? SLANT_OK : slant_words_cut(room, article->paragraphs[index].text, err);
  if (status == SLANT_OK) *words = article->words != NULL ? article->words + article->word_starts[index] : room->items;
  return status;
}

slant_status slant_article_from_text(slant_article **out, const char *id, slant_text title, slant_text text,
                                     slant_paragraphs_by by, slant_error *err) {
  slant_record record = {.has_text = true};
  *out = NULL;
  slant_status status = slant_record_copy(&record, text, false, "text", &record.text, NULL, err);
  if (status == SLANT_OK) status = slant_record_copy(&record, title, false, "title", &record.fields[SLANT_TITLE], NULL, err);
  const slant_record *records[] = {&record};
  if (status == SLANT_OK) status = slant_article_build(out, (slant_text){id, strlen(id)}, records, 1, by, err);
  slant_record_clear(&record);
  return status;
}

void slant_article_free(slant_article *article) {
  if (article == NULL || article->arena != NULL) return;
  slant_arena own = article->own; /* which holds the article, too */
  slant_arena_clear(&own);
}
