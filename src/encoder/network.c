/* Network: windows of ids through all layers.
 * In: windows. Out: logits of their spans. */
#include <math.h>
#include <string.h>

#include "encoder/network.h"

/* Refuses what the network has no place for; `window` counts from 0. */
static slant_status check_window(const slant_encoder *encoder, const slant_encoder_window *w, size_t window, slant_error *err) {
  if (w->n_ids == 0 || w->n_ids > encoder->limits.places) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu ids in window %zu, expected 1 to %zu", w->n_ids, window, encoder->limits.places);
  }
  if (w->n_title == 0 || w->n_title > w->n_ids) {
    return slant_error_set(err, SLANT_E_USAGE, "found a title of %zu ids in window %zu, expected 1 to %zu", w->n_title, window, w->n_ids);
  }
  for (size_t i = 0; i < w->n_ids; i++) {
    if (w->ids[i] >= encoder->words.n) {
      return slant_error_set(err, SLANT_E_USAGE, "found id %lu in window %zu, expected one below %zu", (unsigned long)w->ids[i], window,
                             encoder->words.n);
    }
  }
  for (size_t i = 0; i < w->n_spans; i++) {
    if (w->spans[i].begin >= w->spans[i].end || w->spans[i].end > w->n_ids) {
      return slant_error_set(err, SLANT_E_USAGE, "found span %lu to %lu in window %zu, expected part of its %zu ids",
                             (unsigned long)w->spans[i].begin, (unsigned long)w->spans[i].end, window, w->n_ids);
    }
  }
  return SLANT_OK;
}

static void embed(const slant_encoder *encoder, const slant_encoder_window *w, float *states) {
  size_t width = encoder->width;
  for (size_t i = 0; i < w->n_ids; i++) {
    float *x = states + i * width;
    const int8_t *word = encoder->words.rows + w->ids[i] * width;
    const float *place = encoder->places + i * width, *type = encoder->parts + (i < w->n_title ? 0 : width);
    float scale = encoder->words.scale[w->ids[i]];
    for (size_t k = 0; k < width; k++) x[k] = (float)word[k] * scale + (place[k] + type[k]);
    encoder->kernel->add_norm(x, NULL, width, encoder->norm_weight, encoder->norm_bias, encoder->epsilon);
  }
}

/* In lanes, whose sums are added in a tree, as the kernels do. */
static float dot(const float *a, const float *b, size_t n) {
  float lanes[SLANT_LANES] = {0};
  for (size_t i = 0; i < n; i += SLANT_LANES) {
    for (size_t k = 0; k < SLANT_LANES; k++) lanes[k] += a[i + k] * b[i + k];
  }
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

/* Logits of one window's spans; false where one is no number. `mean`: width floats of working memory. */
static bool judge(const slant_encoder *encoder, const slant_encoder_window *w, const float *states, float *mean, float *logits) {
  size_t width = encoder->width;
  bool sound = true;
  for (size_t i = 0; i < w->n_spans; i++) {
    slant_encoder_span span = w->spans[i];
    memcpy(mean, states + span.begin * width, width * sizeof *mean);
    for (size_t r = span.begin + 1; r < span.end; r++) {
      for (size_t k = 0; k < width; k++) mean[k] += states[r * width + k];
    }
    for (size_t k = 0; k < width; k++) mean[k] /= (float)(span.end - span.begin);
    for (size_t k = 0; k < SLANT_ENCODER_LABELS; k++) {
      const float *weight = encoder->head_weight + k * 2 * width;
      float logit = dot(states, weight, width) + dot(mean, weight + width, width) + encoder->head_bias[k];
      logits[i * SLANT_ENCODER_LABELS + k] = logit;
      sound = sound && isfinite(logit);
    }
  }
  return sound;
}

/* Windows that have room together; how many. */
static size_t gather(const slant_encoder_window *windows, size_t n_windows, slant_rows *rows, size_t *n) {
  size_t taken = 0;
  for (*n = 0; taken < n_windows && *n + windows[taken].n_ids <= SLANT_ROWS_TOGETHER; taken++) {
    rows[taken] = (slant_rows){*n, windows[taken].n_ids};
    *n += windows[taken].n_ids;
  }
  return taken;
}

slant_status slant_encoder_run(const slant_encoder *encoder, slant_encoder_scratch *s, const slant_encoder_window *windows,
                               size_t n_windows, float *logits, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < n_windows && status == SLANT_OK; i++) status = check_window(encoder, &windows[i], i, err);
  while (n_windows > 0 && status == SLANT_OK) {
    slant_rows rows[SLANT_ROWS_TOGETHER];
    size_t n, taken = gather(windows, n_windows, rows, &n);
    for (size_t i = 0; i < taken; i++) embed(encoder, &windows[i], s->states + rows[i].first * encoder->width);
    for (size_t layer = 0; layer < encoder->n_layers; layer++) slant_layer_run(encoder, layer, s, rows, taken, n);
    for (size_t i = 0; i < taken; i++) {
      if (!judge(encoder, &windows[i], s->states + rows[i].first * encoder->width, s->work, logits)) {
        status = slant_error_set(err, SLANT_E_MODEL, "found a logit that is no number, expected a network whose states stay finite");
      }
      logits += windows[i].n_spans * SLANT_ENCODER_LABELS;
    }
    windows += taken;
    n_windows -= taken;
  }
  return status;
}
