/* Target: mentions of a named subject.
 * In: a name; the words of a paragraph. Out: how near to a mention each word stands, and on which side. */
#include "features/target.h"

#include <math.h>
#include <string.h>

#include "text/utf8.h"

static bool is_article(slant_text word) {
  static const char *const articles[] = {"the", "a", "an"};
  for (size_t i = 0; i < 3; i++) {
    if (word.len == strlen(articles[i]) && memcmp(word.ptr, articles[i], word.len) == 0) return true;
  }
  return false;
}

static size_t count_letters(slant_text word) {
  size_t n = 0;
  for (size_t at = 0, step; at < word.len; at += step, n++) (void)slant_utf8_get(word, at, &step);
  return n;
}

slant_status slant_target_init(slant_target *target, slant_text name, slant_error *err) {
  slant_words words = {0};
  slant_buffer folded = {0};
  memset(target, 0, sizeof *target);
  slant_status status = slant_words_cut(&words, name, err);
  for (size_t i = 0; i < words.n && status == SLANT_OK; i++) {
    slant_buffer_clear(&folded);
    slant_word_fold((slant_text){name.ptr + words.items[i].start, words.items[i].end - words.items[i].start}, &folded);
    status = slant_buffer_check(&folded, err);
    if (status != SLANT_OK || (i == 0 && words.n > 1 && is_article(slant_buffer_get(&folded)))) continue;
    if (target->n_words == SLANT_TARGET_MOST_WORDS) {
      target->n_words = 0;
      break;
    }
    target->words[target->n_words++] = words.items[i].hash;
    target->has_short_form = target->n_words > 1 && count_letters(slant_buffer_get(&folded)) >= SLANT_TARGET_SHORTEST;
    slant_buffer_put_string(&folded, "'s");
    target->possessive = slant_word_hash(slant_buffer_get(&folded));
  }
  slant_buffer_free(&folded);
  slant_words_free(&words);
  return status;
}

/* Words of the mention that begins at word `i`; 0 where there is none. */
static size_t mention_at(const slant_target *t, const slant_word *words, size_t n_words, size_t i) {
  size_t n = t->n_words;
  bool whole = n > 0 && i + n <= n_words;
  for (size_t k = 0; k + 1 < n && whole; k++) whole = words[i + k].hash == t->words[k];
  if (whole && (words[i + n - 1].hash == t->words[n - 1] || words[i + n - 1].hash == t->possessive)) return n;
  bool last = n > 0 && (words[i].hash == t->words[n - 1] || words[i].hash == t->possessive);
  return last && t->has_short_form ? 1 : 0;
}

static slant_place place(slant_zone zone, size_t distance) {
  if (distance == 0 || distance > SLANT_TARGET_REACH) return (slant_place){zone, 0};
  return (slant_place){zone, exp(-(double)(distance - 1) / SLANT_TARGET_DECAY)};
}

size_t slant_target_places(const slant_target *target, const slant_word *words, size_t n_words, slant_place *places) {
  size_t n = 0, distance = SIZE_MAX;
  for (size_t i = 0; i < n_words;) {
    size_t len = mention_at(target, words, n_words, i);
    n += len > 0;
    for (size_t k = 0; k < len; k++) places[i + k] = (slant_place){SLANT_ZONE_WHOLE, 0};
    if (len > 0) {
      i += len;
      distance = 0;
      continue;
    }
    if (distance != SIZE_MAX) distance++;
    places[i++] = distance == SIZE_MAX ? (slant_place){SLANT_ZONE_LEFT, 0} : place(SLANT_ZONE_RIGHT, distance);
  }
  distance = SIZE_MAX;
  for (size_t i = n_words; i-- > 0;) { /* back again: what the next mention is nearer to */
    if (places[i].zone == SLANT_ZONE_WHOLE) {
      distance = 0;
    } else if (distance != SIZE_MAX) {
      slant_place left = place(SLANT_ZONE_LEFT, ++distance);
      if (left.weight > places[i].weight) places[i] = left;
    }
  }
  return n;
}
