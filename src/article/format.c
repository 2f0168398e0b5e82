/* Format: recognising files.
 * In: a name, the first bytes. Out: a format, or why it is none of those that slant reads. */
#include "article/format.h"

#include <string.h>

#include "text/utf8.h"

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c); }

static bool ends_with(slant_text name, const char *suffix) {
  size_t n = strlen(suffix);
  if (name.len <= n) return false;
  for (size_t k = 0; k < n; k++) {
    if (lower(name.ptr[name.len - n + k]) != suffix[k]) return false;
  }
  return true;
}

static slant_text without_packing(const char *name) {
  static const char *const suffixes[] = {".gz", ".zst", ".xz", ".bz2"};
  slant_text text = {name, strlen(name)};
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
    if (ends_with(text, suffixes[i])) return (slant_text){name, text.len - strlen(suffixes[i])};
  }
  return text;
}

slant_format slant_format_of_name(const char *name) {
  static const struct {
    const char *suffix;
    slant_format format;
  } suffixes[] = {{".txt", SLANT_FORMAT_TXT},     {".text", SLANT_FORMAT_TXT},    {".md", SLANT_FORMAT_MD},
                  {".markdown", SLANT_FORMAT_MD}, {".jsonl", SLANT_FORMAT_JSONL}, {".ndjson", SLANT_FORMAT_JSONL},
                  {".json", SLANT_FORMAT_JSON},   {".csv", SLANT_FORMAT_CSV},     {".tsv", SLANT_FORMAT_TSV},
                  {".html", SLANT_FORMAT_HTML},   {".htm", SLANT_FORMAT_HTML},    {".xhtml", SLANT_FORMAT_HTML},
                  {".warc", SLANT_FORMAT_WARC}};
  slant_text text = without_packing(name);
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
    if (ends_with(text, suffixes[i].suffix)) return suffixes[i].format;
  }
  return SLANT_FORMAT_AUTO;
}

bool slant_format_has_bytes(slant_format format) { return format == SLANT_FORMAT_HTML || format == SLANT_FORMAT_WARC; }

const char *slant_format_remedy(const char *name, slant_text head) {
  static const struct {
    const char *suffix, *magic, *remedy;
  } kinds[] = {{".pdf", "%PDF-", "a PDF file: convert it to text first, as with pdftotext FILE"},
               {".docx", "", "a Word file: save it as plain text first, or convert it, as with pandoc -t plain FILE"},
               {".xlsx", "", "an Excel file: save the sheet as CSV (UTF-8) first"},
               {".rtf", "{\\rtf", "an RTF file: save it as plain text first, or convert it, as with pandoc -t plain FILE"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t n = strlen(kinds[i].magic);
    bool magic = n > 0 && head.len >= n && memcmp(head.ptr, kinds[i].magic, n) == 0;
    if (magic || ends_with((slant_text){name, strlen(name)}, kinds[i].suffix)) return kinds[i].remedy;
  }
  return NULL;
}

const char *slant_format_unreadable(slant_text head) {
  size_t n_control = 0;
  for (size_t i = 0; i < head.len; i++) {
    unsigned char c = (unsigned char)head.ptr[i];
    n_control += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }
  return n_control * 16 > head.len ? "binary data" : NULL;
}

static slant_text unquoted(slant_text name) {
  bool quoted = name.len > 2 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"';
  return quoted ? (slant_text){name.ptr + 1, name.len - 2} : name;
}

/* Whether the first line is the header of a table: one of several names is that of the column of the text. */
static bool is_header(slant_text line, char delimiter, const slant_columns *columns) {
  bool several = memchr(line.ptr, delimiter, line.len) != NULL;
  for (size_t from = 0, at = 0; several && at <= line.len; at++) {
    if (at < line.len && line.ptr[at] != delimiter && line.ptr[at] != '\r') continue;
    size_t column = slant_columns_find(columns, unquoted((slant_text){line.ptr + from, at - from}));
    if (column == SLANT_COLUMN_TEXT || column == SLANT_COLUMN_HTML) return true;
    from = at + 1;
  }
  return false;
}

static bool begins(slant_text text, const char *lower_case) {
  size_t n = strlen(lower_case), i = 0;
  while (i < n && i < text.len && lower(text.ptr[i]) == lower_case[i]) i++;
  return i == n;
}

/* Whether a page begins here, in the words that pages begin with. */
static bool is_page(slant_text text) { return begins(text, "<!doctype html") || begins(text, "<html"); }

slant_format slant_format_of_bytes(slant_text head, const slant_columns *columns) {
  if (head.len > 7 && memcmp(head.ptr, "WARC/1.", 7) == 0) return SLANT_FORMAT_WARC;
  head = slant_text_without_mark(head);
  size_t start = 0;
  while (start < head.len && (head.ptr[start] == ' ' || head.ptr[start] == '\n' || head.ptr[start] == '\r')) start++;
  if (is_page((slant_text){head.ptr + start, head.len - start})) return SLANT_FORMAT_HTML;
  if (start < head.len && head.ptr[start] == '{') return SLANT_FORMAT_JSONL;
  if (start + 1 < head.len && head.ptr[start] == '[' && strchr("{ \n\r\t]", head.ptr[start + 1]) != NULL) return SLANT_FORMAT_JSON;
  const char *end = head.len > 0 ? memchr(head.ptr, '\n', head.len) : NULL;
  if (end == NULL) return SLANT_FORMAT_TXT;
  slant_text line = {head.ptr, (size_t)(end - head.ptr)};
  if (is_header(line, '\t', columns)) return SLANT_FORMAT_TSV;
  return is_header(line, ',', columns) ? SLANT_FORMAT_CSV : SLANT_FORMAT_TXT;
}
