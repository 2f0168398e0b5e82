/* Paragraphs and furniture: text cut into paragraphs, each scored.
 * Holds: paragraphs lie in the text, in order, trimmed and not empty; scores are numbers, and the same where sets of words are asked for as well;
 * an article made of the text has them where they are. */
#include "text/paragraphs.h"

#include <math.h>
#include <stdlib.h>

#include "fuzz.h"
#include "text/furniture.h"
#include "text/language.h"
#include "text/markers.h"
#include "text/utf8.h"

static void check_block(slant_text block, slant_language *language) {
  slant_words words = {0};
  slant_furniture_shape shapes[SLANT_FURNITURE_MAX_SHAPES];
  FUZZ_HOLDS(slant_words_cut(&words, block, NULL) == SLANT_OK && slant_words_get_sets(&words, NULL) == SLANT_OK);
  double score = slant_furniture_score(block, words.items, words.n);
  FUZZ_HOLDS(isfinite(score) && score == slant_furniture_score_sets(block, words.items, words.n, words.sets));
  FUZZ_HOLDS(slant_furniture_shapes(block, words.items, words.n, shapes) <= SLANT_FURNITURE_MAX_SHAPES);
  FUZZ_HOLDS(isfinite(slant_markers_score(block, words.items, words.n)));
  slant_language_add(language, block, words.items, words.n);
  slant_words_free(&words);
}

static void check_spans(slant_text text, slant_paragraphs_by by) {
  slant_spans spans = {0};
  slant_language language = {0};
  FUZZ_HOLDS(slant_paragraphs_cut(&spans, text, by, NULL) == SLANT_OK);
  size_t end = 0;
  for (size_t i = 0; i < spans.n; i++) {
    slant_span span = spans.items[i];
    FUZZ_HOLDS(span.start >= end && span.end > span.start && span.end <= text.len);
    slant_text block = {text.ptr + span.start, span.end - span.start};
    FUZZ_HOLDS(fuzz_same(slant_utf8_trim(block), block));
    FUZZ_HOLDS(by != SLANT_BY_LINE || memchr(block.ptr, '\n', block.len) == NULL);
    check_block(block, &language);
    end = span.end;
  }
  FUZZ_HOLDS(slant_language_tell(&language) != NULL);
  slant_spans_free(&spans);
}

static void check_article(slant_text bytes, slant_paragraphs_by by) {
  slant_article *article;
  slant_error err = {0};
  FUZZ_HOLDS(slant_article_from_text(&article, "fuzzed", (slant_text){"", 0}, bytes, by, &err) == SLANT_OK);
  slant_text text = slant_article_text(article);
  FUZZ_HOLDS(slant_utf8_valid_prefix(text) == text.len);
  for (size_t i = 0; i < slant_article_n_paragraphs(article); i++) {
    const slant_paragraph *paragraph = slant_article_paragraph(article, i);
    FUZZ_HOLDS(paragraph->number == i + 1 && paragraph->start < paragraph->end && paragraph->end <= text.len);
    FUZZ_HOLDS(fuzz_same(paragraph->text, (slant_text){text.ptr + paragraph->start, paragraph->end - paragraph->start}));
  }
  slant_article_free(article);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  slant_paragraphs_by by = (slant_paragraphs_by)(fuzz_take(&input) % 3);
  slant_buffer repaired = fuzz_repair(input);
  check_spans(slant_buffer_get(&repaired), by);
  check_article(input, by);
  slant_buffer_free(&repaired);
  return 0;
}
