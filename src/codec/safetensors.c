/* safetensors: syntax and integrity of the file; what the tensors mean is left to the model.
 * In: a path. Out: checked views into the mapped file, or a reason why it is refused. Little-endian machines only. */
#define _DEFAULT_SOURCE /* MAP_POPULATE */
#include "codec/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/compare.h"
#include "base/memory.h"
#include "codec/json.h"
#include "codec/safetensors_layout.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the model format is read in place and needs a little-endian machine"
#endif

enum { MOST_TENSORS = 96, LARGEST_HEADER = 1 << 20 };

struct slant_safetensors {
  const char *path;
  const unsigned char *bytes;
  size_t len;
  size_t data_start; /* where the tensors begin */
  slant_arena arena; /* names and metadata */
  slant_tensor tensors[MOST_TENSORS];
  size_t ends[MOST_TENSORS], starts[MOST_TENSORS]; /* offsets in the data part */
  size_t n_tensors;
  slant_metadata *metadata;
  size_t n_metadata, cap_metadata;
};

static slant_status refuse(const slant_safetensors *file, slant_error *err, const char *found) {
  return slant_error_at(err, SLANT_E_MODEL, file->path, 0, "found %s, expected a slant model (safetensors)", found);
}

static slant_status map(slant_safetensors *file, slant_error *err) {
  int fd = open(file->path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return slant_error_system(err, errno, "open", file->path);
  struct stat info;
  slant_status status = SLANT_OK;
  if (fstat(fd, &info) != 0) {
    status = slant_error_system(err, errno, "read", file->path);
  } else if (!S_ISREG(info.st_mode) || info.st_size < 16) {
    status = refuse(file, err, S_ISREG(info.st_mode) ? "a file of less than 16 bytes" : "something that is no file");
  } else {
    int flags = MAP_PRIVATE;
#if defined(MAP_POPULATE)
    flags |= MAP_POPULATE; /* the checksum looks at every page */
#endif
    void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, flags, fd, 0);
    if (bytes == MAP_FAILED) {
      status = slant_error_system(err, errno, "map", file->path);
    } else {
      file->bytes = bytes;
      file->len = (size_t)info.st_size;
    }
  }
  (void)close(fd);
  return status;
}

static slant_status read_dtype(slant_safetensors *file, const slant_json *value, slant_tensor *tensor, slant_error *err) {
  slant_text name = slant_json_string(value);
  for (size_t i = 0; i < SLANT_N_DTYPES; i++) {
    if (strlen(slant_dtypes[i].name) == name.len && memcmp(slant_dtypes[i].name, name.ptr, name.len) == 0) {
      tensor->dtype = (slant_dtype)i;
      return SLANT_OK;
    }
  }
  return refuse(file, err, "a tensor of a type that slant does not use");
}

static slant_status read_shape(slant_safetensors *file, const slant_json *shape, slant_tensor *tensor, size_t *n_bytes,
                               slant_error *err) {
  if (shape == NULL || slant_json_get_kind(shape) != SLANT_JSON_ARRAY) return refuse(file, err, "a tensor without shape");
  tensor->n_dims = slant_json_n_items(shape);
  if (tensor->n_dims < 1 || tensor->n_dims > 2) return refuse(file, err, "a tensor of other than 1 or 2 dimensions");
  *n_bytes = slant_dtypes[tensor->dtype].size;
  for (size_t i = 0; i < tensor->n_dims; i++) {
    int64_t dim;
    if (!slant_json_integer(slant_json_item(shape, i), &dim) || dim < 0) return refuse(file, err, "a dimension that is no count");
    tensor->dims[i] = (size_t)dim;
    if (__builtin_mul_overflow(*n_bytes, tensor->dims[i], n_bytes)) return refuse(file, err, "a tensor larger than memory");
  }
  return SLANT_OK;
}

