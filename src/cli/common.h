/* Common: what several commands do alike. */
#ifndef SLANT_CLI_COMMON_H
#define SLANT_CLI_COMMON_H

#include "cli/messages.h"
#include "cli/options.h"

/* The reader's options as the settings have them; warnings go to `counter`. */
slant_reader_options common_reader(const settings *s, message_counter *counter);

/* How labels are chosen and flagged, by the table alone. */
slant_classify_options common_classify(const settings *s);

/* Warns when the model never kept the precision that the options ask for: all rows will be uncertain. */
void common_warn_precision(const settings *s, const slant_model *model, const slant_classify_options *options);

/* Makes standard input the input where none is named. Returns 0, or 2 after a message when that is a terminal. */
int common_inputs(const settings *s, const char *const **inputs, size_t *n_inputs);

/* Where the model lies that the settings name, or SLANT_MODEL, or else the shipped one; NULL: there is none. `room` has PATH_MAX bytes. */
const char *common_model_path(const settings *s, char *room);
/* Where the shipped model lies; NULL: it is not there. */
const char *common_shipped_model(char *room);

/* Opens that model. Returns 0, or an exit code after a message. */
int common_model(const settings *s, slant_model **out);

/* Opens the model at `path`. */
int common_open_model(const char *path, slant_model **out);

/* Opens a writer that takes articles. */
typedef slant_status common_opener(slant_writer **out, const settings *s, const void *context, slant_error *err);

/* Reads the inputs and hands every article to the writer that `open` gives. Returns the exit code. */
int common_write_articles(const settings *s, common_opener *open, const void *context);

/* How much of pages is not listed, where something is. */
void common_tell_unlisted(const settings *s, const slant_reader_counts *counts);

/* The exit code of a run that went well: 6 where something was skipped, 3 where nothing at all could be read. */
int common_exit(const slant_reader_counts *counts);

/* Writes a text to standard output. */
int common_print(slant_text text);

/* Writes a text to standard output as a JSON string with its quotation marks. */
void common_print_json(slant_text text);

#endif
