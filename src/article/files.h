/* Files: everything to read among the inputs, unpacked, each with its format. */
#ifndef SLANT_ARTICLE_FILES_H
#define SLANT_ARTICLE_FILES_H

#include "article/columns.h"
#include "base/input.h"
#include "codec/encoding_names.h"

typedef struct slant_files_options {
  slant_format format; /* of standard input and of files whose name does not tell */
  const slant_columns *columns;
  const slant_encoding *encoding; /* of all text; NULL: as it is found */
  bool strict;                    /* an encoding that nothing tells is not guessed */
  slant_text bytes;               /* what "-" reads, once; ptr NULL: standard input */
  slant_warning warning; /* told about files that are not read because of their kind; may be NULL */
  void *user;
} slant_files_options;

typedef struct slant_file {
  slant_input *input;   /* for the caller to close before the next file is asked for; its path is the one for messages */
  slant_format format;  /* never SLANT_FORMAT_AUTO */
  const char *relative; /* path relative to the user's input, "archive/member" in archives. Borrowed until the next file */
} slant_file;

typedef struct slant_files slant_files;

/* Checks that all inputs exist. The strings and options are borrowed until close. New. */
slant_status slant_files_open(slant_files **out, const char *const *inputs, size_t n_inputs, const slant_files_options *options,
                              slant_error *err);
/* The next file; *found is false at the end. SLANT_E_DATA: a file that cannot be read, or is refused; the next one can be asked
 * for. SLANT_E_IO likewise, unless it is one that the user named: then *fatal is set. */
slant_status slant_files_next(slant_files *files, slant_file *file, bool *found, bool *fatal, slant_error *err);
/* The encoding that the file at hand was in, so far; *declared: its text is in it as a whole, not from some place on. */
const slant_encoding *slant_files_encoding(const slant_files *files, bool *declared);
/* Bytes read so far, as they lie on disk. */
uint64_t slant_files_bytes(const slant_files *files);
/* Files passed over because their name tells no format. */
uint64_t slant_files_ignored(const slant_files *files);
void slant_files_close(slant_files *files);

#endif
