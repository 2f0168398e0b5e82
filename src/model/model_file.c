/* Model file: from checked tensors to a model; nothing in the file is trusted before it is looked at.
 * In: a path. Out: a model whose every index is in range, or the reason why the file is refused. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "model/loader.h"

static const char format_name[] = "slant-model-1";

static slant_status load_table(const slant_loader *l) {
  slant_model *m = l->model;
  m->n_slots = slant_loader_length(l, "terms.keys");
  if (m->n_slots < 2 || (m->n_slots & (m->n_slots - 1)) != 0) return slant_loader_refuse(l, "terms.keys", "a power of two of slots");
  slant_status status = slant_loader_take(l, "terms.keys", SLANT_U64, m->n_slots, 0, &m->keys);
  if (status == SLANT_OK) status = slant_loader_take(l, "terms.weights", SLANT_F32, m->n_slots, m->n_margins, &m->weights);
  if (status == SLANT_OK) status = slant_loader_take(l, "terms.bias", SLANT_F64, m->n_margins, 0, &m->bias);
  if (status != SLANT_OK) return status;
  size_t n_free = 0;
  for (size_t i = 0; i < m->n_slots; i++) n_free += m->keys[i] == 0;
  if (n_free == 0) return slant_loader_refuse(l, "terms.keys", "a free slot, where a search can end");
  if (!slant_loader_all_finite_floats(m->weights, m->n_slots * m->n_margins)) return slant_loader_refuse(l, "terms.weights", "finite numbers");
  if (!slant_loader_all_finite(m->bias, m->n_margins)) return slant_loader_refuse(l, "terms.bias", "finite numbers, 1e15 at most");
  m->n_terms = m->n_slots - n_free;
  size_t n_bytes = slant_loader_length(l, "terms.texts");
  status = slant_loader_take(l, "terms.starts", SLANT_U32, m->n_terms + 1, 0, &m->term_starts);
  if (status == SLANT_OK) status = slant_loader_take(l, "terms.texts", SLANT_U8, n_bytes, 0, &m->term_texts);
  if (status == SLANT_OK && !slant_loader_rises(m->term_starts, m->n_terms, n_bytes)) return slant_loader_refuse(l, "terms.starts", "places in terms.texts");
  return status == SLANT_OK ? slant_memory_new(&m->lookups, 1, sizeof *m->lookups, l->err) : status;
}

/* The part for named targets, which a model may lack. */
static slant_status load_target(const slant_loader *l) {
  slant_model *m = l->model;
  size_t n = slant_loader_length(l, "target.keys"), width = SLANT_N_ZONES * m->n_margins, n_free = 0;
  if (n == 0) return SLANT_OK;
  if ((n & (n - 1)) != 0) return slant_loader_refuse(l, "target.keys", "a power of two of slots");
  slant_status status = slant_loader_take(l, "target.keys", SLANT_U64, n, 0, &m->target_keys);
  if (status == SLANT_OK) status = slant_loader_take(l, "target.weights", SLANT_F32, n, width, &m->target_weights);
  if (status == SLANT_OK) status = slant_loader_take(l, "target.bias", SLANT_F64, m->n_margins, 0, &m->target_bias);
  if (status == SLANT_OK) status = slant_loader_rule(l, "target.calibration", "target.thresholds", m->n_margins, &m->target_rules[SLANT_BY_TABLE]);
  if (status == SLANT_OK && slant_model_reads(m) && slant_loader_length(l, "target.encoder.thresholds") > 0) {
    status = slant_loader_rule(l, "target.encoder.calibration", "target.encoder.thresholds", m->n_margins + m->labels.n, &m->target_rules[SLANT_BY_ENCODER]);
  }
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < n; i++) n_free += m->target_keys[i] == 0;
  if (n_free == 0) return slant_loader_refuse(l, "target.keys", "a free slot, where a search can end");
  if (!slant_loader_all_finite_floats(m->target_weights, n * width)) return slant_loader_refuse(l, "target.weights", "finite numbers");
  if (!slant_loader_all_finite(m->target_bias, m->n_margins)) return slant_loader_refuse(l, "target.bias", "finite numbers, 1e15 at most");
  m->n_target_slots = n;
  return SLANT_OK;
}

static slant_status load_domain(const slant_loader *l) {
  slant_model *m = l->model;
  slant_status status = slant_loader_number(l, "domain.unknown_share", &m->domain.unknown_share);
  if (status == SLANT_OK) status = slant_loader_number(l, "domain.margin", &m->domain.margin);
  if (status != SLANT_OK) return status;
  m->n_training_articles = slant_loader_length(l, "training.articles");
  return slant_loader_take(l, "training.articles", SLANT_U64, m->n_training_articles, 0, &m->training_articles);
}

static slant_status load(const slant_loader *l) {
  slant_model *m = l->model;
  slant_status status = slant_safetensors_expect(m->file, l->path, format_name, l->err);
  if (status != SLANT_OK) return status;
  const char *labels = slant_safetensors_metadata(m->file, "labels");
  slant_error detail = {0};
  m->labels.supportive = m->labels.critical = -1;
  if (labels == NULL || slant_labels_split(&m->labels, labels, &m->arena, &detail) != SLANT_OK ||
      m->labels.n < SLANT_FEWEST_LABELS) {
    return detail.status == SLANT_E_MEMORY ? slant_error_copy(l->err, &detail) : slant_loader_refuse(l, "labels", "2 to 20 names");
  }
  slant_buffer joined = {0}; /* labels out of order would name the wrong columns */
  slant_labels_join(&m->labels, &joined);
  bool in_order = joined.len == strlen(labels) && memcmp(joined.ptr, labels, joined.len) == 0;
  slant_status whole = slant_buffer_check(&joined, l->err);
  slant_buffer_free(&joined);
  if (whole != SLANT_OK) return whole;
  if (!in_order) return slant_loader_refuse(l, "labels", "names in slant's order, each once");
  m->n_margins = slant_labels_n_margins(&m->labels);
  m->language = slant_safetensors_metadata(m->file, "language");
  if (m->language == NULL) m->language = "";
  status = load_table(l);
  if (status == SLANT_OK) status = slant_loader_judges(l);
  if (status == SLANT_OK) status = load_target(l);
  if (status == SLANT_OK) status = load_domain(l);
  return status;
}

slant_status slant_model_open(slant_model **out, const char *path, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  status = slant_safetensors_open(&(*out)->file, path, err);
  slant_loader l = {*out, path, err};
  if (status == SLANT_OK) status = load(&l);
  if (status != SLANT_OK) {
    slant_model_free(*out);
    *out = NULL;
  }
  return status;
}

size_t slant_model_n_labels(const slant_model *model) { return model->labels.n; }
const char *slant_model_label(const slant_model *model, size_t k) { return model->labels.names[k]; }
const char *slant_model_checksum(const slant_model *model) { return slant_safetensors_metadata(model->file, "checksum"); }

void slant_model_card(const slant_model *model, void (*visit)(void *user, slant_text key, slant_text value), void *user) {
  size_t n;
  const slant_metadata *metadata = slant_safetensors_all_metadata(model->file, &n);
  for (size_t i = 0; i < n; i++) {
    visit(user, (slant_text){metadata[i].key, strlen(metadata[i].key)}, (slant_text){metadata[i].value, strlen(metadata[i].value)});
  }
}

void slant_model_free(slant_model *model) {
  if (model == NULL) return;
  slant_safetensors_close(model->file);
  if (model->lookups != NULL) slant_term_table_free(&model->lookups->table);
  slant_memory_free(model->lookups);
  slant_arena_clear(&model->arena);
  slant_memory_free(model);
}
