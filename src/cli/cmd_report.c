/* report: what a results folder comes to, made again for other groups. */
#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/plain.h"
#include "cli/terminal.h"

static int check_use(const settings *s) {
  if (s->n_inputs != 1) {
    message_print("found %zu folders, expected one that slant classify -o wrote", s->n_inputs);
    return 2;
  }
  if (s->compare.n != s->against.n) {
    message_print("found --compare %zu times and --with %zu times, expected them in pairs", s->compare.n, s->against.n);
    return 2;
  }
  return 0;
}

static int print_summary(const slant_report *report) {
  slant_error err = {0};
  slant_text summary = {0};
  slant_status status = slant_report_summary(report, terminal_width(STDOUT_FILENO), terminal_colour(STDOUT_FILENO), &summary, &err);
  int code = status == SLANT_OK ? common_print(summary) : message_error(&err);
  slant_text_free(summary);
  return code;
}

int cmd_report(const settings *s) {
  slant_error err = {0};
  slant_report *report = NULL;
  slant_report_options options = {.by = s->by.items,
                                  .n_by = s->by.n,
                                  .only = s->only.items,
                                  .n_only = s->only.n,
                                  .first = s->compare.items,
                                  .second = s->against.items,
                                  .n_compared = s->compare.n,
                                  .keep_duplicates = s->keep_duplicates != 0,
                                  .spreadsheet = s->spreadsheet != 0,
                                  .no_page = s->no_page != 0};
  int code = check_use(s);
  if (code != 0) return code;
  slant_status status = slant_report_open(&report, s->inputs[0], &options, &err);
  bool saves = s->output != NULL || s->only.n == 0;
  if (status == SLANT_OK && saves) status = slant_report_save(report, s->output, &err);
  code = status == SLANT_OK ? print_summary(report) : message_error(&err);
  if (code == 0 && saves && !s->quiet) {
    fputs("\nReport: ", stderr);
    plain_print_string(stderr, s->output != NULL ? s->output : s->inputs[0]);
    fprintf(stderr, "/%sgroups.csv%s\n", s->no_page ? "" : "report.html, ", s->compare.n > 0 ? ", comparisons.csv" : "");
  }
  slant_report_close(report);
  return code;
}
