/* HTML nesting.
 * In: start and end tags in the order of the page. Out: end tags that fit. */
#define _GNU_SOURCE /* memrchr */
#include "codec/html_nesting.h"

#include <string.h>

static bool is_counted(unsigned bits) { return (bits & (SLANT_HTML_VOID | SLANT_HTML_IMPLIED | SLANT_HTML_ENTRY)) == 0; }

bool slant_html_nesting_begin(slant_html_nesting *n, slant_html_tag tag) {
  unsigned bits = slant_html_tag_bits(tag);
  if (is_counted(bits)) {
    if (n->depth >= SLANT_HTML_DEEPEST) {
      n->n_passed++;
      return false;
    }
    n->open[n->depth++] = (uint8_t)tag;
  }
  if ((bits & SLANT_HTML_VOID) == 0) n->n_open[tag]++;
  return true;
}

static void put_end_tag(slant_html_nesting *n, slant_html_tag tag, slant_buffer *out) {
  n->n_open[tag]--;
  slant_buffer_put_string(out, "</");
  slant_buffer_put_string(out, tag == SLANT_HTML_OTHER ? "span" : slant_html_tag_name(tag));
  slant_buffer_put_char(out, '>');
}

/* Whether the end of an element ends all that is open in it, too. */
static bool ends_others(slant_html_tag tag) {
  bool whole = tag == SLANT_HTML_BODY || tag == SLANT_HTML_HTML || tag == SLANT_HTML_FORM;
  return (slant_html_tag_bits(tag) & SLANT_HTML_BLOCK) != 0 && !whole;
}

/* What is open around a table does not end in it. */
static void end_counted(slant_html_nesting *n, slant_html_tag tag, slant_buffer *out) {
  bool others = ends_others(tag);
  uint8_t *own = memrchr(n->open, (int)tag, n->depth), *table = others ? memrchr(n->open, SLANT_HTML_TABLE, n->depth) : NULL;
  if (own == NULL || (table != NULL && table > own)) return;
  while (others && n->open + n->depth > own + 1) put_end_tag(n, (slant_html_tag)n->open[--n->depth], out);
  memmove(own, own + 1, (size_t)(n->open + n->depth - own) - 1);
  n->depth--;
  put_end_tag(n, tag, out);
}

void slant_html_nesting_end(slant_html_nesting *n, slant_html_tag tag, slant_buffer *out) {
  bool counted = is_counted(slant_html_tag_bits(tag));
  if (counted && n->n_passed > 0) n->n_passed--;
  else if (n->n_open[tag] == 0) return; /* it ends nothing, and to find that out again takes a parser a look at all that is open */
  else if (counted) end_counted(n, tag, out);
  else put_end_tag(n, tag, out);
}
