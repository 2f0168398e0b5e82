/* safetensors: named arrays in one file, mapped for reading and written as a whole.
 * Layout: u64 header length (little-endian), a JSON header padded with spaces to 64 bytes, tensors without holes between them.
 * The metadata entry "checksum" is the XXH3-128 of the file with its own 32 digits read as zeros. */
#ifndef SLANT_CODEC_SAFETENSORS_H
#define SLANT_CODEC_SAFETENSORS_H

#include "base/error.h"

typedef enum slant_dtype { SLANT_U8, SLANT_U32, SLANT_U64, SLANT_F32, SLANT_F64, SLANT_I8 } slant_dtype;

/* An array of 1 or 2 dimensions, row by row; `data` is aligned for its type. */
typedef struct slant_tensor {
  const char *name;
  slant_dtype dtype;
  size_t n_dims, dims[2];
  const void *data;
} slant_tensor;

/* One entry of the file's metadata: strings, both ended by NUL. */
typedef struct slant_metadata {
  const char *key, *value;
} slant_metadata;

typedef struct slant_safetensors slant_safetensors;

/* Maps `path` and checks all of it: layout, header, alignment, checksum. New. What does not fit is SLANT_E_MODEL. */
slant_status slant_safetensors_open(slant_safetensors **out, const char *path, slant_error *err);
/* NULL where there is no tensor of that name. Borrowed. */
const slant_tensor *slant_safetensors_get(const slant_safetensors *file, const char *name);
/* NULL where there is no such entry. Borrowed. */
const char *slant_safetensors_metadata(const slant_safetensors *file, const char *key);
/* SLANT_E_MODEL, with both named, unless its entry "format" is this one. `path` is for the message. */
slant_status slant_safetensors_expect(const slant_safetensors *file, const char *path, const char *format, slant_error *err);
/* Entries in the byte order of keys. Borrowed. */
const slant_metadata *slant_safetensors_all_metadata(const slant_safetensors *file, size_t *n);
void slant_safetensors_close(slant_safetensors *file);

/* Writes a file beside `path` and renames it. Tensors are laid out in the order given, metadata in the byte order of keys with
 * the checksum added, or put in place of one that is among them. The same arguments give the same bytes. */
slant_status slant_safetensors_save(const char *path, const slant_tensor *tensors, size_t n_tensors,
                                    const slant_metadata *metadata, size_t n_metadata, slant_error *err);

#endif
