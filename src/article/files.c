/* Files: from inputs to open streams.
 * In: paths. Out: inputs with a format, one at a time: files, members of archives, compressed or not. What is refused is refused
 * with a remedy; what is of no kind that slant reads is told and counted. */
#include "article/files.h"

#include <string.h>

#include "article/format.h"
#include "article/walk.h"
#include "base/memory.h"
#include "codec/archive.h"
#include "codec/encoding.h"
#include "codec/encoding_guess.h"
#include "codec/gunzip.h"

struct slant_files {
  const slant_files_options *options;
  slant_walk *walk;
  slant_archive *archive;  /* being read; NULL between archives */
  slant_walked outer;      /* the file that the walk gave last */
  bool in_single;          /* the archive is one compressed file, not files of files */
  slant_buffer path, relative; /* of the member at hand, each ended by a NUL that counts */
  uint64_t n_ignored, n_bytes;
  size_t n_given; /* of options->bytes */
  const slant_encoding *encoding; /* of the file at hand */
  bool declared;
};

slant_status slant_files_open(slant_files **out, const char *const *inputs, size_t n_inputs, const slant_files_options *options,
                              slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->options = options;
  (*out)->encoding = slant_encoding_utf8();
  status = slant_walk_open(&(*out)->walk, inputs, n_inputs, err);
  if (status != SLANT_OK) {
    slant_files_close(*out);
    *out = NULL;
  }
  return status;
}

static void ignore(slant_files *files, const char *path) {
  slant_error warning = {0};
  files->n_ignored++;
  if (files->options->warning == NULL) return;
  (void)slant_error_at(&warning, SLANT_E_DATA, path, 0, "not read: its name ends in none of .txt .md .json .jsonl .csv .tsv .html .warc");
  files->options->warning(files->options->user, &warning);
}

/* Converts what is in an encoding that is told, by the user or by the first bytes; *input is NULL after a failure. */
static slant_status convert(slant_files *files, slant_input **input, slant_text *head, slant_error *err) {
  const slant_files_options *options = files->options;
  size_t mark;
  const slant_encoding *encoding = slant_encoding_of_start(*head, options->encoding, options->strict, &mark);
  slant_input *inner = *input;
  files->declared = encoding != NULL || options->strict;
  if (encoding == NULL || encoding->kind == SLANT_ENCODING_UTF8) return SLANT_OK;
  *input = NULL;
  slant_status status = slant_encoding_open(input, inner, encoding, mark, &files->encoding, err);
  return status == SLANT_OK ? slant_input_peek(*input, SLANT_SNIFFED_BYTES, head, err) : status;
}

/* Text that is not clearly UTF-8 is watched: where it proves to be something else, it is converted. JSON is UTF-8 by its standard. */
static slant_status watch(slant_files *files, slant_file *file, slant_text head, slant_error *err) {
  bool is_json = file->format == SLANT_FORMAT_JSON || file->format == SLANT_FORMAT_JSONL;
  slant_utf8_evidence evidence = {0};
  slant_input *inner = file->input;
  if (files->declared || is_json) return SLANT_OK;
  bool is_whole = head.len < SLANT_SNIFFED_BYTES;
  size_t valid = slant_utf8_weigh_prefix(head, &evidence);
  if (evidence.valid >= SLANT_UTF8_SETTLED || (is_whole && valid == head.len)) return SLANT_OK;
  file->input = NULL;
  return slant_encoding_open(&file->input, inner, NULL, 0, &files->encoding, err);
}

/* The format that the name tells, or else the user, or else the bytes of a file that must be read as they are; else SLANT_FORMAT_AUTO. */
static slant_format told_format(const slant_files *files, const char *name, slant_text head) {
  slant_format format = slant_format_of_name(name);
  if (format == SLANT_FORMAT_AUTO) format = files->options->format;
  if (format != SLANT_FORMAT_AUTO) return format;
  format = slant_format_of_bytes(head, files->options->columns);
  return slant_format_has_bytes(format) ? format : SLANT_FORMAT_AUTO;
}

