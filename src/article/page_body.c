/* Page body: finding it.
 * In: blocks. Out: which of them are the article. First, blocks that read like paragraphs give weight to the elements that hold them, and
 * the innermost element that holds most of the weight is the article's; then, inside it, blocks are taken by their own measures. Where that
 * finds too little, a second pass asks less. */
#include "article/page_body.h"

#include <string.h>

#include "base/memory.h"

enum {
  PARAGRAPH = 80,     /* bytes from which on text may be a paragraph by its length */
  SHORT = 40,         /* bytes below which it is none */
  LITTLE = 250,       /* bytes below which a body is too little to be one */
  NEAR_BLOCKS = 12,   /* blocks listed before and behind the article */
  TEASER_BLOCKS = 6,  /* blocks before the article in which its teaser may stand */
  LONG_CAPTION = 250, /* bytes from which on a caption is text */
  LEAD_BLOCKS = 30,   /* blocks before the article in which its lead may stand */
  N_PASSES = 3,
};

/* What no part of an article stands in. */
#define NEVER                                                                                                                \
  (SLANT_PAGE_NAVIGATION | SLANT_PAGE_FOOTER | SLANT_PAGE_COMMENTS | SLANT_PAGE_SHARE | SLANT_PAGE_RELATED | SLANT_PAGE_PROMOTION | \
   SLANT_PAGE_SIDE | SLANT_PAGE_HIDDEN | SLANT_PAGE_FORM | SLANT_PAGE_AUTHOR)
/* What stands in the article and is no paragraph of it. */
#define BESIDE (SLANT_PAGE_META | SLANT_PAGE_CAPTION)

/* Shares of the weight of all that reads well: what an element that is named as the body must hold, and what the next element further in must
 * hold of what the one outside does. Chosen on the half of the pages that tools/bench/pages reports nothing of; a tenth up or down changes F1 by
 * less than 0.002. */
#define MUCH 2.5F /* weight, as of a paragraph or two */
#define NAMED 0.5F
#define DOWN 0.95F

typedef struct search {
  const slant_page_blocks *b;
  const slant_html_node *nodes;
  uint32_t n_nodes;
  float *weights;   /* of each element: what the paragraphs in it weigh */
  uint32_t *hints;  /* of each element: those against it that count, of itself and of all that hold it */
  uint32_t body;    /* the element chosen */
  int pass;         /* each later one asks less */
} search;

static double linked_share(const slant_page_block *block) { return block->len == 0 ? 0 : (double)block->n_linked / (double)block->len; }

/* Whether a block reads like a paragraph of running text. */
static bool reads_well(const slant_page_block *block) {
  if (linked_share(block) > 0.4 || block->kind == SLANT_PAGE_HEADING) return false;
  if (block->len >= 2 * PARAGRAPH) return block->ends || block->has_comma || block->kind == SLANT_PAGE_PARAGRAPH;
  bool paragraph = block->kind == SLANT_PAGE_PARAGRAPH;
  return block->len >= PARAGRAPH ? block->ends || paragraph : block->len >= SHORT && block->ends && paragraph;
}

static double weight_of(const slant_page_block *block) {
  double len = block->len < 1000 ? block->len : 1000 + 0.2 * (block->len - 1000);
  double weight = len / 100 * (1 - linked_share(block));
  if (block->kind == SLANT_PAGE_PARAGRAPH || block->kind == SLANT_PAGE_QUOTE) weight *= 1.5;
  if (block->kind == SLANT_PAGE_ITEM || block->kind == SLANT_PAGE_CELL) weight *= 0.6;
  return weight;
}

/* Sums up, from the inside out: nodes behind others lie deeper or beside them. */
static void sum_up(search *s) {
  for (uint32_t i = s->n_nodes - 1; i > 0; i--) s->weights[s->nodes[i].parent] += s->weights[i];
}

/* Hints count against an element only where it does not hold most of what reads well: whatever its name says, that is no sidebar. */
static void weigh(search *s) {
  const slant_page_blocks *b = s->b;
  memset(s->weights, 0, s->n_nodes * sizeof *s->weights);
  for (size_t i = 0; i < b->n; i++) {
    if (reads_well(&b->items[i])) s->weights[b->items[i].node] += (float)weight_of(&b->items[i]);
  }
  sum_up(s);
  float all = s->weights[0];
  static const uint32_t passes[N_PASSES] = {NEVER | BESIDE, SLANT_PAGE_NAVIGATION | SLANT_PAGE_COMMENTS | SLANT_PAGE_FOOTER, 0};
  uint32_t against = passes[s->pass];
  for (uint32_t i = 1; i < s->n_nodes; i++) {
    uint32_t own = b->places[i].own & against;
    if (s->weights[i] >= MUCH) own &= ~(uint32_t)SLANT_PAGE_HIDDEN; /* what opens on a click: readers see it if they like */
    if (own != 0 && (s->weights[i] > 0.5F * all || (b->places[i].own & SLANT_PAGE_BODY) != 0)) own = 0;
    s->hints[i] = s->hints[s->nodes[i].parent] | own;
  }
  memset(s->weights, 0, s->n_nodes * sizeof *s->weights);
  for (size_t i = 0; i < b->n; i++) {
    if (reads_well(&b->items[i]) && s->hints[b->items[i].node] == 0) s->weights[b->items[i].node] += (float)weight_of(&b->items[i]);
  }
  sum_up(s);
}

