/* Page blocks: cutting.
 * In: a tree. Out: blocks in the order of the page. Each node is looked at once, in order. */
#include "web/blocks.h"

#include <string.h>

#include "base/memory.h"
#include "text/utf8.h"

enum { LONGEST_HEADING = 160 }; /* bytes; longer ones are text */

/* What Windows puts where Latin-1 has controls, which pages mean when they write such: U+0080 to U+009F. 0: nothing. */
static const uint16_t windows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                     0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* The block that is being filled. */
typedef struct filling {
  slant_web_blocks *b;
  slant_web_block block;
  uint32_t n_breaks; /* line breaks since the last text */
  bool space;        /* white space since the last text */
  uint32_t link;     /* last link that text came from */
  slant_web_known known;
} filling;

static bool is_heading(unsigned tag) { return tag >= SLANT_HTML_H1 && tag <= SLANT_HTML_H6; }

static bool is_row_of_cells(unsigned tag) { return tag == SLANT_HTML_TD || tag == SLANT_HTML_TH; }

/* The kind of a block by the elements that hold it, up to the first that tells. */
static void set_kind(const slant_web_blocks *b, slant_web_block *block) {
  uint32_t n;
  const slant_html_node *nodes = slant_html_nodes(b->html, &n);
  bool paragraph = nodes[block->node].tag == SLANT_HTML_P;
  block->kind = paragraph ? SLANT_WEB_PARAGRAPH : SLANT_WEB_LINE;
  uint32_t at = block->node;
  for (int i = 0; i < 4 && at != 0; i++, at = nodes[at].parent) {
    unsigned tag = nodes[at].tag;
    if (is_heading(tag) && block->len < LONGEST_HEADING) {
      block->kind = SLANT_WEB_HEADING;
      block->level = (uint8_t)(tag - SLANT_HTML_H1 + 1);
      return;
    }
    if (tag == SLANT_HTML_LI || tag == SLANT_HTML_DD || tag == SLANT_HTML_DT) block->kind = SLANT_WEB_ITEM;
    if (tag == SLANT_HTML_BLOCKQUOTE) block->kind = SLANT_WEB_QUOTE;
    if (is_row_of_cells(tag)) block->kind = SLANT_WEB_CELL;
    if (block->kind != SLANT_WEB_PARAGRAPH && block->kind != SLANT_WEB_LINE) return;
  }
}

static bool ends_sentence(slant_text text) {
  size_t n = text.len;
  while (n > 0) { /* closing quotation marks and brackets, in UTF-8: they begin with bytes E2 80, C2 BB */
    unsigned char c = (unsigned char)text.ptr[n - 1];
    if (c == '"' || c == '\'' || c == ')' || c == ']') n--;
    else if (n >= 3 && memcmp(text.ptr + n - 3, "\xE2\x80", 2) == 0 && c != 0xA6) n -= 3;
    else if (n >= 2 && (memcmp(text.ptr + n - 2, "\xC2\xBB", 2) == 0 || memcmp(text.ptr + n - 2, "\xC2\xAB", 2) == 0)) n -= 2;
    else break;
  }
  if (n == 0) return false;
  return strchr(".!?:", text.ptr[n - 1]) != NULL || (n >= 3 && memcmp(text.ptr + n - 3, "\xE2\x80\xA6", 3) == 0) ||
         (n >= 3 && memcmp(text.ptr + n - 3, "\xE3\x80\x82", 3) == 0);
}

static void flush(filling *f, slant_error *err) {
  slant_web_blocks *b = f->b;
  slant_web_block *block = &f->block;
  block->len = (uint32_t)b->text.len - block->start;
  if (block->len > 0 && slant_memory_grow(&b->items, &b->cap, b->n + 1, sizeof *b->items, err) == SLANT_OK) {
    slant_text text = slant_web_block_text(b, block);
    block->ends = ends_sentence(text);
    set_kind(b, block);
    b->items[b->n++] = *block;
  }
  *block = (slant_web_block){.start = (uint32_t)b->text.len};
  f->n_breaks = 0;
  f->space = false;
  f->link = 0;
}

/* White space that is due, before a character. */
static void put_space(filling *f) {
  slant_buffer *text = &f->b->text;
  if (text->len > f->block.start) {
    if (f->n_breaks > 0) slant_buffer_put_char(text, '\n');
    else if (f->space) slant_buffer_put_char(text, ' ');
  }
  f->n_breaks = 0;
  f->space = false;
}

