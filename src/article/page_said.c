/* Page said: reading the tree.
 * In: nodes. Out: what they say. */
#include "article/page_said.h"

#include <string.h>

#include "base/bytes.h"
#include "base/buffer.h"
#include "text/utf8.h"

enum { LONGEST_SHOWN = 2000 };

/* Names of <meta>, in small letters, by property, name or itemprop. Of those that say the same, the first in this list goes first. */
static const struct {
  const char *name;
  slant_said said;
} names[] = {{"og:title", SLANT_SAID_TITLE},
             {"twitter:title", SLANT_SAID_TITLE},
             {"dc.title", SLANT_SAID_TITLE},
             {"dcterms.title", SLANT_SAID_TITLE},
             {"citation_title", SLANT_SAID_TITLE},
             {"parsely-title", SLANT_SAID_TITLE},
             {"sailthru.title", SLANT_SAID_TITLE},
             {"og:site_name", SLANT_SAID_SITE},
             {"dc.publisher", SLANT_SAID_SITE},
             {"dcterms.publisher", SLANT_SAID_SITE},
             {"publisher", SLANT_SAID_SITE},
             {"citation_journal_title", SLANT_SAID_SITE},
             {"application-name", SLANT_SAID_APPLICATION},
             {"article:published_time", SLANT_SAID_PUBLISHED},
             {"article:published", SLANT_SAID_PUBLISHED},
             {"og:published_time", SLANT_SAID_PUBLISHED},
             {"og:article:published_time", SLANT_SAID_PUBLISHED},
             {"datepublished", SLANT_SAID_PUBLISHED},
             {"article.published", SLANT_SAID_PUBLISHED},
             {"parsely-pub-date", SLANT_SAID_PUBLISHED},
             {"publish-date", SLANT_SAID_PUBLISHED},
             {"publish_date", SLANT_SAID_PUBLISHED},
             {"publishdate", SLANT_SAID_PUBLISHED},
             {"publication_date", SLANT_SAID_PUBLISHED},
             {"pubdate", SLANT_SAID_PUBLISHED},
             {"pub_date", SLANT_SAID_PUBLISHED},
             {"published", SLANT_SAID_PUBLISHED},
             {"published-date", SLANT_SAID_PUBLISHED},
             {"sailthru.date", SLANT_SAID_PUBLISHED},
             {"cxenseparse:recs:publishtime", SLANT_SAID_PUBLISHED},
             {"citation_publication_date", SLANT_SAID_PUBLISHED},
             {"citation_online_date", SLANT_SAID_PUBLISHED},
             {"citation_date", SLANT_SAID_PUBLISHED},
             {"dc.date.issued", SLANT_SAID_PUBLISHED},
             {"dcterms.issued", SLANT_SAID_PUBLISHED},
             {"dcterms.created", SLANT_SAID_PUBLISHED},
             {"dc.date.created", SLANT_SAID_PUBLISHED},
             {"datecreated", SLANT_SAID_PUBLISHED},
             {"dc.date", SLANT_SAID_DATE},
             {"dcterms.date", SLANT_SAID_DATE},
             {"date", SLANT_SAID_DATE},
             {"article_date_original", SLANT_SAID_DATE},
             {"last-modified", SLANT_SAID_MODIFIED},
             {"article:modified_time", SLANT_SAID_MODIFIED},
             {"og:updated_time", SLANT_SAID_MODIFIED},
             {"dcterms.modified", SLANT_SAID_MODIFIED},
             {"datemodified", SLANT_SAID_MODIFIED},
             {"author", SLANT_SAID_AUTHOR},
             {"article:author", SLANT_SAID_AUTHOR},
             {"dc.creator", SLANT_SAID_AUTHOR},
             {"dcterms.creator", SLANT_SAID_AUTHOR},
             {"parsely-author", SLANT_SAID_AUTHOR},
             {"sailthru.author", SLANT_SAID_AUTHOR},
             {"citation_author", SLANT_SAID_AUTHOR},
             {"byl", SLANT_SAID_AUTHOR},
             {"og:url", SLANT_SAID_URL},
             {"twitter:url", SLANT_SAID_URL},
             {"og:locale", SLANT_SAID_LANGUAGE},
             {"dc.language", SLANT_SAID_LANGUAGE},
             {"language", SLANT_SAID_LANGUAGE}};
enum { N_NAMES = sizeof names / sizeof *names };

static bool is_digit(char c) { return (unsigned char)(c - '0') < 10; }

static bool same(slant_text text, const char *string) {
  for (size_t i = 0; i < text.len; i++) {
    if (string[i] == '\0' || slant_byte_lower((unsigned char)text.ptr[i]) != (unsigned char)string[i]) return false;
  }
  return string[text.len] == '\0';
}

static bool has_word(slant_text text, const char *word) {
  size_t len = strlen(word);
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    if (at < text.len && text.ptr[at] != ' ') continue;
    if (at - from == len && same((slant_text){text.ptr + from, len}, word)) return true;
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
  for (size_t k = 0; k < sizeof keys / sizeof *keys && content.len > 0; k++) {
    slant_text key = slant_html_get(html, node, keys[k]);
    if (key.ptr == NULL) continue;
    for (size_t i = 0; i < N_NAMES; i++) {
      slant_said what = names[i].said;
      if (!same(key, names[i].name)) continue;
      bool fits = what != SLANT_SAID_AUTHOR || memchr(content.ptr, '/', content.len) == NULL;
      if (fits && (v->said->meta[what].len == 0 || i < v->ranks[what])) {
        v->said->meta[what] = content;
        v->ranks[what] = i;
      }
      break;
    }
  }
}

