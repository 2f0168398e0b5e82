/* HTML library: libxml2, loaded where the first page is met; with what it needs in turn (ICU's tables) loading takes longer than slant takes to
 * start. The only includer of libxml2.
 *
 * Why libxml2 and not gumbo, which is truer to HTML5: on 470 real pages, thinned (html_thin.h), by the processor's time, gumbo builds its tree at
 * 31 MB/s and libxml2's events come at 105 MB/s; and since html_nesting.h writes the end tags that are missing, slant reads the same articles out
 * of these pages when html5lib or lexbor, which parse as HTML5 says, take them apart first. With a tenth of their end tags deleted by chance
 * slant finds the articles at F1 0.884, behind lexbor at 0.870 and without html_nesting.h at 0.847. The depth of what is nested is limited there. */
#ifndef SLANT_CODEC_HTML_LIBRARY_H
#define SLANT_CODEC_HTML_LIBRARY_H

#include <libxml/HTMLparser.h>

#include "base/error.h"

/* Its functions that slant calls. */
#define SLANT_HTML_FUNCTIONS(F)                                                                                                \
  F(xmlInitParser) F(htmlCreatePushParserCtxt) F(htmlCtxtUseOptions) F(htmlParseChunk) F(htmlFreeParserCtxt)

/* A zeroed one is closed. */
typedef struct slant_html_library {
  void *handle;
#define SLANT_HTML_MEMBER(name) __typeof__(name) *name;
  SLANT_HTML_FUNCTIONS(SLANT_HTML_MEMBER)
#undef SLANT_HTML_MEMBER
} slant_html_library;

/* Loads the library of that name (SLANT_HTML_LIBRARY), unless the process has it already. `path` is the input that asks for it. Where it is
 * absent, or is another: SLANT_E_DATA, for only pages cannot be read. */
slant_status slant_html_library_open(slant_html_library *library, const char *name, const char *path, slant_error *err);

/* Once loaded it stays in the process, for the next page. */
void slant_html_library_close(slant_html_library *library);

#endif
