/* Readings: from articles to rows.
 * In: an article and an encoder. Out: CSV lines, numbers with four decimals; paragraphs that mention the article's target are read once more, toward it. */
#include "report/report_readings.h"

#include "base/memory.h"
#include "codec/csv.h"

static bool is_read(const slant_readings_rows *rows, const slant_paragraph *paragraph) {
  bool furniture = (paragraph->flags & SLANT_FURNITURE) != 0 && !rows->keep_furniture;
  return (paragraph->flags & SLANT_EMPTY) == 0 && !furniture;
}

void slant_readings_put_header(slant_buffer *out) { slant_buffer_put_string(out, "article,paragraph,supportive,critical,neutral,target\n"); }

static void put_row(slant_buffer *out, const slant_article *article, const slant_paragraph *paragraph, const float *logits, slant_text target) {
  slant_csv_put(out, article->fields[SLANT_ID], ',');
  slant_buffer_put_char(out, ',');
  slant_buffer_put_u64(out, paragraph->number);
  for (size_t k = 0; k < SLANT_ENCODER_LABELS; k++) {
    slant_buffer_put_char(out, ',');
    slant_buffer_put_fixed(out, (double)logits[k], 4);
  }
  slant_buffer_put_char(out, ',');
  slant_csv_put(out, target, ',');
  slant_buffer_put_char(out, '\n');
}

/* Marks the paragraphs that are read, with the article's target in the title's place those that mention it; *n counts them. */
static slant_status choose(slant_readings_rows *rows, const slant_article *article, bool toward_target, size_t *n, slant_error *err) {
  slant_target target;
  slant_words room = {0};
  slant_status status = slant_target_init(&target, article->fields[SLANT_TARGET], err);
  for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
    const slant_word *words;
    size_t n_words;
    rows->chosen[i] = is_read(rows, &article->paragraphs[i]);
    if (!rows->chosen[i] || !toward_target) continue;
    status = slant_article_get_words(article, i, &room, &words, &n_words, err);
    if (status == SLANT_OK) status = slant_memory_grow(&rows->places, &rows->cap_places, n_words + 1, sizeof *rows->places, err);
    if (status == SLANT_OK) rows->chosen[i] = slant_target_places(&target, words, n_words, rows->places) > 0;
  }
  slant_words_free(&room);
  for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
    if (rows->chosen[i]) rows->texts[(*n)++] = article->paragraphs[i].text;
  }
  return status;
}

static slant_status read_and_put(slant_readings_rows *rows, const slant_article *article, bool toward_target, slant_buffer *out, slant_error *err) {
  size_t n = 0, at = 0;
  slant_reading_desk *desk = NULL;
  slant_text target = toward_target ? article->fields[SLANT_TARGET] : (slant_text){"", 0};
  slant_status status = choose(rows, article, toward_target, &n, err);
  if (status == SLANT_OK) status = slant_desks_take(&desk, rows->encoder, err);
  if (status == SLANT_OK) status = slant_reading_run(desk, toward_target ? target : article->fields[SLANT_TITLE], rows->texts, n, rows->logits, err);
  slant_desks_give_back(rows->encoder, desk);
  for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
    if (rows->chosen[i]) put_row(out, article, &article->paragraphs[i], rows->logits + SLANT_ENCODER_LABELS * at++, target);
  }
  return status;
}

slant_status slant_readings_put(slant_readings_rows *rows, const slant_article *article, slant_buffer *out, slant_error *err) {
  size_t n = article->n_paragraphs + 1;
  slant_status status = slant_memory_grow(&rows->texts, &rows->cap_texts, n, sizeof *rows->texts, err);
  if (status == SLANT_OK) status = slant_memory_grow(&rows->chosen, &rows->cap_chosen, n, sizeof *rows->chosen, err);
  if (status == SLANT_OK) status = slant_memory_grow(&rows->logits, &rows->cap_logits, n * SLANT_ENCODER_LABELS, sizeof *rows->logits, err);
  if (status == SLANT_OK) status = read_and_put(rows, article, false, out, err);
  if (status == SLANT_OK && article->fields[SLANT_TARGET].len > 0) status = read_and_put(rows, article, true, out, err);
  return status;
}

void slant_readings_rows_clear(slant_readings_rows *rows) {
  slant_memory_free(rows->texts);
  slant_memory_free(rows->logits);
  slant_memory_free(rows->chosen);
  slant_memory_free(rows->places);
  *rows = (slant_readings_rows){0};
}
