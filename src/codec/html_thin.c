/* HTML thinning.
 * In: a page. Out: the same page without what no reader sees. Tags are told apart as HTML5's tokenizer does; what they make of one another
 * is left to the parser. */
#define _GNU_SOURCE /* memmem */
#include "codec/html_thin.h"

#include <string.h>

#include "base/ascii.h"
#include "codec/html_attributes.h"
#include "codec/html_nesting.h"
#include "codec/html_tags.h"

/* Working state. */
typedef struct cutter {
  slant_html_thinned *thinned;
  slant_buffer *out;
  const char *at, *end;
  slant_html_nesting nesting;
  const char *next_end[SLANT_HTML_N_TAGS]; /* the end tag of the element that was found last; the page's end: there is no further one */
  slant_html_tag skipped; /* the element being skipped; SLANT_HTML_TEXT: none */
  uint32_t n_skipped;     /* elements of that name inside it, itself counted */
} cutter;

/* The end tag of that name from `at` on; NULL where there is none. */
static const char *find_end_tag(const char *at, const char *end, const char *name) {
  size_t len = strlen(name);
  while ((at = memmem(at, (size_t)(end - at), "</", 2)) != NULL) {
    if ((size_t)(end - at) < len + 2) return NULL;
    if (slant_ascii_alike(at + 2, name, len) && ((size_t)(end - at) == len + 2 || !slant_byte_is_alnum((unsigned char)at[len + 2]))) return at;
    at += 2;
  }
  return NULL;
}

/* Text up to `to`, each run of white space as its first character: pages are indented. */
static void put_text(cutter *c, const char *to) {
  const char *from = c->at;
  bool as_is = c->nesting.n_open[SLANT_HTML_PRE] > 0 || c->nesting.n_open[SLANT_HTML_XMP] > 0;
  for (const char *at = from; !as_is && at + 1 < to && c->skipped == SLANT_HTML_TEXT; at++) {
    if ((unsigned char)at[0] > ' ' || !slant_ascii_is_space(at[0]) || !slant_ascii_is_space(at[1])) continue;
    slant_buffer_put_bytes(c->out, from, (size_t)(at + 1 - from));
    while (at + 1 < to && slant_ascii_is_space(at[1])) at++;
    from = at + 1;
  }
  if (c->skipped == SLANT_HTML_TEXT) slant_buffer_put_bytes(c->out, from, (size_t)(to - from));
  c->at = to;
}

/* Text in which no tag can stand. */
static void put_raw(slant_buffer *out, const char *from, const char *to) {
  while (from < to) {
    const char *sign = memchr(from, '<', (size_t)(to - from)), *stop = sign == NULL ? to : sign;
    slant_buffer_put_bytes(out, from, (size_t)(stop - from));
    if (sign != NULL) slant_buffer_put_string(out, "&lt;");
    from = stop + (sign != NULL);
  }
}

/* Behind "<!" or "<?" or "</" and no letter: a comment, or what HTML5 takes for one. */
static void pass_comment(cutter *c) {
  const char *stop;
  if (c->end - c->at >= 4 && memcmp(c->at, "<!--", 4) == 0) {
    stop = memmem(c->at + 2, (size_t)(c->end - c->at - 2), "-->", 3); /* "<!-->" and "<!--->" are whole */
    if (stop != NULL) stop += 2;
  } else {
    stop = memchr(c->at, '>', (size_t)(c->end - c->at));
  }
  c->at = stop == NULL ? c->end : stop + 1;
}

/* Behind the start tag of an element whose content is one text. */
static void take_raw(cutter *c, slant_html_tag tag, const slant_html_attributes *attributes) {
  const char *name = slant_html_tag_name(tag), *stop = find_end_tag(c->at, c->end, name), *from = c->at;
  const char *to = stop == NULL ? c->end : stop;
  const char *close = stop == NULL ? NULL : memchr(stop, '>', (size_t)(c->end - stop));
  c->at = close == NULL ? c->end : close + 1;
  if (c->skipped != SLANT_HTML_TEXT) return;
  slant_html_thinned *t = c->thinned;
  if (tag == SLANT_HTML_SCRIPT && attributes->is_data && t->n_data < SLANT_HTML_MOST_SCRIPTS) {
    t->data[t->n_data++] = (slant_text){from, (size_t)(to - from)};
  }
  if (tag != SLANT_HTML_TITLE) return;
  slant_buffer_put_string(c->out, "<title>");
  put_raw(c->out, from, to);
  slant_buffer_put_string(c->out, "</title>");
}

