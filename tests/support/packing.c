/* Packing for the tests.
 * In: names and bytes. Out: files as other programs pack them. */
#include "support/packing.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct archive *open_archive(const char *path, packing how) {
  struct archive *a = archive_write_new();
  ck_assert_ptr_nonnull(a);
  int filter = how == PACK_ZIP   ? archive_write_add_filter_none(a)
               : how == PACK_ZST ? archive_write_add_filter_zstd(a)
                                 : archive_write_add_filter_gzip(a);
  int format = how == PACK_ZIP      ? archive_write_set_format_zip(a)
               : how == PACK_TAR_GZ ? archive_write_set_format_pax_restricted(a)
                                    : archive_write_set_format_raw(a);
  ck_assert_int_eq(filter, ARCHIVE_OK);
  ck_assert_int_eq(format, ARCHIVE_OK);
  ck_assert_int_eq(archive_write_open_filename(a, path), ARCHIVE_OK);
  return a;
}

static void add_file(struct archive *a, const packed *file) {
  struct archive_entry *entry = archive_entry_new();
  ck_assert_ptr_nonnull(entry);
  size_t len = strlen(file->name);
  bool folder = len > 0 && file->name[len - 1] == '/';
  archive_entry_set_pathname(entry, file->name);
  archive_entry_set_filetype(entry, folder ? AE_IFDIR : AE_IFREG);
  archive_entry_set_perm(entry, folder ? 0755 : 0644);
  archive_entry_set_mtime(entry, 0, 0);
  archive_entry_set_size(entry, (la_int64_t)file->bytes.len);
  ck_assert_int_ge(archive_write_header(a, entry), ARCHIVE_WARN);
  if (file->bytes.len > 0) {
    ck_assert_int_eq(archive_write_data(a, file->bytes.ptr, file->bytes.len), (la_ssize_t)file->bytes.len);
  }
  archive_entry_free(entry);
}

const char *file_pack(const char *name, packing how, const packed *files, size_t n) {
  const char *path = file_write(name, BYTES("")); /* makes the folders above it */
  struct archive *a = open_archive(path, how);
  for (size_t i = 0; i < n; i++) add_file(a, &files[i]);
  ck_assert_int_eq(archive_write_close(a), ARCHIVE_OK);
  ck_assert_int_eq(archive_write_free(a), ARCHIVE_OK);
  return path;
}

const char *file_compress(const char *name, packing how, slant_text bytes) {
  return file_pack(name, how, &(packed){"data", bytes}, 1);
}

void file_cut(const char *path, double share) {
  struct stat info;
  ck_assert_int_eq(stat(path, &info), 0);
  ck_assert_int_eq(truncate(path, (off_t)(share * (double)info.st_size)), 0);
}
