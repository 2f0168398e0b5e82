/* libsvm: the only includer of its header. C-SVC machines for stage 2, and for stage 1 where the user asks.
 * In: dense or sparse rows with signs. Out: linear weights, or support vectors. libsvm keeps no state that folds could share:
 * its random numbers serve probability estimates alone, which slant makes itself. */
#include <math.h>
#include <string.h>
#include <libsvm/svm.h>

#include "base/memory.h"
#include "model/train_context.h"
#include "model/train_linear.h"

enum { CACHE_MEGABYTES = 400 };

static void say_nothing(const char *text) { (void)text; }

static bool has_both_classes(const struct svm_problem *data) {
  for (int i = 1; i < data->l; i++) {
    if ((data->y[i] > 0) != (data->y[0] > 0)) return true;
  }
  return false;
}

static slant_status train(const struct svm_problem *data, const struct svm_parameter *parameter, struct svm_model **out,
                          slant_error *err) {
  /* libsvm's model of one class has no machine in it */
  if (!has_both_classes(data)) return slant_error_set(err, SLANT_E_DATA, "found rows of one class only, expected two");
  const char *problem = svm_check_parameter(data, parameter);
  if (problem != NULL) return slant_error_set(err, SLANT_E_USAGE, "libsvm refuses the training: %s", problem);
  svm_set_print_string_function(say_nothing);
  *out = svm_train(data, parameter);
  return *out != NULL ? SLANT_OK : slant_error_memory(err, 0);
}

/* libsvm takes the class of the first row as the positive one of its decision values. */
static double sign_of(const struct svm_model *model) { return model->label[0] > 0 ? 1 : -1; }

static void linear_weights(const struct svm_model *model, size_t n_columns, double *weights, double *bias) {
  double sign = sign_of(model);
  memset(weights, 0, n_columns * sizeof *weights);
  for (int s = 0; s < model->l; s++) {
    for (const struct svm_node *node = model->SV[s]; node->index >= 0; node++) {
      weights[node->index] += sign * model->sv_coef[0][s] * node->value;
    }
  }
  *bias = -sign * model->rho[0];
}

static slant_status keep_vectors(const struct svm_model *model, size_t n_columns, slant_machine *machine, slant_error *err) {
  machine->n_vectors = (size_t)model->l;
  slant_status status = slant_memory_new(&machine->vectors, machine->n_vectors * n_columns, sizeof *machine->vectors, err);
  if (status == SLANT_OK) status = slant_memory_new(&machine->coefficients, machine->n_vectors, sizeof *machine->coefficients, err);
  if (status != SLANT_OK) return status;
  for (size_t s = 0; s < machine->n_vectors; s++) {
    machine->coefficients[s] = sign_of(model) * model->sv_coef[0][s];
    for (const struct svm_node *node = model->SV[s]; node->index >= 0; node++) {
      machine->vectors[s * n_columns + (size_t)node->index] = node->value;
    }
  }
  machine->bias = -sign_of(model) * model->rho[0];
  return SLANT_OK;
}

/* The parameters of one machine; two weights balance its classes. */
typedef struct machine_weights {
  int labels[2];
  double weights[2];
} machine_weights;

static struct svm_parameter parameters(slant_kernel kernel, double cost, double gamma, machine_weights *w) {
  struct svm_parameter parameter = {0};
  parameter.svm_type = C_SVC;
  parameter.kernel_type = kernel == SLANT_KERNEL_LINEAR ? LINEAR : kernel == SLANT_KERNEL_RBF ? RBF : POLY;
  parameter.degree = SLANT_CONTEXT_DEGREE;
  parameter.gamma = gamma;
  parameter.coef0 = 1;
  parameter.C = cost;
  parameter.eps = 1e-3;
  parameter.cache_size = CACHE_MEGABYTES;
  parameter.shrinking = 1;
  parameter.nr_weight = 2;
  parameter.weight_label = w->labels;
  parameter.weight = w->weights;
  return parameter;
}

typedef struct rows {
  struct svm_problem data;
  struct svm_node *nodes;
} rows;

