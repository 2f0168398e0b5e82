/* HTML library: libxml2 by name at run time.
 * In: nothing. Out: its functions, all of them, or why there are none. */
#define _GNU_SOURCE /* RTLD_NODELETE */
#include "codec/html_library.h"

#include <dlfcn.h>
#include <string.h>

/* Sets the pointer to a function at `out`; NULL where the library has none of that name. */
static bool find(void *handle, const char *name, void *out) {
  void *symbol = dlsym(handle, name);
  memcpy(out, &symbol, sizeof symbol);
  return symbol != NULL;
}

static bool find_all(slant_html_library *l) {
#define SLANT_HTML_FIND(name) &&find(l->handle, #name, &l->name)
  return true SLANT_HTML_FUNCTIONS(SLANT_HTML_FIND);
#undef SLANT_HTML_FIND
}

slant_status slant_html_library_open(slant_html_library *library, const char *name, const char *path, slant_error *err) {
  library->handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
  if (library->handle != NULL && find_all(library)) {
    library->xmlInitParser();
    return SLANT_OK;
  }
  const char *why = dlerror();
  slant_status status = slant_error_at(err, SLANT_E_DATA, path, 0, "found a web page, expected the library %s to read it with (%s)", name,
                                       why == NULL ? "no reason given" : why);
  slant_html_library_close(library);
  return status;
}

void slant_html_library_close(slant_html_library *library) {
  if (library->handle != NULL) (void)dlclose(library->handle);
  memset(library, 0, sizeof *library);
}
