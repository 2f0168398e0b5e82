/* review: what to code next, and the folder to code it in. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/plain.h"

/* "errors:25,random:30" */
static int read_strata(const char *argument, double strata[SLANT_N_STRATA]) {
  double sum = 0;
  for (const char *at = argument; *at != '\0';) {
    size_t len = strcspn(at, ":,"), s = 0;
    char *end = NULL;
    while (s < SLANT_N_STRATA && !(strlen(slant_stratum_name(s)) == len && strncmp(slant_stratum_name(s), at, len) == 0)) s++;
    double weight = at[len] == ':' ? strtod(at + len + 1, &end) : 1;
    if (s < SLANT_N_STRATA && at[len] == ':' && end != at + len + 1 && (*end == ',' || *end == '\0') && weight >= 0 && weight <= 1e6) {
      strata[s] = weight;
      sum += weight;
      at = *end == ',' ? end + 1 : end;
      continue;
    }
    message_print("found --strata \"%s\", expected weights as in errors:25,duplicates:10,margin:35,random:30", argument);
    return 2;
  }
  if (sum > 0) return 0;
  message_print("found --strata \"%s\", expected a weight above 0", argument);
  return 2;
}

/* Why a stratum stayed empty or short. */
static const char *reason_of(const settings *s, size_t stratum) {
  if (stratum == SLANT_STRATUM_ERRORS && s->out_of_fold == NULL) return "needs --labelled and --out-of-fold";
  if (stratum == SLANT_STRATUM_DUPLICATES && s->labelled.n + s->added.n == 0) return "needs --labelled";
  if (stratum >= SLANT_STRATUM_MARGIN && s->n_inputs == 0) return "needs RESULTS";
  return "no more were found";
}

/* What is known of a stratum beyond its size. */
static void print_detail(const settings *s, const slant_review_figures *f, size_t stratum) {
  if (stratum == SLANT_STRATUM_ERRORS && s->out_of_fold != NULL) {
    fprintf(stderr, " (of %zu labels %zu are in doubt)", f->n_labelled, f->n_suspects);
  } else if (stratum == SLANT_STRATUM_DUPLICATES && f->n_conflicts > 0) {
    fprintf(stderr, " (of %zu %s)", f->n_conflicts, f->n_conflicts == 1 ? "group" : "groups");
  } else if (stratum == SLANT_STRATUM_RANDOM && f->n_chosen[stratum] > 0) {
    fprintf(stderr, " (each of %zu scored paragraphs without a label had the probability %.4g)", f->n_scored, f->probability);
  }
}

static void print_summary(const settings *s, const slant_review_figures *f) {
  fprintf(stderr, "%zu paragraphs to code\n", f->n_items);
  for (size_t k = 0; k < SLANT_N_STRATA; k++) {
    if (f->n_asked[k] == 0 && f->n_chosen[k] == 0) continue;
    fprintf(stderr, "  %-10s %6zu", slant_stratum_name(k), f->n_chosen[k]);
    if (f->n_chosen[k] < f->n_asked[k]) fprintf(stderr, " of %zu: %s", f->n_asked[k], reason_of(s, k));
    if (f->n_chosen[k] > f->n_asked[k]) fprintf(stderr, ", %zu of them in place of other strata", f->n_chosen[k] - f->n_asked[k]);
    print_detail(s, f, k);
    fputc('\n', stderr);
  }
  if (f->n_changed > 0) fprintf(stderr, "  out-of-fold rows whose label has changed since, left out: %zu\n", f->n_changed);
  if (f->n_repeated > 0) fprintf(stderr, "  articles that were met again, passed over: %zu\n", f->n_repeated);
  fputs("Open ", stderr);
  plain_print_string(stderr, s->output);
  fputs("/coding.html, or fill the column label of ", stderr);
  plain_print_string(stderr, s->output);
  fputs("/coding.csv\n", stderr);
}

int cmd_review(const settings *s) {
  slant_error err = {0};
  slant_review *review = NULL;
  message_counter counter = {0};
  slant_review_options options = {.results = s->inputs,
                                  .n_results = s->n_inputs,
                                  .labelled = s->labelled.items,
                                  .n_labelled = s->labelled.n,
                                  .added = s->added.items,
                                  .n_added = s->added.n,
                                  .out_of_fold = s->out_of_fold,
                                  .n_items = (size_t)s->items,
                                  .labels = s->labels,
                                  .seed = s->seed,
                                  .reader = common_reader(s, &counter)};
  const slant_coding_options coding = {.force = s->force != 0, .context = s->context != 0, .show_model = s->show_model != 0,
                                       .spreadsheet = s->spreadsheet != 0, .codebook = s->codebook};
  if (s->output == NULL || (s->n_inputs == 0 && s->labelled.n + s->added.n == 0)) {
    message_print("found no %s, expected RESULTS... -o DIR (slant review -h explains)", s->output == NULL ? "-o" : "results");
    return 2;
  }
  if (s->strata != NULL && read_strata(s->strata, options.strata) != 0) return 2;
  slant_status status = slant_review_choose(&review, &options, &err);
  if (status == SLANT_OK) status = slant_review_write(review, s->output, &coding, &err);
  message_finish(&counter);
  int code = status == SLANT_OK ? 0 : message_error(&err);
  if (code == 0 && !s->quiet) print_summary(s, slant_review_get(review));
  slant_review_free(review);
  return code;
}