/* Whether it is a WARC file whose records are packed one by one, so that one of them may be damaged and the next be read. */
static bool is_packed_warc(slant_format format, slant_text head) {
  return format == SLANT_FORMAT_WARC && head.len > 2 && memcmp(head.ptr, "\x1F\x8B", 2) == 0;
}

/* Why a file with these first bytes is not read; SLANT_OK where nothing is known against it. */
static slant_status refuse(const char *name, const char *path, slant_text head, slant_error *err) {
  const char *remedy = slant_format_remedy(name, head), *unreadable = slant_format_unreadable(head);
  if (remedy != NULL) return slant_error_at(err, SLANT_E_DATA, path, 0, "found %s", remedy);
  return unreadable == NULL ? SLANT_OK : slant_error_at(err, SLANT_E_DATA, path, 0, "found %s, expected text", unreadable);
}

/* The first bytes: so many that all kinds of files can be told apart. JSON lines from standard input that begin as such can be nothing else, and
 * whoever writes them may wait for the first answer before there is more. */
static slant_status look(slant_files *files, slant_input *input, slant_text *head, slant_error *err) {
  bool is_told = files->options->format == SLANT_FORMAT_JSONL && strcmp(slant_input_path(input), "-") == 0;
  slant_status status = is_told ? slant_input_peek(input, 2, head, err) : SLANT_OK;
  if (status == SLANT_OK && is_told && head->len == 2 && head->ptr[0] == '{' && head->ptr[1] != '\0') return SLANT_OK;
  return status == SLANT_OK ? slant_input_peek(input, SLANT_SNIFFED_BYTES, head, err) : status;
}

