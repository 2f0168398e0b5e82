/* One group against another; the formulas stand in the header.
 * In: two groups. Out: differences of shares and of tone, their intervals and tests. */
#include <math.h>
#include <string.h>

#include "analysis/shares.h"
#include "base/memory.h"
#include "groups/groups_inside.h"

/* How large a part of each one's articles the other does not have. */
static slant_status find_own(const slant_groups *g, const slant_members members[2], double own[2], slant_error *err) {
  uint8_t *seen;
  size_t shared = 0;
  slant_status status = slant_memory_new(&seen, g->store.n_articles, sizeof *seen, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < members[0].n; i++) seen[members[0].numbers[i]] = 1;
  for (size_t i = 0; i < members[1].n; i++) shared += seen[members[1].numbers[i]];
  for (size_t side = 0; side < 2; side++) own[side] = members[side].n == 0 ? 0 : 1 - (double)shared / (double)members[side].n;
  slant_memory_free(seen);
  return SLANT_OK;
}

/* The normal interval, cut to [-most, most], and the chance of a difference as large where there is none. `pull`: as a part of the difference,
 * how far it may be larger. */
static slant_share judge(double difference, double variance, double pull, double most, double *p) {
  double deviation = sqrt(variance), half = SLANT_SHARES_Z * deviation;
  if (isnan(difference) || isnan(variance)) {
    *p = (double)NAN;
    return (slant_share){difference, (double)NAN, (double)NAN};
  }
  *p = deviation > 0 ? erfc(fabs(difference) / deviation / sqrt(2)) : difference < 0 || difference > 0 ? 0 : 1;
  slant_share found = slant_group_stretch((slant_share){difference, difference - half, difference + half}, variance, pull * difference);
  return (slant_share){difference, fmax(found.low, -most), fmin(found.high, most)};
}

static double rest(const slant_group_parts *parts, size_t k) {
  size_t stride = SLANT_N_ESTIMATES * parts->cells.n_labels;
  double b = slant_replicates_vary(slant_replicates_get(&parts->replicates, 0, SLANT_CORRECTED) + k, NULL, stride);
  return slant_group_rest(b, parts->variances[SLANT_CORRECTED][k], parts->n_articles);
}

static void compare_shares(const slant_group_parts parts[2], const double own[2], slant_group_difference *out) {
  size_t n = parts[0].cells.n_labels;
  const double *shares[2] = {parts[0].shares[SLANT_CORRECTED], parts[1].shares[SLANT_CORRECTED]};
  double distance = 0;
  for (size_t k = 0; k < n; k++) distance += fabs(shares[0][k] - shares[1][k]) / 2;
  for (size_t k = 0; k < n; k++) {
    double variance = slant_replicates_vary(slant_replicates_get(&parts[0].replicates, 0, SLANT_CORRECTED) + k,
                                            slant_replicates_get(&parts[1].replicates, 0, SLANT_CORRECTED) + k, SLANT_N_ESTIMATES * n);
    for (size_t side = 0; side < 2; side++) variance += own[side] * rest(&parts[side], k) + distance * parts[side].systematic[k];
    out->difference[k] = judge(shares[0][k] - shares[1][k], variance, SLANT_GROUPS_PULL, 1, &out->p[k]);
  }
}

static void compare_tones(const slant_group_parts parts[2], const double own[2], slant_group_difference *out) {
  double variance = slant_replicates_vary(parts[0].replicates.tones, parts[1].replicates.tones, 1);
  for (size_t side = 0; side < 2; side++) {
    double b = slant_replicates_vary(parts[side].replicates.tones, NULL, 1);
    if (own[side] > 0) variance += own[side] * slant_group_rest(b, slant_group_tone_variance(&parts[side]), parts[side].n_articles);
  }
  out->tone = judge(parts[0].tone - parts[1].tone, variance, 0, 2, &out->tone_p);
}

static void compare(const slant_group_parts parts[2], const double own[2], slant_group_difference *out) {
  if (parts[0].cells.n > 0 && parts[1].cells.n > 0) {
    compare_shares(parts, own, out);
    compare_tones(parts, own, out);
    return;
  }
  for (size_t k = 0; k < parts[0].cells.n_labels; k++) out->difference[k] = judge((double)NAN, 0, 0, 1, &out->p[k]);
  out->tone = judge((double)NAN, 0, 0, 2, &out->tone_p);
}

slant_status slant_groups_compare(slant_groups *g, const char *first, const char *second, slant_group_difference *out, slant_error *err) {
  slant_members members[2];
  slant_group_parts parts[2] = {{0}, {0}};
  double own[2];
  memset(out, 0, sizeof *out);
  slant_status status = slant_groups_find(g, first, &members[0], &out->first, err);
  if (status == SLANT_OK) status = slant_groups_find(g, second, &members[1], &out->second, err);
  if (status == SLANT_OK) status = find_own(g, members, own, err);
  for (size_t side = 0; side < 2 && status == SLANT_OK; side++) status = slant_group_parts_open(&parts[side], g, members[side], err);
  if (status == SLANT_OK) compare(parts, own, out);
  for (size_t side = 0; side < 2; side++) slant_group_parts_clear(&parts[side]);
  return status;
}
