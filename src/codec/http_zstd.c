/* HTTP zstd: by libarchive, which is loaded for archives in any case.
 * In: a body. Out: its bytes. */
#include "codec/archive_library.h"
#include "codec/http_codings.h"

/* Hands out the whole body, once. */
static ssize_t give_body(struct archive *archive, void *user, const void **block) {
  slant_text *left = user;
  ssize_t len = (ssize_t)left->len;
  (void)archive;
  *block = left->ptr;
  left->len = 0;
  return len;
}

static slant_status decode(const slant_archive_library *l, struct archive *a, slant_text bytes, const slant_http_limits *limits,
                           slant_buffer *out, slant_error *err) {
  struct archive_entry *entry;
  slant_text left = bytes;
  bool whole = l->read_support_filter_zstd(a) >= ARCHIVE_WARN && l->read_support_format_raw(a) == ARCHIVE_OK &&
               l->read_open(a, &left, NULL, give_body, NULL) == ARCHIVE_OK && l->read_next_header(a, &entry) == ARCHIVE_OK;
  for (la_ssize_t n = 1; whole && n != 0;) {
    slant_status status = slant_http_reserve(out, bytes.len, limits, err);
    if (status != SLANT_OK) return status;
    n = l->read_data(a, out->ptr + out->len, SLANT_HTTP_BLOCK);
    whole = n >= 0;
    out->len += whole ? (size_t)n : 0;
  }
  return whole || limits->cut ? SLANT_OK : slant_http_damaged("zstd", limits, err);
}

slant_status slant_http_unzstd(slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err) {
  slant_archive_library l = {0};
  slant_status status = slant_archive_library_open(&l, SLANT_ARCHIVE_LIBRARY, limits->path, err);
  if (status != SLANT_OK) return status;
  struct archive *a = l.read_new();
  status = a == NULL ? slant_error_memory(err, 1) : decode(&l, a, bytes, limits, out, err);
  if (a != NULL) (void)l.read_free(a);
  slant_archive_library_close(&l);
  return status;
}
