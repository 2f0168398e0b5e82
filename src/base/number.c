/* Numbers: from text to double.
 * In: text. Out: the nearest double, by the C library under the "C" locale. */
#define _GNU_SOURCE
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

bool slant_number_parse(slant_text text, double *value) {
  char copy[LONGEST];
  if (text.len == 0 || text.len >= sizeof copy) return false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i]; /* no hexadecimal form, no "inf", no space */
    if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) return false;
  }
  memcpy(copy, text.ptr, text.len);
  copy[text.len] = '\0';
  locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (c_locale == (locale_t)0) return false;
  char *end;
  *value = strtod_l(copy, &end, c_locale);
  freelocale(c_locale);
  return end == copy + text.len && isfinite(*value);
}
