/* safetensors: what is saved opens as the same, and a file with any byte amiss does not open. */
#include "codec/safetensors.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "suites.h"
#include "support/support.h"

static const unsigned char bytes_data[] = {1, 2, 3, 4, 5, 6, 7};
static const uint32_t u32_data[] = {0, 1, 4000000000u, 7, 8, 9};
static const uint64_t u64_data[] = {UINT64_MAX, 5};
static const float f32_data[] = {0.5f, -1.25f, 3e30f, 0};
static const double f64_data[] = {0.1, -2, 1e300};
static const int8_t i8_data[] = {-127, 0, 127, -1};

static const slant_tensor tensors[] = {
    {"bytes", SLANT_U8, 1, {7, 0}, bytes_data}, {"indices", SLANT_U32, 2, {2, 3}, u32_data},
    {"hashes", SLANT_U64, 1, {2, 0}, u64_data}, {"weights", SLANT_F32, 2, {4, 1}, f32_data},
    {"empty", SLANT_F32, 1, {0, 0}, NULL},      {"margins", SLANT_F64, 1, {3, 0}, f64_data},
    {"rounded", SLANT_I8, 2, {2, 2}, i8_data},
};
enum { N_TENSORS = sizeof tensors / sizeof *tensors };

/* Not in the byte order of keys; what needs an escape; what looks like the checksum's own entry. */
static const slant_metadata metadata[] = {
    {"labels", "supportive critical neutral"},
    {"a.quote", "\"checksum\":\"0123456789\" \\ \n caf\xC3\xA9"},
    {"seed", "1"},
    {"checksums", "none"},
};
enum { N_METADATA = sizeof metadata / sizeof *metadata };

static const char *save(const char *name) {
  const char *path = file_path(name);
  slant_error err = {0};
  ck_assert_ok(slant_safetensors_save(path, tensors, N_TENSORS, metadata, N_METADATA, &err), err);
  return path;
}

static slant_safetensors *open_path(const char *path) {
  slant_safetensors *file;
  slant_error err = {0};
  ck_assert_ok(slant_safetensors_open(&file, path, &err), err);
  return file;
}

static void assert_refused(const char *path, const char *part) {
  slant_safetensors *file;
  slant_error err = {0};
  slant_status status = slant_safetensors_open(&file, path, &err);
  ck_assert_int_eq(status, SLANT_E_MODEL);
  ck_assert_ptr_null(file);
  ck_assert_int_eq(err.status, SLANT_E_MODEL);
  ck_assert_str_eq(err.source, path);
  ck_assert_says(err, part);
}

START_TEST(tensors_come_back_as_they_were) {
  slant_safetensors *file = open_path(save("tensors"));
  for (size_t i = 0; i < N_TENSORS; i++) {
    const slant_tensor *expected = &tensors[i], *found = slant_safetensors_get(file, expected->name);
    static const size_t sizes[] = {1, 4, 8, 4, 8, 1};
    ck_assert_ptr_nonnull(found);
    ck_assert_int_eq(found->dtype, expected->dtype);
    ck_assert_uint_eq(found->n_dims, expected->n_dims);
    size_t n = sizes[found->dtype];
    for (size_t d = 0; d < found->n_dims; d++) {
      ck_assert_uint_eq(found->dims[d], expected->dims[d]);
      n *= found->dims[d];
    }
    if (n > 0) ck_assert_mem_eq(found->data, expected->data, n);
  }
  ck_assert_ptr_null(slant_safetensors_get(file, "missing"));
  slant_safetensors_close(file);
  slant_safetensors_close(NULL);
}
END_TEST

START_TEST(tensors_start_on_64_bytes) {
  slant_safetensors *file = open_path(save("aligned"));
  for (size_t i = 0; i < N_TENSORS; i++) {
    ck_assert_uint_eq((uintptr_t)slant_safetensors_get(file, tensors[i].name)->data % 64,
                      0); /* mappings start on pages */
  }
  slant_safetensors_close(file);
}
END_TEST

