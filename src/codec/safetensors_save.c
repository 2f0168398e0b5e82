/* safetensors: writing a file.
 * In: tensors and metadata. Out: a whole file under its name, or none. */
#include <string.h>

#include "base/memory.h"
#include "base/output.h"
#include "codec/json.h"
#include "codec/safetensors_layout.h"

enum { ALIGNMENT = 64, MOST_TENSORS = 48 };

static size_t tensor_bytes(const slant_tensor *tensor) {
  size_t n = slant_dtypes[tensor->dtype].size;
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
  static const slant_metadata checksum = {"checksum", slant_checksum_zeros};
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
  slant_buffer_put_string(b, slant_dtypes[tensor->dtype].name);
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
  slant_buffer_put_bytes(b, slant_checksum_zeros, 8);
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
  if (n_tensors > MOST_TENSORS) return slant_error_set(err, SLANT_E_USAGE, "found %zu tensors, expected at most %d", n_tensors, MOST_TENSORS);
  slant_buffer b = {0};
  slant_output *output = NULL;
  layout(&b, tensors, n_tensors, metadata, n_metadata);
  slant_status status = slant_buffer_check(&b, err);
  if (status == SLANT_OK) {
    char digits[33];
    size_t at = slant_checksum_find((unsigned char *)b.ptr, b.len);
    status = slant_checksum_digest((unsigned char *)b.ptr, b.len, at, digits, err);
    if (status == SLANT_OK) memcpy(b.ptr + at, digits, SLANT_CHECKSUM_DIGITS);
  }
  if (status == SLANT_OK) status = slant_output_open_file(&output, path, err);
  if (status == SLANT_OK) status = slant_output_put(output, slant_buffer_get(&b), err);
  if (status == SLANT_OK) status = slant_output_commit(output, err);
  slant_output_close(output);
  slant_buffer_free(&b);
  return status;
}
