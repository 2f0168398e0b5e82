/* Saved evidence: text and terms of paragraphs.
 * In: evidence.jsonl. Out: what its lines say, put to the rows that they belong to. */
#include "saved/saved_evidence.h"

#include <string.h>
#include <unistd.h>

#include "base/input.h"
#include "base/memory.h"
#include "codec/json.h"

enum { MOST_LINE_BYTES = 1 << 30, MOST_TERMS = 1000, MOST_SHOWN = 60 };

struct slant_saved_evidence {
  slant_input *input;
};

slant_status slant_saved_evidence_open(slant_saved_evidence **out, const char *path, slant_error *err) {
  *out = NULL;
  if (access(path, F_OK) != 0) return SLANT_OK;
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status == SLANT_OK) status = slant_input_open(&(*out)->input, path, err);
  if (status != SLANT_OK) {
    slant_saved_evidence_close(*out);
    *out = NULL;
  }
  return status;
}

void slant_saved_evidence_close(slant_saved_evidence *evidence) {
  if (evidence == NULL) return;
  if (evidence->input != NULL) slant_input_close(evidence->input);
  slant_memory_free(evidence);
}

static slant_status unfit(const slant_saved_evidence *e, const char *what, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(e->input), slant_input_line_number(e->input), "found no %s, expected a line of slant classify -o", what);
}

static bool read_place(const slant_json *object, const char *key, size_t *out) {
  const slant_json *value = slant_json_member(object, key);
  int64_t place = 0;
  if (value == NULL || !slant_json_integer(value, &place) || place < 0) return false;
  *out = (size_t)place;
  return true;
}

static slant_status copy_text(const slant_json *object, const char *key, slant_arena *arena, slant_text *out, slant_error *err) {
  const slant_json *value = slant_json_member(object, key);
  *out = slant_arena_copy(arena, value == NULL ? (slant_text){"", 0} : slant_json_string(value), err);
  return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* Terms whose place lies in the paragraph. */
static slant_status read_terms(const slant_saved_evidence *e, const slant_json *list, slant_saved_row *row, slant_arena *arena, slant_error *err) {
  size_t n = slant_json_n_items(list);
  if (n > MOST_TERMS) return unfit(e, "short list of terms", err);
  slant_saved_term *terms = slant_arena_get(arena, (n + 1) * sizeof *terms, err);
  if (terms == NULL) return SLANT_E_MEMORY;
  row->terms = terms;
  for (; row->n_terms < n; row->n_terms++) {
    slant_saved_term *term = &terms[row->n_terms];
    const slant_json *item = slant_json_item(list, row->n_terms), *push = NULL;
    bool fine = slant_json_get_kind(item) == SLANT_JSON_OBJECT && read_place(item, "start", &term->start) && read_place(item, "end", &term->end) &&
                term->start >= row->start && term->start <= term->end && term->end <= row->start + row->text.len;
    if (fine) push = slant_json_member(item, "push");
    if (push == NULL) return unfit(e, "place of a term in its paragraph", err);
    term->push = slant_json_number(push);
    slant_status status = copy_text(item, "term", arena, &term->term, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

static slant_status read_line(const slant_saved_evidence *e, const slant_json *line, slant_text article, slant_saved_row *row, slant_arena *arena,
                              slant_error *err) {
  size_t number = 0;
  if (slant_json_get_kind(line) != SLANT_JSON_OBJECT) return unfit(e, "object", err);
  const slant_json *id = slant_json_member(line, "article"), *list = slant_json_member(line, "terms"), *text = slant_json_member(line, "text");
  slant_text name = id == NULL ? (slant_text){"", 0} : slant_json_string(id);
  bool same = name.len == article.len && memcmp(name.ptr, article.ptr, name.len) == 0;
  if (!same || !read_place(line, "paragraph", &number) || number != row->number) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(e->input), slant_input_line_number(e->input),
                          "found paragraph %zu of article \"%.*s\", expected paragraph %u of \"%.*s\" as in paragraphs.csv", number,
                          (int)(name.len < MOST_SHOWN ? name.len : MOST_SHOWN), name.ptr, row->number,
                          (int)(article.len < MOST_SHOWN ? article.len : MOST_SHOWN), article.ptr);
  }
  if (list == NULL || slant_json_get_kind(list) != SLANT_JSON_ARRAY || text == NULL || slant_json_get_kind(text) != SLANT_JSON_STRING) {
    return unfit(e, "text and list of terms", err);
  }
  slant_status status = copy_text(line, "text", arena, &row->text, err);
  row->has_text = true;
  return status == SLANT_OK ? read_terms(e, list, row, arena, err) : status;
}

slant_status slant_saved_evidence_next(slant_saved_evidence *e, slant_text article, slant_saved_row *row, slant_arena *arena, slant_error *err) {
  slant_text bytes;
  bool too_long;
  slant_json *line;
  slant_status status = slant_input_line(e->input, MOST_LINE_BYTES, &bytes, &too_long, err);
  if (status != SLANT_OK) return status;
  if (bytes.len == 0 || too_long) return unfit(e, too_long ? "line of less than 1 GiB" : "line for each row of paragraphs.csv", err);
  status = slant_json_parse(&line, bytes, slant_input_path(e->input), slant_input_line_number(e->input), err);
  if (status != SLANT_OK) return status;
  status = read_line(e, line, article, row, arena, err);
  slant_json_free(line);
  return status;
}