/* The text that a node shows, elements with one of the hints `without` aside, white space made one blank each. In the arena. */
static slant_text shown_without(view *v, uint32_t at, uint32_t without) {
  slant_buffer out = {.max = LONGEST_SHOWN};
  if (!slant_buffer_reserve(&out, LONGEST_SHOWN)) (void)slant_buffer_check(&out, &v->failure); /* what does not fit later is cut, and no failure */
  bool space = false;
  for (uint32_t i = at; i < v->nodes[at].end && out.len < LONGEST_SHOWN && out.missed == 0; i++) {
    if (i > at && (v->b->places[i].own & without) != 0) {
      i = v->nodes[i].end - 1;
      space = true;
      continue;
    }
    slant_text text = slant_html_node_text(v->b->html, &v->nodes[i]);
    if (v->nodes[i].tag != SLANT_HTML_TEXT) {
      space = space || v->nodes[i].tag == SLANT_HTML_BR || (slant_html_tag_bits((slant_html_tag)v->nodes[i].tag) & SLANT_HTML_BLOCK) != 0;
      continue;
    }
    for (size_t k = 0, len; k < text.len; k += len) {
      uint32_t c = slant_utf8_get(text, k, &len);
      if (c == 0xAD || c == 0x200B) continue;
      if (slant_utf8_is_space(c)) {
        space = true;
        continue;
      }
      if (space && out.len > 0) slant_buffer_put_char(&out, ' ');
      space = false;
      slant_buffer_put_bytes(&out, text.ptr + k, len);
    }
  }
  slant_text result = slant_arena_copy(v->arena, slant_buffer_get(&out), &v->failure);
  slant_buffer_free(&out);
  return result.ptr == NULL ? (slant_text){"", 0} : result;
}

static slant_text shown(view *v, uint32_t at) { return shown_without(v, at, 0); }

static void set_shown(view *v, slant_text *field, uint32_t i) {
  if (field->len == 0) *field = shown(v, i);
}

static void see_time(view *v, uint32_t i) {
  slant_page_said *said = v->said;
  slant_text when = slant_html_get(v->b->html, &v->nodes[i], SLANT_HTML_AT_DATETIME);
  slant_text property = slant_html_get(v->b->html, &v->nodes[i], SLANT_HTML_AT_ITEMPROP);
  slant_text class = slant_html_get(v->b->html, &v->nodes[i], SLANT_HTML_AT_CLASS);
  uint32_t hints = v->b->places[i].hints;
  if (when.ptr == NULL || when.len < 8) when = shown(v, i);
  if (when.len == 0) return;
  if (said->time_any.len == 0) said->time_any = when;
  if (property.ptr != NULL && same(property, "datemodified")) return;
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
    said->published_item = content.ptr != NULL ? content : when.ptr != NULL ? when : shown(v, i);
  }
  if (has_word(property, "headline")) set_shown(v, &said->headline_item, i);
  if (has_word(property, "author") && said->author_item.len == 0) {
    said->author_item = content.ptr != NULL ? content : shown(v, i);
    for (uint32_t k = i + 1; k < node->end; k++) { /* an author's name inside it says more than all that is shown */
      slant_text inner = slant_html_get(v->b->html, &v->nodes[k], SLANT_HTML_AT_ITEMPROP);
      if (inner.ptr == NULL || !has_word(inner, "name")) continue;
      slant_text value = slant_html_get(v->b->html, &v->nodes[k], SLANT_HTML_AT_CONTENT);
      said->author_item = value.ptr != NULL ? value : shown(v, k);
      break;
    }
    if (said->author_item.len > 100) said->author_item = (slant_text){"", 0};
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
  if ((own & SLANT_PAGE_META) == 0 || node->end - i > 40) return;
  if ((own & SLANT_PAGE_AUTHOR) != 0 && said->shown_author.len == 0) {
    said->shown_author = shown(v, i);
    if (said->shown_author.len > 60) said->shown_author = (slant_text){"", 0};
  }
  if ((own & SLANT_PAGE_AUTHOR) == 0 && said->shown_date.len == 0) {
    slant_text text = shown(v, i);
    bool digits = false;
    for (size_t k = 0; k + 1 < text.len; k++) digits = digits || (is_digit(text.ptr[k]) && is_digit(text.ptr[k + 1]));
    if (digits && text.len < 200) said->shown_date = text;
  }
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
    case SLANT_HTML_H1:
      if (said->n_headings < SLANT_PAGE_MOST_HEADINGS) {
        slant_text text = shown_without(v, i, SLANT_PAGE_KICKER | SLANT_PAGE_HIDDEN);
        if (text.len > 0) said->headings[said->n_headings++] = text;
      }
      break;
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
  if (block->len > 60 || (v->b->places[block->node].hints & elsewhere) != 0) return;
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
