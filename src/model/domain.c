/* Domain: words that the model does not know, and margins beyond all that training text had.
 * In: counts and margins of a paragraph. Out: whether it lies outside. */
#include "model/domain.h"

#include <math.h>

double slant_domain_margin(const double *margins, size_t n_margins) {
  double largest = 0;
  for (size_t m = 0; m < n_margins; m++) largest = fmax(largest, fabs(margins[m]));
  return largest;
}

bool slant_domain_is_outside(const slant_domain *domain, size_t n_words, size_t n_unknown, const double *margins, size_t n_margins) {
  if (n_words < SLANT_DOMAIN_LEAST_WORDS) return false;
  return (double)n_unknown / (double)n_words > domain->unknown_share || slant_domain_margin(margins, n_margins) > domain->margin;
}
