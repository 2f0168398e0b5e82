/* Page body: finding it.
 * In: blocks. Out: which of them are the article. Inside the element that holds the article (page_search.c) blocks are taken by their own
 * measures. Where that finds too little, a second pass asks less. */
#include "web/body.h"

#include <string.h>

#include "base/memory.h"
#include "web/search.h"

enum {
  PARAGRAPH = 80,     /* bytes from which on text may be a paragraph by its length */
  SHORT = 40,         /* bytes below which it is none */
  LONG_LINE = 30,     /* bytes from which on a line that ends without a sign may be */
  LITTLE = 150,       /* bytes below which a body is too little to be one */
  NEAR_BLOCKS = 12,   /* blocks listed before and behind the article */
  TEASER_BLOCKS = 6,  /* blocks before the article in which its teaser may stand */
  LONG_CAPTION = 250, /* bytes from which on a caption is text */
  LEAD_BLOCKS = 30,   /* blocks before the article in which its lead may stand */
};

static bool is_within(const slant_web_search *s, uint32_t node, uint32_t outer) { return node >= outer && node < s->nodes[outer].end; }

/* Whether a block inside the chosen element is a part of the article. */
static bool is_taken(const slant_web_search *s, const slant_web_block *block) {
  double share = slant_web_linked_share(block);
  uint32_t against = s->hints[block->node];
  if (against == SLANT_WEB_CAPTION && block->len >= LONG_CAPTION && slant_web_reads_well(block)) against = 0;
  if (against != 0) return false;
  if (s->nodes[block->node].tag == SLANT_HTML_PRE) return true;
  if (block->kind == SLANT_WEB_HEADING) return share < 0.5;
  if (share > 0.6 || (block->len < 60 && share > 0.3)) return false;
  if (block->kind == SLANT_WEB_CELL && block->n_links == 0) return true;
  if (block->kind == SLANT_WEB_LINE || block->kind == SLANT_WEB_CELL) return block->len >= SHORT || block->ends;
  return true;
}

static void mark(const slant_web_search *s, uint8_t *parts) {
  const slant_web_blocks *b = s->b;
  for (size_t i = 0; i < b->n; i++) {
    const slant_web_block *block = &b->items[i];
    parts[i] = SLANT_WEB_FAR;
    if (!is_within(s, block->node, s->body)) continue;
    parts[i] = is_taken(s, block) ? SLANT_WEB_OWN : SLANT_WEB_NEAR;
  }
}

/* Whether the article goes on behind a heading, captions and advertisements between them aside. */
static bool heads_own(const slant_web_search *s, const uint8_t *parts, size_t i) {
  const slant_web_blocks *b = s->b;
  for (i++; i < b->n && s->hints[b->items[i].node] != 0; i++) continue;
  return i < b->n && parts[i] == SLANT_WEB_OWN;
}

/* Whether a block behind the last paragraph that reads well may be of the article. */
static bool goes_on(const slant_web_search *s, const slant_web_block *block) {
  if (block->kind == SLANT_WEB_HEADING) return false;
  if (block->ends || s->nodes[block->node].tag == SLANT_HTML_PRE) return true;
  bool listed = block->kind == SLANT_WEB_ITEM || block->kind == SLANT_WEB_CELL;
  return block->n_links == 0 && (listed || (block->kind == SLANT_WEB_PARAGRAPH && block->len >= LONG_LINE));
}

/* Headings and short lines behind the last paragraph head something else, as do those before the first. */
static void trim(const slant_web_search *s, uint8_t *parts) {
  const slant_web_blocks *b = s->b;
  size_t last = b->n, n = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (parts[i] == SLANT_WEB_OWN && slant_web_reads_well(&b->items[i])) last = i, n++;
  }
  if (n == 0) return;
  for (size_t i = last + 1; i < b->n; i++) {
    const slant_web_block *block = &b->items[i];
    if (parts[i] == SLANT_WEB_OWN && !goes_on(s, block)) parts[i] = SLANT_WEB_NEAR;
  }
  for (size_t i = b->n; i-- > 0;) { /* a heading that heads nothing of the article */
    if (parts[i] == SLANT_WEB_OWN && b->items[i].kind == SLANT_WEB_HEADING && !heads_own(s, parts, i)) parts[i] = SLANT_WEB_NEAR;
  }
}

