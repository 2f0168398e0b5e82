/* train: a model file, and a report on how good it is. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/progress.h"

static int train(const settings *s, const slant_train_options *options, progress *bar) {
  slant_error err = {0};
  slant_training *training = NULL;
  slant_text report = {0};
  slant_status status = slant_train(&training, s->inputs, s->n_inputs, options, &err);
  if (status == SLANT_OK) status = slant_training_save(training, s->output, &err);
  if (status == SLANT_OK) status = slant_training_report(training, (slant_report_format)s->report_format, &report, &err);
  progress_end(bar);
  int code = status == SLANT_OK ? common_print(report) : message_error(&err);
  if (code == 0 && !s->quiet) fprintf(stderr, "Model: %s\n", s->output);
  slant_text_free(report);
  slant_training_free(training);
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
  if (s->base != NULL) {
    int code = common_open_model(s->base, &base);
    if (code != 0) return code;
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
                                 .base = base,
                                 .reader = common_reader(s, &counter),
                                 .progress = progress_stage,
                                 .user = &bar};
  int code = train(s, &options, &bar);
  message_finish(&counter);
  slant_model_free(base);
  return code;
}
