/* HTML: pages by libxml2's events.
 * In: a page. Out: a flat tree of our own; it is built and walked without recursion. */
#include "codec/html.h"

#include <string.h>

#include "base/memory.h"
#include "codec/html_library.h"
#include "codec/html_nesting.h"
#include "codec/html_thin.h"

enum { STACK = 4 * SLANT_HTML_DEEPEST };

typedef struct attribute {
  slant_html_attribute name;
  uint32_t start, len;
} attribute;

struct slant_html {
  slant_html_thinned thinned;
  slant_buffer text; /* of text nodes and attributes */
  slant_html_node *nodes;
  size_t n_nodes, nodes_cap;
  attribute *attributes;
  size_t n_attributes, attributes_cap;
  /* while it is read */
  uint32_t open[STACK]; /* elements that are open, the outermost first */
  size_t n_open;
  size_t n_beyond; /* open elements that found no room on the stack */
  const char *source;
  slant_error failure;
};

static bool add_node(slant_html *d, slant_html_tag tag) {
  if (d->failure.status != SLANT_OK) return false;
  if (d->n_nodes == SLANT_HTML_MOST_NODES) {
    (void)slant_error_at(&d->failure, SLANT_E_DATA, d->source, 0, "found a page of more than %d parts, expected at most that", SLANT_HTML_MOST_NODES);
    return false;
  }
  if (slant_memory_grow(&d->nodes, &d->nodes_cap, d->n_nodes + 1, sizeof *d->nodes, &d->failure) != SLANT_OK) return false;
  slant_html_node *node = &d->nodes[d->n_nodes];
  memset(node, 0, sizeof *node);
  node->tag = (uint8_t)tag;
  node->depth = (uint16_t)d->n_open;
  node->parent = d->n_open == 0 ? 0 : d->open[d->n_open - 1];
  node->start = (uint32_t)d->text.len;
  node->end = (uint32_t)++d->n_nodes;
  return true;
}

static void add_attribute(slant_html *d, const xmlChar *name, const xmlChar *value) {
  const char *string = (const char *)name;
  slant_html_attribute a = slant_html_attribute_find((slant_text){string, strlen(string)});
  if (a == SLANT_HTML_N_ATTRIBUTES) return;
  if (slant_memory_grow(&d->attributes, &d->attributes_cap, d->n_attributes + 1, sizeof *d->attributes, &d->failure) != SLANT_OK) return;
  uint32_t start = (uint32_t)d->text.len;
  if (value != NULL) slant_buffer_put_string(&d->text, (const char *)value);
  d->attributes[d->n_attributes++] = (attribute){a, start, (uint32_t)d->text.len - start};
  d->nodes[d->n_nodes - 1].n_attributes++;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes) {
  slant_html *d = user;
  const char *string = (const char *)name;
  slant_html_tag tag = slant_html_tag_find((slant_text){string, strlen(string)});
  bool has_end = (slant_html_tag_bits(tag) & SLANT_HTML_VOID) == 0;
  if (d->n_open == STACK) {
    d->n_beyond += has_end;
    return;
  }
  if (!add_node(d, tag)) return;
  uint32_t number = (uint32_t)d->n_nodes - 1;
  d->nodes[number].attributes = (uint32_t)d->n_attributes;
  for (; attributes != NULL && attributes[0] != NULL; attributes += 2) add_attribute(d, attributes[0], attributes[1]);
  if (has_end) d->open[d->n_open++] = number;
}

/* Closes the innermost open element. */
static void close_one(slant_html *d) { d->nodes[d->open[--d->n_open]].end = (uint32_t)d->n_nodes; }

static void on_end(void *user, const xmlChar *name) {
  slant_html *d = user;
  const char *string = (const char *)name;
  slant_html_tag tag = slant_html_tag_find((slant_text){string, strlen(string)});
  if ((slant_html_tag_bits(tag) & SLANT_HTML_VOID) != 0) return;
  if (d->n_beyond > 0) {
    d->n_beyond--;
    return;
  }
  size_t i = d->n_open;
  while (i > 1 && d->nodes[d->open[i - 1]].tag != (uint8_t)tag) i--;
  if (i <= 1) return; /* node 0 stays open */
  while (d->n_open >= i) close_one(d);
}

