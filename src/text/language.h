/* Language: what a text is written in, by its function words and characters. */
#ifndef SLANT_TEXT_LANGUAGE_H
#define SLANT_TEXT_LANGUAGE_H

#include "text/word_facts.h"
#include "text/words.h"

/* Evidence gathered over the paragraphs of an article. A zeroed one is empty. */
typedef struct slant_language {
  size_t n_words;
  size_t n_of_set[SLANT_MOST_LANGUAGE_SETS]; /* function words of each set of languages; set 0: of none */
  size_t n_letters;
  size_t n_of_script[16];   /* letters of each script other than the Latin one */
} slant_language;

/* Adds a paragraph and its words. */
void slant_language_add(slant_language *language, slant_text text, const slant_word *words, size_t n_words);

/* The same where the sets that the words belong to are known. */
void slant_language_add_sets(slant_language *language, slant_text text, const uint8_t *sets, size_t n_words);

/* The language as an ISO 639-1 code, ended by NUL; "" where the text is too short or too mixed to tell. */
const char *slant_language_tell(const slant_language *language);

#endif
