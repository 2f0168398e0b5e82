/* Detector: libuchardet by name at run time.
 * In: bytes. Out: an encoding. Whether to believe it is left to others. */
#include "codec/detector.h"

#include <string.h>
#include <uchardet/uchardet.h>

#include "codec/library.h"

#define FUNCTIONS(F) F(new) F(delete) F(handle_data) F(data_end) F(get_charset)

typedef struct library {
  void *handle;
#define MEMBER(name) __typeof__(uchardet_##name) *name;
  FUNCTIONS(MEMBER)
#undef MEMBER
} library;

static bool find_all(library *l) {
#define FIND(name) &&slant_library_find(l->handle, "uchardet_" #name, &l->name)
  return true FUNCTIONS(FIND);
#undef FIND
}

static slant_status ask(const library *l, slant_text bytes, const slant_encoding **out, slant_error *err) {
  uchardet_t detector = l->new();
  if (detector == NULL) return slant_error_memory(err, 1);
  int failed = l->handle_data(detector, bytes.ptr, bytes.len);
  l->data_end(detector);
  const char *name = failed != 0 ? "" : l->get_charset(detector);
  *out = slant_encoding_find((slant_text){name, strlen(name)});
  l->delete(detector);
  return failed != 0 ? slant_error_memory(err, bytes.len) : SLANT_OK;
}

slant_status slant_detector_guess(const slant_encoding **out, slant_text bytes, const char *path, slant_error *err) {
  static const char what[] = "text that is not UTF-8";
  library l = {0};
  *out = NULL;
  slant_status status = slant_library_open(&l.handle, SLANT_UCHARDET_LIBRARY, path, what, err);
  if (status == SLANT_OK) status = find_all(&l) ? ask(&l, bytes, out, err) : slant_library_refuse(SLANT_UCHARDET_LIBRARY, path, what, err);
  slant_library_close(l.handle);
  return status;
}
