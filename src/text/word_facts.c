/* Word facts: the tables.
 * In: nothing. Out: constants, made from datasets by tools/generate/word_facts_table.c during the build. */
#include "text/word_facts.h"

#include "word_facts_table.inc"
