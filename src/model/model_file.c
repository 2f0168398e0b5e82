/* Model file: from checked tensors to a model; nothing in the file is trusted before it is looked at.
 * In: a path. Out: a model whose every index is in range, or the reason why the file is refused. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "features/context.h"
#include "model/model.h"

static const char format_name[] = "slant-model-1";

typedef struct loader {
  slant_model *model;
  const char *path;
  slant_error *err;
} loader;

static slant_status refuse(const loader *l, const char *name, const char *expected) {
  return slant_error_at(l->err, SLANT_E_MODEL, l->path, 0, "found no usable \"%s\", expected %s", name, expected);
}

/* The tensor `name` of that type and shape (columns 0: one dimension). */
static slant_status take(const loader *l, const char *name, slant_dtype dtype, size_t rows, size_t columns, void *out) {
  const slant_tensor *tensor = slant_safetensors_get(l->model->file, name);
  bool fits = tensor != NULL && tensor->dtype == dtype && tensor->dims[0] == rows &&
              (columns == 0 ? tensor->n_dims == 1 : tensor->n_dims == 2 && tensor->dims[1] == columns);
  if (!fits) return refuse(l, name, "a tensor of the shape that the labels ask for");
  memcpy(out, &tensor->data, sizeof tensor->data);
  return SLANT_OK;
}

/* Length of a one-dimensional tensor, or of the first dimension; 0 where there is none. */
static size_t length_of(const loader *l, const char *name) {
  const slant_tensor *tensor = slant_safetensors_get(l->model->file, name);
  return tensor == NULL ? 0 : tensor->dims[0];
}

static bool all_finite(const double *values, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(values[i])) return false;
  }
  return true;
}

/* The same of many: without an end before the last one, so that several are looked at together. */
static bool all_finite_floats(const float *values, size_t n) {
  static const uint32_t exponent = UINT32_C(0x7F800000), lowest = UINT32_C(0x00800000);
  uint32_t carries = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    carries |= (bits & exponent) + lowest; /* into the sign, from an exponent of ones alone: of infinity and of NaNs */
  }
  return carries >> 31 == 0;
}

/* Whether starts rise from 0 to `end`. */
static bool rises(const uint32_t *starts, size_t n, size_t end) {
  if (starts[0] != 0 || starts[n] != end) return false;
  for (size_t i = 0; i < n; i++) {
    if (starts[i] > starts[i + 1]) return false;
  }
  return true;
}

static slant_status load_table(const loader *l) {
  slant_model *m = l->model;
  m->n_slots = length_of(l, "terms.keys");
  if (m->n_slots < 2 || (m->n_slots & (m->n_slots - 1)) != 0) return refuse(l, "terms.keys", "a power of two of slots");
  slant_status status = take(l, "terms.keys", SLANT_U64, m->n_slots, 0, &m->keys);
  if (status == SLANT_OK) status = take(l, "terms.weights", SLANT_F32, m->n_slots, m->n_margins, &m->weights);
  if (status == SLANT_OK) status = take(l, "terms.bias", SLANT_F64, m->n_margins, 0, &m->bias);
  if (status != SLANT_OK) return status;
  size_t n_free = 0;
  for (size_t i = 0; i < m->n_slots; i++) n_free += m->keys[i] == 0;
  if (n_free == 0) return refuse(l, "terms.keys", "a free slot, where a search can end");
  if (!all_finite_floats(m->weights, m->n_slots * m->n_margins)) return refuse(l, "terms.weights", "finite numbers");
  m->n_terms = m->n_slots - n_free;
  size_t n_bytes = length_of(l, "terms.texts");
  status = take(l, "terms.starts", SLANT_U32, m->n_terms + 1, 0, &m->term_starts);
  if (status == SLANT_OK) status = take(l, "terms.texts", SLANT_U8, n_bytes, 0, &m->term_texts);
  if (status == SLANT_OK && !rises(m->term_starts, m->n_terms, n_bytes)) return refuse(l, "terms.starts", "places in terms.texts");
  return status == SLANT_OK ? slant_memory_new(&m->lookups, 1, sizeof *m->lookups, l->err) : status;
}

