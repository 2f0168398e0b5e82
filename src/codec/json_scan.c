/* JSON scan: plain JSON, 16 bytes at a time.
 * In: valid UTF-8. Out: a tree of values whose strings lie in the text, or in the arena where they have escapes; or that the text is not
 * plain. Whatever it accepts, jansson accepts and reads alike: the tests hold the two against each other. */
#include <string.h>

#include "base/bytes.h"
#include "codec/json_tree.h"

enum { DEEPEST = 16, MOST_MEMBERS = 64, FIRST_STACK = 32, MOST_DIGITS = 18, LONGEST_NUMBER = 40 };

typedef struct scanner {
  const char *at, *end;
  slant_arena *arena;
  slant_json *stack; /* values whose array or object is not closed */
  size_t n, cap;
  slant_error *err;
  slant_status status; /* of the arena */
} scanner;

static void skip_space(scanner *s) {
  while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\t' || *s->at == '\r')) s->at++;
}

/* The next byte behind white space; NUL at the end. */
static char peek(scanner *s) {
  if (s->at < s->end && (unsigned char)*s->at > ' ') return *s->at;
  skip_space(s);
  return s->at < s->end ? *s->at : '\0';
}

static void *get(scanner *s, size_t size) {
  void *ptr = slant_arena_get_raw(s->arena, size, s->err);
  if (ptr == NULL) s->status = SLANT_E_MEMORY;
  return ptr;
}

static bool push(scanner *s, const slant_json *value) {
  if (s->n == s->cap) {
    size_t cap = s->cap == 0 ? FIRST_STACK : 2 * s->cap;
    slant_json *stack = get(s, cap * sizeof *stack);
    if (stack == NULL) return false;
    if (s->n > 0) memcpy(stack, s->stack, s->n * sizeof *stack);
    s->stack = stack;
    s->cap = cap;
  }
  s->stack[s->n++] = *value;
  return true;
}

/* The first byte at or after `at` that is '"', '\\' or a control character; the end where there is none. */
static const char *string_mark(const char *at, const char *end) {
  for (; end - at >= SLANT_BYTES; at += SLANT_BYTES) {
    unsigned bits = slant_bytes_equal(at, '"') | slant_bytes_equal(at, '\\') | slant_bytes_below(at, 0x20);
    if (bits != 0) return at + slant_bytes_first(bits);
  }
  while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20) at++;
  return at;
}

/* The next backslash; the end where there is none. */
static const char *next_escape(const char *at, const char *end) {
  const char *escape = memchr(at, '\\', (size_t)(end - at));
  return escape == NULL ? end : escape;
}

/* Four hexadecimal digits; above 0xFFFF: there are none. */
static uint32_t read_hex(const char *at, const char *end) {
  uint32_t code = 0;
  if (end - at < 4) return UINT32_MAX;
  for (int i = 0; i < 4; i++) {
    char c = at[i];
    unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : 16, small = (unsigned)(c | 0x20);
    if (small >= 'a' && small <= 'f') digit = small - 'a' + 10;
    if (digit > 15) return UINT32_MAX;
    code = code << 4 | digit;
  }
  return code;
}

static char *put_code_point(char *to, uint32_t c) {
  if (c < 0x80) {
    *to++ = (char)c;
    return to;
  }
  if (c >= 0x10000) {
    *to++ = (char)(0xF0 | c >> 18);
    *to++ = (char)(0x80 | (c >> 12 & 0x3F));
  } else if (c >= 0x800) {
    *to++ = (char)(0xE0 | c >> 12);
  }
  *to++ = c >= 0x800 ? (char)(0x80 | (c >> 6 & 0x3F)) : (char)(0xC0 | c >> 6);
  *to++ = (char)(0x80 | (c & 0x3F));
  return to;
}

/* "uXXXX" at *at, or two of them; false for NUL and for half a pair. */
static bool put_unicode(const char **at, const char *end, char **to) {
  uint32_t c = read_hex(*at + 1, end);
  *at += 5;
  if (c >= 0xD800 && c < 0xDC00) {
    if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u') return false;
    uint32_t low = read_hex(*at + 2, end);
    if (low < 0xDC00 || low > 0xDFFF) return false;
    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    *at += 6;
  } else if (c == 0 || c > 0xFFFF || (c >= 0xDC00 && c <= 0xDFFF)) {
    return false;
  }
  *to = put_code_point(*to, c);
  return true;
}

