/* HTTP brotli: by libbrotlidec, loaded where the first such body is met. The only includer of brotli.
 * In: a body. Out: its bytes. */
#include <brotli/decode.h>

#include "codec/http_codings.h"
#include "codec/library.h"

#define FUNCTIONS(F) F(CreateInstance) F(DestroyInstance) F(DecompressStream)

typedef struct library {
  void *handle;
#define MEMBER(name) __typeof__(BrotliDecoder##name) *name;
  FUNCTIONS(MEMBER)
#undef MEMBER
} library;

static bool find_all(library *l) {
#define FIND(name) &&slant_library_find(l->handle, "BrotliDecoder" #name, &l->name)
  return true FUNCTIONS(FIND);
#undef FIND
}

static slant_status decode(const library *l, slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err) {
  BrotliDecoderState *decoder = l->CreateInstance(NULL, NULL, NULL);
  const uint8_t *in = (const uint8_t *)bytes.ptr;
  size_t n_in = bytes.len;
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  slant_status status = decoder == NULL ? slant_error_memory(err, 1) : SLANT_OK;
  while (status == SLANT_OK && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    status = slant_http_reserve(out, bytes.len, limits, err);
    if (status != SLANT_OK) break;
    uint8_t *at = (uint8_t *)out->ptr + out->len;
    size_t room = SLANT_HTTP_BLOCK;
    result = l->DecompressStream(decoder, &n_in, &in, &room, &at, NULL);
    out->len += SLANT_HTTP_BLOCK - room;
  }
  if (decoder != NULL) l->DestroyInstance(decoder);
  if (status != SLANT_OK || result == BROTLI_DECODER_RESULT_SUCCESS) return status;
  bool early = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
  return early && limits->cut ? SLANT_OK : slant_http_damaged("br", limits, err);
}

slant_status slant_http_unbrotli(slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err) {
  static const char what[] = "a page in the coding br";
  library l = {0};
  slant_status status = slant_library_open(&l.handle, SLANT_BROTLI_LIBRARY, limits->path, what, err);
  if (status == SLANT_OK) {
    status = find_all(&l) ? decode(&l, bytes, limits, out, err) : slant_library_refuse(SLANT_BROTLI_LIBRARY, limits->path, what, err);
  }
  slant_library_close(l.handle);
  return status;
}
