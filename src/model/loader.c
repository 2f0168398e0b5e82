/* Loader: tensors and numbers of a model file, each looked at before it is believed. */
#include "model/loader.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

slant_status slant_loader_refuse(const slant_loader *l, const char *name, const char *expected) {
  return slant_error_at(l->err, SLANT_E_MODEL, l->path, 0, "found no usable \"%s\", expected %s", name, expected);
}

slant_status slant_loader_take(const slant_loader *l, const char *name, slant_dtype dtype, size_t rows, size_t columns, void *out) {
  const slant_tensor *tensor = slant_safetensors_get(l->model->file, name);
  bool fits = tensor != NULL && tensor->dtype == dtype && tensor->dims[0] == rows &&
              (columns == 0 ? tensor->n_dims == 1 : tensor->n_dims == 2 && tensor->dims[1] == columns);
  if (!fits) return slant_loader_refuse(l, name, "a tensor of the shape that the labels ask for");
  memcpy(out, &tensor->data, sizeof tensor->data);
  return SLANT_OK;
}

size_t slant_loader_length(const slant_loader *l, const char *name) {
  const slant_tensor *tensor = slant_safetensors_get(l->model->file, name);
  return tensor == NULL ? 0 : tensor->dims[0];
}

bool slant_loader_all_finite(const double *values, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!(fabs(values[i]) <= SLANT_LOADER_LARGEST)) return false;
  }
  return true;
}

/* Without an end before the last one, so that several are looked at together. */
bool slant_loader_all_finite_floats(const float *values, size_t n) {
  static const uint32_t exponent = UINT32_C(0x7F800000), lowest = UINT32_C(0x00800000);
  uint32_t carries = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    carries |= (bits & exponent) + lowest; /* into the sign, from an exponent of ones alone: of infinity and of NaNs */
  }
  return carries >> 31 == 0;
}

bool slant_loader_rises(const uint32_t *starts, size_t n, size_t end) {
  if (starts[0] != 0 || starts[n] != end) return false;
  for (size_t i = 0; i < n; i++) {
    if (starts[i] > starts[i + 1]) return false;
  }
  return true;
}

slant_status slant_loader_number(const slant_loader *l, const char *key, double *out) {
  const char *value = slant_safetensors_metadata(l->model->file, key);
  if (value != NULL && slant_number_parse((slant_text){value, strlen(value)}, out) && slant_loader_all_finite(out, 1)) return SLANT_OK;
  return slant_loader_refuse(l, key, "a number, as slant train writes it (a model of an older slant has to be trained again)");
}

slant_status slant_loader_rule(const slant_loader *l, const char *calibration, const char *thresholds, size_t n_inputs, slant_rule *out) {
  size_t n = l->model->labels.n, width = n_inputs + 1;
  const double *parameters;
  if (n_inputs > SLANT_MOST_LABELS) return slant_loader_refuse(l, calibration, "no more columns than there may be labels");
  slant_status status = slant_loader_take(l, calibration, SLANT_F64, n, width, &parameters);
  if (status == SLANT_OK) status = slant_loader_take(l, thresholds, SLANT_F64, n, 0, &out->thresholds);
  if (status != SLANT_OK) return status;
  if (!slant_loader_all_finite(parameters, n * width) || !slant_loader_all_finite(out->thresholds, n)) {
    return slant_loader_refuse(l, calibration, "finite numbers, 1e15 at most");
  }
  out->calibrator.n_labels = n;
  out->calibrator.n_margins = n_inputs;
  for (size_t k = 0; k < n; k++) {
    if (!(out->thresholds[k] > 0)) return slant_loader_refuse(l, thresholds, "numbers above 0");
    memcpy(out->calibrator.weights[k], parameters + k * width, n_inputs * sizeof *parameters);
    out->calibrator.bias[k] = parameters[k * width + n_inputs];
  }
  return SLANT_OK;
}
