/* Labels on a page: how each one looks. Colour never tells alone: a label has a sign, a marker and a place in the strip, too. */
#ifndef SLANT_PAGE_LABELS_H
#define SLANT_PAGE_LABELS_H

#include "model/labels.h"

/* Style class that gives the label's colour: "ks", "kc", "kn", "k0" to "k19". */
const char *slant_page_label_class(const slant_labels *labels, size_t k);
/* Number of its marker in charts: 0 triangle up, 1 triangle down, 2 disc, 3 square, 4 diamond, 5 ring. */
int slant_page_label_marker(const slant_labels *labels, size_t k);
/* Its sign beside the word, as text: that marker. */
const char *slant_page_label_sign(const slant_labels *labels, size_t k);
/* `<b class="lab kc"><i aria-hidden="true">▼</i>critical</b>` */
void slant_page_put_label(slant_buffer *out, const slant_labels *labels, size_t k);

/* The part of a strip's height in which paragraphs with this label are drawn, from the top. */
typedef struct slant_page_lane {
  double top, bottom;
} slant_page_lane;

/* Height of a strip, in pixels. */
double slant_page_strip_height(const slant_labels *labels);
slant_page_lane slant_page_label_lane(const slant_labels *labels, size_t k);

#endif
