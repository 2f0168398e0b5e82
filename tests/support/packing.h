/* Packing for the tests: archives and compressed files, made on the spot. */
#ifndef SLANT_TESTS_PACKING_H
#define SLANT_TESTS_PACKING_H

#include "support/support.h"

typedef enum packing { PACK_TAR_GZ, PACK_ZIP, PACK_GZ, PACK_ZST } packing;

/* A file inside an archive. */
typedef struct packed {
  const char *name; /* ends in a slash: a folder */
  slant_text bytes;
} packed;

/* Packs `n` files, one for PACK_GZ and PACK_ZST, into the file `name` and gives its path as file_path does. */
const char *file_pack(const char *name, packing how, const packed *files, size_t n);
/* The same for one file without a name. */
const char *file_compress(const char *name, packing how, slant_text bytes);

/* Leaves the first `share` of a file's bytes. */
void file_cut(const char *path, double share);

#endif
