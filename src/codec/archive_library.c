/* Archive library: libarchive by name at run time.
 * In: nothing. Out: its functions, all of them, or why there are none. */
#define _GNU_SOURCE /* RTLD_NODELETE */
#include "codec/archive_library.h"

#include <dlfcn.h>
#include <string.h>

static slant_status refuse(const char *name, const char *path, slant_error *err) {
  const char *why = dlerror();
  return slant_error_at(err, SLANT_E_DATA, path, 0, "found an archive or compressed file, expected the library %s to read it with (%s)", name,
                        why == NULL ? "no reason given" : why);
}

/* Sets the pointer to a function at `out`; NULL where the library has none of that name. */
static bool find(void *handle, const char *name, void *out) {
  void *symbol = dlsym(handle, name);
  memcpy(out, &symbol, sizeof symbol);
  return symbol != NULL;
}

static bool find_all(slant_archive_library *l) {
#define SLANT_ARCHIVE_FIND(name) &&find(l->handle, "archive_" #name, &l->name)
  return true SLANT_ARCHIVE_FUNCTIONS(SLANT_ARCHIVE_FIND);
#undef SLANT_ARCHIVE_FIND
}

slant_status slant_archive_library_open(slant_archive_library *library, const char *name, const char *path, slant_error *err) {
  library->handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
  if (library->handle != NULL && find_all(library)) return SLANT_OK;
  slant_status status = refuse(name, path, err);
  slant_archive_library_close(library);
  return status;
}

void slant_archive_library_close(slant_archive_library *library) {
  if (library->handle != NULL) (void)dlclose(library->handle);
  memset(library, 0, sizeof *library);
}