static slant_status read_tensor(slant_safetensors *file, slant_text key, const slant_json *value, slant_error *err) {
  if (file->n_tensors == MOST_TENSORS) return refuse(file, err, "more tensors than a model has");
  if (slant_json_get_kind(value) != SLANT_JSON_OBJECT) return refuse(file, err, "a tensor entry that is no object");
  slant_tensor *tensor = &file->tensors[file->n_tensors];
  slant_text name = slant_arena_copy(&file->arena, key, err);
  if (name.ptr == NULL) return SLANT_E_MEMORY;
  tensor->name = name.ptr;
  size_t n_bytes = 0;
  slant_status status = read_dtype(file, slant_json_member(value, "dtype"), tensor, err);
  if (status == SLANT_OK) status = read_shape(file, slant_json_member(value, "shape"), tensor, &n_bytes, err);
  if (status != SLANT_OK) return status;
  const slant_json *offsets = slant_json_member(value, "data_offsets");
  int64_t start, end;
  if (offsets == NULL || slant_json_get_kind(offsets) != SLANT_JSON_ARRAY || slant_json_n_items(offsets) != 2 ||
      !slant_json_integer(slant_json_item(offsets, 0), &start) || !slant_json_integer(slant_json_item(offsets, 1), &end)) {
    return refuse(file, err, "a tensor without data_offsets");
  }
  if (start < 0 || end < start || (uint64_t)end > file->len - file->data_start || (uint64_t)(end - start) != n_bytes) {
    return refuse(file, err, "a tensor whose place and shape do not agree with the file");
  }
  if ((file->data_start + (size_t)start) % slant_dtypes[tensor->dtype].size != 0) return refuse(file, err, "a tensor out of alignment");
  tensor->data = file->bytes + file->data_start + (size_t)start;
  file->starts[file->n_tensors] = (size_t)start;
  file->ends[file->n_tensors] = (size_t)end;
  file->n_tensors++;
  return SLANT_OK;
}

static slant_status add_metadata(void *user, slant_text key, const slant_json *value, slant_error *err) {
  slant_safetensors *file = user;
  if (slant_json_get_kind(value) != SLANT_JSON_STRING) return refuse(file, err, "metadata that is no string");
  slant_status status = slant_memory_grow(&file->metadata, &file->cap_metadata, file->n_metadata + 1,
                                          sizeof *file->metadata, err);
  if (status != SLANT_OK) return status;
  slant_text k = slant_arena_copy(&file->arena, key, err);
  slant_text v = slant_arena_copy(&file->arena, slant_json_string(value), err);
  if (k.ptr == NULL || v.ptr == NULL) return SLANT_E_MEMORY;
  size_t at = file->n_metadata++;
  for (; at > 0 && strcmp(file->metadata[at - 1].key, k.ptr) > 0; at--) file->metadata[at] = file->metadata[at - 1];
  file->metadata[at] = (slant_metadata){k.ptr, v.ptr};
  return SLANT_OK;
}

static slant_status read_entry(void *user, slant_text key, const slant_json *value, slant_error *err) {
  slant_safetensors *file = user;
  if (slant_compare_text(key, (slant_text){"__metadata__", strlen("__metadata__")}) != 0) return read_tensor(file, key, value, err);
  if (slant_json_get_kind(value) != SLANT_JSON_OBJECT) return refuse(file, err, "metadata that is no object");
  return slant_json_each(value, add_metadata, file, err);
}

static slant_status read_header(slant_safetensors *file, slant_error *err) {
  uint64_t header_len;
  memcpy(&header_len, file->bytes, sizeof header_len);
  if (header_len > LARGEST_HEADER || header_len > file->len - 8) {
    return refuse(file, err, "a header length that does not fit the file");
  }
  file->data_start = 8 + (size_t)header_len;
  slant_json *header = NULL;
  slant_error detail = {0};
  slant_text text = {(const char *)file->bytes + 8, (size_t)header_len};
  if (slant_json_parse(&header, text, file->path, 0, &detail) != SLANT_OK) {
    return detail.status == SLANT_E_MEMORY ? slant_error_copy(err, &detail) : refuse(file, err, "a header that is no JSON");
  }
  slant_status status = SLANT_OK;
  if (slant_json_get_kind(header) != SLANT_JSON_OBJECT) status = refuse(file, err, "a header that is no JSON object");
  if (status == SLANT_OK) status = slant_json_each(header, read_entry, file, err);
  slant_json_free(header);
  return status;
}

