/* Codebook: simple Markdown into markup.
 * In: text. Out: markup in which only the tags written here occur. */
#include "page/codebook.h"

#include <string.h>

#include "page/markup.h"

typedef enum block { NONE, PARAGRAPH, BULLETS, NUMBERS, QUOTE, TABLE } block;

typedef struct page {
  slant_buffer *out;
  block open;
  bool header; /* the next row of the table is its header */
} page;

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

static slant_text part(slant_text text, size_t from, size_t to) { return (slant_text){text.ptr + from, to - from}; }

static slant_text trim(slant_text text) {
  while (text.len > 0 && strchr(" \t\r", text.ptr[text.len - 1]) != NULL) text.len--;
  while (text.len > 0 && strchr(" \t\r", text.ptr[0]) != NULL) text = part(text, 1, text.len);
  return text;
}

static bool begins(slant_text text, size_t at, const char *with) {
  size_t len = strlen(with);
  return text.len - at >= len && memcmp(text.ptr + at, with, len) == 0;
}

/* Where `mark` comes next behind `from`, with something between; text.len: nowhere. */
static size_t find(slant_text text, size_t from, const char *mark) {
  size_t at = from + 1;
  while (at < text.len && !begins(text, at, mark)) at++;
  return at < text.len ? at : text.len;
}

static void put_inline(slant_buffer *out, slant_text text) {
  static const struct {
    const char *mark, *open, *close;
  } spans[] = {{"**", "<strong>", "</strong>"}, {"`", "<code>", "</code>"}, {"*", "<em>", "</em>"}};
  size_t i = 0;
  while (i < text.len) {
    size_t s = 0, n = sizeof spans / sizeof *spans, end = text.len;
    while (s < n && !begins(text, i, spans[s].mark)) s++;
    size_t len = s < n ? strlen(spans[s].mark) : 0;
    if (s < n && i + len < text.len && text.ptr[i + len] != ' ') end = find(text, i + len, spans[s].mark);
    if (end < text.len) {
      put(out, spans[s].open);
      if (s == 1) slant_markup_put_text(out, part(text, i + len, end));
      else put_inline(out, part(text, i + len, end));
      put(out, spans[s].close);
      i = end + len;
      continue;
    }
    size_t middle = text.ptr[i] == '[' ? find(text, i, "](") : text.len, close = middle < text.len ? find(text, middle, ")") : text.len;
    if (close < text.len) {
      put_inline(out, part(text, i + 1, middle));
      i = close + 1;
      continue;
    }
    slant_markup_put_text(out, part(text, i, i + 1));
    i++;
  }
}

