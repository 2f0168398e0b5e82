/* HTML tags: elements by their names.
 * In: a name. Out: the element, and its bits. */
#include "codec/html_tags.h"

#include <string.h>

#include "base/bytes.h"

static const struct {
  const char *name;
  uint8_t len, bits;
} tags[SLANT_HTML_N_TAGS] = {{"", 0, 0},
                             {"", 0, 0},
#define SLANT_HTML_TAG(name, text, bits) {text, sizeof text - 1, bits},
                             SLANT_HTML_TAGS(SLANT_HTML_TAG)
#undef SLANT_HTML_TAG
};

/* The first tag whose name begins with each letter. */
static const uint8_t firsts[27] = {
    SLANT_HTML_A,      SLANT_HTML_B,     SLANT_HTML_CAPTION, SLANT_HTML_DATALIST, SLANT_HTML_EM,   SLANT_HTML_FIELDSET, SLANT_HTML_H1,
    SLANT_HTML_H1,     SLANT_HTML_I,     SLANT_HTML_LABEL,   SLANT_HTML_LABEL,    SLANT_HTML_LABEL, SLANT_HTML_MAIN,    SLANT_HTML_NAV,
    SLANT_HTML_OBJECT, SLANT_HTML_P,     SLANT_HTML_Q,       SLANT_HTML_RP,       SLANT_HTML_S,    SLANT_HTML_TABLE,    SLANT_HTML_U,
    SLANT_HTML_VIDEO,  SLANT_HTML_WBR,   SLANT_HTML_XMP,     SLANT_HTML_N_TAGS,   SLANT_HTML_N_TAGS, SLANT_HTML_N_TAGS};

slant_html_tag slant_html_tag_find(slant_text name) {
  char small[12];
  if (name.len == 0 || name.len > sizeof small) return SLANT_HTML_OTHER;
  for (size_t i = 0; i < name.len; i++) small[i] = (char)slant_byte_lower((unsigned char)name.ptr[i]);
  if (small[0] < 'a' || small[0] > 'z') return SLANT_HTML_OTHER;
  size_t letter = (size_t)(small[0] - 'a');
  for (unsigned t = firsts[letter]; t < firsts[letter + 1]; t++) {
    if (tags[t].len == name.len && memcmp(tags[t].name, small, name.len) == 0) return (slant_html_tag)t;
  }
  return SLANT_HTML_OTHER;
}

unsigned slant_html_tag_bits(slant_html_tag tag) { return tags[tag].bits; }

const char *slant_html_tag_name(slant_html_tag tag) { return tags[tag].name; }
