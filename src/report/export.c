/* Export: a model and its features in the text formats of liblinear and libsvm, so that their own programs can check it.
 * In: a model, results. Out: a folder with stage1.liblinear, terms.csv, one stage2-LABEL.libsvm a machine and, where results
 * are added, stage1.svmlight, stage2.svmlight and rows.csv, line by line the same paragraphs. */
#include <stdlib.h>
#include <string.h>

#include "analysis/result.h"
#include "base/compare.h"
#include "base/folder.h"
#include "base/memory.h"
#include "base/output.h"
#include "codec/csv.h"
#include "features/context.h"
#include "features/terms.h"
#include "model/score.h"

enum { STAGE1, STAGE2, ROWS, N_FILES };

static const char *const names[N_FILES] = {"stage1.svmlight", "stage2.svmlight", "rows.csv"};

/* The number of each term, found by its hash. */
typedef struct numbered {
  uint64_t hash;
  uint32_t number; /* from 1, by the byte order of texts */
} numbered;

struct slant_export {
  const slant_model *model;
  numbered *terms;         /* n_terms, by hash */
  slant_words room;        /* for the words of a paragraph */
  slant_output *files[N_FILES];
  slant_buffer line;
};

static slant_text term_text(const slant_model *model, size_t i) {
  return (slant_text){model->term_texts + model->term_starts[i], model->term_starts[i + 1] - model->term_starts[i]};
}

static int by_hash(const void *x, const void *y) {
  uint64_t a = ((const numbered *)x)->hash, b = ((const numbered *)y)->hash;
  return (a > b) - (a < b);
}

static slant_status number_terms(slant_export *e, slant_error *err) {
  slant_status status = slant_memory_new(&e->terms, e->model->n_terms, sizeof *e->terms, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < e->model->n_terms; i++) e->terms[i] = (numbered){slant_term_hash(term_text(e->model, i)), (uint32_t)i + 1};
  if (e->model->n_terms > 0) qsort(e->terms, e->model->n_terms, sizeof *e->terms, by_hash);
  return SLANT_OK;
}

static void put_doubles(slant_buffer *out, const double *values, size_t n) {
  for (size_t i = 0; i < n; i++) {
    slant_buffer_put_double(out, values[i]);
    slant_buffer_put_char(out, i + 1 == n ? '\n' : ' ');
  }
}

/* One line a term with a weight for each margin, and the biases as the last one; liblinear's own order is the same. */
static slant_status write_stage1(const slant_export *e, const char *folder, slant_error *err) {
  const slant_model *m = e->model;
  slant_buffer out = {0};
  slant_buffer_put_string(&out, "solver_type L2R_L2LOSS_SVC_DUAL\nnr_class ");
  slant_buffer_put_u64(&out, m->labels.n);
  slant_buffer_put_string(&out, "\nlabel");
  for (size_t k = 1; k <= m->labels.n; k++) {
    slant_buffer_put_char(&out, ' ');
    slant_buffer_put_u64(&out, k);
  }
  slant_buffer_put_string(&out, "\nnr_feature ");
  slant_buffer_put_u64(&out, m->n_terms);
  slant_buffer_put_string(&out, "\nbias 1\nw\n");
  for (size_t i = 0; i < m->n_terms; i++) {
    const float *weights = slant_model_find_term(m, slant_term_hash(term_text(m, i)));
    double line[SLANT_MOST_LABELS] = {0};
    for (size_t k = 0; weights != NULL && k < m->n_margins; k++) line[k] = (double)weights[k];
    put_doubles(&out, line, m->n_margins);
  }
  put_doubles(&out, m->bias, m->n_margins);
  slant_status status = slant_buffer_check(&out, err);
  if (status == SLANT_OK) status = slant_folder_write(folder, "stage1.liblinear", slant_buffer_get(&out), err);
  slant_buffer_free(&out);
  return status;
}

static slant_status write_terms(const slant_export *e, const char *folder, slant_error *err) {
  slant_buffer out = {0};
  slant_buffer_put_string(&out, "number,term\n");
  for (size_t i = 0; i < e->model->n_terms; i++) {
    slant_buffer_put_u64(&out, i + 1);
    slant_buffer_put_char(&out, ',');
    slant_csv_put(&out, term_text(e->model, i), ',');
    slant_buffer_put_char(&out, '\n');
  }
  slant_status status = slant_buffer_check(&out, err);
  if (status == SLANT_OK) status = slant_folder_write(folder, "terms.csv", slant_buffer_get(&out), err);
  slant_buffer_free(&out);
  return status;
}

