/* HTML attributes: reading a start tag, and writing it with the part that counts.
 * In: what stands behind a tag's name. Out: values as they were written; a shorter tag. */
#define _GNU_SOURCE /* memmem */
#include "codec/html_attributes.h"

#include <string.h>

#include "base/ascii.h"

enum { LONGEST_NAME = 16, LONGEST_VALUE = 16384, LONGEST_HINT = 512 };

static const struct {
  const char *name;
  size_t len;
} names[SLANT_HTML_N_ATTRIBUTES] = {
#define SLANT_HTML_ATTRIBUTE(name, text) {text, sizeof text - 1},
    SLANT_HTML_ATTRIBUTES(SLANT_HTML_ATTRIBUTE)
#undef SLANT_HTML_ATTRIBUTE
};

slant_html_attribute slant_html_attribute_find(slant_text name) {
  size_t a = 0;
  while (a < SLANT_HTML_N_ATTRIBUTES && !(names[a].len == name.len && memcmp(names[a].name, name.ptr, name.len) == 0)) a++;
  return (slant_html_attribute)a;
}

static bool holds(slant_text text, const char *part) { return memmem(text.ptr, text.len, part, strlen(part)) != NULL; }

/* Whether a style hides the element. */
static bool hides(slant_text style) {
  const char *at = memmem(style.ptr, style.len, "display", 7), *end = style.ptr + style.len;
  if (at == NULL) return false;
  for (at += 7; at < end && (slant_ascii_is_space(*at) || *at == ':');) at++;
  return end - at >= 4 && memcmp(at, "none", 4) == 0;
}

static void keep(slant_html_attributes *attributes, slant_html_tag tag, slant_text name, slant_text value) {
  char small[LONGEST_NAME];
  if (name.len > sizeof small) return;
  for (size_t i = 0; i < name.len; i++) small[i] = (char)slant_byte_lower((unsigned char)name.ptr[i]);
  name.ptr = small;
  if (tag == SLANT_HTML_SCRIPT) {
    if (name.len == 4 && memcmp(small, "type", 4) == 0 && holds(value, "ld+json")) attributes->is_data = true;
    return;
  }
  slant_html_attribute a = slant_html_attribute_find(name);
  if (name.len == 5 && memcmp(small, "style", 5) == 0 && hides(value)) a = SLANT_HTML_AT_HIDDEN;
  if (a == SLANT_HTML_AT_HIDDEN) value = (slant_text){"", 0};
  if (a < SLANT_HTML_N_ATTRIBUTES && attributes->values[a].ptr == NULL) attributes->values[a] = value; /* the first counts */
}

/* A value at `at`, behind the "=" and white space; *value is set. Returns what is behind it, NULL at the end of the page. */
static const char *read_value(const char *at, const char *end, slant_text *value) {
  if (*at == '"' || *at == '\'') {
    const char *stop = memchr(at + 1, *at, (size_t)(end - at - 1));
    if (stop == NULL) return NULL;
    *value = (slant_text){at + 1, (size_t)(stop - at - 1)};
    return stop + 1;
  }
  const char *from = at;
  while (at < end && !slant_ascii_is_space(*at) && *at != '>') at++;
  *value = (slant_text){from, (size_t)(at - from)};
  return at < end ? at : NULL;
}

static const char *skip_space(const char *at, const char *end) {
  while (at < end && slant_ascii_is_space(*at)) at++;
  return at;
}

const char *slant_html_attributes_read(slant_html_attributes *attributes, slant_html_tag tag, const char *at, const char *end) {
  memset(attributes, 0, sizeof *attributes);
  for (;;) {
    at = skip_space(at, end);
    if (at >= end) return NULL;
    if (*at == '>') return at + 1;
    if (*at == '/') {
      attributes->is_empty = end - at > 1 && at[1] == '>';
      at++;
      continue;
    }
    const char *from = at++; /* a name may begin with "=" */
    while (at < end && !slant_ascii_is_space(*at) && *at != '=' && *at != '>' && *at != '/') at++;
    slant_text name = {from, (size_t)(at - from)}, value = {"", 0};
    const char *sign = skip_space(at, end);
    if (sign < end && *sign == '=') {
      at = skip_space(sign + 1, end);
      if (at >= end) return NULL;
      if (*at != '>') at = read_value(at, end, &value);
      if (at == NULL) return NULL;
    }
    keep(attributes, tag, name, value);
  }
}

