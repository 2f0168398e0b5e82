/* train: a model file, and a report on how good it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/effort.h"
#include "cli/interrupt.h"
#include "cli/plain.h"
#include "cli/progress.h"

static int train(const settings *s, const slant_train_options *options, progress *bar) {
  slant_error err = {0};
  slant_training *training = NULL;
  slant_text report = {0};
  slant_status status = slant_train(&training, s->inputs, s->n_inputs, options, &err);
  if (status == SLANT_OK) status = slant_training_save(training, s->output, &err);
  if (status == SLANT_OK && s->out_of_fold != NULL) status = slant_training_save_out_of_fold(training, s->out_of_fold, &err);
  if (status == SLANT_OK) status = slant_training_report(training, (slant_report_format)s->report_format, &report, &err);
  progress_end(bar);
  int code = status == SLANT_OK ? common_print(report) : status == SLANT_E_STOPPED ? INTERRUPT_EXIT : message_error(&err);
  if (status == SLANT_E_STOPPED) message_print("interrupted before the model was whole: nothing was written");
  if (code == 0 && !s->quiet) {
    fputs("Model: ", stderr);
    plain_print_string(stderr, s->output);
    fputc('\n', stderr);
  }
  if (code == 0 && interrupt_asked(NULL)) {
    message_print("interrupted: the model was whole by then and is written%s", s->curve ? ", its learning curve may be left out" : "");
    code = INTERRUPT_EXIT;
  }
  slant_text_free(report);
  slant_training_free(training);
  return code;
}

/* FILE[:WEIGHT]: what stands behind the last colon is the weight where it is a number and no file has the whole name. */
static int read_auxiliary(const char *argument, const char *option, slant_auxiliary *out) {
  const char *colon = strrchr(argument, ':');
  char *end = NULL;
  double weight = colon == NULL ? 1 : strtod(colon + 1, &end);
  out->path = strdup(argument);
  out->weight = 1;
  if (out->path == NULL) return message_no_memory();
  if (colon == NULL || end == colon + 1 || *end != '\0' || access(argument, F_OK) == 0) return 0;
  if (!(weight > 0 && weight <= 1e6)) {
    message_print("found --%s \"%s\", expected a weight above 0, to 1e6, behind the colon", option, argument);
    return 2;
  }
  ((char *)(uintptr_t)out->path)[colon - argument] = '\0';
  out->weight = weight;
  return 0;
}

/* ENCODER=FILE[:WEIGHT] */
static int read_distilled(const char *argument, slant_auxiliary *out) {
  const char *equals = strchr(argument, '=');
  if (equals == NULL || equals == argument || equals[1] == '\0') {
    message_print("found --distill \"%s\", expected ENCODER=FILE, ENCODER as in the column encoder of the readings", argument);
    return 2;
  }
  out->encoder = strndup(argument, (size_t)(equals - argument));
  return out->encoder == NULL ? message_no_memory() : read_auxiliary(equals + 1, "distill", out);
}

static int train_with(const settings *s, slant_train_options *options, progress *bar) {
  size_t n = s->auxiliary.n + s->distilled.n;
  slant_auxiliary *auxiliary = calloc(n + 1, sizeof *auxiliary), *distilled = auxiliary == NULL ? NULL : auxiliary + s->auxiliary.n;
  int code = auxiliary == NULL ? message_no_memory() : 0;
  for (size_t i = 0; i < s->auxiliary.n && code == 0; i++) code = read_auxiliary(s->auxiliary.items[i], "auxiliary", &auxiliary[i]);
  for (size_t i = 0; i < s->distilled.n && code == 0; i++) code = read_distilled(s->distilled.items[i], &distilled[i]);
  options->auxiliary = auxiliary;
  options->n_auxiliary = n;
  if (code == 0) code = train(s, options, bar);
  for (size_t i = 0; auxiliary != NULL && i < n; i++) {
    free((char *)(uintptr_t)auxiliary[i].path);
    free((char *)(uintptr_t)auxiliary[i].encoder);
  }
  free(auxiliary);
  return code;
}

int cmd_train(const settings *s) {
  slant_model *base = NULL;
  message_counter counter = {0};
  progress bar;
  if (s->output == NULL || s->n_inputs == 0) {
    message_print("found no %s, expected DATA... -o MODEL (slant train -h explains)", s->n_inputs == 0 ? "data" : "-o");
    return 2;
  }
  slant_encoder *encoder = NULL;
  int code = s->base == NULL ? 0 : common_open_model(s->base, &base);
  /* readings alone do not say which encoder will read for the model */
  if (code == 0 && (s->encoder != NULL || (effort_choice(s) != EFFORT_FAST && s->readings == NULL))) {
    code = effort_open_encoder(s, s->base, &encoder);
  }
  if (code != 0) {
    slant_model_free(base);
    return code;
  }
  progress_start(&bar, s->quiet != 0, NULL, NULL, 0);
  slant_train_options options = {.solver = (slant_solver)s->solver,
                                 .kernel = (slant_kernel)s->kernel,
                                 .equal_weights = s->equal_weights != 0,
                                 .n_folds = (size_t)s->folds,
                                 .costs = s->costs,
                                 .n_costs = s->n_costs,
                                 .min_count = (size_t)s->min_count,
                                 .seed = s->seed,
                                 .n_threads = (size_t)s->threads,
                                 .keep_furniture = s->keep_furniture != 0,
                                 .language = s->language,
                                 .lexicon = s->lexicon,
                                 .words = s->words,
                                 .vectors = s->vectors,
                                 .readings = s->readings,
                                 .encoder = encoder,
                                 .added = s->added.items,
                                 .n_added = s->added.n,
                                 .curve = s->curve != 0,
                                 .base = base,
                                 .reader = common_reader(s, &counter),
                                 .progress = progress_stage,
                                 .user = &bar,
                                 .should_stop = interrupt_asked};
  interrupt_catch();
  code = train_with(s, &options, &bar);
  message_finish(&counter);
  slant_encoder_close(encoder);
  slant_model_free(base);
  return code;
}
