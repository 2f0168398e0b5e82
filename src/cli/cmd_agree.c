/* agree: agreement between coders, the model being one of them where its rows stand among the codes. */
#include <math.h>

#include "cli/commands.h"
#include "cli/common.h"

/* The gate of --min-alpha. */
static int check_alpha(const settings *s, const slant_agreement_figures *figures) {
  if (!s->has_min_alpha || figures->alpha.value >= s->min_alpha) return 0;
  if (isnan(figures->alpha.value)) {
    message_print("found no alpha (%s), expected %.4f or more (--min-alpha)", figures->undefined, s->min_alpha);
  } else {
    message_print("found alpha %.4f, expected %.4f or more (--min-alpha)", figures->alpha.value, s->min_alpha);
  }
  return 1;
}

int cmd_agree(const settings *s) {
  slant_error err = {0};
  slant_agreement *agreement = NULL;
  slant_text report = {0};
  message_counter counter = {0};
  const char *const *inputs;
  size_t n_inputs;
  int code = common_inputs(s, &inputs, &n_inputs);
  if (code != 0) return code;
  slant_agree_options options = {.model_as = s->model_as, .confusions = s->confusion != 0, .reader = common_reader(s, &counter)};
  slant_status status = slant_agree(&agreement, inputs, n_inputs, &options, &err);
  if (status == SLANT_OK) status = slant_agreement_report(agreement, (slant_report_format)s->report_format, &report, &err);
  message_finish(&counter);
  code = status == SLANT_OK ? common_print(report) : message_error(&err);
  if (code == 0) code = check_alpha(s, slant_agreement_get(agreement));
  slant_text_free(report);
  slant_agreement_free(agreement);
  return code;
}
