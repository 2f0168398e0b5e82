/* Page hint words: the words that designers of pages use.
 * In: a class or an id. Out: hints. Words are cut where they change case or a sign stands between them. */
#include <string.h>

#include "article/page_hints.h"
#include "base/ascii.h"

enum { LONGEST_WORD = 24 };

/* In byte order, of English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Swedish page design. A word that ends in "*" stands for all that begin so. */
static const struct {
  const char *word;
  uint32_t hints;
} words[] = {
    {"abbona*", SLANT_PAGE_PROMOTION}, {"abo", SLANT_PAGE_PROMOTION}, {"abonn*", SLANT_PAGE_PROMOTION}, {"ad", SLANT_PAGE_PROMOTION},
    {"addthis", SLANT_PAGE_SHARE}, {"addtoany", SLANT_PAGE_SHARE}, {"ads", SLANT_PAGE_PROMOTION}, {"advert*", SLANT_PAGE_PROMOTION},
    {"advertentie*", SLANT_PAGE_PROMOTION}, {"annons*", SLANT_PAGE_PROMOTION}, {"antetitulo", SLANT_PAGE_KICKER},
    {"anzeige*", SLANT_PAGE_PROMOTION}, {"ariane", SLANT_PAGE_NAVIGATION}, {"article", SLANT_PAGE_ARTICLE},
    {"articlebody", SLANT_PAGE_BODY}, {"articlecontent", SLANT_PAGE_BODY}, {"articletext", SLANT_PAGE_BODY},
    {"artikel", SLANT_PAGE_ARTICLE}, {"artikeltext", SLANT_PAGE_BODY}, {"aside", SLANT_PAGE_SIDE}, {"assine", SLANT_PAGE_PROMOTION},
    {"aussi", SLANT_PAGE_RELATED}, {"auteur*", SLANT_PAGE_META | SLANT_PAGE_AUTHOR}, {"author", SLANT_PAGE_META | SLANT_PAGE_AUTHOR},
    {"authorbox", SLANT_PAGE_AUTHOR}, {"authorname", SLANT_PAGE_META | SLANT_PAGE_AUTHOR},
    {"authors", SLANT_PAGE_META | SLANT_PAGE_AUTHOR}, {"autor", SLANT_PAGE_META | SLANT_PAGE_AUTHOR}, {"autore", SLANT_PAGE_META | SLANT_PAGE_AUTHOR},
    {"bajada", SLANT_PAGE_LEAD}, {"banner", SLANT_PAGE_PROMOTION}, {"beitrag", SLANT_PAGE_ARTICLE}, {"bildtext", SLANT_PAGE_CAPTION},
    {"bildunterschrift", SLANT_PAGE_CAPTION}, {"bio", SLANT_PAGE_AUTHOR}, {"bodytext", SLANT_PAGE_BODY},
    {"bottombar", SLANT_PAGE_FOOTER}, {"bread", SLANT_PAGE_NAVIGATION}, {"breadcrumb*", SLANT_PAGE_NAVIGATION},
    {"briciole", SLANT_PAGE_NAVIGATION}, {"button*", SLANT_PAGE_FORM}, {"byline*", SLANT_PAGE_META | SLANT_PAGE_AUTHOR},
    {"caption*", SLANT_PAGE_CAPTION}, {"categories", SLANT_PAGE_META}, {"category", SLANT_PAGE_META}, {"chapeau", SLANT_PAGE_LEAD},
    {"chapeu", SLANT_PAGE_KICKER}, {"chapo", SLANT_PAGE_LEAD}, {"coment*", SLANT_PAGE_COMMENTS}, {"comment*", SLANT_PAGE_COMMENTS},
    {"compartilh*", SLANT_PAGE_SHARE}, {"compartir", SLANT_PAGE_SHARE}, {"condividi*", SLANT_PAGE_SHARE},
    {"consent*", SLANT_PAGE_PROMOTION}, {"content", SLANT_PAGE_ARTICLE}, {"cook", SLANT_PAGE_PROMOTION},
    {"cookie*", SLANT_PAGE_PROMOTION}, {"copyright*", SLANT_PAGE_FOOTER}, {"correlat*", SLANT_PAGE_RELATED},
    {"credit*", SLANT_PAGE_CAPTION}, {"crp", SLANT_PAGE_RELATED}, {"dachzeile", SLANT_PAGE_KICKER}, {"date", SLANT_PAGE_META},
    {"dateline", SLANT_PAGE_META}, {"datum", SLANT_PAGE_META}, {"didascalia", SLANT_PAGE_CAPTION}, {"disclaimer", SLANT_PAGE_FOOTER},
    {"disqus*", SLANT_PAGE_COMMENTS}, {"donat*", SLANT_PAGE_PROMOTION}, {"email", SLANT_PAGE_SHARE}, {"entradilla", SLANT_PAGE_LEAD},
    {"entry", SLANT_PAGE_ARTICLE}, {"entrycontent", SLANT_PAGE_BODY}, {"etiquetas", SLANT_PAGE_META}, {"facebook*", SLANT_PAGE_SHARE},
    {"fecha", SLANT_PAGE_META}, {"feedback", SLANT_PAGE_FORM}, {"figcaption", SLANT_PAGE_CAPTION}, {"flattr", SLANT_PAGE_SHARE},
    {"follow", SLANT_PAGE_SHARE}, {"foot", SLANT_PAGE_FOOTER}, {"footer*", SLANT_PAGE_FOOTER}, {"form", SLANT_PAGE_FORM},
    {"gdpr", SLANT_PAGE_PROMOTION}, {"gerelateerd*", SLANT_PAGE_RELATED}, {"header", SLANT_PAGE_HEADER}, {"headline", SLANT_PAGE_TITLE},
    {"hidden", SLANT_PAGE_HIDDEN}, {"hide", SLANT_PAGE_HIDDEN}, {"impressum", SLANT_PAGE_FOOTER}, {"ingress", SLANT_PAGE_LEAD},
    {"inhalt", SLANT_PAGE_ARTICLE}, {"instagram*", SLANT_PAGE_SHARE}, {"intro", SLANT_PAGE_LEAD}, {"keyword*", SLANT_PAGE_META},
    {"kicker", SLANT_PAGE_KICKER}, {"komentar*", SLANT_PAGE_COMMENTS}, {"kommentar*", SLANT_PAGE_COMMENTS},
    {"kruimelpad", SLANT_PAGE_NAVIGATION}, {"latest", SLANT_PAGE_RELATED}, {"lead", SLANT_PAGE_LEAD}, {"legenda", SLANT_PAGE_CAPTION},
    {"legende", SLANT_PAGE_CAPTION}, {"login*", SLANT_PAGE_FORM}, {"main", SLANT_PAGE_ARTICLE}, {"maincontent", SLANT_PAGE_ARTICLE},
    {"menu*", SLANT_PAGE_NAVIGATION}, {"meta*", SLANT_PAGE_META}, {"migas", SLANT_PAGE_NAVIGATION}, {"modal", SLANT_PAGE_PROMOTION},
    {"more", SLANT_PAGE_RELATED}, {"mostread", SLANT_PAGE_RELATED}, {"mots", SLANT_PAGE_META}, {"nav", SLANT_PAGE_NAVIGATION},
    {"navbar", SLANT_PAGE_NAVIGATION}, {"navi*", SLANT_PAGE_NAVIGATION}, {"newsletter*", SLANT_PAGE_PROMOTION},
    {"noprint", SLANT_PAGE_SIDE}, {"occhiello", SLANT_PAGE_KICKER}, {"onderschrift", SLANT_PAGE_CAPTION},
    {"outbrain*", SLANT_PAGE_RELATED}, {"overlay", SLANT_PAGE_PROMOTION}, {"overline", SLANT_PAGE_KICKER},
    {"pager", SLANT_PAGE_NAVIGATION}, {"pagination*", SLANT_PAGE_NAVIGATION}, {"partage*", SLANT_PAGE_SHARE},
    {"paywall*", SLANT_PAGE_PROMOTION}, {"pinterest", SLANT_PAGE_SHARE}, {"popular*", SLANT_PAGE_RELATED},
    {"popup*", SLANT_PAGE_PROMOTION}, {"post", SLANT_PAGE_ARTICLE}, {"postcontent", SLANT_PAGE_BODY}, {"postmeta*", SLANT_PAGE_META},
    {"posttext", SLANT_PAGE_BODY}, {"powiazan*", SLANT_PAGE_RELATED}, {"print", SLANT_PAGE_SHARE}, {"promo*", SLANT_PAGE_PROMOTION},
    {"pubblicita*", SLANT_PAGE_PROMOTION}, {"publicidad*", SLANT_PAGE_PROMOTION}, {"publicite*", SLANT_PAGE_PROMOTION},
    {"published", SLANT_PAGE_META}, {"randspalte", SLANT_PAGE_SIDE}, {"rating*", SLANT_PAGE_FORM}, {"reactie*", SLANT_PAGE_COMMENTS},
    {"recent*", SLANT_PAGE_RELATED}, {"recommend*", SLANT_PAGE_RELATED}, {"reklam*", SLANT_PAGE_PROMOTION},
    {"relacionad*", SLANT_PAGE_RELATED}, {"related*", SLANT_PAGE_RELATED}, {"relaterad*", SLANT_PAGE_RELATED},
    {"replies", SLANT_PAGE_COMMENTS}, {"reply", SLANT_PAGE_COMMENTS}, {"respond", SLANT_PAGE_COMMENTS}, {"roofline", SLANT_PAGE_KICKER},
    {"search*", SLANT_PAGE_FORM}, {"seitenleiste", SLANT_PAGE_SIDE}, {"share*", SLANT_PAGE_SHARE}, {"shariff", SLANT_PAGE_SHARE},
    {"sharing*", SLANT_PAGE_SHARE}, {"side", SLANT_PAGE_SIDE}, {"sidebar*", SLANT_PAGE_SIDE}, {"signup", SLANT_PAGE_PROMOTION},
    {"similar", SLANT_PAGE_RELATED}, {"single", SLANT_PAGE_ARTICLE}, {"skip", SLANT_PAGE_NAVIGATION}, {"social*", SLANT_PAGE_SHARE},
    {"sommario", SLANT_PAGE_LEAD}, {"spitzmarke", SLANT_PAGE_KICKER}, {"sponsor*", SLANT_PAGE_PROMOTION},
    {"standfirst", SLANT_PAGE_LEAD}, {"story", SLANT_PAGE_ARTICLE}, {"storybody", SLANT_PAGE_BODY}, {"storycontent", SLANT_PAGE_BODY},
    {"subscri*", SLANT_PAGE_PROMOTION}, {"subtitle", SLANT_PAGE_LEAD}, {"sumario", SLANT_PAGE_LEAD}, {"summary", SLANT_PAGE_LEAD},
    {"surtitre", SLANT_PAGE_KICKER}, {"suscri*", SLANT_PAGE_PROMOTION}, {"taboola*", SLANT_PAGE_RELATED}, {"tag", SLANT_PAGE_META},
    {"tagcloud", SLANT_PAGE_META}, {"tagged", SLANT_PAGE_META}, {"tagi", SLANT_PAGE_META}, {"tags", SLANT_PAGE_META},
    {"teaser*", SLANT_PAGE_RELATED}, {"text", SLANT_PAGE_ARTICLE}, {"textbody", SLANT_PAGE_BODY}, {"timestamp", SLANT_PAGE_META},
    {"title", SLANT_PAGE_TITLE}, {"toc", SLANT_PAGE_NAVIGATION}, {"toolbar", SLANT_PAGE_NAVIGATION}, {"topbar", SLANT_PAGE_NAVIGATION},
    {"topline", SLANT_PAGE_KICKER}, {"trending", SLANT_PAGE_RELATED}, {"twitter*", SLANT_PAGE_SHARE}, {"udostepnij", SLANT_PAGE_SHARE},
    {"volanta", SLANT_PAGE_KICKER}, {"vorspann", SLANT_PAGE_LEAD}, {"weitere*", SLANT_PAGE_RELATED}, {"werbung", SLANT_PAGE_PROMOTION},
    {"whatsapp", SLANT_PAGE_SHARE}, {"widget*", SLANT_PAGE_SIDE}, {"yarpp", SLANT_PAGE_RELATED},
};

