/* Page hints: what an element's name, class, id, role and itemprop say of the part of the page that it holds. */
#ifndef SLANT_WEB_HINTS_H
#define SLANT_WEB_HINTS_H

#include "codec/html.h"

/* As a set of bits. The names that designers choose are a convention, never a promise: each counts as a hint. */
enum {
  SLANT_WEB_BODY = 1 << 0,       /* the body of an article, in so many words: articleBody, entry-content */
  SLANT_WEB_ARTICLE = 1 << 1,    /* an article, or some content: article, content, main, story, text */
  SLANT_WEB_NAVIGATION = 1 << 2, /* menus, breadcrumbs, pagers */
  SLANT_WEB_FOOTER = 1 << 3,
  SLANT_WEB_HEADER = 1 << 4,
  SLANT_WEB_COMMENTS = 1 << 5,
  SLANT_WEB_SHARE = 1 << 6,    /* social networks, share and follow */
  SLANT_WEB_RELATED = 1 << 7,  /* teasers of other articles */
  SLANT_WEB_META = 1 << 8,     /* byline, date, tags, category */
  SLANT_WEB_PROMOTION = 1 << 9, /* advertising, subscriptions, consent, sign-up */
  SLANT_WEB_SIDE = 1 << 10,    /* sidebars, widgets, boxes */
  SLANT_WEB_CAPTION = 1 << 11,
  SLANT_WEB_HIDDEN = 1 << 12,
  SLANT_WEB_FORM = 1 << 13,
  SLANT_WEB_TITLE = 1 << 14, /* headline, title */
  SLANT_WEB_LEAD = 1 << 15,  /* standfirst, summary, intro */
  SLANT_WEB_AUTHOR = 1 << 16, /* about the author */
  SLANT_WEB_KICKER = 1 << 17, /* a line above a headline, or the part of it before a colon */
  SLANT_WEB_N_HINTS = 18
};

/* What was found of names before: pages repeat them. A zeroed one is empty. */
enum { SLANT_WEB_KNOWN_NAMES = 512 };
typedef struct slant_web_known {
  struct {
    uint64_t hash;
    uint32_t hints;
  } names[SLANT_WEB_KNOWN_NAMES];
} slant_web_known;

/* The hints of the words in a class or an id. */
uint32_t slant_web_hints_of_words(slant_text text);

/* The hints of one element, its ancestors aside. */
uint32_t slant_web_hints_of(const slant_html *html, const slant_html_node *node, slant_web_known *known);

#endif
