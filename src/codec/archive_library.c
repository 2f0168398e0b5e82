/* Archive library: libarchive by name at run time.
 * In: nothing. Out: its functions, all of them, or why there are none. */
#include "codec/archive_library.h"

#include <string.h>

#include "codec/library.h"

static bool find_all(slant_archive_library *l) {
#define SLANT_ARCHIVE_FIND(name) &&slant_library_find(l->handle, "archive_" #name, &l->name)
  return true SLANT_ARCHIVE_FUNCTIONS(SLANT_ARCHIVE_FIND) && slant_library_find(l->handle, "archive_errno", &l->error_number);
#undef SLANT_ARCHIVE_FIND
}

slant_status slant_archive_library_open(slant_archive_library *library, const char *name, const char *path, slant_error *err) {
  static const char what[] = "an archive or compressed file";
  slant_status status = slant_library_open(&library->handle, name, path, what, err);
  if (status == SLANT_OK && find_all(library)) return SLANT_OK;
  if (status == SLANT_OK) status = slant_library_refuse(name, path, what, err);
  slant_archive_library_close(library);
  return status;
}

void slant_archive_library_close(slant_archive_library *library) {
  slant_library_close(library->handle);
  memset(library, 0, sizeof *library);
}
