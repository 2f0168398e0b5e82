/* Version: the library's own, set by the build. */
#include "slant/slant.h"

const char *slant_version(void) { return SLANT_VERSION; }
