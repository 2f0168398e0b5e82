/* Word folding: the form of a word that is hashed.
 * In: a word. Out: NFKC, case folded, with one kind of apostrophe. Latin, Greek and Cyrillic letters take a short
 * way to the same result. */
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/fold_options.h"
#include "text/utf8.h"
#include "text/words.h"

#include "fold_table.inc"

enum { SHORT_WORD = 64, FIRST_MARK = 0x300, MOST_MARKS = 30 };

/* Letters that fold one by one, as in "don't" typeset or "\u00C9tat": folded into `folded`, which has room for twice `word.len` bytes; else 0. */
static size_t fold_letters(slant_text word, char *folded) {
  size_t n = 0;
  for (size_t i = 0; i < word.len;) {
    unsigned char first = (unsigned char)word.ptr[i];
    if (first < 0x80) {
      folded[n++] = (char)slant_byte_lower(first);
      i++;
      continue;
    }
    size_t len;
    uint32_t c = slant_utf8_get(word, i, &len);
    i += len;
    if (c == 0x2019) {
      folded[n++] = '\'';
      continue;
    }
    if (c < SLANT_FOLD_FIRST || c >= SLANT_FOLD_END || fold_table[c - SLANT_FOLD_FIRST].n == 0) return 0;
    memcpy(folded + n, fold_table[c - SLANT_FOLD_FIRST].bytes, SLANT_FOLD_MOST_BYTES);
    n += fold_table[c - SLANT_FOLD_FIRST].n;
  }
  return n;
}

/* NFKC and case folding by utf8proc. A piece that it refuses stays as it is: the bytes still identify it. */
static void fold_piece(slant_text word, slant_buffer *folded) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)word.ptr, (utf8proc_ssize_t)word.len, &mapped, SLANT_FOLD_OPTIONS);
  if (n == UTF8PROC_ERROR_NOMEM) {
    if (folded->missed == 0) folded->missed = word.len;
    return;
  }
  slant_text form = n < 0 ? word : (slant_text){(const char *)mapped, (size_t)n};
  for (size_t i = 0; i < form.len;) {
    size_t len;
    if (slant_utf8_get(form, i, &len) == 0x2019) {
      slant_buffer_put_char(folded, '\'');
    } else {
      slant_buffer_put_bytes(folded, form.ptr + i, len);
    }
    i += len;
  }
  slant_memory_free(mapped);
}

/* Marks in a row are sorted, in a time that grows with the square of their number. No script stacks more than MOST_MARKS of them (Unicode's
 * stream-safe format, UAX #15): what stands behind so many is folded by itself. */
static void fold_unicode(slant_text word, slant_buffer *folded) {
  size_t start = 0, n_marks = 0, len;
  for (size_t i = 0; i < word.len; i += len) {
    uint32_t c = slant_utf8_get(word, i, &len);
    bool is_mark = c >= FIRST_MARK && utf8proc_get_property((utf8proc_int32_t)c)->combining_class != 0;
    n_marks = is_mark ? n_marks + 1 : 0;
    if (n_marks <= MOST_MARKS) continue;
    fold_piece((slant_text){word.ptr + start, i - start}, folded);
    start = i;
    n_marks = 1;
  }
  fold_piece((slant_text){word.ptr + start, word.len - start}, folded);
}

void slant_word_fold(slant_text word, slant_buffer *folded) {
  char small[2 * SHORT_WORD + SLANT_FOLD_MOST_BYTES];
  size_t n = word.len <= SHORT_WORD ? fold_letters(word, small) : 0;
  if (n > 0) {
    slant_buffer_put_bytes(folded, small, n);
  } else {
    fold_unicode(word, folded);
  }
}

uint64_t slant_word_hash(slant_text folded) { return slant_hash_bytes(folded.ptr, folded.len, 0); }
