/* Page: from HTML to a record.
 * In: a page. Out: fields, paragraphs, text. The blocks of the page that stand near its article are paragraphs, in the order of the page;
 * those that are not the article's are furniture. */
#include "article/record_page.h"

#include <string.h>

#include "base/memory.h"
#include "text/utf8.h"
#include "web/body.h"
#include "web/meta.h"

enum { LITTLE = 250 }; /* bytes below which a text is too little for an article that is told at length */

/* Working state for one page. */
typedef struct filling {
  slant_record *record;
  slant_html *html;
  slant_web_blocks blocks;
  slant_web_meta meta;
  slant_arena arena; /* of what was read in scripts */
  uint8_t *parts;    /* one a block: slant_web_part */
} filling;

static slant_status set_field(slant_record *record, slant_field field, slant_text text, slant_error *err) {
  if (record->fields[field].len > 0 || text.len == 0) return SLANT_OK;
  slant_text copy = slant_arena_copy(slant_record_arena(record), slant_utf8_trim(text), err);
  record->fields[field] = copy;
  return copy.ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

static slant_status set_fields(filling *f, const slant_web_origin *origin, slant_error *err) {
  const slant_web_meta *m = &f->meta;
  slant_status status = set_field(f->record, SLANT_TITLE, m->title, err);
  if (status == SLANT_OK) status = set_field(f->record, SLANT_SOURCE, m->source, err);
  if (status == SLANT_OK) status = set_field(f->record, SLANT_DATE, m->date, err);
  if (status == SLANT_OK) status = set_field(f->record, SLANT_AUTHOR, m->author, err);
  if (status == SLANT_OK) status = set_field(f->record, SLANT_URL, m->url, err);
  if (status == SLANT_OK) status = set_field(f->record, SLANT_LANGUAGE, m->language, err);
  if (status == SLANT_OK && origin != NULL) status = set_field(f->record, SLANT_ENCODING, origin->encoding, err);
  return status;
}

static bool is_listed(const filling *f, size_t i, bool all) { return all || f->parts[i] != SLANT_WEB_FAR; }

/* Text and paragraphs: the blocks that are listed, joined with blank lines. */
static slant_status set_paragraphs(filling *f, bool all, slant_error *err) {
  const slant_web_blocks *b = &f->blocks;
  slant_record *record = f->record;
  slant_arena *arena = slant_record_arena(record);
  static const slant_known_furniture known[] = {SLANT_FURNITURE_IS, SLANT_FURNITURE_UNLIKELY};
  size_t n = 0, len = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (is_listed(f, i, all)) n++, len += b->items[i].len + 2;
  }
  char *text = slant_arena_get_raw(arena, len + 1, err), *at = text;
  record->paragraphs = slant_arena_get(arena, (n + 1) * sizeof *record->paragraphs, err);
  if (text == NULL || record->paragraphs == NULL) return SLANT_E_MEMORY;
  record->has_text = record->has_paragraphs = true;
  record->n_paragraphs = 0;
  record->n_unlisted = b->n - n;
  for (size_t i = 0; i < b->n; i++) {
    if (!is_listed(f, i, all)) continue;
    slant_text part = slant_web_block_text(b, &b->items[i]);
    if (record->n_paragraphs > 0) *at++ = '\n', *at++ = '\n';
    memcpy(at, part.ptr, part.len);
    record->paragraphs[record->n_paragraphs++] = (slant_record_paragraph){.text = {at, part.len},
                                                                          .label = {"", 0},
                                                                          .weight = 1,
                                                                          .has_span = true,
                                                                          .start = (size_t)(at - text),
                                                                          .end = (size_t)(at - text) + part.len,
                                                                          .furniture = known[f->parts[i] == SLANT_WEB_OWN]};
    at += part.len;
  }
  *at = '\0';
  record->text = (slant_text){text, (size_t)(at - text)};
  return SLANT_OK;
}

/* Whether the page shows too little of the article that it tells to other programs. Markup in what is told is not for readers. */
static bool is_told_only(const filling *f) {
  size_t shown = 0;
  for (size_t i = 0; i < f->blocks.n; i++) shown += f->parts[i] == SLANT_WEB_OWN ? f->blocks.items[i].len : 0;
  slant_text told = f->meta.body;
  return shown < LITTLE && told.len >= LITTLE && told.len > 2 * shown && memchr(told.ptr, '<', told.len) == NULL;
}

/* Takes the text that is told, which is cut into paragraphs as plain text is. */
static slant_status set_told(filling *f, slant_error *err) {
  f->record->text = slant_arena_copy(slant_record_arena(f->record), f->meta.body, err);
  f->record->has_text = true;
  f->record->n_unlisted = f->blocks.n;
  return f->record->text.ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

static slant_status fill(filling *f, slant_text html, const slant_web_origin *origin, bool all, slant_error *err) {
  slant_status status = slant_html_read(&f->html, html, f->record->source, err);
  if (status == SLANT_OK) status = slant_web_blocks_cut(&f->blocks, f->html, err);
  if (status == SLANT_OK) status = slant_web_meta_read(&f->meta, &f->blocks, origin, &f->arena, err);
  if (status == SLANT_OK) status = slant_memory_new(&f->parts, f->blocks.n + 1, sizeof *f->parts, err);
  if (status == SLANT_OK) status = slant_web_body_find(&f->blocks, f->meta.title, f->parts, err);
  if (status == SLANT_OK) status = set_fields(f, origin, err);
  if (status != SLANT_OK) return status;
  return is_told_only(f) ? set_told(f, err) : set_paragraphs(f, all, err);
}

slant_status slant_record_fill_page(slant_record *record, const slant_records_options *options, slant_text html, const slant_web_origin *origin,
                             slant_error *err) {
  filling f = {.record = record};
  slant_text text = slant_text_without_mark(html);
  slant_buffer repaired = {0};
  size_t valid = slant_utf8_valid_prefix(text);
  if (valid < text.len && options->strict) {
    return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                          "found byte 0x%02X at offset %zu of the page, expected UTF-8 without NUL (--strict)",
                          (unsigned)(unsigned char)text.ptr[valid], valid);
  }
  if (valid < text.len) {
    (void)slant_utf8_repair(text, &repaired);
    text = slant_buffer_get(&repaired);
    record->repaired = true;
  }
  slant_status status = slant_buffer_check(&repaired, err);
  if (status == SLANT_OK) status = fill(&f, text, origin, options->list_all, err);
  slant_buffer_free(&repaired);
  slant_web_blocks_free(&f.blocks);
  slant_html_free(f.html);
  slant_arena_clear(&f.arena);
  slant_memory_free(f.parts);
  return status;
}
