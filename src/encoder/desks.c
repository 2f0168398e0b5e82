/* Desks: a stack of idle ones behind a lock.
 * In: an encoder. Out: a desk; there are never more than threads that read at once. Which desk a thread gets leaves no trace in what it reads. */
#include "encoder/desks.h"

#include <pthread.h>

#include "base/memory.h"
#include "encoder/network.h"

struct slant_desks {
  pthread_mutex_t lock;
  slant_reading_desk **idle; /* n, of cap */
  size_t n, cap;
};

slant_status slant_desks_new(slant_desks **out, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  if (pthread_mutex_init(&(*out)->lock, NULL) == 0) return SLANT_OK;
  slant_memory_free(*out);
  *out = NULL;
  return slant_error_set(err, SLANT_E_MEMORY, "found no lock for an encoder's working memory, expected one");
}

void slant_desks_free(slant_desks *desks) {
  if (desks == NULL) return;
  for (size_t i = 0; i < desks->n; i++) slant_reading_desk_free(desks->idle[i]);
  slant_memory_free(desks->idle);
  pthread_mutex_destroy(&desks->lock);
  slant_memory_free(desks);
}

slant_status slant_desks_take(slant_reading_desk **out, const slant_encoder *encoder, slant_error *err) {
  slant_desks *desks = encoder->desks;
  *out = NULL;
  pthread_mutex_lock(&desks->lock);
  if (desks->n > 0) *out = desks->idle[--desks->n];
  pthread_mutex_unlock(&desks->lock);
  return *out != NULL ? SLANT_OK : slant_reading_desk_new(out, encoder, err);
}

void slant_desks_give_back(const slant_encoder *encoder, slant_reading_desk *desk) {
  slant_desks *desks = encoder->desks;
  if (desk == NULL) return;
  pthread_mutex_lock(&desks->lock);
  bool kept = slant_memory_grow(&desks->idle, &desks->cap, desks->n + 1, sizeof *desks->idle, NULL) == SLANT_OK;
  if (kept) desks->idle[desks->n++] = desk;
  pthread_mutex_unlock(&desks->lock);
  if (!kept) slant_reading_desk_free(desk);
}
