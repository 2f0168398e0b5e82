/* Archives: unpacking by libarchive, in constant memory.
 * In: an input. Out: names and inputs of the files inside. What the files hold is left to others. */
#include "codec/archive.h"

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "codec/archive_library.h"
#include "codec/ratio.h"

enum { CHUNK = 1 << 16, ROOM = 4 << 20 };

struct slant_archive {
  slant_archive_library library;
  struct archive *archive;
  slant_input *input;
  slant_error reading; /* an error of the input below, which libarchive cannot carry */
  char *chunk;
  uint64_t n_in, n_out; /* bytes that went in and came out */
  bool packed; /* the bytes begin as those of a compressed stream */
  bool empty;  /* one compressed file without a byte in it */
  bool broken; /* nothing can be read behind a failure that was told */
};

static bool begins(slant_text head, const char *magic, size_t len) { return head.len >= len && memcmp(head.ptr, magic, len) == 0; }

slant_packing slant_archive_detect(slant_text head) {
  bool bzip2 = begins(head, "BZh", 3) && head.len >= 10 && (memcmp(head.ptr + 4, "1AY&SY", 6) == 0 || memcmp(head.ptr + 4, "\x17rE8P\x90", 6) == 0);
  if (begins(head, "\x1F\x8B", 2) || begins(head, "\x28\xB5\x2F\xFD", 4) || begins(head, "\xFD" "7zXZ\0", 6) || bzip2) {
    return SLANT_PACKED_STREAM;
  }
  if (begins(head, "PK\x03\x04", 4) || begins(head, "PK\x05\x06", 4)) return SLANT_PACKED_FILES;
  return head.len >= 262 && memcmp(head.ptr + 257, "ustar", 5) == 0 ? SLANT_PACKED_FILES : SLANT_PACKED_NOT;
}

static la_ssize_t read_input(struct archive *a, void *user, const void **bytes) {
  slant_archive *archive = user;
  size_t n = 0;
  *bytes = archive->chunk;
  if (slant_input_read(archive->input, archive->chunk, CHUNK, &n, &archive->reading) == SLANT_OK) {
    archive->n_in += n;
    return (la_ssize_t)n;
  }
  archive->library.set_error(a, (int)archive->reading.status, "%s", archive->reading.text);
  return -1;
}

static slant_status failure(slant_archive *archive, slant_error *err) {
  if (archive->reading.status != SLANT_OK) return slant_error_copy(err, &archive->reading);
  const char *why = archive->library.error_string(archive->archive);
  if (archive->library.error_number(archive->archive) == ENOMEM) return slant_error_memory(err, CHUNK);
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(archive->input), 0,
                        "found a damaged archive or compressed file (%s), expected a whole one", why == NULL ? "no reason given" : why);
}

/* Tells libarchive what to read, and begins. */
static slant_status start(slant_archive *archive, slant_error *err) {
  struct archive *a = archive->archive;
  void *room; /* where there is none libarchive ends the process, or worse: so it is asked for beforehand */
  slant_status status = slant_memory_take(&room, ROOM, err);
  if (status != SLANT_OK) return status;
  slant_memory_free(room);
  const slant_archive_library *l = &archive->library;
  bool ready = l->read_support_filter_gzip(a) >= ARCHIVE_WARN && l->read_support_filter_zstd(a) >= ARCHIVE_WARN &&
               l->read_support_filter_xz(a) >= ARCHIVE_WARN && l->read_support_filter_bzip2(a) >= ARCHIVE_WARN &&
               l->read_support_format_tar(a) >= ARCHIVE_WARN && l->read_support_format_zip_streamable(a) >= ARCHIVE_WARN &&
               l->read_support_format_raw(a) >= ARCHIVE_WARN && l->read_support_format_empty(a) >= ARCHIVE_WARN;
  if (ready && l->read_open(a, archive, NULL, read_input, NULL) == ARCHIVE_OK) return SLANT_OK;
  return failure(archive, err);
}

slant_status slant_archive_open(slant_archive **out, slant_input *input, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  slant_archive *archive = *out;
  archive->input = input;
  status = slant_archive_library_open(&archive->library, SLANT_ARCHIVE_LIBRARY, slant_input_path(input), err);
  if (status == SLANT_OK) status = slant_memory_new(&archive->chunk, CHUNK, 1, err);
  if (status == SLANT_OK) {
    archive->archive = archive->library.read_new();
    if (archive->archive == NULL) status = slant_error_memory(err, CHUNK);
  }
  slant_text head = {"", 0};
  if (status == SLANT_OK) status = slant_input_peek(input, 512, &head, err);
  archive->packed = slant_archive_detect(head) == SLANT_PACKED_STREAM;
  if (status == SLANT_OK) status = start(archive, err);
  if (status != SLANT_OK) {
    slant_archive_close(archive);
    *out = NULL;
  }
  return status;
}

slant_status slant_archive_next(slant_archive *archive, const char **name, bool *found, slant_error *err) {
  struct archive_entry *entry;
  *found = false;
  *name = "";
  while (!archive->empty && !archive->broken) {
    int result = archive->library.read_next_header(archive->archive, &entry);
    /* what libarchive cannot unpack, for lack of memory perhaps, it would give out as it is */
    if (result >= ARCHIVE_WARN && archive->packed && archive->library.filter_code(archive->archive, 0) == ARCHIVE_FILTER_NONE) {
      return slant_error_at(err, SLANT_E_DATA, slant_input_path(archive->input), 0,
                            "found a file that begins as a compressed one and cannot be unpacked, expected a whole one");
    }
    if (result == ARCHIVE_EOF) {
      *found = archive->empty = archive->library.format(archive->archive) == ARCHIVE_FORMAT_EMPTY;
      return SLANT_OK;
    }
    if (result < ARCHIVE_WARN) return failure(archive, err);
    if (archive->library.entry_filetype(entry) != AE_IFREG || archive->library.entry_hardlink(entry) != NULL) continue;
    *found = true;
    const char *path = archive->library.entry_pathname(entry);
    bool raw = archive->library.format(archive->archive) == ARCHIVE_FORMAT_RAW;
    if (!raw && path != NULL) *name = path;
    return SLANT_OK;
  }
  return SLANT_OK;
}

static slant_status read_member(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  slant_archive *archive = context;
  la_ssize_t got = archive->empty ? 0 : archive->library.read_data(archive->archive, bytes, cap);
  if (got == ARCHIVE_FATAL) archive->broken = true;
  if (got < 0) return failure(archive, err);
  *n = (size_t)got;
  archive->n_out += (uint64_t)got;
  slant_status status = slant_ratio_check(archive->n_in, archive->n_out, slant_input_path(archive->input), err);
  if (status != SLANT_OK) archive->broken = true;
  return status;
}

slant_status slant_archive_open_member(slant_archive *archive, slant_input **out, const char *path, slant_error *err) {
  return slant_input_open_source(out, (slant_source){read_member, NULL, archive}, path, err);
}

void slant_archive_close(slant_archive *archive) {
  if (archive == NULL) return;
  if (archive->archive != NULL) (void)archive->library.read_free(archive->archive);
  slant_archive_library_close(&archive->library);
  slant_input_close(archive->input);
  slant_memory_free(archive->chunk);
  slant_memory_free(archive);
}