static size_t size_of(const slant_web_blocks *b, const uint8_t *parts) {
  size_t size = 0;
  for (size_t i = 0; i < b->n; i++) size += parts[i] == SLANT_WEB_OWN ? b->items[i].len : 0;
  return size;
}

/* The lead may stand before the element that holds the rest. */
static void add_lead(const slant_web_search *s, uint8_t *parts) {
  const slant_web_blocks *b = s->b;
  size_t first = 0;
  while (first < b->n && parts[first] != SLANT_WEB_OWN) first++;
  if (first == b->n) return;
  size_t from = first > LEAD_BLOCKS ? first - LEAD_BLOCKS : 0, titled = first;
  for (size_t i = from; i < first; i++) {
    if (b->items[i].kind == SLANT_WEB_HEADING && b->items[i].level == 1) titled = i;
  }
  for (size_t i = from; i < first; i++) {
    const slant_web_block *block = &b->items[i];
    bool named = (b->places[block->node].hints & SLANT_WEB_LEAD) != 0;
    uint32_t against = s->hints[block->node];
    if (i > titled && first - i <= TEASER_BLOCKS) against &= ~(uint32_t)SLANT_WEB_RELATED; /* its own teaser, which its editors call so */
    bool fits = block->len >= PARAGRAPH && slant_web_linked_share(block) < 0.3 && (named || (i > titled && slant_web_reads_well(block)));
    if (against == 0 && fits) parts[i] = SLANT_WEB_OWN;
  }
}

static void find(slant_web_search *s, uint8_t *parts) {
  slant_web_search_place(s);
  mark(s, parts);
  trim(s, parts);
  add_lead(s, parts);
}

/* Blocks close to the article are listed with it, but for menus and footers around it. */
static void mark_near(const slant_web_blocks *b, uint8_t *parts) {
  size_t first = b->n, last = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (parts[i] != SLANT_WEB_OWN) continue;
    if (first == b->n) first = i;
    last = i;
  }
  if (first == b->n) return;
  for (size_t i = 0; i < b->n; i++) {
    if (parts[i] == SLANT_WEB_OWN) continue;
    bool inside = i > first && i < last, near = i + NEAR_BLOCKS >= first && i <= last + NEAR_BLOCKS;
    bool menu = (b->places[b->items[i].node].hints & (SLANT_WEB_NAVIGATION | SLANT_WEB_FOOTER | SLANT_WEB_HIDDEN)) != 0;
    parts[i] = inside || (near && !menu) ? SLANT_WEB_NEAR : SLANT_WEB_FAR;
  }
}

/* Whether a block says the title again, in a heading of the first level with a kicker before it. */
static bool says_title(const slant_web_blocks *b, const slant_web_block *block, slant_text title) {
  slant_text text = slant_web_block_text(b, block);
  bool headline = block->kind == SLANT_WEB_HEADING && block->level == 1;
  if (title.len == 0 || text.len < title.len || (text.len > title.len && !headline)) return false;
  return memcmp(text.ptr + text.len - title.len, title.ptr, title.len) == 0;
}

slant_status slant_web_body_find(const slant_web_blocks *blocks, slant_text title, uint8_t *parts, slant_error *err) {
  slant_web_search s = {.b = blocks};
  s.nodes = slant_html_nodes(blocks->html, &s.n_nodes);
  slant_status status = slant_memory_new(&s.weights, s.n_nodes, sizeof *s.weights, err);
  if (status == SLANT_OK) status = slant_memory_new(&s.hints, s.n_nodes, sizeof *s.hints, err);
  if (status == SLANT_OK) {
    do find(&s, parts);
    while (size_of(blocks, parts) < LITTLE && ++s.pass < SLANT_WEB_N_PASSES);
    for (size_t i = 0; i < blocks->n; i++) {
      if (parts[i] == SLANT_WEB_OWN && says_title(blocks, &blocks->items[i], title)) parts[i] = SLANT_WEB_NEAR;
    }
    mark_near(blocks, parts);
  }
  slant_memory_free(s.weights);
  slant_memory_free(s.hints);
  return status;
}