static slant_status load_kernel(const loader *l) {
  slant_model *m = l->model;
  const char *kernel = slant_safetensors_metadata(m->file, "kernel");
  static const char *const names[] = {"linear", "polynomial", "rbf"};
  size_t k = 0;
  while (k < 3 && (kernel == NULL || strcmp(kernel, names[k]) != 0)) k++;
  if (k == 3) return refuse(l, "kernel", "linear, polynomial or rbf");
  m->kernel = (slant_kernel)k;
  if (m->kernel == SLANT_KERNEL_LINEAR) {
    return take(l, "context.weights", SLANT_F64, m->n_margins, m->n_features, &m->context_weights);
  }
  const char *gamma = slant_safetensors_metadata(m->file, "gamma");
  if (gamma == NULL || !slant_number_parse((slant_text){gamma, strlen(gamma)}, &m->gamma)) return refuse(l, "gamma", "a number");
  m->n_vectors = length_of(l, "context.coefficients");
  slant_status status = take(l, "context.vectors", SLANT_F64, m->n_vectors, m->n_features, &m->vectors);
  if (status == SLANT_OK) status = take(l, "context.coefficients", SLANT_F64, m->n_vectors, 0, &m->coefficients);
  if (status == SLANT_OK) status = take(l, "context.starts", SLANT_U32, m->n_margins + 1, 0, &m->vector_starts);
  if (status == SLANT_OK && !rises(m->vector_starts, m->n_margins, m->n_vectors)) return refuse(l, "context.starts", "places of vectors");
  return status;
}

static slant_status load_context(const loader *l) {
  slant_model *m = l->model;
  m->n_features = slant_context_size(m->n_margins);
  slant_status status = take(l, "context.mean", SLANT_F64, m->n_features, 0, &m->mean);
  if (status == SLANT_OK) status = take(l, "context.scale", SLANT_F64, m->n_features, 0, &m->scale);
  if (status == SLANT_OK) status = take(l, "context.bias", SLANT_F64, m->n_margins, 0, &m->context_bias);
  if (status == SLANT_OK) status = load_kernel(l);
  if (status != SLANT_OK) return status;
  bool linear = m->kernel == SLANT_KERNEL_LINEAR;
  if (!all_finite(m->mean, m->n_features) || !all_finite(m->scale, m->n_features) || !all_finite(m->bias, m->n_margins) ||
      !all_finite(m->context_bias, m->n_margins) || (linear && !all_finite(m->context_weights, m->n_margins * m->n_features)) ||
      (!linear && (!all_finite(m->vectors, m->n_vectors * m->n_features) || !all_finite(m->coefficients, m->n_vectors)))) {
    return refuse(l, "context", "finite numbers");
  }
  return SLANT_OK;
}

/* The number under `key`. */
static slant_status take_number(const loader *l, const char *key, double *out) {
  const char *value = slant_safetensors_metadata(l->model->file, key);
  if (value != NULL && slant_number_parse((slant_text){value, strlen(value)}, out)) return SLANT_OK;
  return refuse(l, key, "a number, as slant train writes it (a model of an older slant has to be trained again)");
}

static slant_status load_coverage(const loader *l) {
  static const char *const names[SLANT_N_DECIDE] = {"coverage.balanced", "coverage.argmax"};
  slant_status status = SLANT_OK;
  for (size_t d = 0; d < SLANT_N_DECIDE && status == SLANT_OK; d++) {
    slant_coverage *coverage = &l->model->coverage[d];
    const slant_tensor *tensor = slant_safetensors_get(l->model->file, names[d]);
    if (tensor != NULL && tensor->dtype == SLANT_F64 && tensor->n_dims == 2 && tensor->dims[1] == SLANT_COVERAGE_COLUMNS) {
      *coverage = (slant_coverage){tensor->dims[0], tensor->data};
    }
    if (!slant_coverage_is_sound(coverage)) {
      status = refuse(l, names[d], "rising confidences, how often labels were right from each on, and the share of paragraphs left there "
                                   "(a model of an older slant has to be trained again)");
    }
  }
  if (status == SLANT_OK) status = take_number(l, "uncertain_below", &l->model->uncertain_below);
  if (status == SLANT_OK) status = take_number(l, "domain.unknown_share", &l->model->domain.unknown_share);
  return status == SLANT_OK ? take_number(l, "domain.margin", &l->model->domain.margin) : status;
}

/* A calibrator and the thresholds that go with it. */
static slant_status load_rule(const loader *l, const char *calibration, slant_calibrator *calibrator, const char *threshold_name,
                              const double **thresholds) {
  const slant_model *m = l->model;
  size_t n = m->labels.n, width = m->n_margins + 1;
  const double *parameters;
  slant_status status = take(l, calibration, SLANT_F64, n, width, &parameters);
  if (status == SLANT_OK) status = take(l, threshold_name, SLANT_F64, n, 0, thresholds);
  if (status != SLANT_OK) return status;
  if (!all_finite(parameters, n * width) || !all_finite(*thresholds, n)) return refuse(l, calibration, "finite numbers");
  calibrator->n_labels = n;
  calibrator->n_margins = m->n_margins;
  for (size_t k = 0; k < n; k++) {
    if (!((*thresholds)[k] > 0)) return refuse(l, threshold_name, "numbers above 0");
    memcpy(calibrator->weights[k], parameters + k * width, m->n_margins * sizeof *parameters);
    calibrator->bias[k] = parameters[k * width + m->n_margins];
  }
  return SLANT_OK;
}

