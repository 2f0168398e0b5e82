/* Page title: one out of several.
 * In: the titles that a page has. Out: the article's, without the name of the site. */
#include <string.h>

#include "base/ascii.h"
#include "text/utf8.h"
#include "web/said.h"

enum {
  LONG_HEADING = 15, /* bytes from which on the only heading of its level is a title, whatever others say; the first of several: twice as many */
  MOST_LABELS = 4,   /* parts of a title that are cut off */
};

/* The length of a sign between a title and the name of a site at `at`, its blanks counted; 0: there is none. */
static size_t separator_at(slant_text text, size_t at) {
  static const char *const signs[] = {" | ",        " - ",  " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 ", " \xE2\x80\xA2 ",
                                      " \xC2\xAB ", " // ", " / ",          " < ",          " > ",  "\xE2\x94\x82", "|"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t len = strlen(signs[i]);
    if (text.len - at >= len && memcmp(text.ptr + at, signs[i], len) == 0) return len;
  }
  return 0;
}

/* Whether two texts have the same letters and digits, in any case; signs and blanks do not count. */
static bool same_letters(slant_text a, slant_text b) {
  size_t i = 0, k = 0;
  for (;;) {
    while (i < a.len && (unsigned char)a.ptr[i] < 0x80 && !slant_byte_is_alnum((unsigned char)a.ptr[i])) i++;
    while (k < b.len && (unsigned char)b.ptr[k] < 0x80 && !slant_byte_is_alnum((unsigned char)b.ptr[k])) k++;
    if (i == a.len || k == b.len) return i == a.len && k == b.len && i > 0;
    if (slant_byte_lower((unsigned char)a.ptr[i++]) != slant_byte_lower((unsigned char)b.ptr[k++])) return false;
  }
}

/* A site's name up to its first point, as "courier" in "courier.example"; else the whole. */
static slant_text stem_of(slant_text site) {
  const char *point = site.len == 0 ? NULL : memchr(site.ptr, '.', site.len);
  bool host = point != NULL && point - site.ptr > 3 && memchr(site.ptr, ' ', site.len) == NULL;
  return host ? (slant_text){site.ptr, (size_t)(point - site.ptr)} : site;
}

/* The name of the site, with or without what stands behind its last point. */
static bool is_site(slant_text text, slant_text site) {
  size_t stop = site.len;
  while (stop > 0 && site.ptr[stop - 1] != '.') stop--;
  return same_letters(text, site) || (stop > 1 && same_letters(text, (slant_text){site.ptr, stop - 1}));
}

/* Whether a part of a title, `rest` bytes being left without it, names the site, or what kind of page it is. */
static bool is_label(slant_text part, size_t rest, slant_text site) {
  static const char *const kinds[] = {"blog", "blog archiv", "blog archive", "archiv", "home", "startseite", "aktuelles", "news"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (slant_ascii_is(part, kinds[i])) return true;
  }
  if (site.len == 0 || part.len <= 2) return false;
  if (same_letters(part, site) || slant_ascii_holds(site, part)) return true;
  return slant_ascii_holds(part, stem_of(site)) && part.len < rest;
}

/* A title without the names of the site and of kinds of pages at its ends. Where there are none, and `sure` says that some must be there, it is
 * the last part, where that is the shorter one. */
static slant_text without_site(slant_text title, slant_text site, bool sure) {
  for (int round = 0; round < MOST_LABELS; round++) {
    size_t last = 0, last_len = 0, first = 0, first_len = 0;
    for (size_t at = 1; at + 1 < title.len; at++) {
      size_t len = separator_at(title, at);
      if (len == 0) continue;
      last = at;
      last_len = len;
      if (first == 0) first = at, first_len = len;
    }
    if (last == 0) break;
    slant_text tail = slant_utf8_trim((slant_text){title.ptr + last + last_len, title.len - last - last_len});
    slant_text head = slant_utf8_trim((slant_text){title.ptr, first});
    if (is_label(tail, last, site)) title.len = last;
    else if (is_label(head, title.len - first, site)) title = (slant_text){title.ptr + first + first_len, title.len - first - first_len};
    else if (sure && round == 0 && last > tail.len) title.len = last;
    else break;
    title = slant_utf8_trim(title);
  }
  return title;
}

/* Whether `part` stands in a title at its beginning or behind a sign that divides it. */
static bool begins_part(slant_text title, slant_text part) {
  for (size_t at = 0; at + part.len <= title.len; at++) {
    size_t len = at == 0 ? 0 : separator_at(title, at);
    if ((at == 0 || len > 0) && part.len + at + len <= title.len && slant_ascii_alike(title.ptr + at + len, part.ptr, part.len)) return true;
  }
  return false;
}

/* The longest of the headings that one of the page's other titles holds: it is what readers see. */
static slant_text shown_title(const slant_web_said *said, slant_text told, slant_text headline, slant_text site) {
  slant_text best = {"", 0}, window = said->title;
  for (size_t i = 0; i <= said->n_headings; i++) {
    slant_text heading = i < said->n_headings ? said->headings[i].text : said->second;
    slant_text tail = i < said->n_headings ? said->headings[i].tail : (slant_text){"", 0};
    if (heading.len < 3 || is_site(heading, site)) continue;
    bool split = tail.len >= LONG_HEADING && (begins_part(told, tail) || begins_part(headline, tail) || begins_part(window, tail));
    if (split) heading = tail;
    bool known = split || slant_ascii_holds(told, heading) || slant_ascii_holds(headline, heading) || (told.len == 0 && slant_ascii_holds(window, heading));
    if (known && heading.len > best.len && (split || told.len == 0 || 2 * heading.len > told.len || slant_ascii_holds(headline, heading))) best = heading;
  }
  return best;
}

slant_text slant_web_said_title(const slant_web_said *said, slant_text headline, slant_text site) {
  slant_text told = without_site(said->meta[SLANT_SAID_TITLE], site, false), window = said->title;
  if (is_site(told, site)) told = (slant_text){"", 0};
  slant_text best = shown_title(said, told, headline, site);
  if (best.len > 0) return best;
  if (said->n_headings == 1 && said->headings[0].text.len >= LONG_HEADING && !is_site(said->headings[0].text, site)) return said->headings[0].text;
  if (said->n_headings > 1 && said->headings[0].text.len >= 2 * LONG_HEADING && !is_site(said->headings[0].text, site)) return said->headings[0].text;
  if (told.len > 0) return told;
  if (headline.len > 0 && !is_site(headline, site)) return headline;
  if (said->headline_item.len > 0) return said->headline_item;
  if (said->n_headings == 1 && said->headings[0].text.len > 3 && !is_site(said->headings[0].text, site)) return said->headings[0].text;
  slant_text cut = without_site(window, site, true);
  if (cut.len > 0 && !is_site(cut, site)) return cut;
  return said->n_headings > 0 ? said->headings[0].text : window.len > 0 ? window : said->second;
}