/* Looks at the first bytes of `input`, which becomes the file's unless it is refused: then it is closed. */
static slant_status admit(slant_files *files, slant_file *file, slant_input *input, const char *name, slant_error *err) {
  slant_text head;
  slant_status status = look(files, input, &head, err);
  file->format = status == SLANT_OK ? told_format(files, name, head) : SLANT_FORMAT_AUTO;
  files->encoding = slant_encoding_utf8();
  files->declared = true;
  bool has_bytes = slant_format_has_bytes(file->format);
  if (status == SLANT_OK && is_packed_warc(file->format, head)) {
    slant_input *inner = input;
    input = NULL;
    status = slant_gunzip_open(&input, inner, err);
  }
  if (status == SLANT_OK && !has_bytes && slant_format_remedy(name, head) == NULL) status = convert(files, &input, &head, err);
  if (status == SLANT_OK && !has_bytes) status = refuse(name, slant_input_path(input), head, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  file->input = input;
  if (file->format == SLANT_FORMAT_AUTO) file->format = slant_format_of_bytes(head, files->options->columns);
  return slant_format_has_bytes(file->format) ? SLANT_OK : watch(files, file, head, err);
}

static slant_status join(slant_buffer *out, const char *archive, const char *member, slant_error *err) {
  slant_buffer_clear(out);
  slant_buffer_put_string(out, archive);
  slant_buffer_put_char(out, '/');
  slant_buffer_put_bytes(out, member, strlen(member) + 1);
  return slant_buffer_check(out, err);
}

/* Names that no system shows, in folders of such names as well, and the shadows that one system adds to archives. */
static bool is_hidden(const char *member) {
  for (const char *part = member; part != NULL; part = strchr(part, '/')) {
    part += *part == '/';
    size_t len = strcspn(part, "/");
    bool is_step = len <= 2 && strspn(part, ".") == len; /* "." and ".." */
    if (*part == '.' && !is_step) return true;
  }
  return strncmp(member, "__MACOSX/", 9) == 0;
}

/* A member of the archive at hand; *found when it is to be read. */
static slant_status open_member(slant_files *files, const char *member, slant_file *file, bool *found, slant_error *err) {
  slant_status status = SLANT_OK;
  const char *path = files->outer.path, *name = files->outer.path;
  file->relative = files->outer.relative;
  if (!files->in_single) {
    while (strncmp(member, "./", 2) == 0) member += 2;
    if (is_hidden(member)) return SLANT_OK;
    status = join(&files->path, files->outer.path, member, err);
    if (status == SLANT_OK) status = join(&files->relative, files->outer.relative, member, err);
    if (status != SLANT_OK) return status;
    path = files->path.ptr;
    name = member;
    file->relative = files->relative.ptr;
    if (slant_format_of_name(name) == SLANT_FORMAT_AUTO && slant_format_remedy(name, (slant_text){"", 0}) == NULL) {
      ignore(files, path);
      return SLANT_OK;
    }
  }
  slant_input *input;
  status = slant_archive_open_member(files->archive, &input, path, err);
  if (status == SLANT_OK) status = admit(files, file, input, name, err);
  *found = status == SLANT_OK;
  return status;
}

static slant_status next_member(slant_files *files, slant_file *file, bool *found, slant_error *err) {
  const char *member;
  bool more;
  slant_status status = slant_archive_next(files->archive, &member, &more, err);
  if (status != SLANT_OK || !more) {
    slant_archive_close(files->archive);
    files->archive = NULL;
    return status;
  }
  files->in_single = *member == '\0';
  return open_member(files, member, file, found, err);
}

static slant_status give_bytes(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  slant_files *files = context;
  slant_text given = files->options->bytes;
  (void)err;
  *n = given.len - files->n_given < cap ? given.len - files->n_given : cap;
  if (*n > 0) memcpy(bytes, given.ptr + files->n_given, *n);
  files->n_given += *n;
  return SLANT_OK;
}

/* A file, standard input, or the bytes in memory that stand for it. */
static slant_status open_input(slant_files *files, slant_input **out, const char *path, slant_error *err) {
  slant_source source = {.read = give_bytes, .context = files};
  if (files->options->bytes.ptr == NULL || strcmp(path, "-") != 0) return slant_input_open(out, path, err);
  return slant_input_open_source(out, source, path, err);
}

/* A file of the walk: an archive is opened, another file is the next to read. */
static slant_status open_outer(slant_files *files, slant_file *file, bool *found, slant_error *err) {
  slant_input *input;
  slant_text head;
  const char *path = files->outer.path;
  slant_status status = open_input(files, &input, path, err);
  if (status != SLANT_OK) return status;
  slant_input_count(input, &files->n_bytes);
  status = look(files, input, &head, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  bool refused = slant_format_remedy(path, head) != NULL;
  bool packed = slant_archive_detect(head) != SLANT_PACKED_NOT && !is_packed_warc(told_format(files, path, head), head);
  if (!refused && packed) return slant_archive_open(&files->archive, input, err);
  if (!refused && !files->outer.named && slant_format_of_name(path) == SLANT_FORMAT_AUTO) {
    ignore(files, path);
    slant_input_close(input);
    return SLANT_OK;
  }
  file->relative = files->outer.relative;
  status = admit(files, file, input, path, err);
  *found = status == SLANT_OK;
  return status;
}

slant_status slant_files_next(slant_files *files, slant_file *file, bool *found, bool *fatal, slant_error *err) {
  *found = *fatal = false;
  while (!*found) {
    slant_status status = SLANT_OK;
    if (files->archive != NULL) {
      status = next_member(files, file, found, err);
    } else {
      bool more;
      status = slant_walk_next(files->walk, &files->outer, &more, err);
      if (status != SLANT_OK) *fatal = true;
      if (status != SLANT_OK || !more) return status;
      status = open_outer(files, file, found, err);
    }
    if (status == SLANT_OK) continue;
    *fatal = status == SLANT_E_MEMORY || (status == SLANT_E_IO && files->outer.named);
    return status;
  }
  return SLANT_OK;
}

const slant_encoding *slant_files_encoding(const slant_files *files, bool *declared) {
  *declared = files->declared;
  return files->encoding;
}

uint64_t slant_files_bytes(const slant_files *files) { return files->n_bytes; }

uint64_t slant_files_ignored(const slant_files *files) { return files->n_ignored; }

void slant_files_close(slant_files *files) {
  if (files == NULL) return;
  slant_archive_close(files->archive);
  slant_walk_close(files->walk);
  slant_buffer_free(&files->path);
  slant_buffer_free(&files->relative);
  slant_memory_free(files);
}