/* The part for named targets, which a model may lack. */
static slant_status load_target(const loader *l) {
  slant_model *m = l->model;
  size_t n = length_of(l, "target.keys"), width = SLANT_N_ZONES * m->n_margins, n_free = 0;
  if (n == 0) return SLANT_OK;
  if ((n & (n - 1)) != 0) return refuse(l, "target.keys", "a power of two of slots");
  slant_status status = take(l, "target.keys", SLANT_U64, n, 0, &m->target_keys);
  if (status == SLANT_OK) status = take(l, "target.weights", SLANT_F32, n, width, &m->target_weights);
  if (status == SLANT_OK) status = take(l, "target.bias", SLANT_F64, m->n_margins, 0, &m->target_bias);
  if (status == SLANT_OK) status = load_rule(l, "target.calibration", &m->target_calibrator, "target.thresholds", &m->target_thresholds);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < n; i++) n_free += m->target_keys[i] == 0;
  if (n_free == 0) return refuse(l, "target.keys", "a free slot, where a search can end");
  if (!all_finite_floats(m->target_weights, n * width)) return refuse(l, "target.weights", "finite numbers");
  if (!all_finite(m->target_bias, m->n_margins)) return refuse(l, "target.bias", "finite numbers");
  m->n_target_slots = n;
  return SLANT_OK;
}

static slant_status load_calibration(const loader *l) {
  slant_model *m = l->model;
  slant_status status = load_rule(l, "calibration", &m->calibrator, "thresholds", &m->thresholds);
  if (status == SLANT_OK) status = take(l, "confusion", SLANT_F64, m->labels.n, m->labels.n, &m->confusion);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < m->labels.n * m->labels.n; i++) {
    if (!(m->confusion[i] >= 0 && isfinite(m->confusion[i]))) return refuse(l, "confusion", "weights of paragraphs, 0 or more");
  }
  m->n_training_articles = length_of(l, "training.articles");
  return take(l, "training.articles", SLANT_U64, m->n_training_articles, 0, &m->training_articles);
}

static slant_status load(const loader *l) {
  slant_model *m = l->model;
  const char *format = slant_safetensors_metadata(m->file, "format");
  if (format == NULL || strcmp(format, format_name) != 0) return refuse(l, "format", format_name);
  const char *labels = slant_safetensors_metadata(m->file, "labels");
  slant_error detail = {0};
  m->labels.supportive = m->labels.critical = -1;
  if (labels == NULL || slant_labels_split(&m->labels, labels, &m->arena, &detail) != SLANT_OK ||
      m->labels.n < SLANT_FEWEST_LABELS) {
    return detail.status == SLANT_E_MEMORY ? slant_error_copy(l->err, &detail) : refuse(l, "labels", "2 to 20 names");
  }
  slant_buffer joined = {0}; /* labels out of order would name the wrong columns */
  slant_labels_join(&m->labels, &joined);
  bool in_order = joined.len == strlen(labels) && memcmp(joined.ptr, labels, joined.len) == 0;
  slant_buffer_free(&joined);
  if (!in_order) return refuse(l, "labels", "names in slant's order, each once");
  m->n_margins = slant_labels_n_margins(&m->labels);
  m->language = slant_safetensors_metadata(m->file, "language");
  if (m->language == NULL) m->language = "";
  slant_status status = load_table(l);
  if (status == SLANT_OK) status = load_context(l);
  if (status == SLANT_OK) status = load_calibration(l);
  if (status == SLANT_OK) status = load_target(l);
  if (status == SLANT_OK) status = load_coverage(l);
  return status;
}

slant_promise slant_model_promise(const slant_model *model, slant_decide decide, double precision) {
  return slant_coverage_promise(&model->coverage[decide == SLANT_ARGMAX ? SLANT_ARGMAX : SLANT_BALANCED], precision);
}

slant_status slant_model_open(slant_model **out, const char *path, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  status = slant_safetensors_open(&(*out)->file, path, err);
  loader l = {*out, path, err};
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