/* Pairs of words that together say more than each. */
static const struct {
  const char *first, *second;
  uint32_t hints;
} pairs[] = {
    {"article", "body", SLANT_PAGE_BODY},   {"article", "content", SLANT_PAGE_BODY}, {"article", "text", SLANT_PAGE_BODY},
    {"body", "copy", SLANT_PAGE_BODY},      {"body", "text", SLANT_PAGE_BODY},       {"content", "body", SLANT_PAGE_BODY},
    {"entry", "content", SLANT_PAGE_BODY},  {"entry", "body", SLANT_PAGE_BODY},      {"entry", "text", SLANT_PAGE_BODY},
    {"post", "body", SLANT_PAGE_BODY},      {"post", "content", SLANT_PAGE_BODY},    {"post", "text", SLANT_PAGE_BODY},
    {"post", "entry", SLANT_PAGE_BODY},     {"story", "body", SLANT_PAGE_BODY},      {"story", "content", SLANT_PAGE_BODY},
    {"story", "text", SLANT_PAGE_BODY},     {"news", "text", SLANT_PAGE_BODY},       {"blog", "content", SLANT_PAGE_BODY},
    {"read", "more", SLANT_PAGE_RELATED},   {"most", "read", SLANT_PAGE_RELATED},    {"see", "also", SLANT_PAGE_RELATED},
    {"read", "also", SLANT_PAGE_RELATED},   {"up", "next", SLANT_PAGE_RELATED},      {"post", "meta", SLANT_PAGE_META},
    {"screen", "reader", SLANT_PAGE_HIDDEN}, {"sr", "only", SLANT_PAGE_HIDDEN},      {"visually", "hidden", SLANT_PAGE_HIDDEN},
    {"author", "name", SLANT_PAGE_META | SLANT_PAGE_AUTHOR}, {"author", "link", SLANT_PAGE_META | SLANT_PAGE_AUTHOR},
    {"author", "box", SLANT_PAGE_AUTHOR},   {"author", "info", SLANT_PAGE_AUTHOR},   {"about", "author", SLANT_PAGE_AUTHOR},
};

