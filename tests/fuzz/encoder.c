/* Encoders: an encoder's file of any bytes whose checksum fits.
 * Holds: it is refused as no encoder, or reads an article; the fast kernel says what the portable one says. */
#include "encoder/network.h"
#include "encoder/reading.h"
#include "tensors.h"

enum { N_TEXTS = 3 };

static slant_status read_with(const slant_encoder *encoder, float *logits) {
  static const char texts[N_TEXTS][64] = {"abc the ferry, a harbour.", "Q 1 2 3 zz", ""};
  slant_text paragraphs[N_TEXTS];
  slant_reading_desk *desk;
  slant_error err = {0};
  for (size_t i = 0; i < N_TEXTS; i++) paragraphs[i] = (slant_text){texts[i], strlen(texts[i])};
  slant_status status = slant_reading_desk_new(&desk, encoder, &err);
  if (status == SLANT_OK) {
    status = slant_reading_run(desk, (slant_text){"of a harbour", 12}, paragraphs, N_TEXTS, logits, &err);
    slant_reading_desk_free(desk);
  }
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_MODEL && err.text[0] != '\0'));
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  fuzz_file file = fuzz_tensors_new((slant_text){(const char *)bytes, len});
  const slant_encoder_kernel *kernels[2] = {slant_encoder_kernel_portable(), slant_encoder_kernel_avx2()};
  float logits[2][N_TEXTS * SLANT_ENCODER_LABELS] = {{0}};
  slant_status found[2];
  for (size_t k = 0; k < 2; k++) {
    if (kernels[k] == NULL) kernels[k] = kernels[0];
    slant_encoder *encoder;
    slant_error err = {0};
    found[k] = slant_encoder_open_with(&encoder, file.path, kernels[k], &err);
    FUZZ_HOLDS(found[k] == SLANT_OK || (found[k] == SLANT_E_MODEL && err.text[0] != '\0'));
    if (found[k] != SLANT_OK) continue;
    found[k] = read_with(encoder, logits[k]);
    slant_encoder_close(encoder);
  }
  FUZZ_HOLDS(found[0] == found[1]);
  FUZZ_HOLDS(found[0] != SLANT_OK || memcmp(logits[0], logits[1], sizeof logits[0]) == 0);
  fuzz_file_close(&file);
  return 0;
}