/* Whether an element can hold an article. */
static bool is_division(unsigned tag) {
  switch (tag) {
    case SLANT_HTML_ARTICLE:
    case SLANT_HTML_BODY:
    case SLANT_HTML_CENTER:
    case SLANT_HTML_DIV:
    case SLANT_HTML_FORM:
    case SLANT_HTML_HTML:
    case SLANT_HTML_LI:
    case SLANT_HTML_MAIN:
    case SLANT_HTML_OTHER:
    case SLANT_HTML_SECTION:
    case SLANT_HTML_SPAN:
    case SLANT_HTML_TABLE:
    case SLANT_HTML_TBODY:
    case SLANT_HTML_TD:
    case SLANT_HTML_TR:
    case SLANT_HTML_UL: return true;
    default: return false;
  }
}

/* The element that holds the article. */
static void choose(search *s) {
  float all = s->weights[0];
  uint32_t named = 0, at = 0;
  for (uint32_t i = 1; i < s->n_nodes; i++) { /* an element that is named so, and holds a good part: the heaviest */
    if ((s->b->places[i].own & SLANT_PAGE_BODY) == 0 || s->hints[i] != 0 || s->weights[i] < NAMED * all) continue;
    if (named == 0 || s->weights[i] >= s->weights[named] * 0.9F) named = i;
  }
  if (named != 0) {
    s->body = named;
    return;
  }
  for (;;) { /* down to where no single child holds most */
    uint32_t best = 0;
    for (uint32_t i = at + 1; i < s->nodes[at].end; i = s->nodes[i].end) {
      if (is_division(s->nodes[i].tag) && (best == 0 || s->weights[i] > s->weights[best])) best = i;
    }
    if (best == 0 || s->weights[best] < DOWN * s->weights[at] || s->weights[best] <= 0) break;
    at = best;
  }
  s->body = at;
}

static bool is_within(const search *s, uint32_t node, uint32_t outer) { return node >= outer && node < s->nodes[outer].end; }

/* Whether a block inside the chosen element is a part of the article. */
static bool is_taken(const search *s, const slant_page_block *block) {
  double share = linked_share(block);
  uint32_t against = s->hints[block->node];
  if (against == SLANT_PAGE_CAPTION && block->len >= LONG_CAPTION && reads_well(block)) against = 0;
  if (against != 0) return false;
  if (s->nodes[block->node].tag == SLANT_HTML_PRE) return true;
  if (block->kind == SLANT_PAGE_HEADING) return share < 0.5;
  if (share > 0.6 || (block->len < 60 && share > 0.3)) return false;
  if (block->kind == SLANT_PAGE_CELL && block->n_links == 0) return true;
  if (block->kind == SLANT_PAGE_LINE || block->kind == SLANT_PAGE_CELL) return block->len >= SHORT || block->ends;
  return true;
}

static void mark(const search *s, uint8_t *parts) {
  const slant_page_blocks *b = s->b;
  for (size_t i = 0; i < b->n; i++) {
    const slant_page_block *block = &b->items[i];
    parts[i] = SLANT_PAGE_FAR;
    if (!is_within(s, block->node, s->body)) continue;
    parts[i] = is_taken(s, block) ? SLANT_PAGE_OWN : SLANT_PAGE_NEAR;
  }
}

/* Whether the article goes on behind a heading, captions and advertisements between them aside. */
static bool heads_own(const search *s, const uint8_t *parts, size_t i) {
  const slant_page_blocks *b = s->b;
  for (i++; i < b->n && s->hints[b->items[i].node] != 0; i++) continue;
  return i < b->n && parts[i] == SLANT_PAGE_OWN;
}