static void put_vector(slant_buffer *out, const double *values, size_t n) {
  for (size_t d = 0; d < n; d++) {
    slant_buffer_put_char(out, ' ');
    slant_buffer_put_u64(out, d + 1);
    slant_buffer_put_char(out, ':');
    slant_buffer_put_double(out, values[d]);
  }
  slant_buffer_put_char(out, '\n');
}

/* A linear machine is one support vector: its weights. */
static void put_machine(slant_buffer *out, const slant_model *m, size_t margin) {
  static const char *const kernels[] = {"linear", "polynomial", "rbf"};
  bool linear = m->judges[SLANT_BY_TABLE].kernel == SLANT_KERNEL_LINEAR;
  size_t first = linear ? 0 : m->judges[SLANT_BY_TABLE].vector_starts[margin], end = linear ? 1 : m->judges[SLANT_BY_TABLE].vector_starts[margin + 1];
  slant_buffer_put_string(out, "svm_type c_svc\nkernel_type ");
  slant_buffer_put_string(out, kernels[m->judges[SLANT_BY_TABLE].kernel]);
  if (m->judges[SLANT_BY_TABLE].kernel == SLANT_KERNEL_POLYNOMIAL) slant_buffer_put_string(out, "\ndegree 2\ncoef0 1");
  if (!linear) {
    slant_buffer_put_string(out, "\ngamma ");
    slant_buffer_put_double(out, m->judges[SLANT_BY_TABLE].gamma);
  }
  slant_buffer_put_string(out, "\nnr_class 2\ntotal_sv ");
  slant_buffer_put_u64(out, end - first);
  slant_buffer_put_string(out, "\nrho ");
  slant_buffer_put_double(out, -m->judges[SLANT_BY_TABLE].bias[margin]);
  slant_buffer_put_string(out, "\nlabel 1 -1\nnr_sv ");
  slant_buffer_put_u64(out, end - first);
  slant_buffer_put_string(out, " 0\nSV\n");
  for (size_t v = first; v < end; v++) {
    slant_buffer_put_double(out, linear ? 1 : m->judges[SLANT_BY_TABLE].coefficients[v]);
    put_vector(out, linear ? m->judges[SLANT_BY_TABLE].weights + margin * m->judges[SLANT_BY_TABLE].n_features : m->judges[SLANT_BY_TABLE].vectors + v * m->judges[SLANT_BY_TABLE].n_features, m->judges[SLANT_BY_TABLE].n_features);
  }
}

static slant_status write_stage2(const slant_export *e, const char *folder, slant_error *err) {
  slant_buffer out = {0}, name = {0};
  slant_status status = SLANT_OK;
  for (size_t margin = 0; margin < e->model->n_margins && status == SLANT_OK; margin++) {
    slant_buffer_clear(&out);
    slant_buffer_clear(&name);
    slant_buffer_put_string(&name, "stage2-");
    slant_buffer_put_string(&name, e->model->labels.names[margin]);
    slant_buffer_put_bytes(&name, ".libsvm", 8); /* with its NUL */
    put_machine(&out, e->model, margin);
    status = slant_buffer_check(&out, err);
    if (status == SLANT_OK) status = slant_buffer_check(&name, err);
    if (status == SLANT_OK) status = slant_folder_write(folder, name.ptr, slant_buffer_get(&out), err);
  }
  slant_buffer_free(&out);
  slant_buffer_free(&name);
  return status;
}

slant_status slant_export_open(slant_export **out, const char *path, const slant_model *model, bool force, bool with_features,
                               slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_export *e = *out;
  e->model = model;
  status = slant_folder_make(path, force, err);
  if (status == SLANT_OK) status = number_terms(e, err);
  if (status == SLANT_OK) status = write_stage1(e, path, err);
  if (status == SLANT_OK) status = write_terms(e, path, err);
  if (status == SLANT_OK) status = write_stage2(e, path, err);
  for (size_t f = 0; f < N_FILES && with_features && status == SLANT_OK; f++) {
    status = slant_folder_open(&e->files[f], path, names[f], err);
  }
  if (status == SLANT_OK && with_features) {
    slant_buffer_put_string(&e->line, "article,paragraph,label");
    for (size_t k = 0; k < model->labels.n; k++) {
      slant_buffer_put_string(&e->line, ",margin_");
      slant_buffer_put_string(&e->line, model->labels.names[k]);
    }
    for (size_t k = 0; k < model->n_margins; k++) {
      slant_buffer_put_string(&e->line, ",text_margin_");
      slant_buffer_put_string(&e->line, model->labels.names[k]);
    }
    slant_buffer_put_char(&e->line, '\n');
    status = slant_output_put(e->files[ROWS], slant_buffer_get(&e->line), err);
  }
  if (status != SLANT_OK) {
    slant_export_close(e);
    *out = NULL;
  }
  return status;
}

