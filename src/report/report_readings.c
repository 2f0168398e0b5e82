/* Readings: from articles to rows.
 * In: an article and an encoder. Out: CSV lines, numbers with four decimals. */
#include "report/report_readings.h"

#include "base/memory.h"
#include "codec/csv.h"

static bool is_read(const slant_readings_rows *rows, const slant_paragraph *paragraph) {
  bool furniture = (paragraph->flags & SLANT_FURNITURE) != 0 && !rows->keep_furniture;
  return (paragraph->flags & SLANT_EMPTY) == 0 && !furniture;
}

void slant_readings_put_header(slant_buffer *out) { slant_buffer_put_string(out, "article,paragraph,supportive,critical,neutral\n"); }

slant_status slant_readings_put(slant_readings_rows *rows, const slant_article *article, slant_buffer *out, slant_error *err) {
  size_t n = 0, at = 0;
  slant_status status = slant_memory_grow(&rows->texts, &rows->cap_texts, article->n_paragraphs + 1, sizeof *rows->texts, err);
  for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
    if (is_read(rows, &article->paragraphs[i])) rows->texts[n++] = article->paragraphs[i].text;
  }
  if (status == SLANT_OK) {
    status = slant_memory_grow(&rows->logits, &rows->cap_logits, (n + 1) * SLANT_ENCODER_LABELS, sizeof *rows->logits, err);
  }
  slant_reading_desk *desk = NULL;
  if (status == SLANT_OK) status = slant_desks_take(&desk, rows->encoder, err);
  if (status == SLANT_OK) status = slant_reading_run(desk, article->fields[SLANT_TITLE], rows->texts, n, rows->logits, err);
  slant_desks_give_back(rows->encoder, desk);
  for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
    const slant_paragraph *paragraph = &article->paragraphs[i];
    if (!is_read(rows, paragraph)) continue;
    slant_csv_put(out, article->fields[SLANT_ID], ',');
    slant_buffer_put_char(out, ',');
    slant_buffer_put_u64(out, paragraph->number);
    for (size_t k = 0; k < SLANT_ENCODER_LABELS; k++) {
      slant_buffer_put_char(out, ',');
      slant_buffer_put_fixed(out, (double)rows->logits[at++], 4);
    }
    slant_buffer_put_char(out, '\n');
  }
  return status;
}

void slant_readings_rows_clear(slant_readings_rows *rows) {
  slant_memory_free(rows->texts);
  slant_memory_free(rows->logits);
  *rows = (slant_readings_rows){0};
}
