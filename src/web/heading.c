/* Page heading: what the headings of the first level say, which hold a headline, a kicker before it, or the name of the site.
 * In: an <h1>. Out: its text, and what of it stands behind its first part. */
#include <string.h>

#include "base/ascii.h"
#include "text/utf8.h"
#include "web/said.h"
#include "web/shown.h"

enum { WITHOUT = SLANT_WEB_KICKER | SLANT_WEB_HIDDEN, MOST_INNER = 40 };

static bool is_blank(slant_text text) { return slant_utf8_trim(text).len == 0; }

/* Whether an address is that of a site's first page. */
static bool is_first_page(slant_text href) {
  size_t at = 0;
  while (at + 3 <= href.len && memcmp(href.ptr + at, "://", 3) != 0) at++;
  at = at + 3 <= href.len ? at + 3 : 0;
  const char *slash = at == 0 ? href.ptr : memchr(href.ptr + at, '/', href.len - at);
  slant_text path = slash == NULL ? (slant_text){"", 0} : (slant_text){slash, (size_t)(href.ptr + href.len - slash)};
  if (path.len > 0 && path.ptr[0] == '.') path.ptr++, path.len--;
  return (at > 0 && path.len == 0) || slant_ascii_is(path, "/") || slant_ascii_begins(path, "/index.") || slant_ascii_begins(path, "index.");
}

/* The first and the last text in a heading that are no white space; 0: there is none. */
static void find_ends(const slant_web_blocks *b, const slant_html_node *nodes, uint32_t heading, uint32_t *first, uint32_t *last) {
  *first = *last = 0;
  for (uint32_t k = heading; k < nodes[heading].end && k < heading + MOST_INNER; k++) {
    if (nodes[k].tag != SLANT_HTML_TEXT || is_blank(slant_html_node_text(b->html, &nodes[k]))) continue;
    if (*first == 0) *first = k;
    *last = k;
  }
}

slant_web_heading slant_web_heading_read(const slant_web_blocks *b, uint32_t at, bool *is_home, slant_arena *arena, slant_error *failure) {
  uint32_t n, first, last;
  const slant_html_node *nodes = slant_html_nodes(b->html, &n);
  slant_web_heading heading = {{"", 0}, {"", 0}};
  find_ends(b, nodes, at, &first, &last);
  *is_home = false;
  if (first == 0) return heading;
  heading.text = slant_web_shown(b, at, nodes[at].end, WITHOUT, SIZE_MAX, arena, failure);
  uint32_t link = b->places[first].link, part = first;
  *is_home = link != 0 && link == b->places[last].link && is_first_page(slant_html_get(b->html, &nodes[link], SLANT_HTML_AT_HREF));
  while (nodes[nodes[part].parent].end <= last) part = nodes[part].parent;
  for (uint32_t k = first; part == first && k < last; k++) part = nodes[k].tag == SLANT_HTML_BR ? k : part;
  if (part != first) heading.tail = slant_web_shown(b, nodes[part].end, nodes[at].end, WITHOUT, SIZE_MAX, arena, failure);
  while (heading.tail.len > 0 && strchr(" :|-", heading.tail.ptr[0]) != NULL) heading.tail.ptr++, heading.tail.len--;
  return heading;
}
