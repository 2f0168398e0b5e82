/* Reading: texts to windows of word pieces, and those through the network.
 * In: a title and paragraphs. Out: logits. The windows are those that tools/encoder/windows.py makes, by which the network learned. */
#include "encoder/reading.h"

#include "base/memory.h"
#include "encoder/network.h"
#include "encoder/word_pieces.h"

struct slant_reading_desk {
  const slant_encoder *encoder;
  slant_word_pieces *pieces;
  slant_encoder_scratch *scratch;
  slant_encoder_limits limits;
  uint32_t begin, end; /* [CLS] and [SEP] */
  uint32_t ids[SLANT_MOST_PLACES], next[SLANT_MOST_PLACES]; /* the window, and the pieces of the paragraph at hand */
  slant_encoder_span spans[SLANT_MOST_PLACES];
  size_t n_ids, n_title, n_spans;
};

slant_status slant_reading_desk_new(slant_reading_desk **out, const slant_encoder *encoder, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_reading_desk *d = *out;
  d->encoder = encoder;
  d->limits = slant_encoder_get_limits(encoder);
  if (!d->limits.lower_case) status = slant_error_set(err, SLANT_E_MODEL, "found an encoder of cased text, expected one of lower case");
  if (status == SLANT_OK) status = slant_word_pieces_open(&d->pieces, slant_encoder_vocabulary(encoder), err);
  if (status == SLANT_OK) status = slant_encoder_scratch_new(&d->scratch, encoder, err);
  if (status != SLANT_OK) {
    slant_reading_desk_free(d);
    *out = NULL;
    return status;
  }
  d->begin = slant_word_pieces_special(d->pieces, SLANT_PIECE_CLS);
  d->end = slant_word_pieces_special(d->pieces, SLANT_PIECE_SEP);
  return SLANT_OK;
}

void slant_reading_desk_free(slant_reading_desk *desk) {
  if (desk == NULL) return;
  slant_word_pieces_close(desk->pieces);
  slant_encoder_scratch_free(desk->scratch);
  slant_memory_free(desk);
}

/* Runs the window, unless no paragraph is in it, and leaves its title alone standing. *logits moves on. */
static slant_status run_window(slant_reading_desk *d, float **logits, slant_error *err) {
  if (d->n_spans == 0) return SLANT_OK;
  slant_encoder_window window = {d->ids, d->n_ids, d->n_title, d->spans, d->n_spans};
  slant_status status = slant_encoder_run(d->encoder, d->scratch, &window, 1, *logits, err);
  *logits += d->n_spans * SLANT_ENCODER_LABELS;
  d->n_ids = d->n_title;
  d->n_spans = 0;
  return status;
}

/* A paragraph without a piece is read as the [SEP] behind it. */
static void add_paragraph(slant_reading_desk *d, size_t n_pieces) {
  size_t first = d->n_ids;
  for (size_t i = 0; i < n_pieces; i++) d->ids[d->n_ids++] = d->next[i];
  d->ids[d->n_ids++] = d->end;
  d->spans[d->n_spans++] = (slant_encoder_span){(uint32_t)first, (uint32_t)(n_pieces == 0 ? d->n_ids : d->n_ids - 1)};
}

slant_status slant_reading_run(slant_reading_desk *d, slant_text title, const slant_text *paragraphs, size_t n, float *logits,
                               slant_error *err) {
  slant_status status = SLANT_OK;
  d->ids[0] = d->begin;
  d->n_title = 1 + slant_word_pieces_cut(d->pieces, title, d->ids + 1, NULL, d->limits.title_pieces);
  d->ids[d->n_title++] = d->end;
  d->n_ids = d->n_title;
  d->n_spans = 0;
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    size_t n_pieces = slant_word_pieces_cut(d->pieces, paragraphs[i], d->next, NULL, d->limits.text_pieces);
    if (d->n_ids + n_pieces + 1 > d->limits.window) status = run_window(d, &logits, err);
    if (status == SLANT_OK) add_paragraph(d, n_pieces);
  }
  return status == SLANT_OK ? run_window(d, &logits, err) : status;
}
