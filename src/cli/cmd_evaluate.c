/* evaluate: a model against labelled data. */
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/effort.h"

int cmd_evaluate(const settings *s) {
  slant_error err = {0};
  slant_model *model = NULL;
  slant_evaluation *evaluation = NULL;
  slant_text report = {0};
  message_counter counter = {0};
  const char *const *inputs;
  size_t n_inputs;
  int code = common_inputs(s, &inputs, &n_inputs);
  effort chosen = {0};
  if (code == 0) code = common_model(s, &model);
  if (code == 0) code = effort_open(s, model, effort_choice(s), true, &chosen);
  if (code != 0) {
    slant_model_free(model);
    effort_close(&chosen);
    return code;
  }
  slant_evaluate_options options = {
      .classify = common_classify(s),
      .reader = common_reader(s, &counter),
      .n_threads = (size_t)s->threads};
  options.classify.effort = chosen.effort;
  options.classify.encoder = chosen.encoder;
  common_warn_precision(s, model, &options.classify);
  slant_status status = slant_evaluate(&evaluation, model, inputs, n_inputs, &options, &err);
  if (status == SLANT_OK) status = slant_evaluation_report(evaluation, (slant_report_format)s->report_format, &report, &err);
  message_finish(&counter);
  code = status == SLANT_OK ? common_print(report) : message_error(&err);
  if (code == 0 && s->has_min_f1 && slant_evaluation_macro_f1(evaluation) < s->min_f1) {
    message_print("found macro-F1 %.4f, expected %.4f or more (--min-f1)", slant_evaluation_macro_f1(evaluation), s->min_f1);
    code = 1;
  }
  slant_text_free(report);
  slant_evaluation_free(evaluation);
  effort_close(&chosen);
  slant_model_free(model);
  return code;
}