static const char *const opening[] = {"", "<p>", "<ul>\n<li>", "<ol>\n<li>", "<blockquote>\n<p>",
                                      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n"},
                  *const closing[] = {"", "</p>\n", "</li>\n</ul>\n", "</li>\n</ol>\n", "</p>\n</blockquote>\n", "</table></div>\n"};

static void turn_to(page *p, block next) {
  if (p->open == next) return;
  put(p->out, closing[p->open]);
  put(p->out, opening[next]);
  p->open = next;
  p->header = next == TABLE;
}

static void put_heading(page *p, slant_text line) {
  size_t level = 0;
  while (level < line.len && line.ptr[level] == '#') level++;
  turn_to(p, NONE);
  char shown = (char)('0' + (level + 1 > 6 ? 6 : level + 1));
  put(p->out, "<h");
  slant_buffer_put_char(p->out, shown);
  put(p->out, ">");
  put_inline(p->out, trim(part(line, level, line.len)));
  put(p->out, "</h");
  slant_buffer_put_char(p->out, shown);
  put(p->out, ">\n");
}

static void put_table_row(page *p, slant_text line) {
  if (strspn(line.ptr, "|-: ") >= line.len) return; /* the line under the header */
  turn_to(p, TABLE);
  put(p->out, "<tr>");
  for (size_t i = 1; i < line.len;) {
    size_t end = i;
    while (end < line.len && line.ptr[end] != '|') end++;
    put(p->out, p->header ? "<th scope=\"col\">" : "<td>");
    put_inline(p->out, trim(part(line, i, end)));
    put(p->out, p->header ? "</th>" : "</td>");
    i = end + 1;
  }
  put(p->out, "</tr>\n");
  p->header = false;
}

/* Length of a list's mark at the beginning of the line, and which list it is. */
static size_t list_mark(slant_text line, block *kind) {
  size_t digits = 0;
  *kind = BULLETS;
  if (begins(line, 0, "- ") || begins(line, 0, "* ") || begins(line, 0, "+ ")) return 2;
  while (digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9') digits++;
  *kind = NUMBERS;
  return digits > 0 && begins(line, digits, ". ") ? digits + 2 : 0;
}

static void put_line(page *p, slant_text line) {
  block kind;
  size_t mark = list_mark(line, &kind);
  bool quoted = line.len > 0 && line.ptr[0] == '>';
  if (quoted) line = trim(part(line, 1, line.len));
  if (line.len == 0 && quoted && p->open == QUOTE) {
    put(p->out, "</p>\n<p>");
  } else if (line.len == 0) {
    turn_to(p, NONE);
  } else if (line.ptr[0] == '#' && !quoted) {
    put_heading(p, line);
  } else if (line.ptr[0] == '|' && !quoted) {
    put_table_row(p, line);
  } else if (mark > 0 && !quoted) {
    if (p->open == kind) put(p->out, "</li>\n<li>");
    turn_to(p, kind);
    put_inline(p->out, part(line, mark, line.len));
  } else {
    bool goes_on = quoted ? p->open == QUOTE : p->open != NONE && p->open != QUOTE && p->open != TABLE;
    if (goes_on) slant_buffer_put_char(p->out, '\n');
    else turn_to(p, quoted ? QUOTE : PARAGRAPH);
    put_inline(p->out, line);
  }
}

void slant_codebook_put(slant_buffer *out, slant_text text) {
  page p = {.out = out};
  for (size_t i = 0; i < text.len;) {
    size_t end = i;
    while (end < text.len && text.ptr[end] != '\n') end++;
    put_line(&p, trim(part(text, i, end)));
    i = end + 1;
  }
  turn_to(&p, NONE);
}

/* After datasets/CODEBOOK.md. */
static const char tone[] =
    "Settle first what the article's main subject is: the plan, ruling, event, body or person it is about, by its title and opening. "
    "Then ask of the paragraph: does an ordinary reader see that subject in a better light after it, in a worse one, or neither?\n\n"
    "**supportive**: a better light. It praises or recommends the subject, shows what it has achieved or whom it helps, wins sympathy "
    "for it, or answers its critics with an argument. Whether the writer speaks or somebody quoted makes no difference.\n\n"
    "**critical**: a worse light. It attacks, accuses or doubts the subject, shows harm, failure, scandal, cost or resistance, or makes "
    "fun of it. Quoted voices count here, too; irony is coded as it is meant.\n\n"
    "**neutral**: neither. Facts without a verdict, procedure, dates, background, other people or things; praise and blame so mixed that "
    "neither wins; misfortune that is nobody's fault. Torn between neutral and one of the others? Neutral.\n\n"
    "Code the text, not your own opinion of the subject.\n";

slant_status slant_codebook_default(slant_buffer *out, const slant_labels *labels, slant_error *err) {
  bool is_tone = labels->n == 3 && labels->supportive >= 0 && labels->critical >= 0 && strcmp(labels->names[2], "neutral") == 0;
  if (is_tone) put(out, tone);
  else put(out, "Choose the label that fits the paragraph best, read where it stands in its article:\n\n");
  for (size_t k = 0; k < labels->n && !is_tone; k++) {
    put(out, "- ");
    put(out, labels->names[k]);
    put(out, "\n");
  }
  return slant_buffer_check(out, err);
}
