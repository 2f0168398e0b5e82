/* Files: from inputs to open streams.
 * In: paths. Out: inputs with a format, one at a time: files, members of archives, compressed or not. What is refused is refused
 * with a remedy; what is of no kind that slant reads is told and counted. */
#include "article/files.h"

#include <string.h>

#include "article/format.h"
#include "article/walk.h"
#include "base/memory.h"
#include "codec/archive.h"

struct slant_files {
  const slant_files_options *options;
  slant_walk *walk;
  slant_archive *archive;  /* being read; NULL between archives */
  slant_walked outer;      /* the file that the walk gave last */
  bool in_single;          /* the archive is one compressed file, not files of files */
  slant_buffer path, relative; /* of the member at hand, each ended by a NUL that counts */
  uint64_t n_ignored, n_bytes;
};

slant_status slant_files_open(slant_files **out, const char *const *inputs, size_t n_inputs, const slant_files_options *options,
                              slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->options = options;
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
  (void)slant_error_at(&warning, SLANT_E_DATA, path, 0, "not read: its name ends in none of .txt .md .json .jsonl .csv .tsv .html");
  files->options->warning(files->options->user, &warning);
}

/* Looks at the first bytes of `input`, which becomes the file's unless it is refused: then it is closed. */
static slant_status admit(slant_files *files, slant_file *file, slant_input *input, const char *name, slant_error *err) {
  slant_text head;
  slant_status status = slant_input_peek(input, SLANT_SNIFFED_BYTES, &head, err);
  if (status == SLANT_OK) {
    const char *remedy = slant_format_remedy(name, head), *unreadable = slant_format_unreadable(head);
    if (remedy != NULL) {
      status = slant_error_at(err, SLANT_E_DATA, slant_input_path(input), 0, "found %s", remedy);
    } else if (unreadable != NULL) {
      status = slant_error_at(err, SLANT_E_DATA, slant_input_path(input), 0, "found %s, expected UTF-8 text", unreadable);
    }
  }
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  file->input = input;
  file->format = slant_format_of_name(name);
  if (file->format == SLANT_FORMAT_AUTO) file->format = files->options->format;
  if (file->format == SLANT_FORMAT_AUTO) file->format = slant_format_of_bytes(head, files->options->columns);
  return SLANT_OK;
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

/* A file of the walk: an archive is opened, another file is the next to read. */
static slant_status open_outer(slant_files *files, slant_file *file, bool *found, slant_error *err) {
  slant_input *input;
  slant_text head;
  const char *path = files->outer.path;
  slant_status status = slant_input_open(&input, path, err);
  if (status != SLANT_OK) return status;
  slant_input_count(input, &files->n_bytes);
  status = slant_input_peek(input, SLANT_SNIFFED_BYTES, &head, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  bool refused = slant_format_remedy(path, head) != NULL;
  if (!refused && slant_archive_detect(head) != SLANT_PACKED_NOT) return slant_archive_open(&files->archive, input, err);
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
