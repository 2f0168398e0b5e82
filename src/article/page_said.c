/* Page said: reading the tree.
 * In: nodes. Out: what they say. */
#include "article/page_said.h"

#include <string.h>

#include "article/page_shown.h"
#include "base/ascii.h"
#include "text/utf8.h"

enum { LONGEST_DATE = 200, LONGEST_AUTHOR = 100, LONGEST_BYLINE = 60, MOST_INNER = 40 };

static bool has_word(slant_text text, const char *word) {
  size_t len = strlen(word);
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    if (at < text.len && text.ptr[at] != ' ') continue;
    if (at - from == len && slant_ascii_is((slant_text){text.ptr + from, len}, word)) return true;
    from = at + 1;
  }
  return false;
}

/* Sees the tree; `ranks` say which name each text of `said->meta` came from. */
typedef struct view {
  slant_page_said *said;
  const slant_page_blocks *b;
  const slant_html_node *nodes;
  slant_arena *arena;
  size_t ranks[SLANT_N_SAID];
  slant_error failure;
} view;

static void see_meta(view *v, const slant_html_node *node) {
  const slant_html *html = v->b->html;
  slant_text content = slant_html_get(html, node, SLANT_HTML_AT_CONTENT);
  static const slant_html_attribute keys[] = {SLANT_HTML_AT_PROPERTY, SLANT_HTML_AT_NAME, SLANT_HTML_AT_ITEMPROP};
  if (content.ptr == NULL) return;
  content = slant_utf8_trim(content);
  if (content.len == 0 || content.len > SLANT_PAGE_LONGEST_SHOWN) return;
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
    slant_text key = slant_html_get(html, node, keys[k]);
    if (key.ptr == NULL) continue;
    slant_said what;
    size_t rank;
    if (!slant_page_said_find(key, &what, &rank)) continue;
    bool fits = what != SLANT_SAID_AUTHOR || memchr(content.ptr, '/', content.len) == NULL;
    if (fits && (v->said->meta[what].len == 0 || rank < v->ranks[what])) {
      v->said->meta[what] = content;
      v->ranks[what] = rank;
    }
  }
}

/* The text that an element shows; empty where that is longer than `most`. */
static slant_text shown(view *v, uint32_t at, size_t most) { return slant_page_shown(v->b, at, v->nodes[at].end, 0, most, v->arena, &v->failure); }

static void set_shown(view *v, slant_text *field, uint32_t i) {
  if (field->len == 0) *field = shown(v, i, SIZE_MAX);
}

static void see_time(view *v, uint32_t i) {
  slant_page_said *said = v->said;
  slant_text when = slant_html_get(v->b->html, &v->nodes[i], SLANT_HTML_AT_DATETIME);
  slant_text property = slant_html_get(v->b->html, &v->nodes[i], SLANT_HTML_AT_ITEMPROP);
  slant_text class = slant_html_get(v->b->html, &v->nodes[i], SLANT_HTML_AT_CLASS);
  uint32_t hints = v->b->places[i].hints;
  if (when.ptr == NULL || when.len < 8) when = shown(v, i, LONGEST_DATE);
  if (when.len == 0) return;
  if (said->time_any.len == 0) said->time_any = when;
  if (property.ptr != NULL && slant_ascii_is(property, "datemodified")) return;
  if (class.ptr != NULL && has_word(class, "updated") && !has_word(class, "published")) return;
  if ((class.ptr != NULL && has_word(class, "published")) && said->time_published.len == 0) said->time_published = when;
  if ((hints & (SLANT_PAGE_SIDE | SLANT_PAGE_RELATED | SLANT_PAGE_COMMENTS | SLANT_PAGE_NAVIGATION | SLANT_PAGE_FOOTER)) != 0) return;
  if (said->time_first.len == 0) said->time_first = when;
}

