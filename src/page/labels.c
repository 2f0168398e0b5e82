/* Labels on a page: classes, markers and places in strips.
 * In: the model's labels. Out: how each of them looks. */
#include "page/labels.h"

#include <string.h>

#include "page/markup.h"

enum { N_KNOWN = 3, N_MARKERS = 6 };
static const double strip_height = 24, lowest_lane = 4;

static size_t known(const slant_labels *labels, size_t k) {
  static const char *const names[N_KNOWN] = {"supportive", "critical", "neutral"};
  size_t i = 0;
  while (i < N_KNOWN && strcmp(labels->names[k], names[i]) != 0) i++;
  return i;
}

/* How many labels before `k` are none of those known. */
static size_t other(const slant_labels *labels, size_t k) {
  size_t n = 0;
  for (size_t i = 0; i < k; i++) n += known(labels, i) == N_KNOWN;
  return n;
}

const char *slant_page_label_class(const slant_labels *labels, size_t k) {
  static const char *const classes[N_KNOWN] = {"ks", "kc", "kn"};
  static const char *const others[SLANT_MOST_LABELS] = {"k0",  "k1",  "k2",  "k3",  "k4",  "k5",  "k6",  "k7",  "k8",  "k9",
                                                        "k10", "k11", "k12", "k13", "k14", "k15", "k16", "k17", "k18", "k19"};
  size_t i = known(labels, k);
  return i < N_KNOWN ? classes[i] : others[other(labels, k)];
}

int slant_page_label_marker(const slant_labels *labels, size_t k) {
  size_t i = known(labels, k);
  return i < N_KNOWN ? (int)i : (int)((3 + other(labels, k)) % N_MARKERS);
}

const char *slant_page_label_sign(const slant_labels *labels, size_t k) {
  static const char *const signs[N_MARKERS] = {"\xE2\x96\xB2", "\xE2\x96\xBC", "\xE2\x97\x8F",
                                               "\xE2\x96\xA0", "\xE2\x97\x86", "\xE2\x97\x8B"};
  return signs[slant_page_label_marker(labels, k)];
}

void slant_page_put_label(slant_buffer *out, const slant_labels *labels, size_t k) {
  slant_markup_put(out, "<b class=\"lab ");
  slant_markup_put(out, slant_page_label_class(labels, k));
  slant_markup_put(out, "\"><i aria-hidden=\"true\">");
  slant_markup_put(out, slant_page_label_sign(labels, k));
  slant_markup_put(out, "</i>");
  slant_markup_put_string(out, labels->names[k]);
  slant_markup_put(out, "</b>");
}

/* Supportive stands up and critical down, when nothing but neutral is beside them. */
static bool stands(const slant_labels *labels) {
  return labels->supportive >= 0 && (labels->n == 2 || (labels->n == 3 && known(labels, 2) == 2));
}

double slant_page_strip_height(const slant_labels *labels) {
  double lanes = lowest_lane * (double)labels->n;
  return stands(labels) || lanes < strip_height ? strip_height : lanes;
}

slant_page_lane slant_page_label_lane(const slant_labels *labels, size_t k) {
  double height = slant_page_strip_height(labels), lane = height / (double)labels->n;
  if (!stands(labels)) return (slant_page_lane){lane * (double)k + 0.5, lane * (double)(k + 1) - 0.5};
  if ((int)k == labels->supportive) return (slant_page_lane){0, height / 2};
  if ((int)k == labels->critical) return (slant_page_lane){height / 2, height};
  return (slant_page_lane){height / 2 - 3, height / 2 + 3};
}
