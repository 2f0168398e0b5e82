/* Readings: what an encoder makes of articles, as rows for slant train --readings. */
#ifndef SLANT_REPORT_REPORT_READINGS_H
#define SLANT_REPORT_REPORT_READINGS_H

#include "article/article.h"
#include "base/buffer.h"
#include "encoder/desks.h"
#include "features/target.h"

/* Room that is used again from article to article. A zeroed one is empty, but for the encoder. */
typedef struct slant_readings_rows {
  const slant_encoder *encoder;
  bool keep_furniture;
  slant_text *texts;
  bool *chosen; /* of the article's paragraphs */
  slant_place *places;
  float *logits;
  size_t cap_texts, cap_chosen, cap_places, cap_logits;
} slant_readings_rows;

/* article,paragraph,supportive,critical,neutral,target */
void slant_readings_put_header(slant_buffer *out);

/* A row for each paragraph that is judged: no empty ones, no furniture unless it is kept. */
slant_status slant_readings_put(slant_readings_rows *rows, const slant_article *article, slant_buffer *out, slant_error *err);

void slant_readings_rows_clear(slant_readings_rows *rows);

#endif
