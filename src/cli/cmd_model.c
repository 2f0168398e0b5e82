/* model: the card of a model or an encoder, and the model in the formats of other programs. */
#include <stdio.h>
#include <string.h>

#include "cli/card_text.h"
#include "cli/commands.h"
#include "cli/common.h"

static void print_json_entry(void *user, slant_text key, slant_text value) {
  bool *first = user;
  fputs(*first ? "{" : ",\n ", stdout);
  *first = false;
  common_print_json(key);
  fputs(": ", stdout);
  common_print_json(value);
}

static slant_status export_one(void *user, const slant_result *result, slant_error *err) {
  slant_export *out = user;
  return slant_export_add(out, result, err);
}

/* Features of the articles that --features names, in the order of the articles. */
static slant_status export_features(const settings *s, const slant_model *model, slant_export *out, message_counter *counter,
                                    slant_reader_counts *counts, slant_error *err) {
  slant_reader *reader;
  slant_reader_options options = common_reader(s, counter);
  slant_status status = slant_reader_open(&reader, s->features.items, s->features.n, &options, err);
  slant_classify_options classify = {.ignore_targets = true}; /* the text formats have no columns for them */
  if (status == SLANT_OK) status = slant_classify_all(model, reader, &classify, (size_t)s->threads, export_one, out, err);
  if (status == SLANT_OK) *counts = slant_reader_get_counts(reader);
  slant_reader_close(reader);
  return status;
}

static int export_model(const settings *s, const slant_model *model) {
  slant_error err = {0};
  slant_export *out = NULL;
  message_counter counter = {0};
  slant_reader_counts counts = {0};
  if (s->output == NULL) {
    message_print("found no -o, expected slant model export [FILE] -o DIR");
    return 2;
  }
  slant_status status = slant_export_open(&out, s->output, model, s->force != 0, s->features.n > 0, &err);
  if (status == SLANT_OK && s->features.n > 0) status = export_features(s, model, out, &counter, &counts, &err);
  if (status == SLANT_OK) status = slant_export_commit(out, &err);
  slant_export_close(out);
  message_finish(&counter);
  return status == SLANT_OK ? common_exit(&counts) : message_error(&err);
}

static int show(const settings *s, const slant_model *model, const slant_encoder *encoder) {
  bool first = true, json = s->report_format == SLANT_REPORT_JSON;
  if (json && model != NULL) slant_model_card(model, print_json_entry, &first);
  else if (json) slant_encoder_card(encoder, print_json_entry, &first);
  else if (model != NULL) card_text_print_model(model);
  else card_text_print_encoder(encoder);
  if (json) fputs("}\n", stdout);
  return common_print((slant_text){"", 0});
}

/* The card of the file, whether it holds a model or an encoder; what is neither is refused as a model. */
static int show_file(const settings *s, const char *path) {
  slant_error as_model = {0}, as_encoder = {0};
  slant_model *model = NULL;
  slant_encoder *encoder = NULL;
  bool is_one = slant_model_open(&model, path, &as_model) == SLANT_OK || slant_encoder_open(&encoder, path, &as_encoder) == SLANT_OK;
  int code = is_one ? show(s, model, encoder) : message_error(&as_model);
  slant_model_free(model);
  slant_encoder_close(encoder);
  return code;
}

int cmd_model(const settings *s) {
  const char *action = s->n_inputs > 0 ? s->inputs[0] : "";
  bool is_show = strcmp(action, "show") == 0;
  if ((!is_show && strcmp(action, "export") != 0) || s->n_inputs > 2) {
    message_print("found %s, expected slant model show [FILE] or slant model export [FILE] -o DIR",
                  s->n_inputs == 0 ? "no action" : s->n_inputs > 2 ? "more than one model" : "another action");
    return 2;
  }
  if (is_show && s->n_inputs == 2) return show_file(s, s->inputs[1]);
  slant_model *model = NULL;
  int code = s->n_inputs == 2 ? common_open_model(s->inputs[1], &model) : common_model(s, &model);
  if (code != 0) return code;
  code = is_show ? show(s, model, NULL) : export_model(s, model);
  slant_model_free(model);
  return code;
}