typedef struct word {
  char letters[LONGEST_WORD];
  size_t len;
} word;

static bool matches(const char *pattern, const word *w) {
  size_t n = strlen(pattern);
  if (pattern[n - 1] == '*') return w->len >= n - 1 && memcmp(pattern, w->letters, n - 1) == 0;
  return w->len == n && memcmp(pattern, w->letters, n) == 0;
}

static uint32_t look_up(const word *w) {
  size_t low = 0, high = sizeof words / sizeof *words;
  while (low < high) { /* the first entry that begins with the same letter, or a later one */
    size_t middle = (low + high) / 2;
    if ((unsigned char)words[middle].word[0] < (unsigned char)w->letters[0]) low = middle + 1;
    else high = middle;
  }
  for (; low < sizeof words / sizeof *words && words[low].word[0] == w->letters[0]; low++) {
    if (matches(words[low].word, w)) return words[low].hints;
  }
  return 0;
}

static uint32_t look_up_pair(const word *first, const word *second) {
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    if (pairs[i].first[0] == first->letters[0] && matches(pairs[i].first, first) && matches(pairs[i].second, second)) return pairs[i].hints;
  }
  return 0;
}

uint32_t slant_page_hints_of_words(slant_text text) {
  word before = {"", 0}, last = {"", 0}, w = {"", 0};
  uint32_t hints = 0;
  for (size_t i = 0; i <= text.len; i++) {
    unsigned char c = i < text.len ? (unsigned char)text.ptr[i] : ' ';
    bool letter = slant_ascii_is_letter((char)c);
    bool turns = letter && c < 'a' && w.len > 0 && (unsigned char)text.ptr[i - 1] >= 'a';
    if ((!letter || turns) && w.len > 0) {
      bool filed = last.len == 0 && c == '-' && (matches("tag", &w) || matches("category", &w) || matches("author", &w));
      bool built = matches("elementor", &last) || matches("elementor", &before);
      hints |= look_up_pair(&last, &w);
      /* "tag-x" says under what an article is filed, and a builder of pages calls all of its parts widgets */
      if (!filed && !built) hints |= look_up(&w);
      before = last;
      last = w;
      w.len = 0;
    }
    if (letter && w.len < LONGEST_WORD) w.letters[w.len++] = (char)slant_byte_lower(c);
    if (c == ' ') last.len = before.len = 0;
  }
  return hints;
}
