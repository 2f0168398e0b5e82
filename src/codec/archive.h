/* Archives: compressed files and files of files, as streams of bytes. */
#ifndef SLANT_CODEC_ARCHIVE_H
#define SLANT_CODEC_ARCHIVE_H

#include "base/input.h"

typedef enum slant_packing {
  SLANT_PACKED_NOT,    /* plain bytes */
  SLANT_PACKED_STREAM, /* one compressed stream, of a file or a tar archive: .gz .zst .xz .bz2 */
  SLANT_PACKED_FILES,  /* .zip .tar */
} slant_packing;

/* What the first bytes of a file say; 512 of them suffice. */
slant_packing slant_archive_detect(slant_text head);

typedef struct slant_archive slant_archive;

/* Reads the archive that `input` holds, and closes the input with it, and when it fails. New. */
slant_status slant_archive_open(slant_archive **out, slant_input *input, slant_error *err);

/* The name of the next regular file in it, ended by NUL and borrowed until the next call; "" where a single compressed file has
 * none. *found is false at the end. Folders, links and devices are passed over. */
slant_status slant_archive_next(slant_archive *archive, const char **name, bool *found, slant_error *err);

/* An input of the bytes of that file, to be closed before the next one is asked for. `path` is copied. New. */
slant_status slant_archive_open_member(slant_archive *archive, slant_input **out, const char *path, slant_error *err);
void slant_archive_close(slant_archive *archive);

#endif