static slant_status new_rows(rows *r, size_t n_rows, size_t n_nodes, slant_error *err) {
  memset(r, 0, sizeof *r);
  slant_status status = slant_memory_new(&r->nodes, n_nodes, sizeof *r->nodes, err);
  if (status == SLANT_OK) status = slant_memory_new(&r->data.x, n_rows, sizeof *r->data.x, err);
  if (status == SLANT_OK) status = slant_memory_new(&r->data.y, n_rows, sizeof *r->data.y, err);
  return status;
}

static void free_rows(rows *r) {
  slant_memory_free(r->nodes);
  slant_memory_free(r->data.x);
  slant_memory_free(r->data.y);
}

slant_status slant_train_machine(const slant_machine_problem *p, slant_machine *machine, slant_error *err) {
  rows r;
  struct svm_model *model = NULL;
  memset(machine, 0, sizeof *machine);
  slant_status status = new_rows(&r, p->n_rows, p->n_rows * (p->n_columns + 1), err);
  for (size_t i = 0; i < p->n_rows && status == SLANT_OK; i++) {
    struct svm_node *row = r.nodes + i * (p->n_columns + 1);
    for (size_t d = 0; d < p->n_columns; d++) row[d] = (struct svm_node){(int)d, p->features[i * p->n_columns + d]};
    row[p->n_columns].index = -1;
    r.data.x[i] = row;
    r.data.y[i] = p->y[i];
  }
  r.data.l = (int)p->n_rows;
  machine_weights w = {{1, -1}, {p->positive_weight, p->negative_weight}};
  struct svm_parameter parameter = parameters(p->kernel, p->cost, p->gamma, &w);
  if (status == SLANT_OK) status = train(&r.data, &parameter, &model, err);
  if (status == SLANT_OK && p->kernel == SLANT_KERNEL_LINEAR) {
    status = slant_memory_new(&machine->weights, p->n_columns, sizeof *machine->weights, err);
    if (status == SLANT_OK) linear_weights(model, p->n_columns, machine->weights, &machine->bias);
  } else if (status == SLANT_OK) {
    status = keep_vectors(model, p->n_columns, machine, err);
  }
  if (model != NULL) svm_free_and_destroy_model(&model);
  free_rows(&r);
  return status;
}

/* libsvm takes one cost a class: rows weigh by their class alone, and what has no cost is left out. */
slant_status slant_train_linear_libsvm(const slant_linear_problem *p, double *weights, double *bias, slant_error *err) {
  rows r;
  struct svm_model *model = NULL;
  const slant_vectors *v = p->vectors;
  size_t n_nodes = 0, at = 0, l = 0;
  double cost[2] = {0, 0}, n[2] = {0, 0};
  for (size_t i = 0; i < p->n_rows; i++) n_nodes += v->starts[p->rows[i] + 1] - v->starts[p->rows[i]] + 1;
  slant_status status = new_rows(&r, p->n_rows, n_nodes, err);
  for (size_t i = 0; i < p->n_rows && status == SLANT_OK; i++) {
    if (!(p->costs[i] > 0)) continue;
    r.data.x[l] = r.nodes + at;
    r.data.y[l++] = p->y[i];
    for (size_t e = v->starts[p->rows[i]]; e < v->starts[p->rows[i] + 1]; e++) {
      r.nodes[at++] = (struct svm_node){(int)v->columns[e], v->values[e]};
    }
    r.nodes[at++].index = -1;
    cost[p->y[i] < 0] += p->costs[i];
    n[p->y[i] < 0] += 1;
  }
  r.data.l = (int)l;
  machine_weights w = {{1, -1}, {n[0] > 0 ? cost[0] / n[0] : 1, n[1] > 0 ? cost[1] / n[1] : 1}};
  struct svm_parameter parameter = parameters(SLANT_KERNEL_LINEAR, 1, 0, &w);
  if (status == SLANT_OK) status = train(&r.data, &parameter, &model, err);
  if (status == SLANT_OK) linear_weights(model, v->n_columns, weights, bias);
  if (model != NULL) svm_free_and_destroy_model(&model);
  free_rows(&r);
  return status;
}

void slant_machine_clear(slant_machine *machine) {
  slant_memory_free(machine->weights);
  slant_memory_free(machine->vectors);
  slant_memory_free(machine->coefficients);
  memset(machine, 0, sizeof *machine);
}