/* Which attributes of an element are asked for, as a set of bits. */
static unsigned asked(slant_html_tag tag) {
  enum {
    HINTS = 1 << SLANT_HTML_AT_CLASS | 1 << SLANT_HTML_AT_ID | 1 << SLANT_HTML_AT_ITEMPROP | 1 << SLANT_HTML_AT_ROLE | 1 << SLANT_HTML_AT_HIDDEN,
    CONTENT = 1 << SLANT_HTML_AT_CONTENT
  };
  switch (tag) {
    case SLANT_HTML_HTML: return HINTS | 1 << SLANT_HTML_AT_LANG;
    case SLANT_HTML_BODY: return HINTS | 1 << SLANT_HTML_AT_LANG;
    case SLANT_HTML_META: return CONTENT | 1 << SLANT_HTML_AT_NAME | 1 << SLANT_HTML_AT_PROPERTY | 1 << SLANT_HTML_AT_ITEMPROP;
    case SLANT_HTML_LINK: return 1 << SLANT_HTML_AT_REL | 1 << SLANT_HTML_AT_HREF | 1 << SLANT_HTML_AT_ITEMPROP;
    case SLANT_HTML_BASE: return 1 << SLANT_HTML_AT_HREF;
    case SLANT_HTML_A: return HINTS | 1 << SLANT_HTML_AT_HREF | 1 << SLANT_HTML_AT_REL;
    case SLANT_HTML_TIME: return HINTS | 1 << SLANT_HTML_AT_DATETIME;
    case SLANT_HTML_BR: return 0;
    case SLANT_HTML_INPUT: return 0;
    default: return HINTS | CONTENT;
  }
}

static void put_value(slant_buffer *out, slant_text value) {
  bool doubles = memchr(value.ptr, '"', value.len) != NULL, singles = memchr(value.ptr, '\'', value.len) != NULL;
  char quote = doubles && !singles ? '\'' : '"';
  slant_buffer_put_char(out, quote);
  for (size_t from = 0; from < value.len;) {
    const char *sign = doubles && singles ? memchr(value.ptr + from, '"', value.len - from) : NULL;
    size_t stop = sign == NULL ? value.len : (size_t)(sign - value.ptr);
    slant_buffer_put_bytes(out, value.ptr + from, stop - from);
    if (sign != NULL) slant_buffer_put_string(out, "&quot;");
    from = stop + (sign != NULL);
  }
  slant_buffer_put_char(out, quote);
}

void slant_html_attributes_put(const slant_html_attributes *attributes, slant_html_tag tag, slant_buffer *out) {
  unsigned wanted = asked(tag);
  slant_buffer_put_char(out, '<');
  slant_buffer_put_string(out, tag == SLANT_HTML_OTHER ? "span" : slant_html_tag_name(tag));
  for (size_t a = 0; a < SLANT_HTML_N_ATTRIBUTES; a++) {
    slant_text value = attributes->values[a];
    if (value.ptr == NULL || (wanted >> a & 1) == 0) continue;
    size_t most = a == SLANT_HTML_AT_CONTENT ? LONGEST_VALUE : LONGEST_HINT;
    if (value.len > most) value.len = most;
    while (value.len > 0 && value.len == most && ((unsigned char)value.ptr[value.len] & 0xC0) == 0x80) value.len--, most--;
    slant_buffer_put_char(out, ' ');
    slant_buffer_put_string(out, names[a].name);
    slant_buffer_put_char(out, '=');
    put_value(out, value);
  }
  slant_buffer_put_char(out, '>');
}
