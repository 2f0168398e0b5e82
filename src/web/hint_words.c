/* Page hint words: the words that designers of pages use.
 * In: a class or an id. Out: hints. Words are cut where they change case or a sign stands between them. */
#include <string.h>

#include "base/ascii.h"
#include "web/hints.h"

enum { LONGEST_WORD = 24 };

/* In byte order, of English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Swedish page design. A word that ends in "*" stands for all that begin so. */
static const struct {
  const char *word;
  uint32_t hints;
} words[] = {
    {"abbona*", SLANT_WEB_PROMOTION}, {"abo", SLANT_WEB_PROMOTION}, {"abonn*", SLANT_WEB_PROMOTION}, {"ad", SLANT_WEB_PROMOTION},
    {"addthis", SLANT_WEB_SHARE}, {"addtoany", SLANT_WEB_SHARE}, {"ads", SLANT_WEB_PROMOTION}, {"advert*", SLANT_WEB_PROMOTION},
    {"advertentie*", SLANT_WEB_PROMOTION}, {"annons*", SLANT_WEB_PROMOTION}, {"antetitulo", SLANT_WEB_KICKER},
    {"anzeige*", SLANT_WEB_PROMOTION}, {"ariane", SLANT_WEB_NAVIGATION}, {"article", SLANT_WEB_ARTICLE},
    {"articlebody", SLANT_WEB_BODY}, {"articlecontent", SLANT_WEB_BODY}, {"articletext", SLANT_WEB_BODY},
    {"artikel", SLANT_WEB_ARTICLE}, {"artikeltext", SLANT_WEB_BODY}, {"aside", SLANT_WEB_SIDE}, {"assine", SLANT_WEB_PROMOTION},
    {"aussi", SLANT_WEB_RELATED}, {"auteur*", SLANT_WEB_META | SLANT_WEB_AUTHOR}, {"author", SLANT_WEB_META | SLANT_WEB_AUTHOR},
    {"authorbox", SLANT_WEB_AUTHOR}, {"authorname", SLANT_WEB_META | SLANT_WEB_AUTHOR},
    {"authors", SLANT_WEB_META | SLANT_WEB_AUTHOR}, {"autor", SLANT_WEB_META | SLANT_WEB_AUTHOR}, {"autore", SLANT_WEB_META | SLANT_WEB_AUTHOR},
    {"bajada", SLANT_WEB_LEAD}, {"banner", SLANT_WEB_PROMOTION}, {"beitrag", SLANT_WEB_ARTICLE}, {"bildtext", SLANT_WEB_CAPTION},
    {"bildunterschrift", SLANT_WEB_CAPTION}, {"bio", SLANT_WEB_AUTHOR}, {"bodytext", SLANT_WEB_BODY},
    {"bottombar", SLANT_WEB_FOOTER}, {"bread", SLANT_WEB_NAVIGATION}, {"breadcrumb*", SLANT_WEB_NAVIGATION},
    {"briciole", SLANT_WEB_NAVIGATION}, {"button*", SLANT_WEB_FORM}, {"byline*", SLANT_WEB_META | SLANT_WEB_AUTHOR},
    {"caption*", SLANT_WEB_CAPTION}, {"categories", SLANT_WEB_META}, {"category", SLANT_WEB_META}, {"chapeau", SLANT_WEB_LEAD},
    {"chapeu", SLANT_WEB_KICKER}, {"chapo", SLANT_WEB_LEAD}, {"coment*", SLANT_WEB_COMMENTS}, {"comment*", SLANT_WEB_COMMENTS},
    {"compartilh*", SLANT_WEB_SHARE}, {"compartir", SLANT_WEB_SHARE}, {"condividi*", SLANT_WEB_SHARE},
    {"consent*", SLANT_WEB_PROMOTION}, {"content", SLANT_WEB_ARTICLE}, {"cook", SLANT_WEB_PROMOTION},
    {"cookie*", SLANT_WEB_PROMOTION}, {"copyright*", SLANT_WEB_FOOTER}, {"correlat*", SLANT_WEB_RELATED},
    {"credit*", SLANT_WEB_CAPTION}, {"crp", SLANT_WEB_RELATED}, {"dachzeile", SLANT_WEB_KICKER}, {"date", SLANT_WEB_META},
    {"dateline", SLANT_WEB_META}, {"datum", SLANT_WEB_META}, {"didascalia", SLANT_WEB_CAPTION}, {"disclaimer", SLANT_WEB_FOOTER},
    {"disqus*", SLANT_WEB_COMMENTS}, {"donat*", SLANT_WEB_PROMOTION}, {"email", SLANT_WEB_SHARE}, {"entradilla", SLANT_WEB_LEAD},
    {"entry", SLANT_WEB_ARTICLE}, {"entrycontent", SLANT_WEB_BODY}, {"etiquetas", SLANT_WEB_META}, {"facebook*", SLANT_WEB_SHARE},
    {"fecha", SLANT_WEB_META}, {"feedback", SLANT_WEB_FORM}, {"figcaption", SLANT_WEB_CAPTION}, {"flattr", SLANT_WEB_SHARE},
    {"follow", SLANT_WEB_SHARE}, {"foot", SLANT_WEB_FOOTER}, {"footer*", SLANT_WEB_FOOTER}, {"form", SLANT_WEB_FORM},
    {"gdpr", SLANT_WEB_PROMOTION}, {"gerelateerd*", SLANT_WEB_RELATED}, {"header", SLANT_WEB_HEADER}, {"headline", SLANT_WEB_TITLE},
    {"hidden", SLANT_WEB_HIDDEN}, {"hide", SLANT_WEB_HIDDEN}, {"impressum", SLANT_WEB_FOOTER}, {"ingress", SLANT_WEB_LEAD},
    {"inhalt", SLANT_WEB_ARTICLE}, {"instagram*", SLANT_WEB_SHARE}, {"intro", SLANT_WEB_LEAD}, {"keyword*", SLANT_WEB_META},
    {"kicker", SLANT_WEB_KICKER}, {"komentar*", SLANT_WEB_COMMENTS}, {"kommentar*", SLANT_WEB_COMMENTS},
    {"kruimelpad", SLANT_WEB_NAVIGATION}, {"latest", SLANT_WEB_RELATED}, {"lead", SLANT_WEB_LEAD}, {"legenda", SLANT_WEB_CAPTION},
    {"legende", SLANT_WEB_CAPTION}, {"login*", SLANT_WEB_FORM}, {"main", SLANT_WEB_ARTICLE}, {"maincontent", SLANT_WEB_ARTICLE},
    {"menu*", SLANT_WEB_NAVIGATION}, {"meta*", SLANT_WEB_META}, {"migas", SLANT_WEB_NAVIGATION}, {"modal", SLANT_WEB_PROMOTION},
    {"more", SLANT_WEB_RELATED}, {"mostread", SLANT_WEB_RELATED}, {"mots", SLANT_WEB_META}, {"nav", SLANT_WEB_NAVIGATION},
    {"navbar", SLANT_WEB_NAVIGATION}, {"navi*", SLANT_WEB_NAVIGATION}, {"newsletter*", SLANT_WEB_PROMOTION},
    {"noprint", SLANT_WEB_SIDE}, {"occhiello", SLANT_WEB_KICKER}, {"onderschrift", SLANT_WEB_CAPTION},
    {"outbrain*", SLANT_WEB_RELATED}, {"overlay", SLANT_WEB_PROMOTION}, {"overline", SLANT_WEB_KICKER},
    {"pager", SLANT_WEB_NAVIGATION}, {"pagination*", SLANT_WEB_NAVIGATION}, {"partage*", SLANT_WEB_SHARE},
    {"paywall*", SLANT_WEB_PROMOTION}, {"pinterest", SLANT_WEB_SHARE}, {"popular*", SLANT_WEB_RELATED},
    {"popup*", SLANT_WEB_PROMOTION}, {"post", SLANT_WEB_ARTICLE}, {"postcontent", SLANT_WEB_BODY}, {"postmeta*", SLANT_WEB_META},
    {"posttext", SLANT_WEB_BODY}, {"powiazan*", SLANT_WEB_RELATED}, {"print", SLANT_WEB_SHARE}, {"promo*", SLANT_WEB_PROMOTION},
    {"pubblicita*", SLANT_WEB_PROMOTION}, {"publicidad*", SLANT_WEB_PROMOTION}, {"publicite*", SLANT_WEB_PROMOTION},
    {"published", SLANT_WEB_META}, {"randspalte", SLANT_WEB_SIDE}, {"rating*", SLANT_WEB_FORM}, {"reactie*", SLANT_WEB_COMMENTS},
    {"recent*", SLANT_WEB_RELATED}, {"recommend*", SLANT_WEB_RELATED}, {"reklam*", SLANT_WEB_PROMOTION},
    {"relacionad*", SLANT_WEB_RELATED}, {"related*", SLANT_WEB_RELATED}, {"relaterad*", SLANT_WEB_RELATED},
    {"replies", SLANT_WEB_COMMENTS}, {"reply", SLANT_WEB_COMMENTS}, {"respond", SLANT_WEB_COMMENTS}, {"roofline", SLANT_WEB_KICKER},
    {"search*", SLANT_WEB_FORM}, {"seitenleiste", SLANT_WEB_SIDE}, {"share*", SLANT_WEB_SHARE}, {"shariff", SLANT_WEB_SHARE},
    {"sharing*", SLANT_WEB_SHARE}, {"side", SLANT_WEB_SIDE}, {"sidebar*", SLANT_WEB_SIDE}, {"signup", SLANT_WEB_PROMOTION},
    {"similar", SLANT_WEB_RELATED}, {"single", SLANT_WEB_ARTICLE}, {"skip", SLANT_WEB_NAVIGATION}, {"social*", SLANT_WEB_SHARE},
    {"sommario", SLANT_WEB_LEAD}, {"spitzmarke", SLANT_WEB_KICKER}, {"sponsor*", SLANT_WEB_PROMOTION},
    {"standfirst", SLANT_WEB_LEAD}, {"story", SLANT_WEB_ARTICLE}, {"storybody", SLANT_WEB_BODY}, {"storycontent", SLANT_WEB_BODY},
    {"subscri*", SLANT_WEB_PROMOTION}, {"subtitle", SLANT_WEB_LEAD}, {"sumario", SLANT_WEB_LEAD}, {"summary", SLANT_WEB_LEAD},
    {"surtitre", SLANT_WEB_KICKER}, {"suscri*", SLANT_WEB_PROMOTION}, {"taboola*", SLANT_WEB_RELATED}, {"tag", SLANT_WEB_META},
    {"tagcloud", SLANT_WEB_META}, {"tagged", SLANT_WEB_META}, {"tagi", SLANT_WEB_META}, {"tags", SLANT_WEB_META},
    {"teaser*", SLANT_WEB_RELATED}, {"text", SLANT_WEB_ARTICLE}, {"textbody", SLANT_WEB_BODY}, {"timestamp", SLANT_WEB_META},
    {"title", SLANT_WEB_TITLE}, {"toc", SLANT_WEB_NAVIGATION}, {"toolbar", SLANT_WEB_NAVIGATION}, {"topbar", SLANT_WEB_NAVIGATION},
    {"topline", SLANT_WEB_KICKER}, {"trending", SLANT_WEB_RELATED}, {"twitter*", SLANT_WEB_SHARE}, {"udostepnij", SLANT_WEB_SHARE},
    {"volanta", SLANT_WEB_KICKER}, {"vorspann", SLANT_WEB_LEAD}, {"weitere*", SLANT_WEB_RELATED}, {"werbung", SLANT_WEB_PROMOTION},
    {"whatsapp", SLANT_WEB_SHARE}, {"widget*", SLANT_WEB_SIDE}, {"yarpp", SLANT_WEB_RELATED},
};

