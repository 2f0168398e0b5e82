/* Library: loading by name at run time.
 * In: a name. Out: its functions, or why there are none. */
#define _GNU_SOURCE /* RTLD_NODELETE */
#include "codec/library.h"

#include <dlfcn.h>
#include <string.h>

slant_status slant_library_refuse(const char *name, const char *path, const char *found, slant_error *err) {
  const char *why = dlerror();
  return slant_error_at(err, SLANT_E_DATA, path, 0, "found %s, expected the library %s to read it with (%s)", found, name,
                        why == NULL ? "no reason given" : why);
}

slant_status slant_library_open(void **handle, const char *name, const char *path, const char *found, slant_error *err) {
  *handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
  return *handle != NULL ? SLANT_OK : slant_library_refuse(name, path, found, err);
}

bool slant_library_find(void *handle, const char *name, void *out) {
  void *symbol = dlsym(handle, name);
  memcpy(out, &symbol, sizeof symbol);
  return symbol != NULL;
}

void slant_library_close(void *handle) {
  if (handle != NULL) (void)dlclose(handle);
}