/* Headings and short lines behind the last paragraph head something else, as do those before the first. */
static void trim(const search *s, uint8_t *parts) {
  const slant_page_blocks *b = s->b;
  size_t last = b->n, n = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (parts[i] == SLANT_PAGE_OWN && reads_well(&b->items[i])) last = i, n++;
  }
  if (n == 0) return;
  for (size_t i = last + 1; i < b->n; i++) {
    const slant_page_block *block = &b->items[i];
    bool listed = (block->kind == SLANT_PAGE_ITEM || block->kind == SLANT_PAGE_CELL) && block->n_links == 0;
    if (parts[i] == SLANT_PAGE_OWN && (block->kind == SLANT_PAGE_HEADING || (!block->ends && !listed))) parts[i] = SLANT_PAGE_NEAR;
  }
  for (size_t i = b->n; i-- > 0;) { /* a heading that heads nothing of the article */
    if (parts[i] == SLANT_PAGE_OWN && b->items[i].kind == SLANT_PAGE_HEADING && !heads_own(s, parts, i)) parts[i] = SLANT_PAGE_NEAR;
  }
}

static size_t size_of(const slant_page_blocks *b, const uint8_t *parts) {
  size_t size = 0;
  for (size_t i = 0; i < b->n; i++) size += parts[i] == SLANT_PAGE_OWN ? b->items[i].len : 0;
  return size;
}

/* The lead may stand before the element that holds the rest. */
static void add_lead(const search *s, uint8_t *parts) {
  const slant_page_blocks *b = s->b;
  size_t first = 0;
  while (first < b->n && parts[first] != SLANT_PAGE_OWN) first++;
  if (first == b->n) return;
  size_t from = first > LEAD_BLOCKS ? first - LEAD_BLOCKS : 0, titled = first;
  for (size_t i = from; i < first; i++) {
    if (b->items[i].kind == SLANT_PAGE_HEADING && b->items[i].level == 1) titled = i;
  }
  for (size_t i = from; i < first; i++) {
    const slant_page_block *block = &b->items[i];
    bool named = (b->places[block->node].hints & SLANT_PAGE_LEAD) != 0;
    uint32_t against = s->hints[block->node];
    if (i > titled && first - i <= TEASER_BLOCKS) against &= ~(uint32_t)SLANT_PAGE_RELATED; /* its own teaser, which its editors call so */
    bool fits = block->len >= PARAGRAPH && linked_share(block) < 0.3 && (named || (i > titled && reads_well(block)));
    if (against == 0 && fits) parts[i] = SLANT_PAGE_OWN;
  }
}

static void find(search *s, uint8_t *parts) {
  weigh(s);
  choose(s);
  mark(s, parts);
  trim(s, parts);
  add_lead(s, parts);
}

/* Blocks close to the article are listed with it, but for menus and footers around it. */
static void mark_near(const slant_page_blocks *b, uint8_t *parts) {
  size_t first = b->n, last = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (parts[i] != SLANT_PAGE_OWN) continue;
    if (first == b->n) first = i;
    last = i;
  }
  if (first == b->n) return;
  for (size_t i = 0; i < b->n; i++) {
    if (parts[i] == SLANT_PAGE_OWN) continue;
    bool inside = i > first && i < last, near = i + NEAR_BLOCKS >= first && i <= last + NEAR_BLOCKS;
    bool menu = (b->places[b->items[i].node].hints & (SLANT_PAGE_NAVIGATION | SLANT_PAGE_FOOTER | SLANT_PAGE_HIDDEN)) != 0;
    parts[i] = inside || (near && !menu) ? SLANT_PAGE_NEAR : SLANT_PAGE_FAR;
  }
}

static bool same_text(slant_text a, slant_text b) { return a.len == b.len && a.len > 0 && memcmp(a.ptr, b.ptr, a.len) == 0; }

slant_status slant_page_body_find(const slant_page_blocks *blocks, slant_text title, uint8_t *parts, slant_error *err) {
  search s = {.b = blocks};
  s.nodes = slant_html_nodes(blocks->html, &s.n_nodes);
  slant_status status = slant_memory_new(&s.weights, s.n_nodes, sizeof *s.weights, err);
  if (status == SLANT_OK) status = slant_memory_new(&s.hints, s.n_nodes, sizeof *s.hints, err);
  if (status == SLANT_OK) {
    do find(&s, parts);
    while (size_of(blocks, parts) < LITTLE && ++s.pass < N_PASSES);
    for (size_t i = 0; i < blocks->n; i++) {
      if (parts[i] == SLANT_PAGE_OWN && same_text(slant_page_block_text(blocks, &blocks->items[i]), title)) parts[i] = SLANT_PAGE_NEAR;
    }
    mark_near(blocks, parts);
  }
  slant_memory_free(s.weights);
  slant_memory_free(s.hints);
  return status;
}
