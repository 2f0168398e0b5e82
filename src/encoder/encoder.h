/* Encoder: a network of the BERT type that reads windows of word pieces, with int8 weights.
 * The same model and window give the same bytes with every kernel, compiler and number of threads, whatever else is run beside it. */
#ifndef SLANT_ENCODER_ENCODER_H
#define SLANT_ENCODER_ENCODER_H

#include "base/error.h"

enum { SLANT_ENCODER_LABELS = 3 }; /* logits a span: supportive, critical, neutral */

/* Which logit stands for a label of that name; SLANT_ENCODER_LABELS: none does. */
size_t slant_encoder_find_label(const char *name);

typedef struct slant_encoder_scratch slant_encoder_scratch; /* of one thread */

/* Part of a window, [begin, end) in its ids; not empty. */
typedef struct slant_encoder_span {
  uint32_t begin, end;
} slant_encoder_span;

/* ids: [CLS] title [SEP], which are n_title (1 or more) and of token type 0, then the paragraphs, each with a [SEP] behind it. */
typedef struct slant_encoder_window {
  const uint32_t *ids;
  size_t n_ids, n_title;
  const slant_encoder_span *spans; /* the paragraphs that are asked for */
  size_t n_spans;
} slant_encoder_window;

/* What the network was trained with. */
typedef struct slant_encoder_limits {
  size_t title_pieces, text_pieces; /* longest title and paragraph */
  size_t window;                    /* a window with more than one paragraph has at most so many ids */
  size_t places;                    /* no window may have more ids */
  bool lower_case;
} slant_encoder_limits;

/* The vocabulary: a piece a line, its id the line's number from 0. Borrowed. */
slant_text slant_encoder_vocabulary(const slant_encoder *encoder);
size_t slant_encoder_n_words(const slant_encoder *encoder);
slant_encoder_limits slant_encoder_get_limits(const slant_encoder *encoder);

/* New. */
slant_status slant_encoder_scratch_new(slant_encoder_scratch **out, const slant_encoder *encoder, slant_error *err);
void slant_encoder_scratch_free(slant_encoder_scratch *scratch);

/* Logits of every span, SLANT_ENCODER_LABELS each, in the order of windows and spans, into `logits`. A window that is too long, has an id
 * that is no word, or a span outside, is SLANT_E_USAGE; logits that are no numbers are SLANT_E_MODEL. */
slant_status slant_encoder_run(const slant_encoder *encoder, slant_encoder_scratch *scratch, const slant_encoder_window *windows,
                               size_t n_windows, float *logits, slant_error *err);

#endif
