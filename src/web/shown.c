/* Page shown.
 * In: a node. Out: its text. Pages may hold a million elements inside one another that each are asked for: each answer costs little. */
#include "web/shown.h"

#include <string.h>

#include "text/utf8.h"

enum { MOST_NODES = 512 };

typedef struct line {
  char bytes[SLANT_WEB_LONGEST_SHOWN];
  size_t len;
  bool space; /* white space since the last character */
} line;

/* Adds a text, white space made one blank each; false where the line is full. */
static bool put(line *l, slant_text text) {
  for (size_t k = 0, len; k < text.len; k += len) {
    uint32_t c = slant_utf8_get(text, k, &len);
    if (c == 0xAD || c == 0x200B) continue;
    if (slant_utf8_is_space(c)) {
      l->space = true;
      continue;
    }
    if (l->len + 1 + len > sizeof l->bytes) return false;
    if (l->space && l->len > 0) l->bytes[l->len++] = ' ';
    l->space = false;
    memcpy(l->bytes + l->len, text.ptr + k, len);
    l->len += len;
  }
  return true;
}

slant_text slant_web_shown(const slant_web_blocks *blocks, uint32_t at, uint32_t end, uint32_t without, size_t most, slant_arena *arena,
                            slant_error *failure) {
  uint32_t n;
  const slant_html_node *nodes = slant_html_nodes(blocks->html, &n);
  line l = {.len = 0};
  for (uint32_t i = at; i < end && i < at + MOST_NODES && l.len <= most; i++) {
    if ((blocks->places[i].own & without) != 0) {
      i = nodes[i].end - 1;
      l.space = true;
    } else if (nodes[i].tag == SLANT_HTML_TEXT) {
      if (!put(&l, slant_html_node_text(blocks->html, &nodes[i]))) break;
    } else {
      l.space = l.space || nodes[i].tag == SLANT_HTML_BR || (slant_html_tag_bits((slant_html_tag)nodes[i].tag) & SLANT_HTML_BLOCK) != 0;
    }
  }
  if (l.len == 0 || l.len > most) return (slant_text){"", 0};
  slant_text result = slant_arena_copy(arena, (slant_text){l.bytes, l.len}, failure);
  return result.ptr == NULL ? (slant_text){"", 0} : result;
}
