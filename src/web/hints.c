/* Page hints.
 * In: an element. Out: what its name and its attributes hint at. */
#include "web/hints.h"

#include "base/ascii.h"
#include "base/hash.h"

static uint32_t hints_of_name(slant_text text, slant_web_known *known) {
  uint64_t hash = slant_hash_bytes(text.ptr, text.len, 1) | 1; /* never that of an empty place */
  size_t place = (size_t)(hash >> 32) % SLANT_WEB_KNOWN_NAMES;
  if (known->names[place].hash != hash) {
    known->names[place].hash = hash;
    known->names[place].hints = slant_web_hints_of_words(text);
  }
  return known->names[place].hints;
}

static uint32_t hints_of_tag(slant_html_tag tag) {
  switch (tag) {
    case SLANT_HTML_NAV:
    case SLANT_HTML_MENU: return SLANT_WEB_NAVIGATION;
    case SLANT_HTML_FOOTER: return SLANT_WEB_FOOTER;
    case SLANT_HTML_HEADER: return SLANT_WEB_HEADER;
    case SLANT_HTML_ASIDE: return SLANT_WEB_SIDE;
    case SLANT_HTML_FORM:
    case SLANT_HTML_FIELDSET:
    case SLANT_HTML_BUTTON:
    case SLANT_HTML_LABEL:
    case SLANT_HTML_LEGEND:
    case SLANT_HTML_OPTION: return SLANT_WEB_FORM;
    case SLANT_HTML_DIALOG: return SLANT_WEB_PROMOTION;
    case SLANT_HTML_FIGURE:
    case SLANT_HTML_FIGCAPTION: return SLANT_WEB_CAPTION;
    case SLANT_HTML_NOSCRIPT: return SLANT_WEB_HIDDEN;
    case SLANT_HTML_ARTICLE:
    case SLANT_HTML_MAIN: return SLANT_WEB_ARTICLE;
    default: return 0;
  }
}

static uint32_t hints_of_role(slant_text role) {
  if (slant_ascii_is(role, "navigation") || slant_ascii_is(role, "menu") || slant_ascii_is(role, "menubar")) return SLANT_WEB_NAVIGATION;
  if (slant_ascii_is(role, "banner")) return SLANT_WEB_HEADER;
  if (slant_ascii_is(role, "contentinfo")) return SLANT_WEB_FOOTER;
  if (slant_ascii_is(role, "complementary")) return SLANT_WEB_SIDE;
  if (slant_ascii_is(role, "search") || slant_ascii_is(role, "form")) return SLANT_WEB_FORM;
  if (slant_ascii_is(role, "dialog") || slant_ascii_is(role, "alertdialog")) return SLANT_WEB_PROMOTION;
  return slant_ascii_is(role, "main") || slant_ascii_is(role, "article") ? SLANT_WEB_ARTICLE : 0;
}

uint32_t slant_web_hints_of(const slant_html *html, const slant_html_node *node, slant_web_known *known) {
  uint32_t hints = hints_of_tag((slant_html_tag)node->tag);
  if (node->n_attributes == 0) return hints;
  slant_text class = slant_html_get(html, node, SLANT_HTML_AT_CLASS), id = slant_html_get(html, node, SLANT_HTML_AT_ID);
  slant_text role = slant_html_get(html, node, SLANT_HTML_AT_ROLE), property = slant_html_get(html, node, SLANT_HTML_AT_ITEMPROP);
  if (slant_html_get(html, node, SLANT_HTML_AT_HIDDEN).ptr != NULL) hints |= SLANT_WEB_HIDDEN;
  if (role.ptr != NULL) hints |= hints_of_role(role);
  if (property.ptr != NULL && (slant_ascii_is(property, "articleBody") || slant_ascii_is(property, "reviewBody"))) hints |= SLANT_WEB_BODY;
  if (node->tag == SLANT_HTML_HTML || node->tag == SLANT_HTML_BODY) return hints; /* their classes tell what stands somewhere in the page */
  if (class.ptr != NULL) hints |= hints_of_name(class, known);
  if (id.ptr != NULL) hints |= hints_of_name(id, known);
  if (node->tag == SLANT_HTML_BLOCKQUOTE) hints &= ~(uint32_t)SLANT_WEB_SHARE; /* a quotation from a social network */
  return hints;
}
