/* Archive library: libarchive, loaded where the first archive is met. With all that it needs in turn (XML, Unicode, ciphers) loading takes
 * longer than labelling an article, and most inputs are no archives. The only includer of libarchive. */
#ifndef SLANT_CODEC_ARCHIVE_LIBRARY_H
#define SLANT_CODEC_ARCHIVE_LIBRARY_H

#include <archive.h>
#include <archive_entry.h>

#include "base/error.h"

/* Its functions that slant calls, without "archive_" before their names. */
#define SLANT_ARCHIVE_FUNCTIONS(F)                                                                                             \
  F(read_new) F(read_free) F(read_open) F(read_next_header) F(read_data) F(format) F(set_error) F(error_string)                \
  F(filter_code) F(entry_filetype) F(entry_hardlink) F(entry_pathname)                                                                        \
  F(read_support_filter_gzip) F(read_support_filter_zstd) F(read_support_filter_xz) F(read_support_filter_bzip2)               \
  F(read_support_format_tar) F(read_support_format_zip_streamable) F(read_support_format_raw) F(read_support_format_empty)

/* A zeroed one is closed. */
typedef struct slant_archive_library {
  void *handle;
#define SLANT_ARCHIVE_MEMBER(name) __typeof__(archive_##name) *name;
  SLANT_ARCHIVE_FUNCTIONS(SLANT_ARCHIVE_MEMBER)
#undef SLANT_ARCHIVE_MEMBER
  __typeof__(archive_errno) *error_number; /* a macro has the function's own name */
} slant_archive_library;

/* Loads the library of that name (SLANT_ARCHIVE_LIBRARY), unless the process has it already. `path` is the input that asks for it. Where it
 * is absent, or is another: SLANT_E_DATA, for only such inputs cannot be read. */
slant_status slant_archive_library_open(slant_archive_library *library, const char *name, const char *path, slant_error *err);

/* Once loaded it stays in the process, for the next archive. */
void slant_archive_library_close(slant_archive_library *library);

#endif
