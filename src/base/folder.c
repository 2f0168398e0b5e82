/* Folder: making one and opening files in it.
 * In: a path. Out: a folder that is there, outputs that are renamed when they are whole. */
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static slant_status make_folder(const char *path, slant_error *err) {
  slant_buffer part = {0};
  slant_status status = SLANT_OK;
  for (size_t i = 0; status == SLANT_OK; i++) {
    if (path[i] != '\0' && (path[i] != '/' || i == 0)) {
      slant_buffer_put_char(&part, path[i]);
      continue;
    }
    slant_buffer_put_char(&part, '\0');
    status = slant_buffer_check(&part, err);
    if (status == SLANT_OK && mkdir(part.ptr, 0777) != 0 && errno != EEXIST) status = slant_error_system(err, errno, "create", part.ptr);
    if (path[i] == '\0') break;
    part.len--;
    slant_buffer_put_char(&part, '/');
  }
  slant_buffer_free(&part);
  return status;
}

static slant_status check_empty(const char *path, slant_error *err) {
  DIR *folder = opendir(path);
  if (folder == NULL) return slant_error_system(err, errno, "open", path);
  slant_status status = SLANT_OK;
  for (struct dirent *entry = readdir(folder); entry != NULL && status == SLANT_OK; entry = readdir(folder)) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    status = slant_error_at(err, SLANT_E_USAGE, path, 0, "found a folder that holds \"%s\", expected an empty or new one (--force writes into it)",
                            entry->d_name);
  }
  (void)closedir(folder);
  return status;
}

slant_status slant_folder_make(const char *path, bool force, slant_error *err) {
  slant_status status = make_folder(path, err);
  return status == SLANT_OK && !force ? check_empty(path, err) : status;
}

slant_status slant_folder_path(slant_buffer *full, const char *path, const char *name, const char *suffix, slant_error *err) {
  slant_buffer_clear(full);
  slant_buffer_put_string(full, path);
  slant_buffer_put_char(full, '/');
  slant_buffer_put_string(full, name);
  slant_buffer_put_bytes(full, suffix, strlen(suffix) + 1);
  return slant_buffer_check(full, err);
}

slant_status slant_folder_open(slant_output **out, const char *path, const char *name, slant_error *err) {
  return slant_folder_reopen(out, path, name, 0, err);
}

slant_status slant_folder_reopen(slant_output **out, const char *path, const char *name, uint64_t len, slant_error *err) {
  slant_buffer full = {0};
  slant_status status = slant_folder_path(&full, path, name, "", err);
  if (status == SLANT_OK) status = slant_output_reopen_file(out, full.ptr, len, err);
  slant_buffer_free(&full);
  return status;
}

slant_status slant_folder_write(const char *path, const char *name, slant_text text, slant_error *err) {
  slant_output *output = NULL;
  slant_status status = slant_folder_open(&output, path, name, err);
  if (status == SLANT_OK) status = slant_output_put(output, text, err);
  if (status == SLANT_OK) status = slant_output_commit(output, err);
  slant_output_close(output);
  return status;
}
