/* Rows: the columns of paragraphs and articles, each listed once.
 * In: results. Out: CSV, TSV or JSON lines. Column names and order are an interface that others build on. */
#include "report/report_rows.h"

#include <math.h>

#include "report/fields.h"
#include "text/utf8.h"

/* `row` NULL: header. */
static void put_paragraph(slant_fields *f, const slant_model *model, slant_text article, const slant_row *row, bool with_text) {
  static const slant_paragraph nothing;
  static const slant_row header = {.paragraph = &nothing, .label = -1, .tone = (double)NAN};
  if (row == NULL) row = &header;
  bool scored = row->label >= 0;
  slant_fields_begin(f);
  slant_fields_text(f, "article", article);
  slant_fields_count(f, "paragraph", row->paragraph->number);
  slant_fields_string(f, "label", scored ? slant_model_label(model, (size_t)row->label) : NULL);
  slant_fields_fixed(f, "confidence", scored ? row->confidence : (double)NAN, 4);
  for (size_t k = 0; k < slant_model_n_labels(model); k++) {
    slant_fields_fixed(f, slant_model_label(model, k), scored ? row->probabilities[k] : (double)NAN, 4);
  }
  slant_fields_fixed(f, "tone", row->tone, 4);
  slant_fields_flags(f, "flags", row->flags);
  slant_fields_string(f, "decided", scored ? slant_decided_name(row->decided) : NULL);
  slant_fields_count(f, "start", row->paragraph->start);
  slant_fields_count(f, "end", row->paragraph->end);
  if (with_text) slant_fields_text(f, "text", row->paragraph->text);
  slant_fields_end(f);
}

/* Fields of the article itself, in the order of columns. */
static void put_article_fields(slant_fields *f, const slant_article *article, slant_text duplicate_of) {
  static const struct {
    const char *name;
    slant_field field;
  } columns[] = {{"article", SLANT_ID},   {"title", SLANT_TITLE}, {"source", SLANT_SOURCE},     {"date", SLANT_DATE},
                 {"author", SLANT_AUTHOR}, {"url", SLANT_URL},     {"language", SLANT_LANGUAGE}, {"encoding", SLANT_ENCODING}};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    slant_text value = article == NULL ? (slant_text){"", 0} : slant_article_field(article, columns[i].field);
    slant_fields_text(f, columns[i].name, value);
  }
  if (duplicate_of.len > 0) {
    slant_fields_text(f, "duplicate_of", duplicate_of);
  } else {
    slant_fields_empty(f, "duplicate_of");
  }
}

static void put_peak(slant_fields *f, const char *name, uint32_t number) {
  if (number == 0) {
    slant_fields_empty(f, name);
  } else {
    slant_fields_count(f, name, number);
  }
}

/* An article's paragraph rows as the last member of its own: each is what it is on a line of its own. */
static void put_nested_rows(slant_fields *f, const slant_result *result, bool with_text) {
  slant_buffer *out = f->out;
  slant_text id = slant_article_field(slant_result_article(result), SLANT_ID);
  slant_buffer_put_string(out, ",\"rows\":[");
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    slant_fields row = {.out = out, .format = SLANT_ROWS_JSONL};
    if (i > 0) slant_buffer_put_char(out, ',');
    put_paragraph(&row, slant_result_model(result), id, slant_result_row(result, i), with_text);
    if (out->missed == 0) out->len--; /* without the line's end */
  }
  slant_buffer_put_char(out, ']');
}

/* `result` NULL: header. */
static void put_article(slant_fields *f, const slant_model *model, const slant_result *result, const slant_writer_options *options) {
  static const slant_summary header;
  slant_buffer name = {0};
  const slant_article *article = result == NULL ? NULL : slant_result_article(result);
  const slant_summary *s = result == NULL ? &header : slant_result_summary(result);
  slant_fields_begin(f);
  put_article_fields(f, article, result == NULL ? (slant_text){"", 0} : slant_result_duplicate_of(result));
  slant_fields_count(f, "paragraphs", s->n_paragraphs);
  slant_fields_count(f, "scored", s->n_scored);
  slant_fields_count(f, "furniture", s->n_furniture);
  for (size_t k = 0; k < slant_model_n_labels(model); k++) {
    const char *label = slant_model_label(model, k);
    slant_fields_count(f, slant_fields_name(f, &name, "n_", label, ""), s->counts == NULL ? 0 : s->counts[k]);
    slant_fields_fixed(f, slant_fields_name(f, &name, "share_", label, ""), s->shares == NULL ? 0 : s->shares[k], 4);
    slant_fields_fixed(f, slant_fields_name(f, &name, "share_", label, "_low"), s->share_low == NULL ? 0 : s->share_low[k], 4);
    slant_fields_fixed(f, slant_fields_name(f, &name, "share_", label, "_high"), s->share_high == NULL ? 0 : s->share_high[k], 4);
  }
  slant_fields_fixed(f, "tone", s->tone, 4);
  slant_fields_fixed(f, "tone_low", s->tone_low, 4);
  slant_fields_fixed(f, "tone_high", s->tone_high, 4);
  slant_fields_string(f, "framing", s->framing);
  put_peak(f, "peak_supportive", s->peak_supportive);
  put_peak(f, "peak_critical", s->peak_critical);
  slant_text nothing = {"", 0};
  if (options->with_target) slant_fields_text(f, "target", article == NULL ? nothing : slant_article_field(article, SLANT_TARGET));
  if (options->with_topic) slant_fields_text(f, "topic", article == NULL ? nothing : slant_article_field(article, SLANT_TOPIC));
  if (options->nested && result != NULL) put_nested_rows(f, result, options->with_text);
  slant_fields_end(f);
  slant_buffer_free(&name);
}

