/* Reading for the tests.
 * In: inputs and options. Out: articles and warnings as text. Checks on the way what holds of every article. */
#include "support/reading.h"

#include <string.h>

void keep_warning(void *user, const slant_error *warning) {
  const char *slash = strrchr(warning->source, '/');
  slant_buffer_put_string(user, slash == NULL ? warning->source : slash + 1);
  slant_buffer_put_char(user, ':');
  slant_buffer_put_u64(user, warning->line);
  slant_buffer_put_string(user, ": ");
  slant_buffer_put_string(user, warning->text);
  slant_buffer_put_char(user, '\n');
}

static void show_paragraph(slant_buffer *out, const slant_paragraph *p) {
  slant_buffer_put_u64(out, p->number);
  slant_buffer_put_char(out, ' ');
  slant_buffer_put(out, p->text);
  for (size_t i = 0; i < SLANT_N_FLAGS; i++) {
    if ((p->flags & 1u << i) == 0 || 1u << i == SLANT_FURNITURE) continue;
    slant_buffer_put_string(out, " {");
    slant_buffer_put_string(out, slant_flag_name(i));
    slant_buffer_put_char(out, '}');
  }
}

/* Offsets are exact, numbers rise, paragraphs do not overlap. */
static void check_paragraph(const slant_article *article, size_t index) {
  const slant_paragraph *p = slant_article_paragraph(article, index);
  slant_text text = slant_article_text(article);
  ck_assert_uint_le(p->start, p->end);
  ck_assert_uint_le(p->end, text.len);
  ck_assert_text_eq(((slant_text){text.ptr + p->start, p->end - p->start}), p->text);
  if (index == 0) return;
  const slant_paragraph *before = slant_article_paragraph(article, index - 1);
  ck_assert_uint_gt(p->number, before->number);
  ck_assert_uint_ge(p->start, before->end);
}

void show_article(slant_buffer *out, const slant_article *article) {
  slant_buffer_put(out, slant_article_field(article, SLANT_ID));
  slant_buffer_put_char(out, ':');
  for (size_t i = 0; i < slant_article_n_paragraphs(article); i++) {
    check_paragraph(article, i);
    slant_buffer_put_char(out, i == 0 ? ' ' : '|');
    show_paragraph(out, slant_article_paragraph(article, i));
  }
  slant_buffer_put_char(out, '\n');
}

void reading_run(reading *r, const char *const *inputs, size_t n, const slant_reader_options *options) {
  memset(r, 0, sizeof *r);
  slant_reader_options own = options == NULL ? (slant_reader_options){0} : *options;
  own.warning = keep_warning;
  own.user = &r->warnings;
  slant_reader *reader;
  r->status = slant_reader_open(&reader, inputs, n, &own, &r->err);
  if (r->status != SLANT_OK) {
    ck_assert_ptr_null(reader);
    return;
  }
  for (;;) {
    slant_article *article;
    r->status = slant_reader_next(reader, &article, &r->err);
    if (r->status != SLANT_OK) ck_assert_ptr_null(article);
    if (article == NULL) break;
    show_article(&r->articles, article);
    slant_article_free(article);
  }
  r->counts = slant_reader_get_counts(reader);
  slant_reader_close(reader);
}

void reading_run_one(reading *r, const char *input, const slant_reader_options *options) {
  const char *inputs[] = {input};
  reading_run(r, inputs, 1, options);
}

void reading_run_bytes(reading *r, const char *name, slant_text bytes, const slant_reader_options *options) {
  reading_run_one(r, file_write(name, bytes), options);
}

void reading_free(reading *r) {
  slant_buffer_free(&r->articles);
  slant_buffer_free(&r->warnings);
}

slant_article *article_of(const char *name, slant_text bytes, const slant_reader_options *options) {
  const char *inputs[] = {file_write(name, bytes)};
  slant_reader *reader;
  slant_article *article, *more;
  slant_error err = {0};
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, options, &err), err);
  ck_assert_ok(slant_reader_next(reader, &article, &err), err);
  ck_assert_ptr_nonnull(article);
  ck_assert_ok(slant_reader_next(reader, &more, &err), err);
  ck_assert_ptr_null(more);
  slant_reader_close(reader);
  return article;
}
