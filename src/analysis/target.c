/* Target: the named subject of an article.
 * In: an article, the name asked for. Out: places of words near its mentions, margins of the paragraphs that mention it. Paragraphs that do
 * not are judged as if no target had been named. */
#include "analysis/target.h"

#include <string.h>

#include "model/score.h"

slant_text slant_target_name(const slant_result *result) {
  slant_text own = result->article->fields[SLANT_TARGET];
  return own.len == 0 && result->target != NULL ? (slant_text){result->target, strlen(result->target)} : own;
}

slant_status slant_target_find(slant_result *result, slant_arena *arena, slant_error *err) {
  const slant_article *article = result->article;
  slant_text text = slant_target_name(result);
  slant_target target;
  bool known = result->model->n_target_slots > 0;
  if (result->target != NULL && !known) {
    return slant_error_set(err, SLANT_E_MODEL, "found a target, and a model that was not trained on rows with one, expected none of them or both");
  }
  if (text.len == 0 || !known) return SLANT_OK;
  slant_status status = slant_target_init(&target, text, err);
  if (status != SLANT_OK || target.n_words == 0) return status;
  size_t n = article->n_paragraphs, n_words = article->word_starts[n];
  result->mentions = slant_arena_get(arena, (n + 1) * sizeof *result->mentions, err);
  result->places = slant_arena_get(arena, (n_words + 1) * sizeof *result->places, err);
  if (result->mentions == NULL || result->places == NULL) return SLANT_E_MEMORY;
  slant_words room = {0};
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    const slant_word *words;
    status = slant_article_get_words(article, i, &room, &words, &n_words, err);
    if (status == SLANT_OK) result->mentions[i] = slant_target_places(&target, words, n_words, result->places + article->word_starts[i]);
  }
  slant_words_free(&room);
  return status;
}

bool slant_target_applies(const slant_result *result, size_t index) { return result->mentions != NULL && result->mentions[index] > 0; }

slant_status slant_target_judge(const slant_result *result, size_t index, slant_words *room, double *margins, slant_error *err) {
  size_t n_words;
  const slant_word *words;
  slant_status status = slant_article_get_words(result->article, index, room, &words, &n_words, err);
  if (status != SLANT_OK) return status;
  slant_score_target(result->model, words, n_words, result->places + result->article->word_starts[index], margins);
  return SLANT_OK;
}
