/* Effort: from settings, model and files to an effort and its encoder.
 * In: settings. Out: what the library wants, or a message that says what is missing. */
#include "cli/effort.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/common.h"

static const uint64_t small_bytes = 1 << 20; /* on disk: an encoder reads half of their paragraphs within some 15 seconds */

bool effort_is_small(const char *const *inputs, size_t n_inputs) {
  uint64_t size = slant_inputs_size(inputs, n_inputs);
  return size > 0 && size <= small_bytes;
}

/* "news-en.safetensors" to "news-en-encoder.safetensors"; false where there is no such file. */
static bool beside(const char *model_path, char *path, size_t size) {
  static const char suffix[] = ".safetensors";
  size_t len = strlen(model_path), n_suffix = sizeof suffix - 1;
  bool has_suffix = len > n_suffix && strcmp(model_path + len - n_suffix, suffix) == 0;
  int n = snprintf(path, size, "%.*s-encoder%s", (int)(has_suffix ? len - n_suffix : len), model_path, suffix);
  return n > 0 && (size_t)n < size && access(path, R_OK) == 0;
}

/* The encoder's file, NULL where there is none. `room` has PATH_MAX bytes. */
static const char *find_encoder(const settings *s, const char *model_path, char *room) {
  char shipped[PATH_MAX];
  const char *named = s->encoder != NULL ? s->encoder : getenv("SLANT_ENCODER");
  if (named != NULL && *named != '\0') return named;
  if (model_path != NULL && beside(model_path, room, PATH_MAX)) return room;
  const char *path = common_shipped_model(shipped);
  return path != NULL && beside(path, room, PATH_MAX) ? room : NULL;
}

static int open_at(const char *path, slant_encoder **out) {
  slant_error err = {0};
  return slant_encoder_open(out, path, &err) == SLANT_OK ? 0 : message_error(&err);
}

int effort_open_encoder(const settings *s, const char *model_path, slant_encoder **out) {
  char room[PATH_MAX];
  const char *path = find_encoder(s, model_path, room);
  if (path != NULL) return open_at(path, out);
  message_print("found no encoder beside the model, expected its file there or named by --encoder or SLANT_ENCODER; --effort fast does without");
  return SLANT_E_MODEL;
}

int effort_choice(const settings *s) { return EFFORT_FAST + s->effort; }

int effort_open(const settings *s, const slant_model *model, int choice, bool is_small, effort *out) {
  char room[PATH_MAX], model_room[PATH_MAX];
  *out = (effort){0};
  if (choice == EFFORT_FAST || (choice == EFFORT_AUTO && (!is_small || !slant_model_reads(model)))) return 0;
  const char *model_path = common_model_path(s, model_room);
  if (choice == EFFORT_AUTO && s->encoder == NULL && find_encoder(s, model_path, room) == NULL) return 0;
  if (!slant_model_reads(model)) {
    message_print("found a model that was trained without an encoder, expected one with it for --effort balanced or best (slant train --effort best)");
    return SLANT_E_MODEL;
  }
  out->effort = choice == EFFORT_BEST ? SLANT_EFFORT_BEST : SLANT_EFFORT_BALANCED;
  return effort_open_encoder(s, model_path, &out->encoder);
}

void effort_close(effort *e) {
  slant_encoder_close(e->encoder);
  *e = (effort){0};
}