/* The escape whose backslash stands before *at. */
static bool put_escape(const char **at, const char *end, char **to) {
  static const char plain[128] = {['"'] = '"', ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                  ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'};
  if (*at == end) return false;
  if (**at == 'u') return put_unicode(at, end, to);
  unsigned char c = (unsigned char)**at;
  if (c >= 128 || plain[c] == '\0') return false;
  *(*to)++ = plain[c];
  ++*at;
  return true;
}

/* The string between quotation marks, with its escapes. */
static bool decode(scanner *s, const char *at, const char *end, slant_json *out) {
  char *copy = get(s, (size_t)(end - at)), *to = copy;
  if (copy == NULL) return false;
  while (at < end) {
    const char *escape = next_escape(at, end);
    memcpy(to, at, (size_t)(escape - at));
    to += escape - at;
    at = escape;
    if (at < end && (at++, !put_escape(&at, end, &to))) return false;
  }
  out->value.string = (slant_text){copy, (size_t)(to - copy)};
  out->is_borrowed = false;
  return true;
}

static bool scan_string(scanner *s, slant_json *out) {
  const char *start = ++s->at, *mark = string_mark(start, s->end);
  bool escaped = false;
  while (mark < s->end && *mark == '\\') {
    escaped = true;
    mark = s->end - mark < 2 ? s->end : string_mark(mark + 2, s->end);
  }
  if (mark == s->end || *mark != '"') return false;
  s->at = mark + 1;
  out->kind = SLANT_JSON_STRING;
  if (escaped) return decode(s, start, mark, out);
  out->value.string = (slant_text){start, (size_t)(mark - start)};
  out->is_borrowed = true;
  return true;
}

static bool is_digit(const scanner *s) { return s->at < s->end && *s->at >= '0' && *s->at <= '9'; }

static bool scan_number(scanner *s, slant_json *out) {
  const char *start = s->at;
  int64_t integer = 0;
  s->at += *s->at == '-';
  const char *digits = s->at;
  for (; is_digit(s) && s->at - digits < MOST_DIGITS; s->at++) integer = 10 * integer + (*s->at - '0');
  if (s->at == digits || is_digit(s) || (*digits == '0' && s->at - digits > 1)) return false;
  out->kind = SLANT_JSON_NUMBER;
  out->is_integer = s->at == s->end || *s->at != '.';
  out->value.integer = *start == '-' ? -integer : integer;
  if (out->is_integer) return true;
  const char *part = ++s->at;
  while (is_digit(s)) s->at++;
  out->value.string = (slant_text){start, (size_t)(s->at - start)};
  return s->at > part && s->at - start < LONGEST_NUMBER;
}

static bool scan_word(scanner *s, const char *word, slant_json_kind kind, slant_json *out) {
  size_t len = strlen(word);
  if ((size_t)(s->end - s->at) < len || memcmp(s->at, word, len) != 0) return false;
  s->at += len;
  out->kind = kind;
  return true;
}

/* The key of a member and its colon; a key that one of the members behind `first` has is odd. */
static bool scan_key(scanner *s, size_t first, slant_json *member) {
  slant_json key = {0};
  if (peek(s) != '"' || !scan_string(s, &key) || !key.is_borrowed || s->n - first >= MOST_MEMBERS) return false;
  member->key = key.value.string;
  for (size_t i = first; i < s->n; i++) {
    slant_text other = s->stack[i].key;
    if (other.len == member->key.len && memcmp(other.ptr, member->key.ptr, other.len) == 0) return false;
  }
  if (peek(s) != ':') return false;
  s->at++;
  return true;
}

static bool scan_value(scanner *s, slant_json *out, unsigned depth);

/* Items or members into an array of their own. */
static bool close_items(scanner *s, size_t first, slant_json *out) {
  out->n = s->n - first;
  slant_json *items = get(s, out->n * sizeof *items);
  if (items == NULL) return false;
  if (out->n > 0) memcpy(items, s->stack + first, out->n * sizeof *items);
  out->value.items = items;
  s->n = first;
  return true;
}

static bool scan_items(scanner *s, slant_json *out, unsigned depth) {
  bool object = *s->at++ == '{';
  char close = object ? '}' : ']', c = peek(s);
  size_t first = s->n;
  out->kind = object ? SLANT_JSON_OBJECT : SLANT_JSON_ARRAY;
  if (c == close) s->at++;
  while (c != close) {
    slant_json item = {0};
    if (object && !scan_key(s, first, &item)) return false;
    if (!scan_value(s, &item, depth + 1) || !push(s, &item)) return false;
    c = peek(s);
    if (c != ',' && c != close) return false;
    s->at++;
  }
  return close_items(s, first, out);
}

static bool scan_value(scanner *s, slant_json *out, unsigned depth) {
  switch (peek(s)) {
    case '"': return scan_string(s, out);
    case '{':
    case '[': return depth < DEEPEST && scan_items(s, out, depth);
    case 't': return scan_word(s, "true", SLANT_JSON_BOOL, out);
    case 'f': return scan_word(s, "false", SLANT_JSON_BOOL, out);
    case 'n': return scan_word(s, "null", SLANT_JSON_NULL, out);
    default: break;
  }
  return s->at < s->end && scan_number(s, out);
}

slant_status slant_json_scan(slant_arena *arena, slant_text text, slant_json *root, bool *plain, slant_error *err) {
  *plain = false;
  memset(root, 0, sizeof *root);
  if (text.len == 0) return SLANT_OK;
  scanner s = {.at = text.ptr, .end = text.ptr + text.len, .arena = arena, .err = err};
  *plain = scan_value(&s, root, 0) && peek(&s) == '\0' && s.at == s.end;
  return s.status;
}