START_TEST(metadata_come_back_in_the_order_of_keys_with_a_checksum) {
  slant_safetensors *file = open_path(save("metadata"));
  static const char *const keys[] = {"a.quote", "checksum", "checksums", "labels", "seed"};
  size_t n;
  const slant_metadata *all = slant_safetensors_all_metadata(file, &n);
  ck_assert_uint_eq(n, 5);
  for (size_t i = 0; i < n; i++) ck_assert_str_eq(all[i].key, keys[i]);
  for (size_t i = 0; i < N_METADATA; i++)
    ck_assert_str_eq(slant_safetensors_metadata(file, metadata[i].key), metadata[i].value);
  ck_assert_ptr_null(slant_safetensors_metadata(file, "missing"));
  const char *checksum = slant_safetensors_metadata(file, "checksum");
  ck_assert_uint_eq(strlen(checksum), 32);
  ck_assert_uint_eq(strspn(checksum, "0123456789abcdef"), 32);
  ck_assert_str_ne(checksum, "00000000000000000000000000000000");
  slant_safetensors_close(file);
}
END_TEST

START_TEST(the_same_arguments_give_the_same_bytes) {
  slant_text first = file_read(save("first")), second = file_read(save("second"));
  ck_assert_text_eq(first, second);
  free((void *)(uintptr_t)second.ptr);
  /* and so do the entries that an opened file gives out, its checksum among them */
  slant_safetensors *file = open_path(file_path("first"));
  size_t n;
  const slant_metadata *all = slant_safetensors_all_metadata(file, &n);
  ck_assert_int_eq(slant_safetensors_save(file_path("third"), tensors, N_TENSORS, all, n, NULL), SLANT_OK);
  slant_safetensors_close(file);
  second = file_read(file_path("third"));
  ck_assert_text_eq(first, second);
  free((void *)(uintptr_t)first.ptr);
  free((void *)(uintptr_t)second.ptr);
}
END_TEST

START_TEST(a_file_without_tensors_or_metadata_opens) {
  ck_assert_int_eq(slant_safetensors_save(file_path("bare"), NULL, 0, NULL, 0, NULL), SLANT_OK);
  slant_safetensors *file = open_path(file_path("bare"));
  size_t n;
  (void)slant_safetensors_all_metadata(file, &n);
  ck_assert_uint_eq(n, 1);
  slant_safetensors_close(file);
}
END_TEST

START_TEST(too_many_tensors_are_refused) {
  slant_tensor many[49];
  for (size_t i = 0; i < 49; i++) many[i] = tensors[0];
  slant_error err = {0};
  ck_assert_int_eq(slant_safetensors_save(file_path("many"), many, 49, NULL, 0, &err), SLANT_E_USAGE);
  ck_assert(!file_exists(file_path("many")));
}
END_TEST

START_TEST(any_changed_byte_is_refused) {
  const char *path = save("changed");
  slant_text whole = file_read(path);
  static const unsigned char changes[] = {0x01, 0x20, 0x80, 0xFF};
  int fd = open(path, O_WRONLY);
  ck_assert_int_ge(fd, 0);
  for (size_t i = 0; i < whole.len; i++) {
    char changed = (char)((unsigned char)whole.ptr[i] ^ changes[i % sizeof changes]);
    ck_assert_int_eq(pwrite(fd, &changed, 1, (off_t)i), 1);
    assert_refused(path, "found ");
    ck_assert_int_eq(pwrite(fd, whole.ptr + i, 1, (off_t)i), 1);
  }
  slant_safetensors_close(open_path(path));
  (void)close(fd);
  free((void *)(uintptr_t)whole.ptr);
}
END_TEST

START_TEST(a_file_cut_short_or_lengthened_is_refused) {
  const char *path = save("cut");
  slant_text whole = file_read(path);
  free((void *)(uintptr_t)whole.ptr);
  ck_assert_int_eq(truncate(path, (off_t)whole.len + 1), 0);
  assert_refused(path, "found ");
  for (size_t len = whole.len; len-- > 0;) {
    ck_assert_int_eq(truncate(path, (off_t)len), 0);
    assert_refused(path, "found ");
  }
}
END_TEST