/* A character that is no ASCII. */
static void put_character(filling *f, uint32_t c) {
  char bytes[4];
  if (c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF) return; /* where a line may or may not be broken */
  if (c >= 0x80 && c < 0xA0) {
    c = windows[c - 0x80];
    f->b->repaired = true;
  }
  if (c == 0) return;
  if (slant_utf8_is_space(c)) {
    f->space = true;
    return;
  }
  put_space(f);
  slant_buffer_put_bytes(&f->b->text, bytes, slant_utf8_put(c, bytes));
}

/* Text of the page into the block. Line ends count where `lines` is set, and two of them end the block. */
static void put_text(filling *f, slant_text text, uint32_t node, bool lines, slant_error *err) {
  slant_buffer *out = &f->b->text;
  for (size_t i = 0, len; i < text.len; i += len) {
    unsigned char c = (unsigned char)text.ptr[i];
    len = 1;
    if (c > ' ' && c < 0x7F) {
      size_t stop = i + 1;
      while (stop < text.len && (unsigned char)text.ptr[stop] > ' ' && (unsigned char)text.ptr[stop] < 0x7F) stop++;
      if (lines && f->n_breaks > 1) flush(f, err);
      f->block.node = node;
      put_space(f);
      slant_buffer_put_bytes(out, text.ptr + i, stop - i);
      len = stop - i;
      for (size_t k = i; k < stop; k++) f->block.has_comma = f->block.has_comma || text.ptr[k] == ',';
    } else if (c < 0x80) {
      if (lines && c == '\n') f->n_breaks++;
      f->space = true;
    } else {
      uint32_t point = slant_utf8_get(text, i, &len);
      f->block.node = node;
      put_character(f, point);
    }
  }
}

/* What an element passes on to all that it holds. */
static void set_place(filling *f, const slant_html_node *nodes, uint32_t i) {
  slant_web_blocks *b = f->b;
  const slant_html_node *node = &nodes[i];
  const slant_web_place *above = &b->places[node->parent];
  slant_web_place *place = &b->places[i];
  *place = *above;
  place->own = 0;
  if (node->tag == SLANT_HTML_TEXT) return;
  place->own = slant_web_hints_of(b->html, node, &f->known);
  place->hints = above->hints | place->own;
  if ((slant_html_tag_bits((slant_html_tag)node->tag) & SLANT_HTML_BLOCK) != 0) place->block = i;
  if (node->tag == SLANT_HTML_A && slant_html_get(b->html, node, SLANT_HTML_AT_HREF).ptr != NULL) place->link = i;
}

static void take_text(filling *f, const slant_html_node *nodes, uint32_t i, slant_error *err) {
  slant_web_blocks *b = f->b;
  const slant_web_place *place = &b->places[i];
  bool lines = nodes[place->block].tag == SLANT_HTML_PRE || nodes[place->block].tag == SLANT_HTML_XMP;
  if (place->block != f->block.node && b->text.len > f->block.start) flush(f, err);
  if (f->n_breaks > 1) flush(f, err);
  size_t before = b->text.len;
  put_text(f, slant_html_node_text(b->html, &nodes[i]), place->block, lines, err);
  if (place->link != 0 && b->text.len > before) {
    f->block.n_linked += (uint32_t)(b->text.len - (before > f->block.start ? before : f->block.start));
    if (f->link != place->link && f->block.n_links < UINT16_MAX) f->block.n_links++;
    f->link = place->link;
  }
}

slant_status slant_web_blocks_cut(slant_web_blocks *blocks, const slant_html *html, slant_error *err) {
  uint32_t n;
  slant_error failure = {0};
  const slant_html_node *nodes = slant_html_nodes(html, &n);
  blocks->html = html;
  slant_status status = slant_memory_new(&blocks->places, n, sizeof *blocks->places, err);
  if (status != SLANT_OK) return status;
  filling f = {.b = blocks};
  for (uint32_t i = 1; i < n;) {
    unsigned tag = nodes[i].tag, bits = slant_html_tag_bits((slant_html_tag)tag);
    set_place(&f, nodes, i);
    if (tag == SLANT_HTML_TEXT) take_text(&f, nodes, i, &failure);
    else if (tag == SLANT_HTML_BR) f.n_breaks++;
    else if ((bits & SLANT_HTML_BLOCK) != 0) flush(&f, &failure);
    i = tag == SLANT_HTML_TITLE ? nodes[i].end : i + 1;
  }
  flush(&f, &failure);
  if (failure.status != SLANT_OK) return slant_error_copy(err, &failure);
  return slant_buffer_check(&blocks->text, err);
}

void slant_web_blocks_free(slant_web_blocks *blocks) {
  slant_buffer_free(&blocks->text);
  slant_memory_free(blocks->items);
  slant_memory_free(blocks->places);
  memset(blocks, 0, sizeof *blocks);
}