static void on_text(void *user, const xmlChar *bytes, int len) {
  slant_html *d = user;
  if (len <= 0) return;
  slant_html_node *last = &d->nodes[d->n_nodes - 1];
  bool goes_on = last->tag == SLANT_HTML_TEXT && last->parent == d->open[d->n_open - 1] && last->start + last->len == d->text.len;
  if (!goes_on && !add_node(d, SLANT_HTML_TEXT)) return;
  slant_buffer_put_bytes(&d->text, bytes, (size_t)len);
  d->nodes[d->n_nodes - 1].len += (uint32_t)len;
}

/* Hands the page to the parser in pieces, whose size it counts in ints. */
static slant_status parse(slant_html *d, const slant_html_library *l, slant_error *err) {
  htmlSAXHandler events;
  memset(&events, 0, sizeof events);
  events.startElement = on_start;
  events.endElement = on_end;
  events.characters = events.ignorableWhitespace = on_text;
  slant_text text = slant_buffer_get(&d->thinned.out);
  htmlParserCtxtPtr parser = l->htmlCreatePushParserCtxt(&events, d, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (parser == NULL) return slant_error_memory(err, text.len);
  (void)l->htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC | HTML_PARSE_RECOVER);
  (void)l->htmlParseChunk(parser, text.ptr, (int)text.len, 1); /* what it thinks of the page is not asked: there is no page without faults */
  l->htmlFreeParserCtxt(parser);
  while (d->n_open > 0) close_one(d);
  return slant_error_copy(err, &d->failure);
}

static slant_status read_page(slant_html *d, slant_text html, slant_error *err) {
  slant_html_library library = {0};
  if (html.len >= INT32_MAX / 2) {
    return slant_error_at(err, SLANT_E_DATA, d->source, 0, "found a page of %zu bytes, expected at most %d", html.len, INT32_MAX / 2);
  }
  slant_status status = slant_html_thin(&d->thinned, html, err);
  d->text.max = INT32_MAX;
  if (status == SLANT_OK) status = slant_html_library_open(&library, SLANT_HTML_LIBRARY, d->source, err);
  if (status != SLANT_OK) return status;
  if (!add_node(d, SLANT_HTML_OTHER)) return slant_error_copy(err, &d->failure);
  d->open[d->n_open++] = 0;
  status = parse(d, &library, err);
  slant_html_library_close(&library);
  slant_buffer_free(&d->thinned.out);
  return status == SLANT_OK ? slant_buffer_check(&d->text, err) : status;
}

slant_status slant_html_read(slant_html **out, slant_text html, const char *source, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->source = source;
  status = read_page(*out, html, err);
  if (status != SLANT_OK) {
    slant_html_free(*out);
    *out = NULL;
  }
  return status;
}

void slant_html_free(slant_html *document) {
  if (document == NULL) return;
  slant_buffer_free(&document->thinned.out);
  slant_buffer_free(&document->text);
  slant_memory_free(document->nodes);
  slant_memory_free(document->attributes);
  slant_memory_free(document);
}

const slant_html_node *slant_html_nodes(const slant_html *document, uint32_t *n) {
  *n = (uint32_t)document->n_nodes;
  return document->nodes;
}

slant_text slant_html_node_text(const slant_html *document, const slant_html_node *node) {
  return (slant_text){slant_buffer_get(&document->text).ptr + node->start, node->len};
}

slant_text slant_html_get(const slant_html *document, const slant_html_node *node, slant_html_attribute name) {
  for (size_t i = 0; i < node->n_attributes; i++) {
    const attribute *a = &document->attributes[node->attributes + i];
    if (a->name == name) return (slant_text){slant_buffer_get(&document->text).ptr + a->start, a->len};
  }
  return (slant_text){NULL, 0};
}

const slant_text *slant_html_data(const slant_html *document, size_t *n) {
  *n = document->thinned.n_data;
  return document->thinned.data;
}