void slant_rows_put_header(slant_buffer *out, const slant_model *model, const slant_writer_options *options) {
  slant_fields f = {.out = out, .format = options->format, .header = true, .spreadsheet = options->spreadsheet};
  if (options->format == SLANT_ROWS_JSONL) return;
  if (options->articles) {
    put_article(&f, model, NULL, options);
  } else {
    put_paragraph(&f, model, (slant_text){"", 0}, NULL, options->with_text);
  }
}

void slant_rows_put(slant_buffer *out, const slant_result *result, const slant_writer_options *options) {
  slant_fields f = {.out = out, .format = options->format, .spreadsheet = options->spreadsheet};
  const slant_model *model = slant_result_model(result);
  const slant_article *article = slant_result_article(result);
  if (options->articles) {
    put_article(&f, model, result, options);
    return;
  }
  slant_text id = slant_article_field(article, SLANT_ID);
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    put_paragraph(&f, model, id, slant_result_row(result, i), options->with_text);
  }
}

void slant_rows_put_error(slant_buffer *out, const slant_error *problem) {
  slant_buffer text = {0};
  slant_buffer_put_string(out, "{\"error\":");
  slant_fields f = {.out = out, .format = SLANT_ROWS_JSONL};
  slant_fields_begin(&f);
  slant_utf8_repair((slant_text){problem->source, strlen(problem->source)}, &text);
  slant_fields_text(&f, "source", slant_buffer_get(&text));
  if (problem->line > 0) {
    slant_fields_count(&f, "line", problem->line);
  } else {
    slant_fields_empty(&f, "line");
  }
  slant_buffer_clear(&text);
  slant_utf8_repair((slant_text){problem->text, strlen(problem->text)}, &text);
  slant_fields_text(&f, "message", slant_buffer_get(&text));
  if (text.missed != 0) out->missed = text.missed;
  slant_buffer_free(&text);
  slant_buffer_put_char(out, '}');
  slant_fields_end(&f);
}

static void put_read_paragraph(slant_buffer *out, const slant_paragraph *p, bool labels) {
  slant_buffer line = {0};
  slant_fields f = {.out = &line, .format = SLANT_ROWS_JSONL};
  slant_fields_begin(&f);
  slant_fields_count(&f, "paragraph", p->number);
  slant_fields_count(&f, "start", p->start);
  slant_fields_count(&f, "end", p->end);
  slant_fields_flags(&f, "flags", p->flags);
  if (labels && p->label.len > 0) slant_fields_text(&f, "label", p->label);
  if (labels && (p->weight < 1 || p->weight > 1)) slant_fields_fixed(&f, "weight", p->weight, 6);
  slant_fields_text(&f, "text", p->text);
  slant_fields_end(&f);
  if (line.missed != 0) out->missed = line.missed;
  slant_buffer_put_bytes(out, line.ptr, line.len == 0 ? 0 : line.len - 1); /* without the line's end */
  slant_buffer_free(&line);
}

void slant_rows_put_read(slant_buffer *out, const slant_article *article, bool labels) {
  static const struct {
    const char *name;
    slant_field field;
  } keys[] = {{"id", SLANT_ID},         {"title", SLANT_TITLE}, {"source", SLANT_SOURCE},     {"date", SLANT_DATE},
              {"author", SLANT_AUTHOR}, {"url", SLANT_URL},     {"language", SLANT_LANGUAGE}, {"target", SLANT_TARGET},
              {"topic", SLANT_TOPIC},   {"encoding", SLANT_ENCODING}};
  slant_fields f = {.out = out, .format = SLANT_ROWS_JSONL};
  slant_fields_begin(&f);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    slant_text value = slant_article_field(article, keys[i].field);
    if (value.len > 0 || keys[i].field == SLANT_ID) slant_fields_text(&f, keys[i].name, value);
  }
  slant_fields_text(&f, "text", slant_article_text(article));
  slant_buffer_put_string(out, ",\"paragraphs\":[");
  for (size_t i = 0; i < slant_article_n_paragraphs(article); i++) {
    if (i > 0) slant_buffer_put_char(out, ',');
    put_read_paragraph(out, slant_article_paragraph(article, i), labels);
  }
  slant_buffer_put_char(out, ']');
  slant_fields_end(&f);
}
