/* safetensors: syntax and integrity of the file; what the tensors mean is left to the model.
 * In: a path. Out: checked views into the mapped file, or a reason why it is refused. Little-endian machines only. */
#include "codec/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/output.h"
#include "codec/json.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the model format is read in place and needs a little-endian machine"
#endif

enum { ALIGNMENT = 64, MOST_TENSORS = 64, LARGEST_HEADER = 1 << 20, CHECKSUM_DIGITS = 32 };

static const char zeros[] = "00000000000000000000000000000000";
static const char checksum_mark[] = "\"checksum\":\"";

static const struct {
  const char *name;
  size_t size;
} dtypes[] = {{"U8", 1}, {"U32", 4}, {"U64", 8}, {"F32", 4}, {"F64", 8}};

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
    void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
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
  for (size_t i = 0; i < sizeof dtypes / sizeof *dtypes; i++) {
    if (strlen(dtypes[i].name) == name.len && memcmp(dtypes[i].name, name.ptr, name.len) == 0) {
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
  *n_bytes = dtypes[tensor->dtype].size;
  for (size_t i = 0; i < tensor->n_dims; i++) {
    int64_t dim;
    if (!slant_json_integer(slant_json_item(shape, i), &dim) || dim < 0) return refuse(file, err, "a dimension that is no count");
    tensor->dims[i] = (size_t)dim;
    if (__builtin_mul_overflow(*n_bytes, tensor->dims[i], n_bytes)) return refuse(file, err, "a tensor larger than memory");
  }
  return SLANT_OK;
}

static slant_status read_tensor(slant_safetensors *file, const char *key, const slant_json *value, slant_error *err) {
  if (file->n_tensors == MOST_TENSORS) return refuse(file, err, "more tensors than a model has");
  if (slant_json_get_kind(value) != SLANT_JSON_OBJECT) return refuse(file, err, "a tensor entry that is no object");
  slant_tensor *tensor = &file->tensors[file->n_tensors];
  slant_text name = slant_arena_copy(&file->arena, (slant_text){key, strlen(key)}, err);
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
  if ((file->data_start + (size_t)start) % dtypes[tensor->dtype].size != 0) return refuse(file, err, "a tensor out of alignment");
  tensor->data = file->bytes + file->data_start + (size_t)start;
  file->starts[file->n_tensors] = (size_t)start;
  file->ends[file->n_tensors] = (size_t)end;
  file->n_tensors++;
  return SLANT_OK;
}

static slant_status add_metadata(void *user, const char *key, const slant_json *value, slant_error *err) {
  slant_safetensors *file = user;
  if (slant_json_get_kind(value) != SLANT_JSON_STRING) return refuse(file, err, "metadata that is no string");
  slant_status status = slant_memory_grow(&file->metadata, &file->cap_metadata, file->n_metadata + 1,
                                          sizeof *file->metadata, err);
  if (status != SLANT_OK) return status;
  slant_text k = slant_arena_copy(&file->arena, (slant_text){key, strlen(key)}, err);
  slant_text v = slant_arena_copy(&file->arena, slant_json_string(value), err);
  if (k.ptr == NULL || v.ptr == NULL) return SLANT_E_MEMORY;
  size_t at = file->n_metadata++;
  for (; at > 0 && strcmp(file->metadata[at - 1].key, k.ptr) > 0; at--) file->metadata[at] = file->metadata[at - 1];
  file->metadata[at] = (slant_metadata){k.ptr, v.ptr};
  return SLANT_OK;
}

static slant_status read_entry(void *user, const char *key, const slant_json *value, slant_error *err) {
  slant_safetensors *file = user;
  if (strcmp(key, "__metadata__") != 0) return read_tensor(file, key, value, err);
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

static slant_status digest(const unsigned char *bytes, size_t len, size_t digits_at, char digits[33], slant_error *err) {
  slant_hash128 *hash;
  slant_status status = slant_hash128_new(&hash, err);
  if (status != SLANT_OK) return status;
  slant_hash128_add(hash, bytes, digits_at);
  slant_hash128_add(hash, zeros, CHECKSUM_DIGITS);
  slant_hash128_add(hash, bytes + digits_at + CHECKSUM_DIGITS, len - digits_at - CHECKSUM_DIGITS);
  slant_hash128_digits(hash, digits);
  slant_hash128_free(hash);
  return SLANT_OK;
}

/* Where the checksum's digits stand in the header; 0: nowhere. */
static size_t find_checksum(const unsigned char *bytes, size_t data_start) {
  size_t mark_len = sizeof checksum_mark - 1;
  for (size_t at = 8; at + mark_len + CHECKSUM_DIGITS < data_start; at++) {
    if (memcmp(bytes + at, checksum_mark, mark_len) == 0) return at + mark_len;
  }
  return 0;
}

static slant_status check_sum(const slant_safetensors *file, slant_error *err) {
  size_t at = find_checksum(file->bytes, file->data_start);
  if (at == 0) return refuse(file, err, "a safetensors file without a checksum");
  char digits[33];
  slant_status status = digest(file->bytes, file->len, at, digits, err);
  if (status != SLANT_OK) return status;
  if (memcmp(digits, file->bytes + at, CHECKSUM_DIGITS) != 0) {
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

static size_t tensor_bytes(const slant_tensor *tensor) {
  size_t n = dtypes[tensor->dtype].size;
  for (size_t i = 0; i < tensor->n_dims; i++) n *= tensor->dims[i];
  return n;
}

static size_t padding(size_t n) { return (ALIGNMENT - n % ALIGNMENT) % ALIGNMENT; }

static void put_member(slant_buffer *b, const char *key, const char *value) {
  slant_json_put_string(b, (slant_text){key, strlen(key)});
  slant_buffer_put_char(b, ':');
  slant_json_put_string(b, (slant_text){value, strlen(value)});
}

/* The entry whose key comes next behind `last` in byte order; NULL at the end. The checksum is not the caller's to give. */
static const slant_metadata *next_entry(const slant_metadata *metadata, size_t n, const char *last) {
  static const slant_metadata checksum = {"checksum", zeros};
  const slant_metadata *next = strcmp(checksum.key, last) > 0 ? &checksum : NULL;
  for (size_t i = 0; i < n; i++) {
    const char *key = metadata[i].key;
    if (strcmp(key, last) > 0 && (next == NULL || strcmp(key, next->key) < 0)) next = &metadata[i];
  }
  return next;
}

static void put_metadata(slant_buffer *b, const slant_metadata *metadata, size_t n) {
  slant_buffer_put_string(b, "\"__metadata__\":{");
  const slant_metadata *entry = next_entry(metadata, n, "");
  for (bool first = true; entry != NULL; first = false) {
    if (!first) slant_buffer_put_char(b, ',');
    put_member(b, entry->key, entry->value);
    entry = next_entry(metadata, n, entry->key);
  }
  slant_buffer_put_char(b, '}');
}

static void put_entry(slant_buffer *b, const slant_tensor *tensor, size_t start) {
  slant_buffer_put_char(b, ',');
  slant_json_put_string(b, (slant_text){tensor->name, strlen(tensor->name)});
  slant_buffer_put_string(b, ":{\"dtype\":\"");
  slant_buffer_put_string(b, dtypes[tensor->dtype].name);
  slant_buffer_put_string(b, "\",\"shape\":[");
  for (size_t i = 0; i < tensor->n_dims; i++) {
    if (i > 0) slant_buffer_put_char(b, ',');
    slant_buffer_put_u64(b, tensor->dims[i]);
  }
  slant_buffer_put_string(b, "],\"data_offsets\":[");
  slant_buffer_put_u64(b, start);
  slant_buffer_put_char(b, ',');
  slant_buffer_put_u64(b, start + tensor_bytes(tensor));
  slant_buffer_put_string(b, "]}");
}

/* Header, then tensors; a pad tensor fills up to the next alignment where the one before does not end on it. */
static void layout(slant_buffer *b, const slant_tensor *tensors, size_t n_tensors, const slant_metadata *metadata,
                   size_t n_metadata) {
  char pad_names[MOST_TENSORS][16];
  slant_buffer data = {0};
  slant_buffer_put_bytes(b, zeros, 8);
  slant_buffer_put_char(b, '{');
  put_metadata(b, metadata, n_metadata);
  for (size_t i = 0; i < n_tensors; i++) {
    put_entry(b, &tensors[i], data.len);
    slant_buffer_put_bytes(&data, tensors[i].data, tensor_bytes(&tensors[i]));
    size_t pad = padding(data.len);
    if (pad == 0) continue;
    memcpy(pad_names[i], "pad.00", 7);
    pad_names[i][4] = (char)('0' + i / 10);
    pad_names[i][5] = (char)('0' + i % 10);
    static const unsigned char nothing[ALIGNMENT];
    slant_tensor filler = {pad_names[i], SLANT_U8, 1, {pad, 0}, nothing};
    put_entry(b, &filler, data.len);
    slant_buffer_put_bytes(&data, nothing, pad);
  }
  slant_buffer_put_char(b, '}');
  while (padding(b->len) != 0 && b->missed == 0) slant_buffer_put_char(b, ' ');
  uint64_t header_len = b->len - 8;
  if (b->missed == 0) memcpy(b->ptr, &header_len, sizeof header_len);
  slant_buffer_put(b, slant_buffer_get(&data));
  if (data.missed != 0) b->missed = data.missed;
  slant_buffer_free(&data);
}

slant_status slant_safetensors_save(const char *path, const slant_tensor *tensors, size_t n_tensors,
                                    const slant_metadata *metadata, size_t n_metadata, slant_error *err) {
  if (n_tensors > MOST_TENSORS / 2) return slant_error_set(err, SLANT_E_USAGE, "found %zu tensors, expected at most 32", n_tensors);
  slant_buffer b = {0};
  slant_output *output = NULL;
  layout(&b, tensors, n_tensors, metadata, n_metadata);
  slant_status status = slant_buffer_check(&b, err);
  if (status == SLANT_OK) {
    char digits[33];
    size_t at = find_checksum((unsigned char *)b.ptr, b.len);
    status = digest((unsigned char *)b.ptr, b.len, at, digits, err);
    if (status == SLANT_OK) memcpy(b.ptr + at, digits, CHECKSUM_DIGITS);
  }
  if (status == SLANT_OK) status = slant_output_open_file(&output, path, err);
  if (status == SLANT_OK) status = slant_output_put(output, slant_buffer_get(&b), err);
  if (status == SLANT_OK) status = slant_output_commit(output, err);
  slant_output_close(output);
  slant_buffer_free(&b);
  return status;
}