/* Begins to skip an element, unless its end is nowhere: then it would take the rest of the page with it. */
static void begin_skipping(cutter *c, slant_html_tag tag) {
  if (c->next_end[tag] == NULL || c->next_end[tag] < c->at) {
    const char *found = find_end_tag(c->at, c->end, slant_html_tag_name(tag));
    c->next_end[tag] = found == NULL ? c->end : found;
  }
  if (c->next_end[tag] == c->end) return;
  c->skipped = tag;
  c->n_skipped = 1;
}

static void take_start_tag(cutter *c, slant_html_tag tag) {
  slant_html_attributes attributes;
  unsigned bits = slant_html_tag_bits(tag);
  c->at = slant_html_attributes_read(&attributes, tag, c->at, c->end);
  if (c->at == NULL) { /* the page ends inside the tag */
    c->at = c->end;
    return;
  }
  if ((bits & SLANT_HTML_RAW) != 0) {
    take_raw(c, tag, &attributes);
    return;
  }
  if (c->skipped == SLANT_HTML_SVG && (bits & SLANT_HTML_BLOCK) != 0) c->skipped = SLANT_HTML_TEXT; /* its end is missing: no drawing has paragraphs */
  if (c->skipped == SLANT_HTML_SELECT && tag == SLANT_HTML_SELECT) {
    c->skipped = SLANT_HTML_TEXT; /* as HTML5 ends it */
    return;
  }
  if (c->skipped != SLANT_HTML_TEXT) {
    if (tag == c->skipped && !attributes.is_empty) c->n_skipped++;
    return;
  }
  if ((bits & SLANT_HTML_HIDDEN) != 0) {
    if (!attributes.is_empty) begin_skipping(c, tag);
    return;
  }
  if ((bits & SLANT_HTML_PLAIN) != 0 || (tag == SLANT_HTML_OTHER && attributes.is_empty)) return;
  if (!slant_html_nesting_begin(&c->nesting, tag)) return;
  slant_html_attributes_put(&attributes, tag, c->out);
}

static void take_end_tag(cutter *c, slant_html_tag tag) {
  unsigned bits = slant_html_tag_bits(tag);
  const char *close = memchr(c->at, '>', (size_t)(c->end - c->at));
  c->at = close == NULL ? c->end : close + 1;
  if (c->skipped != SLANT_HTML_TEXT) {
    if (tag == c->skipped && --c->n_skipped == 0) c->skipped = SLANT_HTML_TEXT;
    return;
  }
  if (tag == SLANT_HTML_BR) slant_buffer_put_string(c->out, "<br>"); /* as browsers take it */
  if ((bits & (SLANT_HTML_VOID | SLANT_HTML_PLAIN | SLANT_HTML_RAW)) != 0) return;
  slant_html_nesting_end(&c->nesting, tag, c->out);
}

/* At a "<". */
static void take_tag(cutter *c) {
  bool ends = c->end - c->at > 1 && c->at[1] == '/';
  const char *name = c->at + (ends ? 2 : 1), *stop = name;
  bool letter = name < c->end && slant_ascii_is_letter(*name);
  if (!letter && name < c->end && (ends || *name == '!' || *name == '?')) {
    pass_comment(c);
    return;
  }
  if (!letter) {
    if (c->skipped == SLANT_HTML_TEXT) slant_buffer_put_string(c->out, "&lt;");
    c->at++;
    return;
  }
  while (stop < c->end && *stop != '>' && *stop != '/' && (unsigned char)*stop > ' ') stop++;
  slant_html_tag tag = slant_html_tag_find((slant_text){name, (size_t)(stop - name)});
  c->at = stop;
  if (ends) take_end_tag(c, tag);
  else take_start_tag(c, tag);
}

slant_status slant_html_thin(slant_html_thinned *thinned, slant_text html, slant_error *err) {
  cutter c = {.thinned = thinned, .out = &thinned->out, .at = html.ptr, .end = html.ptr + html.len, .skipped = SLANT_HTML_TEXT};
  while (c.at < c.end) {
    const char *sign = memchr(c.at, '<', (size_t)(c.end - c.at));
    put_text(&c, sign == NULL ? c.end : sign);
    if (sign != NULL) take_tag(&c);
  }
  return slant_buffer_check(&thinned->out, err);
}
