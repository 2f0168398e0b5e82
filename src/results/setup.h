/* Setup: all that the results of a run depend on but for its inputs' content, as names and values. */
#ifndef SLANT_RESULTS_SETUP_H
#define SLANT_RESULTS_SETUP_H

#include "base/buffer.h"

/* One line, a JSON object of texts: version, model, options, and the names of the inputs of options->reader. */
void slant_setup_put(slant_buffer *out, const slant_model *model, const slant_results_options *options);

/* Whether two such lines say the same, but for shard and inputs unless `all` must; otherwise SLANT_E_USAGE that tells the first difference, at `source`:
 * what is found in `own`, and expected as in `other`, which is of `what`. */
slant_status slant_setup_compare(slant_text own, slant_text other, bool all, const char *source, const char *what, slant_error *err);

/* The text of that name, copied to `out`; empty where there is none. A line that is no such object is SLANT_E_DATA. */
slant_status slant_setup_get(slant_text setup, const char *name, const char *source, slant_buffer *out, slant_error *err);

#endif
