/* Encoding of markup: what a page says of its own bytes, as browsers look for it (WHATWG, HTML, "prescan a byte stream").
 * In: the first bytes. Out: an encoding. Bytes that look like UTF-16 are looked at before. */
#include <string.h>

#include "base/ascii.h"
#include "codec/encoding_guess.h"

typedef struct scan {
  slant_text bytes;
  size_t at;
} scan;

/* Whether the bytes at hand begin with `word`. */
static bool begins(const scan *s, const char *word) {
  return slant_ascii_begins((slant_text){s->bytes.ptr + s->at, s->bytes.len - s->at}, word);
}

/* Steps behind the next `mark`; to the end where there is none. */
static void pass(scan *s, const char *mark) {
  while (s->at < s->bytes.len && !begins(s, mark)) s->at++;
  s->at += s->at < s->bytes.len ? strlen(mark) : 0;
}

static void pass_space(scan *s, bool slashes) {
  while (s->at < s->bytes.len && (slant_ascii_is_space(s->bytes.ptr[s->at]) || (slashes && s->bytes.ptr[s->at] == '/'))) s->at++;
}

/* A value in quotation marks, or up to a space, ">" or ";". */
static slant_text take_value(scan *s) {
  pass_space(s, false);
  if (s->at == s->bytes.len) return (slant_text){"", 0};
  char quote = s->bytes.ptr[s->at];
  bool quoted = quote == '"' || quote == '\'';
  if (quoted) s->at++;
  size_t start = s->at;
  for (; s->at < s->bytes.len; s->at++) {
    char c = s->bytes.ptr[s->at];
    if (quoted ? c == quote : slant_ascii_is_space(c) || c == '>') break;
  }
  slant_text value = {s->bytes.ptr + start, s->at - start};
  if (quoted && s->at < s->bytes.len) s->at++;
  return value;
}

/* The next attribute of the tag at hand; false at its end. */
static bool take_attribute(scan *s, slant_text *name, slant_text *value) {
  pass_space(s, true);
  size_t start = s->at;
  for (; s->at < s->bytes.len; s->at++) {
    char c = s->bytes.ptr[s->at];
    if (slant_ascii_is_space(c) || c == '/' || c == '>' || (c == '=' && s->at > start)) break;
  }
  *name = (slant_text){s->bytes.ptr + start, s->at - start};
  *value = (slant_text){"", 0};
  if (name->len == 0) return false;
  pass_space(s, false);
  if (s->at == s->bytes.len || s->bytes.ptr[s->at] != '=') return true;
  s->at++;
  *value = take_value(s);
  return true;
}

/* "text/html; charset=utf-8" */
static slant_text charset_of(slant_text content) {
  scan s = {content, 0};
  while (s.at < content.len) {
    pass(&s, "charset");
    pass_space(&s, false);
    if (s.at == content.len || content.ptr[s.at] != '=') continue;
    s.at++;
    slant_text value = take_value(&s);
    const char *end = value.len == 0 ? NULL : memchr(value.ptr, ';', value.len);
    return end == NULL ? value : (slant_text){value.ptr, (size_t)(end - value.ptr)};
  }
  return (slant_text){"", 0};
}

const slant_encoding *slant_encoding_of_type(slant_text content_type) { return slant_encoding_find(charset_of(content_type)); }

/* Whoever could read this far reads no UTF-16. */
static const slant_encoding *as_read(slant_text label) {
  const slant_encoding *found = slant_encoding_find(label);
  if (found != NULL && found->kind == SLANT_ENCODING_WIDE) return slant_encoding_utf8();
  return found == NULL && slant_ascii_is(label, "x-user-defined") ? slant_encoding_windows() : found;
}

static const slant_encoding *read_meta(scan *s) {
  slant_text name, value, charset = {"", 0}, content = {"", 0};
  bool is_type = false;
  while (take_attribute(s, &name, &value)) {
    if (slant_ascii_is(name, "charset") && charset.len == 0) charset = value;
    if (slant_ascii_is(name, "content") && content.len == 0) content = charset_of(value);
    if (slant_ascii_is(name, "http-equiv")) is_type = slant_ascii_is(value, "content-type");
  }
  return as_read(charset.len > 0 ? charset : is_type ? content : (slant_text){"", 0});
}

static const slant_encoding *read_declaration(slant_text head) {
  scan s = {head, 5};
  const char *end = memchr(head.ptr, '>', head.len);
  if (end == NULL) return NULL;
  s.bytes.len = (size_t)(end - head.ptr);
  pass(&s, "encoding");
  pass_space(&s, false);
  if (s.at == s.bytes.len || s.bytes.ptr[s.at] != '=') return NULL;
  s.at++;
  return as_read(take_value(&s));
}

static bool is_meta(const scan *s) {
  if (!begins(s, "<meta") || s->bytes.len - s->at < 6) return false;
  char next = s->bytes.ptr[s->at + 5];
  return slant_ascii_is_space(next) || next == '/';
}

const slant_encoding *slant_encoding_of_markup(slant_text head) {
  scan s = {head, 0};
  const slant_encoding *found = NULL, *declared = head.len > 5 && begins(&s, "<?xml") ? read_declaration(head) : NULL;
  while (found == NULL && s.at < head.len) {
    pass(&s, "<");
    if (s.at == head.len) break;
    s.at--;
    if (begins(&s, "<!--")) {
      s.at += 2; /* "<!-->" is a whole comment */
      pass(&s, "-->");
    } else if (is_meta(&s)) {
      s.at += 5;
      found = read_meta(&s);
    } else {
      s.at++;
    }
  }
  return found != NULL ? found : declared;
}