/* A file of that header, padded, and `n_data` bytes. */
static const char *foreign(const char *name, const char *header, size_t n_data) {
  slant_buffer bytes = {0};
  uint64_t len = strlen(header) + (8 - strlen(header) % 8) % 8;
  slant_buffer_put_bytes(&bytes, &len, sizeof len);
  slant_buffer_put_string(&bytes, header);
  while (bytes.len < 8 + len) slant_buffer_put_char(&bytes, ' ');
  for (size_t i = 0; i < n_data; i++) slant_buffer_put_char(&bytes, (char)i);
  const char *path = file_write(name, slant_buffer_get(&bytes));
  slant_buffer_free(&bytes);
  return path;
}

static const struct {
  const char *header;
  size_t n_data;
  const char *says;
} foreigners[] = {
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "without a checksum"},
    {"{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8,
     "without a checksum"},
    {"{\"__metadata__\":{\"checksum\":\"00000000000000000000000000000000\"}}", 0, "do not agree with its checksum"},
    {"{\"__metadata__\":{\"checksum\":\"0\"}}", 0, "without a checksum"},
    {"{\"__metadata__\":{\"checksum\":0}}", 0, "metadata that is no string"},
    {"{\"__metadata__\":[]}", 0, "metadata that is no object"},
    {"{\"w\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "of a type"},
    {"{\"w\":{\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "of a type"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4, "1 or 2 dimensions"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1],\"data_offsets\":[0,4]}}", 4, "1 or 2 dimensions"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "no count"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, "no count"},
    {"{\"w\":{\"dtype\":\"F64\",\"shape\":[4611686018427387904,4611686018427387904],\"data_offsets\":[0,0]}}", 0,
     "larger than memory"},
    {"{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "without shape"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "without data_offsets"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "without data_offsets"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", 4, "do not agree"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "do not agree"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "do not agree"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", 4, "do not agree"},
    {"{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}", 8, "out of alignment"},
    {"{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 8, "holes or overlap"},
    {"{\"v\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_"
     "offsets\":[2,6]}}",
     6, "holes or overlap"},
    {"{\"v\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_"
     "offsets\":[0,4]}}",
     4, "holes or overlap"},
    {"{\"w\":7}", 0, "no object"},
    {"[]", 16, "no JSON object"},
    {"{\"w\":", 16, "no JSON"},
    {"hello world hello world", 16, "no JSON"},
};

START_TEST(foreign_and_false_files_are_refused) {
  assert_refused(foreign("foreign", foreigners[_i].header, foreigners[_i].n_data), foreigners[_i].says);
}
END_TEST

START_TEST(what_is_no_safetensors_file_is_refused) {
  assert_refused(file_write("empty", BYTES("")), "less than 16 bytes");
  assert_refused(file_write("text", BYTES("this is a text and no model at all\n")), "header length");
  assert_refused(file_write("zeros", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")), "found ");
  assert_refused(file_path("."), "no file");
  slant_safetensors *file;
  slant_error err = {0};
  ck_assert_int_eq(slant_safetensors_open(&file, file_path("missing"), &err), SLANT_E_IO);
  ck_assert_ptr_null(file);
}
END_TEST

Suite *codec_safetensors_suite(void) {
  Suite *suite = suite_create("codec_safetensors");
  TCase *tc = tcase_create("safetensors");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, tensors_come_back_as_they_were);
  tcase_add_test(tc, tensors_start_on_64_bytes);
  tcase_add_test(tc, metadata_come_back_in_the_order_of_keys_with_a_checksum);
  tcase_add_test(tc, the_same_arguments_give_the_same_bytes);
  tcase_add_test(tc, a_file_without_tensors_or_metadata_opens);
  tcase_add_test(tc, too_many_tensors_are_refused);
  tcase_add_test(tc, any_changed_byte_is_refused);
  tcase_add_test(tc, a_file_cut_short_or_lengthened_is_refused);
  tcase_add_loop_test(tc, foreign_and_false_files_are_refused, 0, (int)(sizeof foreigners / sizeof *foreigners));
  tcase_add_test(tc, what_is_no_safetensors_file_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
