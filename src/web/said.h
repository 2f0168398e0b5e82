/* Page said: what a page says of itself in its tree: <meta>, <link>, <time>, headings, bylines. */
#ifndef SLANT_WEB_SAID_H
#define SLANT_WEB_SAID_H

#include "base/arena.h"
#include "web/blocks.h"

/* What a <meta> can say. */
typedef enum slant_said {
  SLANT_SAID_TITLE,
  SLANT_SAID_SITE,
  SLANT_SAID_APPLICATION,
  SLANT_SAID_PUBLISHED,
  SLANT_SAID_DATE, /* a date of which it is not said what happened then */
  SLANT_SAID_MODIFIED,
  SLANT_SAID_AUTHOR,
  SLANT_SAID_URL,
  SLANT_SAID_LANGUAGE,
  SLANT_N_SAID
} slant_said;

enum { SLANT_WEB_MOST_HEADINGS = 8 };

/* A heading of the first level, and what of it stands behind its first part, where it has parts: a headline behind a kicker. */
typedef struct slant_web_heading {
  slant_text text, tail;
} slant_web_heading;

/* Reads the heading in node `at`. *is_home: it links to the first page of its site, and names that. */
slant_web_heading slant_web_heading_read(const slant_web_blocks *blocks, uint32_t at, bool *is_home, slant_arena *arena, slant_error *failure);

/* Texts lie in the arena or in the tree; empty where there is none. */
typedef struct slant_web_said {
  slant_text meta[SLANT_N_SAID];
  slant_text title;                              /* of the window */
  slant_web_heading headings[SLANT_WEB_MOST_HEADINGS];
  size_t n_headings;
  slant_text home;   /* a heading that links to the site's first page */
  slant_text second; /* the first heading of the second level */
  slant_text canonical, language;
  slant_text published_item, headline_item, author_item; /* itemprop */
  slant_text time_published, time_first, time_any;       /* <time>: said to be the publication's; inside an article; any */
  slant_text author_link, shown_author, shown_date;      /* by rel or class */
  slant_text byline; /* a short line that begins as bylines do */
} slant_web_said;

/* What a <meta> of that name, in any case, says; *rank is smaller for names that go before others. False: nothing that is asked for. */
bool slant_web_said_find(slant_text name, slant_said *what, size_t *rank);

slant_status slant_web_said_read(slant_web_said *said, const slant_web_blocks *blocks, slant_arena *arena, slant_error *err);

/* The title among all that were said; `headline` is one more, `site` the name of the site, which titles often end with. */
slant_text slant_web_said_title(const slant_web_said *said, slant_text headline, slant_text site);

/* The name in a byline, which may be of the kind "By Jo Doe, 3 May"; empty where there is none, or where it is the site's own. */
slant_text slant_web_author(slant_text said, slant_text site);

#endif
