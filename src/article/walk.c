/* Walk: folders, depth first, without recursion.
 * In: paths. Out: files one after the other; which of them can be read is left to the reader. */
#include "article/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/memory.h"

enum { DEEPEST = 128 };

/* A folder being walked: its names, sorted, and how many were visited. */
typedef struct level {
  struct dirent **names;
  size_t n, next;
  size_t path_len; /* of the folder's path in walk->path */
} level;

struct slant_walk {
  const char *const *inputs;
  size_t n_inputs, next_input;
  slant_buffer path;  /* ended by NUL, which is not counted */
  size_t root_len;    /* of the input's part of the path, its slash included */
  level levels[DEEPEST];
  size_t n_levels;
};

static int is_listed(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static slant_status set_path(slant_walk *walk, size_t len, const char *name, slant_error *err) {
  walk->path.len = len;
  slant_buffer_put_string(&walk->path, name);
  slant_buffer_put_char(&walk->path, '\0');
  slant_status status = slant_buffer_check(&walk->path, err);
  if (status == SLANT_OK) walk->path.len--;
  return status;
}

slant_status slant_walk_open(slant_walk **out, const char *const *inputs, size_t n_inputs, slant_error *err) {
  for (size_t i = 0; i < n_inputs; i++) {
    struct stat info;
    *out = NULL;
    if (strcmp(inputs[i], "-") != 0 && stat(inputs[i], &info) != 0) return slant_error_system(err, errno, "read", inputs[i]);
  }
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->inputs = inputs;
  (*out)->n_inputs = n_inputs;
  return SLANT_OK;
}

static slant_status enter(slant_walk *walk, slant_error *err) {
  if (walk->n_levels == DEEPEST) {
    return slant_error_at(err, SLANT_E_DATA, walk->path.ptr, 0, "found folders more than %d deep, expected less", DEEPEST);
  }
  level *l = &walk->levels[walk->n_levels];
  memset(l, 0, sizeof *l);
  int n = scandir(walk->path.ptr, &l->names, is_listed, by_bytes);
  if (n < 0) return slant_error_system(err, errno, "read", walk->path.ptr);
  if (walk->path.ptr[walk->path.len - 1] != '/') {
    slant_status status = set_path(walk, walk->path.len, "/", err);
    if (status != SLANT_OK) return status;
  }
  l->n = (size_t)n;
  l->path_len = walk->path.len;
  walk->n_levels++;
  return SLANT_OK;
}

static void leave(slant_walk *walk) {
  level *l = &walk->levels[--walk->n_levels];
  for (size_t i = 0; i < l->n; i++) free(l->names[i]); /* scandir's own memory */
  free(l->names);
}

/* Looks at the next name of the innermost folder; *found when it is a file. */
static slant_status visit(slant_walk *walk, bool *found, slant_error *err) {
  level *l = &walk->levels[walk->n_levels - 1];
  if (l->next == l->n) {
    leave(walk);
    return SLANT_OK;
  }
  slant_status status = set_path(walk, l->path_len, l->names[l->next++]->d_name, err);
  if (status != SLANT_OK) return status;
  struct stat info, link;
  if (lstat(walk->path.ptr, &link) != 0 || stat(walk->path.ptr, &info) != 0) return SLANT_OK; /* gone, or a dangling link */
  if (S_ISDIR(info.st_mode)) return S_ISLNK(link.st_mode) ? SLANT_OK : enter(walk, err);
  *found = S_ISREG(info.st_mode);
  return SLANT_OK;
}

static slant_status start_input(slant_walk *walk, slant_walked *file, bool *found, slant_error *err) {
  const char *input = walk->inputs[walk->next_input++];
  slant_status status = set_path(walk, 0, input, err);
  if (status != SLANT_OK) return status;
  struct stat info;
  if (strcmp(input, "-") != 0 && stat(input, &info) != 0) return slant_error_system(err, errno, "read", input);
  if (strcmp(input, "-") != 0 && S_ISDIR(info.st_mode)) {
    status = enter(walk, err);
    walk->root_len = walk->path.len;
    return status;
  }
  const char *slash = strrchr(input, '/');
  *file = (slant_walked){walk->path.ptr, slash == NULL ? input : slash + 1, true};
  *found = true;
  return SLANT_OK;
}

slant_status slant_walk_next(slant_walk *walk, slant_walked *file, bool *found, slant_error *err) {
  *found = false;
  while (!*found) {
    slant_status status;
    if (walk->n_levels > 0) {
      status = visit(walk, found, err);
      if (*found) *file = (slant_walked){walk->path.ptr, walk->path.ptr + walk->root_len, false};
    } else if (walk->next_input < walk->n_inputs) {
      status = start_input(walk, file, found, err);
    } else {
      return SLANT_OK;
    }
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

void slant_walk_close(slant_walk *walk) {
  if (walk == NULL) return;
  while (walk->n_levels > 0) leave(walk);
  slant_buffer_free(&walk->path);
  slant_memory_free(walk);
}

uint64_t slant_inputs_size(const char *const *inputs, size_t n_inputs) {
  slant_walk *walk;
  uint64_t sum = 0;
  if (slant_walk_open(&walk, inputs, n_inputs, NULL) != SLANT_OK) return 0;
  for (;;) {
    slant_walked file;
    struct stat info;
    bool found;
    if (slant_walk_next(walk, &file, &found, NULL) != SLANT_OK || !found) break;
    if (strcmp(file.path, "-") == 0 || stat(file.path, &info) != 0) {
      sum = 0;
      break;
    }
    sum += (uint64_t)info.st_size;
  }
  slant_walk_close(walk);
  return sum;
}