/* "3:0.25 17:0.5": each known term once, count / length, by rising number. */
static slant_status put_terms(slant_export *e, const slant_word *words, size_t n_words, slant_error *err) {
  size_t n = slant_terms_count(n_words), n_known = 0;
  slant_term *terms = NULL;
  uint32_t *numbers = NULL;
  slant_status status = slant_memory_new(&terms, n, sizeof *terms, err);
  if (status == SLANT_OK) status = slant_memory_new(&numbers, n, sizeof *numbers, err);
  if (status == SLANT_OK) slant_terms_get(words, n_words, terms);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    numbered key = {terms[i].hash, 0};
    const numbered *term = bsearch(&key, e->terms, e->model->n_terms, sizeof *e->terms, by_hash);
    if (term != NULL) numbers[n_known++] = term->number;
  }
  if (n_known > 0) qsort(numbers, n_known, sizeof *numbers, slant_compare_u32);
  for (size_t i = 0, run; i < n_known && status == SLANT_OK; i += run) {
    for (run = 1; i + run < n_known && numbers[i + run] == numbers[i]; run++) continue;
    slant_buffer_put_char(&e->line, ' ');
    slant_buffer_put_u64(&e->line, numbers[i]);
    slant_buffer_put_char(&e->line, ':');
    slant_buffer_put_double(&e->line, (double)run / slant_terms_length(n_words));
  }
  slant_buffer_put_char(&e->line, '\n');
  slant_memory_free(terms);
  slant_memory_free(numbers);
  return status;
}

static slant_status hand_on(slant_export *e, size_t file, slant_error *err) {
  slant_status status = slant_buffer_check(&e->line, err);
  if (status == SLANT_OK) status = slant_output_put(e->files[file], slant_buffer_get(&e->line), err);
  slant_buffer_clear(&e->line);
  return status;
}

static slant_status add_row(slant_export *e, const slant_result *result, size_t i, slant_error *err) {
  const slant_model *m = e->model;
  const slant_row *row = slant_result_row(result, i);
  size_t n_words;
  const slant_word *words;
  double z[SLANT_MOST_FEATURES];
  slant_buffer_clear(&e->line);
  slant_buffer_put_u64(&e->line, (uint64_t)row->label + 1);
  slant_status status = slant_article_get_words(result->article, i, &e->room, &words, &n_words, err);
  if (status == SLANT_OK) status = put_terms(e, words, n_words, err);
  if (status == SLANT_OK) status = hand_on(e, STAGE1, err);
  if (status != SLANT_OK) return status;
  for (size_t d = 0; d < m->judges[SLANT_BY_TABLE].n_features; d++) {
    z[d] = slant_context_scaled(result->features[i * m->judges[SLANT_BY_TABLE].n_features + d], m->judges[SLANT_BY_TABLE].mean[d], m->judges[SLANT_BY_TABLE].scale[d]);
  }
  slant_buffer_put_u64(&e->line, (uint64_t)row->label + 1);
  put_vector(&e->line, z, m->judges[SLANT_BY_TABLE].n_features);
  status = hand_on(e, STAGE2, err);
  if (status != SLANT_OK) return status;
  slant_csv_put(&e->line, slant_article_field(result->article, SLANT_ID), ',');
  slant_buffer_put_char(&e->line, ',');
  slant_buffer_put_u64(&e->line, row->paragraph->number);
  slant_buffer_put_char(&e->line, ',');
  slant_buffer_put_string(&e->line, m->labels.names[row->label]);
  for (size_t k = 0; k < m->labels.n; k++) {
    slant_buffer_put_char(&e->line, ',');
    slant_buffer_put_double(&e->line, row->margins[k]);
  }
  /* the first context features are stage 1's own margins */
  for (size_t k = 0; k < m->n_margins; k++) {
    slant_buffer_put_char(&e->line, ',');
    slant_buffer_put_double(&e->line, result->features[i * m->judges[SLANT_BY_TABLE].n_features + k]);
  }
  slant_buffer_put_char(&e->line, '\n');
  return hand_on(e, ROWS, err);
}

slant_status slant_export_add(slant_export *e, const slant_result *result, slant_error *err) {
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    if (slant_result_row(result, i)->label < 0) continue;
    slant_status status = add_row(e, result, i, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

slant_status slant_export_commit(slant_export *e, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (e->files[f] != NULL) status = slant_output_commit(e->files[f], err);
  }
  return status;
}

void slant_export_close(slant_export *e) {
  if (e == NULL) return;
  for (size_t f = 0; f < N_FILES; f++) slant_output_close(e->files[f]);
  slant_buffer_free(&e->line);
  slant_words_free(&e->room);
  slant_memory_free(e->terms);
  slant_memory_free(e);
}
