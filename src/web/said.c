/* Page said: reading the tree.
 * In: nodes. Out: what they say. */
#include "web/said.h"

#include <string.h>

#include "base/ascii.h"
#include "text/utf8.h"
#include "web/shown.h"

enum { LONGEST_DATE = 200, LONGEST_AUTHOR = 100, LONGEST_BYLINE = 90, MOST_INNER = 40 };

/* Parts of a page that tell of other articles. */
enum { ELSEWHERE = SLANT_WEB_COMMENTS | SLANT_WEB_RELATED | SLANT_WEB_NAVIGATION | SLANT_WEB_FOOTER };

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
  slant_web_said *said;
  const slant_web_blocks *b;
  const slant_html_node *nodes;
  slant_arena *arena;
  size_t ranks[SLANT_N_SAID];
  uint32_t headed; /* hints of the last heading of the first level, which do not count against what is said below it */
  slant_error failure;
} view;

static void see_meta(view *v, const slant_html_node *node) {
  const slant_html *html = v->b->html;
  slant_text content = slant_html_get(html, node, SLANT_HTML_AT_CONTENT);
  static const slant_html_attribute keys[] = {SLANT_HTML_AT_PROPERTY, SLANT_HTML_AT_NAME, SLANT_HTML_AT_ITEMPROP};
  if (content.ptr == NULL) return;
  content = slant_utf8_trim(content);
  if (content.len == 0 || content.len > SLANT_WEB_LONGEST_SHOWN) return;
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
    slant_text key = slant_html_get(html, node, keys[k]);
    if (key.ptr == NULL) continue;
    slant_said what;
    size_t rank;
    if (!slant_web_said_find(key, &what, &rank)) continue;
    bool fits = what != SLANT_SAID_AUTHOR || memchr(content.ptr, '/', content.len) == NULL;
    if (fits && (v->said->meta[what].len == 0 || rank < v->ranks[what])) {
      v->said->meta[what] = content;
      v->ranks[what] = rank;
    }
  }
}

/* The text that an element shows; empty where that is longer than `most`. */
static slant_text shown(view *v, uint32_t at, size_t most) { return slant_web_shown(v->b, at, v->nodes[at].end, 0, most, v->arena, &v->failure); }

static void set_shown(view *v, slant_text *field, uint32_t i) {
  if (field->len == 0) *field = shown(v, i, SIZE_MAX);
}

static void see_time(view *v, uint32_t i) {
  slant_web_said *said = v->said;
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
  if ((hints & ~v->headed & (ELSEWHERE | SLANT_WEB_SIDE)) != 0) return;
  if (said->time_first.len == 0) said->time_first = when;
}

static void see_properties(view *v, uint32_t i) {
  slant_web_said *said = v->said;
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
  slant_web_said *said = v->said;
  const slant_html_node *node = &v->nodes[i];
  uint32_t own = v->b->places[i].own, hints = v->b->places[i].hints;
  slant_text rel = slant_html_get(v->b->html, node, SLANT_HTML_AT_REL);
  see_properties(v, i);
  if ((hints & ~v->headed & ELSEWHERE) != 0) return;
  if (node->tag == SLANT_HTML_A && rel.ptr != NULL && has_word(rel, "author")) set_shown(v, &said->author_link, i);
  if ((own & SLANT_WEB_META) == 0 || node->end - i > MOST_INNER) return;
  if ((own & SLANT_WEB_AUTHOR) != 0 && said->shown_author.len == 0) {
    said->shown_author = shown(v, i, LONGEST_BYLINE);
  }
  if ((own & SLANT_WEB_AUTHOR) == 0 && said->shown_date.len == 0) {
    slant_text text = shown(v, i, LONGEST_DATE);
    bool digits = false;
    for (size_t k = 0; k + 1 < text.len; k++) digits = digits || (slant_ascii_is_digit(text.ptr[k]) && slant_ascii_is_digit(text.ptr[k + 1]));
    if (digits) said->shown_date = text;
  }
}

static void see_heading(view *v, uint32_t i) {
  slant_web_said *said = v->said;
  bool is_home;
  if (said->n_headings == SLANT_WEB_MOST_HEADINGS) return;
  slant_web_heading heading = slant_web_heading_read(v->b, i, &is_home, v->arena, &v->failure);
  if (heading.text.len == 0) return;
  v->headed = v->b->places[i].hints;
  if (!is_home) said->headings[said->n_headings++] = heading;
  else if (said->home.len == 0) said->home = heading.text;
}

static void see(view *v, uint32_t i) {
  slant_web_said *said = v->said;
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
static void see_line(view *v, const slant_web_block *block) {
  static const char *const words[] = {"By ", "by ", "Von ", "von ", "Autor: ", "Author: ", "Par ", "Por ", "Text: ", "Posted by ", "Written by "};
  if (block->len > LONGEST_BYLINE || (v->b->places[block->node].hints & ~v->headed & (ELSEWHERE | SLANT_WEB_SIDE)) != 0) return;
  slant_text text = slant_web_block_text(v->b, block);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t len = strlen(words[i]);
    if (text.len <= len + 2 || memcmp(text.ptr, words[i], len) != 0) continue;
    if ((unsigned char)(text.ptr[len] - 'A') < 26 || (unsigned char)text.ptr[len] == 0xC3) v->said->byline = text;
  }
}

slant_status slant_web_said_read(slant_web_said *said, const slant_web_blocks *blocks, slant_arena *arena, slant_error *err) {
  view v = {.said = said, .b = blocks, .arena = arena};
  uint32_t n;
  memset(said, 0, sizeof *said);
  v.nodes = slant_html_nodes(blocks->html, &n);
  for (uint32_t i = 1; i < n && v.failure.status == SLANT_OK; i++) see(&v, i);
  for (size_t i = 0; i < blocks->n && said->byline.len == 0; i++) see_line(&v, &blocks->items[i]);
  return slant_error_copy(err, &v.failure);
}
