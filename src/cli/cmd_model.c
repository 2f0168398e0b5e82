/* model: the card of a model file. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/common.h"

static void print_entry(void *user, slant_text key, slant_text value) {
  (void)user;
  printf("%-26.*s %.*s\n", (int)key.len, key.ptr, (int)value.len, value.ptr);
}

static void print_json_string(slant_text text) {
  putchar('"');
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c < 0x20) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

static void print_json_entry(void *user, slant_text key, slant_text value) {
  bool *first = user;
  fputs(*first ? "{" : ",\n ", stdout);
  *first = false;
  print_json_string(key);
  fputs(": ", stdout);
  print_json_string(value);
}

int cmd_model(const settings *s) {
  if (s->n_inputs == 0 || strcmp(s->inputs[0], "show") != 0 || s->n_inputs > 2) {
    message_print("found %s, expected slant model show [MODEL]", s->n_inputs == 0 ? "no action" : "another action");
    return 2;
  }
  slant_model *model = NULL;
  int code = s->n_inputs == 2 ? common_open_model(s->inputs[1], &model) : common_model(s, &model);
  if (code != 0) return code;
  if (s->report_format == SLANT_REPORT_JSON) {
    bool first = true;
    slant_model_card(model, print_json_entry, &first);
    fputs("}\n", stdout);
  } else {
    slant_model_card(model, print_entry, NULL);
  }
  slant_model_free(model);
  return common_print((slant_text){"", 0});
}