static void see_properties(view *v, uint32_t i) {
  slant_page_said *said = v->said;
  const slant_html_node *node = &v->nodes[i];
  slant_text property = slant_html_get(v->b->html, node, SLANT_HTML_AT_ITEMPROP);
  slant_text content = slant_html_get(v->b->html, node, SLANT_HTML_AT_CONTENT);
  if (property.ptr == NULL) return;
  if (has_word(property, "datepublished") && said->published_item.len == 0) {
    slant_text when = slant_html_get(v->b->html, node, SLANT_HTML_AT_DATETIME);
    said->published_item = content.ptr != NULL ? content : when.ptr != NULL ? when : shown(v, i, LONGEST_DATE);
  }
  if (has_word(property, "headline")) set_shown(v, &said->headline_item, i);
  if (has_word(property, "author") && said->author_item.len == 0) {
    said->author_item = content.ptr != NULL ? content : shown(v, i, LONGEST_AUTHOR);
    for (uint32_t k = i + 1; k < node->end && k < i + MOST_INNER; k++) { /* an author's name inside it says more than all that is shown */
      slant_text inner = slant_html_get(v->b->html, &v->nodes[k], SLANT_HTML_AT_ITEMPROP);
      if (inner.ptr == NULL || !has_word(inner, "name")) continue;
      slant_text value = slant_html_get(v->b->html, &v->nodes[k], SLANT_HTML_AT_CONTENT);
      said->author_item = value.ptr != NULL ? value : shown(v, k, LONGEST_AUTHOR);
      break;
    }
    if (said->author_item.len > LONGEST_AUTHOR) said->author_item = (slant_text){"", 0};
  }
}

static void see_element(view *v, uint32_t i) {
  slant_page_said *said = v->said;
  const slant_html_node *node = &v->nodes[i];
  uint32_t own = v->b->places[i].own, hints = v->b->places[i].hints;
  slant_text rel = slant_html_get(v->b->html, node, SLANT_HTML_AT_REL);
  see_properties(v, i);
  if ((hints & (SLANT_PAGE_COMMENTS | SLANT_PAGE_RELATED | SLANT_PAGE_NAVIGATION | SLANT_PAGE_FOOTER)) != 0) return;
  if (node->tag == SLANT_HTML_A && rel.ptr != NULL && has_word(rel, "author")) set_shown(v, &said->author_link, i);
  if ((own & SLANT_PAGE_META) == 0 || node->end - i > MOST_INNER) return;
  if ((own & SLANT_PAGE_AUTHOR) != 0 && said->shown_author.len == 0) {
    said->shown_author = shown(v, i, LONGEST_BYLINE);
  }
  if ((own & SLANT_PAGE_AUTHOR) == 0 && said->shown_date.len == 0) {
    slant_text text = shown(v, i, LONGEST_DATE);
    bool digits = false;
    for (size_t k = 0; k + 1 < text.len; k++) digits = digits || (slant_ascii_is_digit(text.ptr[k]) && slant_ascii_is_digit(text.ptr[k + 1]));
    if (digits) said->shown_date = text;
  }
}

static bool is_blank(slant_text text) { return slant_utf8_trim(text).len == 0; }

/* Whether an address is that of a site's first page. */
static bool is_home(slant_text href) {
  size_t at = 0;
  while (at + 3 <= href.len && memcmp(href.ptr + at, "://", 3) != 0) at++;
  at = at + 3 <= href.len ? at + 3 : 0;
  const char *slash = at == 0 ? href.ptr : memchr(href.ptr + at, '/', href.len - at);
  slant_text path = slash == NULL ? (slant_text){"", 0} : (slant_text){slash, (size_t)(href.ptr + href.len - slash)};
  if (path.len > 0 && path.ptr[0] == '.') path.ptr++, path.len--;
  return (at > 0 && path.len == 0) || slant_ascii_is(path, "/") || slant_ascii_begins(path, "/index.") || slant_ascii_begins(path, "index.");
}

