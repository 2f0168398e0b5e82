/* Word folding: the form of a word that is hashed.
 * In: a word. Out: NFKC, case folded, with one kind of apostrophe. ASCII takes a short way to the same result. */
#include <string.h>
#include <utf8proc.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/words.h"

enum { SHORT_WORD = 64 };

/* ASCII and U+2019 alone, as in "don't" typeset: folded into `folded`, which has room for `word.len` bytes; else 0. */
static size_t fold_simple(slant_text word, char *folded) {
  size_t n = 0;
  for (size_t i = 0; i < word.len;) {
    if ((unsigned char)word.ptr[i] < 0x80) {
      folded[n++] = (char)slant_byte_lower((unsigned char)word.ptr[i++]);
    } else if (word.len - i >= 3 && memcmp(word.ptr + i, "\xE2\x80\x99", 3) == 0) {
      folded[n++] = '\'';
      i += 3;
    } else {
      return 0;
    }
  }
  return n;
}

/* NFKC and case folding by utf8proc. A word that it cannot hold stays as it is: the bytes still identify it. */
static void fold_unicode(slant_text word, slant_buffer *folded) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                  UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)word.ptr, (utf8proc_ssize_t)word.len, &mapped, options);
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

void slant_word_fold(slant_text word, slant_buffer *folded) {
  char small[SHORT_WORD];
  size_t n = word.len <= sizeof small ? fold_simple(word, small) : 0;
  if (n > 0) {
    slant_buffer_put_bytes(folded, small, n);
  } else {
    fold_unicode(word, folded);
  }
}

uint64_t slant_word_hash(slant_text folded) { return slant_hash_bytes(folded.ptr, folded.len, 0); }
