/* Effort: how much a command does to be right, and the encoder that this takes. */
#ifndef SLANT_CLI_EFFORT_H
#define SLANT_CLI_EFFORT_H

#include "cli/options.h"

/* Choices of --effort. */
enum { EFFORT_AUTO, EFFORT_FAST, EFFORT_BALANCED, EFFORT_BEST };

/* What a run works with. A zeroed one is fast. */
typedef struct effort {
  slant_effort effort;
  slant_encoder *encoder; /* NULL: none is asked */
} effort;

/* The effort of that choice. EFFORT_AUTO is balanced where the batch `is_small`, the model was trained with an encoder and that one is there; else
 * fast. Returns 0, or an exit code after a message. `out` is to be closed in any case. */
int effort_open(const settings *s, const slant_model *model, int choice, bool is_small, effort *out);

/* The choice of a command that leaves nothing open. */
int effort_choice(const settings *s);
void effort_close(effort *e);

/* Opens the encoder that --encoder names, or SLANT_ENCODER, or that lies beside the model at `model_path` (NULL: none) or beside the shipped one. */
int effort_open_encoder(const settings *s, const char *model_path, slant_encoder **out);

/* Whether the inputs are few enough for an encoder to read in some seconds. */
bool effort_is_small(const char *const *inputs, size_t n_inputs);

#endif