/* Tensors must cover the data part without holes and without overlap. */
static slant_status check_cover(const slant_safetensors *file, slant_error *err) {
  size_t at = 0;
  for (size_t done = 0; done < file->n_tensors; done++) {
    size_t i = 0;
    while (i < file->n_tensors && !(file->starts[i] == at && file->ends[i] > at)) i++;
    if (i == file->n_tensors) break;
    at = file->ends[i];
  }
  size_t total = 0;
  for (size_t i = 0; i < file->n_tensors; i++) total += file->ends[i] - file->starts[i];
  if (at != file->len - file->data_start || total != at) return refuse(file, err, "tensors with holes or overlap between them");
  return SLANT_OK;
}

static slant_status check_sum(const slant_safetensors *file, slant_error *err) {
  size_t at = slant_checksum_find(file->bytes, file->data_start);
  if (at == 0) return refuse(file, err, "a safetensors file without a checksum");
  char digits[33];
  slant_status status = slant_checksum_digest(file->bytes, file->len, at, digits, err);
  if (status != SLANT_OK) return status;
  if (memcmp(digits, file->bytes + at, SLANT_CHECKSUM_DIGITS) != 0) {
    return slant_error_at(err, SLANT_E_MODEL, file->path, 0,
                          "found a file whose contents do not agree with its checksum (damaged or edited), expected %s", digits);
  }
  return SLANT_OK;
}

slant_status slant_safetensors_open(slant_safetensors **out, const char *path, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_safetensors *file = *out;
  slant_text copy = slant_arena_copy(&file->arena, (slant_text){path, strlen(path)}, err);
  file->path = copy.ptr;
  status = copy.ptr == NULL ? SLANT_E_MEMORY : map(file, err);
  if (status == SLANT_OK) status = read_header(file, err);
  if (status == SLANT_OK) status = check_cover(file, err);
  if (status == SLANT_OK) status = check_sum(file, err);
  if (status != SLANT_OK) {
    slant_safetensors_close(file);
    *out = NULL;
  }
  return status;
}

const slant_tensor *slant_safetensors_get(const slant_safetensors *file, const char *name) {
  for (size_t i = 0; i < file->n_tensors; i++) {
    if (strcmp(file->tensors[i].name, name) == 0) return &file->tensors[i];
  }
  return NULL;
}

const char *slant_safetensors_metadata(const slant_safetensors *file, const char *key) {
  for (size_t i = 0; i < file->n_metadata; i++) {
    if (strcmp(file->metadata[i].key, key) == 0) return file->metadata[i].value;
  }
  return NULL;
}

slant_status slant_safetensors_expect(const slant_safetensors *file, const char *path, const char *format, slant_error *err) {
  const char *found = slant_safetensors_metadata(file, "format");
  if (found == NULL) return slant_error_at(err, SLANT_E_MODEL, path, 0, "found no format, expected \"%s\"", format);
  if (strcmp(found, format) == 0) return SLANT_OK;
  return slant_error_at(err, SLANT_E_MODEL, path, 0, "found the format \"%s\", expected \"%s\"", found, format);
}

const slant_metadata *slant_safetensors_all_metadata(const slant_safetensors *file, size_t *n) {
  *n = file->n_metadata;
  return file->metadata;
}

void slant_safetensors_close(slant_safetensors *file) {
  if (file == NULL) return;
  if (file->bytes != NULL) (void)munmap((void *)(uintptr_t)file->bytes, file->len);
  slant_memory_free(file->metadata);
  slant_arena_clear(&file->arena);
  slant_memory_free(file);
}
