/* Encoder: opening and closing, and what a file says of itself.
 * In: a path. Out: an encoder, its vocabulary and card. */
#include "encoder/encoder.h"

#include <string.h>

#include "base/memory.h"
#include "encoder/desks.h"
#include "encoder/network.h"

slant_status slant_encoder_open(slant_encoder **out, const char *path, slant_error *err) {
  return slant_encoder_open_with(out, path, slant_encoder_kernel_choose(), err);
}

void slant_encoder_close(slant_encoder *encoder) {
  if (encoder == NULL) return;
  slant_desks_free(encoder->desks);
  slant_safetensors_close(encoder->file);
  slant_memory_free(encoder->panels_owner);
  for (size_t i = 0; i < SLANT_N_MATRICES; i++) slant_memory_free(encoder->totals[i]);
  slant_memory_free(encoder);
}

size_t slant_encoder_find_label(const char *name) {
  static const char *const names[SLANT_ENCODER_LABELS] = {"supportive", "critical", "neutral"};
  size_t i = 0;
  while (i < SLANT_ENCODER_LABELS && strcmp(names[i], name) != 0) i++;
  return i;
}

slant_text slant_encoder_vocabulary(const slant_encoder *encoder) { return encoder->vocabulary; }
size_t slant_encoder_n_words(const slant_encoder *encoder) { return encoder->words.n; }
slant_encoder_limits slant_encoder_get_limits(const slant_encoder *encoder) { return encoder->limits; }
const char *slant_encoder_checksum(const slant_encoder *encoder) { return slant_safetensors_metadata(encoder->file, "checksum"); }

void slant_encoder_card(const slant_encoder *encoder, void (*visit)(void *user, slant_text key, slant_text value), void *user) {
  size_t n;
  const slant_metadata *metadata = slant_safetensors_all_metadata(encoder->file, &n);
  for (size_t i = 0; i < n; i++) {
    visit(user, (slant_text){metadata[i].key, strlen(metadata[i].key)}, (slant_text){metadata[i].value, strlen(metadata[i].value)});
  }
}
