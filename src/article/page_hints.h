/* Page hints: what an element's name, class, id, role and itemprop say of the part of the page that it holds. */
#ifndef SLANT_ARTICLE_PAGE_HINTS_H
#define SLANT_ARTICLE_PAGE_HINTS_H

#include "codec/html.h"

/* As a set of bits. The names that designers choose are a convention, never a promise: each counts as a hint. */
enum {
  SLANT_PAGE_BODY = 1 << 0,       /* the body of an article, in so many words: articleBody, entry-content */
  SLANT_PAGE_ARTICLE = 1 << 1,    /* an article, or some content: article, content, main, story, text */
  SLANT_PAGE_NAVIGATION = 1 << 2, /* menus, breadcrumbs, pagers */
  SLANT_PAGE_FOOTER = 1 << 3,
  SLANT_PAGE_HEADER = 1 << 4,
  SLANT_PAGE_COMMENTS = 1 << 5,
  SLANT_PAGE_SHARE = 1 << 6,    /* social networks, share and follow */
  SLANT_PAGE_RELATED = 1 << 7,  /* teasers of other articles */
  SLANT_PAGE_META = 1 << 8,     /* byline, date, tags, category */
  SLANT_PAGE_PROMOTION = 1 << 9, /* advertising, subscriptions, consent, sign-up */
  SLANT_PAGE_SIDE = 1 << 10,    /* sidebars, widgets, boxes */
  SLANT_PAGE_CAPTION = 1 << 11,
  SLANT_PAGE_HIDDEN = 1 << 12,
  SLANT_PAGE_FORM = 1 << 13,
  SLANT_PAGE_TITLE = 1 << 14, /* headline, title */
  SLANT_PAGE_LEAD = 1 << 15,  /* standfirst, summary, intro */
  SLANT_PAGE_AUTHOR = 1 << 16, /* about the author */
  SLANT_PAGE_KICKER = 1 << 17, /* a line above a headline, or the part of it before a colon */
  SLANT_PAGE_N_HINTS = 18
};

/* What was found of names before: pages repeat them. A zeroed one is empty. */
enum { SLANT_PAGE_KNOWN_NAMES = 512 };
typedef struct slant_page_known {
  struct {
    uint64_t hash;
    uint32_t hints;
  } names[SLANT_PAGE_KNOWN_NAMES];
} slant_page_known;

/* The hints of the words in a class or an id. */
uint32_t slant_page_hints_of_words(slant_text text);

/* The hints of one element, its ancestors aside. */
uint32_t slant_page_hints_of(const slant_html *html, const slant_html_node *node, slant_page_known *known);

#endif
