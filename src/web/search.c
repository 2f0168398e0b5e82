/* Page search, place: where the article stands.
 * In: blocks. Out: the element that holds it. Blocks that read like paragraphs give weight to the elements that hold them, and the innermost
 * element that holds most of the weight is the article's. */
#include <string.h>

#include "web/search.h"

enum {
  PARAGRAPH = 80, /* bytes from which on text may be a paragraph by its length */
  SHORT = 40,     /* bytes below which it is none */
};

/* What no part of an article stands in. */
#define NEVER                                                                                                                \
  (SLANT_WEB_NAVIGATION | SLANT_WEB_FOOTER | SLANT_WEB_COMMENTS | SLANT_WEB_SHARE | SLANT_WEB_RELATED | SLANT_WEB_PROMOTION | \
   SLANT_WEB_SIDE | SLANT_WEB_HIDDEN | SLANT_WEB_FORM | SLANT_WEB_AUTHOR)
/* What stands in the article and is no paragraph of it. */
#define BESIDE (SLANT_WEB_META | SLANT_WEB_CAPTION)

/* Shares of the weight of all that reads well: what an element that is named as the body must hold, and what the next element further in must
 * hold of what the one outside does. Chosen on the half of the pages that tools/bench/pages reports nothing of; a tenth up or down changes F1 by
 * less than 0.002. */
#define MUCH 1.5F /* weight, as of a paragraph */
#define NAMED 0.5F
#define DOWN 0.95F

double slant_web_linked_share(const slant_web_block *block) { return block->len == 0 ? 0 : (double)block->n_linked / (double)block->len; }

bool slant_web_reads_well(const slant_web_block *block) {
  if (slant_web_linked_share(block) > 0.4 || block->kind == SLANT_WEB_HEADING) return false;
  if (block->len >= 2 * PARAGRAPH) return block->ends || block->has_comma || block->kind == SLANT_WEB_PARAGRAPH;
  bool paragraph = block->kind == SLANT_WEB_PARAGRAPH;
  return block->len >= PARAGRAPH ? block->ends || paragraph : block->len >= SHORT && block->ends && paragraph;
}

static double weight_of(const slant_web_block *block) {
  double len = block->len < 1000 ? block->len : 1000 + 0.2 * (block->len - 1000);
  double weight = len / 100 * (1 - slant_web_linked_share(block));
  if (block->kind == SLANT_WEB_PARAGRAPH || block->kind == SLANT_WEB_QUOTE) weight *= 1.5;
  if (block->kind == SLANT_WEB_ITEM || block->kind == SLANT_WEB_CELL) weight *= 0.6;
  return weight;
}

/* Sums up, from the inside out: nodes behind others lie deeper or beside them. */
static void sum_up(slant_web_search *s) {
  for (uint32_t i = s->n_nodes - 1; i > 0; i--) s->weights[s->nodes[i].parent] += s->weights[i];
}

/* Hints count against an element only where it does not hold most of what reads well: whatever its name says, that is no sidebar. */
static void weigh(slant_web_search *s) {
  const slant_web_blocks *b = s->b;
  memset(s->weights, 0, s->n_nodes * sizeof *s->weights);
  for (size_t i = 0; i < b->n; i++) {
    if (slant_web_reads_well(&b->items[i])) s->weights[b->items[i].node] += (float)weight_of(&b->items[i]);
  }
  sum_up(s);
  float all = s->weights[0];
  static const uint32_t passes[SLANT_WEB_N_PASSES] = {NEVER | BESIDE, SLANT_WEB_NAVIGATION | SLANT_WEB_COMMENTS | SLANT_WEB_FOOTER, 0};
  uint32_t against = passes[s->pass];
  for (uint32_t i = 1; i < s->n_nodes; i++) {
    uint32_t own = b->places[i].own & against;
    if (s->weights[i] >= MUCH) own &= ~(uint32_t)(SLANT_WEB_HIDDEN | SLANT_WEB_SHARE); /* it opens on a click; no button has paragraphs */
    if (own != 0 && (s->weights[i] > 0.5F * all || (b->places[i].own & SLANT_WEB_BODY) != 0)) own = 0;
    s->hints[i] = s->hints[s->nodes[i].parent] | own;
  }
  memset(s->weights, 0, s->n_nodes * sizeof *s->weights);
  for (size_t i = 0; i < b->n; i++) {
    if (slant_web_reads_well(&b->items[i]) && s->hints[b->items[i].node] == 0) s->weights[b->items[i].node] += (float)weight_of(&b->items[i]);
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
static void choose(slant_web_search *s) {
  float all = s->weights[0];
  uint32_t named = 0, at = 0;
  for (uint32_t i = 1; i < s->n_nodes; i++) { /* an element that is named so, and holds a good part: the heaviest */
    if ((s->b->places[i].own & SLANT_WEB_BODY) == 0 || s->hints[i] != 0 || s->weights[i] < NAMED * all) continue;
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

void slant_web_search_place(slant_web_search *s) {
  weigh(s);
  choose(s);
}
