/* Page said, names: what a <meta> says, by its property, name or itemprop.
 * In: a name. Out: what is said under it. */
#include "base/ascii.h"
#include "web/said.h"

/* Of names that say the same, the first in this list goes first. */
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

bool slant_web_said_find(slant_text name, slant_said *what, size_t *rank) {
  size_t i = 0;
  while (i < N_NAMES && !slant_ascii_is(name, names[i].name)) i++;
  if (i == N_NAMES) return false;
  *what = names[i].said;
  *rank = i;
  return true;
}
