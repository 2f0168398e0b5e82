/* Page author: a name out of a byline.
 * In: text that names an author. Out: the name alone. */
#include <string.h>

#include "base/ascii.h"
#include "text/utf8.h"
#include "web/said.h"

enum { LONGEST_AUTHOR = 120 };

/* Length of a word before a name at the beginning of `text`, as "by "; 0: there is none. */
static size_t prefix_of(slant_text text) {
  static const char *const prefixes[] = {
      "by ", "by:", "von ", "von:", "par ", "por ", "di ", "door ", "door:", "autor ", "autor:", "autorin ", "autorin:", "author ", "author:",
      "text:", "text von ", "foto:", "posted by ", "written by ", "published by ", "view all posts by ", "interview:", "redaktion:",
      "erstellt von ", "artikel von:", "artikel von ", "interview von ", "text und interview:", "geschrieben von ", "kommentar von ",
      "beitrag von ", "publiziert von ", "ver\u00F6ffentlicht von ", "zeige alle beitr\xC3\xA4ge von ", "alle beitr\xC3\xA4ge von ",
      "ein kommentar von ", "eine analyse von ", ":", "|", "\xE2\x80\x93 ", "-"};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    if (slant_ascii_begins(text, prefixes[i])) return strlen(prefixes[i]);
  }
  return 0;
}

/* Where the name ends: before a number, a sign that no name has, or the time behind it. */
static size_t name_end(slant_text text) {
  static const char *const stops[] = {" am ", " on ", " um ", " | ", " \xC2\xBB ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " at ", " \xE2\x80\x93 ", " - "};
  size_t end = 0;
  for (; end < text.len; end++) {
    bool number = slant_ascii_is_digit(text.ptr[end]) && (end == 0 || !slant_byte_is_alnum((unsigned char)text.ptr[end - 1]));
    if (number || text.ptr[end] == '\n' || text.ptr[end] == '(') break;
    bool stop = false;
    for (size_t i = 0; i < sizeof stops / sizeof *stops && !stop; i++) {
      stop = slant_ascii_begins((slant_text){text.ptr + end, text.len - end}, stops[i]);
    }
    if (stop && end > 0) break;
  }
  while (end > 0 && strchr(" ,;:|-", text.ptr[end - 1]) != NULL) end--;
  return end;
}

/* What stands in bylines, and is nobody. */
static bool is_nobody(slant_text name) {
  static const char *const words[] = {"admin",     "administrator", "author", "autor",         "by",           "von",      "posted",
                                      "posted on", "published",     "on",     "publiziert",    "publiziert am", "erstellt", "erstellt am",
                                      "ver\u00F6ffentlicht", "ver\u00F6ffentlicht am"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (slant_ascii_is(name, words[i])) return true;
  }
  return false;
}

slant_text slant_web_author(slant_text said, slant_text site) {
  slant_text name = slant_utf8_trim(said);
  for (size_t len; (len = prefix_of(name)) > 0;) name = slant_utf8_trim((slant_text){name.ptr + len, name.len - len});
  if (name.len == 0 || slant_ascii_is_digit(name.ptr[0])) return (slant_text){"", 0};
  name.len = name_end(name);
  bool address = name.len > 4 && (slant_ascii_begins(name, "http") || memchr(name.ptr, '@', name.len) != NULL || memchr(name.ptr, '/', name.len) != NULL);
  bool letters = name.len > 1 && (slant_byte_is_alnum((unsigned char)name.ptr[0]) || (unsigned char)name.ptr[0] >= 0x80);
  if (!letters || address || name.len > LONGEST_AUTHOR || slant_ascii_same(name, site) || is_nobody(name)) return (slant_text){"", 0};
  return name;
}
