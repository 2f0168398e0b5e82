/* Compare: orders that several sorts share. */
#ifndef SLANT_BASE_COMPARE_H
#define SLANT_BASE_COMPARE_H

#include "slant/slant.h"

/* Below, at or above 0 as `a` stands before, with or behind `b` in the order of bytes; a beginning stands before the whole. */
int slant_compare_text(slant_text a, slant_text b);

/* For qsort and bsearch: rising numbers. */
int slant_compare_u32(const void *a, const void *b);
int slant_compare_u64(const void *a, const void *b);

#endif
