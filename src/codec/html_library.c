/* HTML library: libxml2 by name at run time.
 * In: nothing. Out: its functions, all of them, or why there are none. */
#include "codec/html_library.h"

#include <string.h>

#include "codec/library.h"

static bool find_all(slant_html_library *l) {
#define SLANT_HTML_FIND(name) &&slant_library_find(l->handle, #name, &l->name)
  return true SLANT_HTML_FUNCTIONS(SLANT_HTML_FIND);
#undef SLANT_HTML_FIND
}

slant_status slant_html_library_open(slant_html_library *library, const char *name, const char *path, slant_error *err) {
  static const char what[] = "a web page";
  slant_status status = slant_library_open(&library->handle, name, path, what, err);
  if (status == SLANT_OK && !find_all(library)) status = slant_library_refuse(name, path, what, err);
  if (status == SLANT_OK) library->xmlInitParser();
  else slant_html_library_close(library);
  return status;
}

void slant_html_library_close(slant_html_library *library) {
  slant_library_close(library->handle);
  memset(library, 0, sizeof *library);
}