/* Pairs of words that together say more than each. */
static const struct {
  const char *first, *second;
  uint32_t hints;
} pairs[] = {
    {"article", "body", SLANT_WEB_BODY},   {"article", "content", SLANT_WEB_BODY}, {"article", "text", SLANT_WEB_BODY},
    {"body", "copy", SLANT_WEB_BODY},      {"body", "text", SLANT_WEB_BODY},       {"content", "body", SLANT_WEB_BODY},
    {"entry", "content", SLANT_WEB_BODY},  {"entry", "body", SLANT_WEB_BODY},      {"entry", "text", SLANT_WEB_BODY},
    {"post", "body", SLANT_WEB_BODY},      {"post", "content", SLANT_WEB_BODY},    {"post", "text", SLANT_WEB_BODY},
    {"post", "entry", SLANT_WEB_BODY},     {"story", "body", SLANT_WEB_BODY},      {"story", "content", SLANT_WEB_BODY},
    {"story", "text", SLANT_WEB_BODY},     {"news", "text", SLANT_WEB_BODY},       {"blog", "content", SLANT_WEB_BODY},
    {"read", "more", SLANT_WEB_RELATED},   {"most", "read", SLANT_WEB_RELATED},    {"see", "also", SLANT_WEB_RELATED},
    {"read", "also", SLANT_WEB_RELATED},   {"up", "next", SLANT_WEB_RELATED},      {"post", "meta", SLANT_WEB_META},
    {"screen", "reader", SLANT_WEB_HIDDEN}, {"sr", "only", SLANT_WEB_HIDDEN},      {"visually", "hidden", SLANT_WEB_HIDDEN},
    {"author", "name", SLANT_WEB_META | SLANT_WEB_AUTHOR}, {"author", "link", SLANT_WEB_META | SLANT_WEB_AUTHOR},
    {"author", "box", SLANT_WEB_AUTHOR},   {"author", "info", SLANT_WEB_AUTHOR},   {"about", "author", SLANT_WEB_AUTHOR},
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

uint32_t slant_web_hints_of_words(slant_text text) {
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