/* A heading of the first level. One that links to the first page names the site. */
static void see_heading(view *v, uint32_t i) {
  enum { WITHOUT = SLANT_PAGE_KICKER | SLANT_PAGE_HIDDEN };
  slant_page_said *said = v->said;
  uint32_t end = v->nodes[i].end, first = 0, last = 0;
  for (uint32_t k = i; k < end && k < i + MOST_INNER; k++) {
    if (v->nodes[k].tag != SLANT_HTML_TEXT || is_blank(slant_html_node_text(v->b->html, &v->nodes[k]))) continue;
    if (first == 0) first = k;
    last = k;
  }
  if (first == 0 || said->n_headings == SLANT_PAGE_MOST_HEADINGS) return;
  slant_text text = slant_page_shown(v->b, i, end, WITHOUT, SIZE_MAX, v->arena, &v->failure), tail = {"", 0};
  if (text.len == 0) return;
  uint32_t link = v->b->places[first].link, part = first;
  if (link != 0 && link == v->b->places[last].link && is_home(slant_html_get(v->b->html, &v->nodes[link], SLANT_HTML_AT_HREF))) {
    if (said->home.len == 0) said->home = text;
    return;
  }
  while (v->nodes[v->nodes[part].parent].end <= last) part = v->nodes[part].parent;
  for (uint32_t k = first; part == first && k < last; k++) part = v->nodes[k].tag == SLANT_HTML_BR ? k : part;
  if (part != first) tail = slant_page_shown(v->b, v->nodes[part].end, end, WITHOUT, SIZE_MAX, v->arena, &v->failure);
  while (tail.len > 0 && strchr(" :|-", tail.ptr[0]) != NULL) tail.ptr++, tail.len--;
  said->headings[said->n_headings++] = (slant_page_heading){text, tail};
}

static void see(view *v, uint32_t i) {
  slant_page_said *said = v->said;
  const slant_html_node *node = &v->nodes[i];
  const slant_html *html = v->b->html;
  slant_text rel, lang;
  switch (node->tag) {
    case SLANT_HTML_TEXT: return;
    case SLANT_HTML_META: see_meta(v, node); break;
    case SLANT_HTML_TITLE: set_shown(v, &said->title, i); break;
    case SLANT_HTML_TIME: see_time(v, i); break;
    case SLANT_HTML_H1: see_heading(v, i); break;
    case SLANT_HTML_H2: set_shown(v, &said->second, i); break;
    case SLANT_HTML_LINK:
      rel = slant_html_get(html, node, SLANT_HTML_AT_REL);
      if (rel.ptr != NULL && has_word(rel, "canonical") && said->canonical.len == 0) {
        slant_text href = slant_html_get(html, node, SLANT_HTML_AT_HREF);
        if (href.ptr != NULL) said->canonical = slant_utf8_trim(href);
      }
      return;
    case SLANT_HTML_HTML:
    case SLANT_HTML_BODY:
      lang = slant_html_get(html, node, SLANT_HTML_AT_LANG);
      if (lang.ptr != NULL && said->language.len == 0) said->language = lang;
      return;
    default: break;
  }
  if (node->n_attributes > 0) see_element(v, i);
}

/* "By Jo Doe", "Von …": few words, each with a capital. */
static void see_line(view *v, const slant_page_block *block) {
  static const char *const words[] = {"By ", "Von ", "von ", "Autor: ", "Author: ", "Par ", "Por ", "Text: ", "Posted by ", "Written by "};
  static const uint32_t elsewhere = SLANT_PAGE_COMMENTS | SLANT_PAGE_RELATED | SLANT_PAGE_NAVIGATION | SLANT_PAGE_FOOTER | SLANT_PAGE_SIDE;
  if (block->len > LONGEST_BYLINE || (v->b->places[block->node].hints & elsewhere) != 0) return;
  slant_text text = slant_page_block_text(v->b, block);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t len = strlen(words[i]);
    if (text.len <= len + 2 || memcmp(text.ptr, words[i], len) != 0) continue;
    if ((unsigned char)(text.ptr[len] - 'A') < 26 || (unsigned char)text.ptr[len] == 0xC3) v->said->byline = text;
  }
}

slant_status slant_page_said_read(slant_page_said *said, const slant_page_blocks *blocks, slant_arena *arena, slant_error *err) {
  view v = {.said = said, .b = blocks, .arena = arena};
  uint32_t n;
  memset(said, 0, sizeof *said);
  v.nodes = slant_html_nodes(blocks->html, &n);
  for (uint32_t i = 1; i < n && v.failure.status == SLANT_OK; i++) see(&v, i);
  for (size_t i = 0; i < blocks->n && said->byline.len == 0; i++) see_line(&v, &blocks->items[i]);
  return slant_error_copy(err, &v.failure);
}
