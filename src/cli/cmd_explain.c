/* explain: each margin as the sum of its parts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/effort.h"
#include "cli/plain.h"

enum { FORM_TEXT, FORM_CSV, FORM_JSONL };

typedef struct run {
  const settings *s;
  const slant_model *model;
  int label; /* -1: each paragraph's own */
  uint64_t n_explained;
  double largest_gap; /* between a margin and the sum of its parts */
} run;

static void print_csv_field(slant_text text) {
  putchar('"');
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '"') putchar('"');
    putchar(text.ptr[i]);
  }
  putchar('"');
}

static int by_size(const void *x, const void *y) {
  const slant_reason *a = *(const slant_reason *const *)x, *b = *(const slant_reason *const *)y;
  if (fabs(a->contribution) != fabs(b->contribution)) return fabs(a->contribution) < fabs(b->contribution) ? 1 : -1;
  return (a > b) - (a < b);
}

/* The largest parts, one a line. */
static slant_status print_parts(const run *r, const slant_explanation *e, slant_error *err) {
  size_t top = r->s->top == 0 ? 8 : (size_t)r->s->top;
  const slant_reason **order = calloc(e->n_reasons + 1, sizeof *order);
  if (order == NULL) {
    *err = (slant_error){.status = SLANT_E_MEMORY, .text = "found no memory for the parts of a margin, expected some"};
    return SLANT_E_MEMORY;
  }
  for (size_t i = 0; i < e->n_reasons; i++) order[i] = &e->reasons[i];
  qsort(order, e->n_reasons, sizeof *order, by_size);
  double rest = e->margin;
  for (size_t i = 0; i < e->n_reasons && i < top; i++) {
    printf("  %+10.6f  %s", order[i]->contribution, order[i]->is_context ? "context: " : "");
    plain_print(stdout, order[i]->term, ' ');
    if (!order[i]->is_context) printf("  [%zu:%zu]", order[i]->start, order[i]->end);
    putchar('\n');
    rest -= order[i]->contribution;
  }
  if (e->n_reasons > top) printf("  %+10.6f  %zu other parts\n", rest, e->n_reasons - top);
  free(order);
  return SLANT_OK;
}

/* A heading, the parts and, where there are any, those of what the encoder read. */
static slant_status print_text(const run *r, slant_text id, const slant_row *row, const slant_explanation *e, const slant_explanation *reading,
                               slant_error *err) {
  plain_print(stdout, id, ' ');
  printf(" paragraph %u: %s (%.4f), margin of %s %+.6f\n", row->paragraph->number,
         slant_model_label(r->model, (size_t)row->label), row->confidence, slant_model_label(r->model, (size_t)e->label), e->margin);
  slant_status status = print_parts(r, e, err);
  if (reading == NULL || status != SLANT_OK) return status;
  printf("  %+10.6f of it from the encoder; approximately, by leaving out one word at a time:\n", reading->margin);
  return print_parts(r, reading, err);
}

/* `kind` is that of reasons which are words. */
static void print_csv(const run *r, slant_text id, const slant_row *row, const slant_explanation *e, const char *kind, const char *other) {
  for (size_t i = 0; i < e->n_reasons; i++) {
    const slant_reason *reason = &e->reasons[i];
    print_csv_field(id);
    printf(",%u,%s,%.9f,%s,", row->paragraph->number, slant_model_label(r->model, (size_t)e->label), e->margin,
           reason->is_context ? other : kind);
    print_csv_field(reason->term);
    if (reason->is_context) printf(",,,%.9f\n", reason->contribution);
    else printf(",%zu,%zu,%.9f\n", reason->start, reason->end, reason->contribution);
  }
}

static void print_json_parts(const slant_explanation *e) {
  for (size_t i = 0; i < e->n_reasons; i++) {
    const slant_reason *reason = &e->reasons[i];
    printf("%s{\"%s\":", i > 0 ? "," : "", reason->is_context ? "context" : "term");
    common_print_json(reason->term);
    if (!reason->is_context) printf(",\"start\":%zu,\"end\":%zu", reason->start, reason->end);
    printf(",\"contribution\":%.9f}", reason->contribution);
  }
}

static void print_jsonl(const run *r, slant_text id, const slant_row *row, const slant_explanation *e, const slant_explanation *reading) {
  fputs("{\"article\":", stdout);
  common_print_json(id);
  printf(",\"paragraph\":%u,\"label\":\"%s\",\"margin\":%.9f,\"parts\":[", row->paragraph->number,
         slant_model_label(r->model, (size_t)e->label), e->margin);
  print_json_parts(e);
  if (reading != NULL) {
    printf("],\"encoder\":%.9f,\"reading\":[", reading->margin);
    print_json_parts(reading);
  }
  fputs("]}\n", stdout);
}

static void verify(run *r, const slant_explanation *e) {
  double sum = 0;
  for (size_t i = 0; i < e->n_reasons; i++) sum += e->reasons[i].contribution;
  r->largest_gap = fmax(r->largest_gap, fabs(sum - e->margin));
  r->n_explained++;
}

static slant_status print(const run *r, slant_text id, const slant_row *row, const slant_explanation *e, const slant_explanation *reading,
                          slant_error *err) {
  if (r->s->explain_format == FORM_JSONL) {
    print_jsonl(r, id, row, e, reading);
  } else if (r->s->explain_format == FORM_TEXT) {
    return print_text(r, id, row, e, reading, err);
  } else {
    print_csv(r, id, row, e, "term", "context");
    if (reading != NULL) print_csv(r, id, row, reading, "reading", "reading");
  }
  return SLANT_OK;
}

static slant_status explain(void *user, const slant_result *result, slant_error *err) {
  run *r = user;
  slant_text id = slant_article_field(slant_result_article(result), SLANT_ID);
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    const slant_row *row = slant_result_row(result, i);
    if (row->label < 0 || (r->s->paragraph != 0 && row->paragraph->number != r->s->paragraph)) continue;
    slant_explanation *explanation, *reading = NULL;
    slant_status status = slant_explain(&explanation, result, i, r->label, err);
    if (status == SLANT_OK && row->decided == SLANT_BY_ENCODER) status = slant_explain_reading(&reading, result, i, r->label, err);
    if (status == SLANT_OK) {
      verify(r, explanation);
      status = print(r, id, row, explanation, reading, err);
    }
    slant_explanation_free(explanation);
    slant_explanation_free(reading);
    if (status != SLANT_OK) return status;
    if (ferror(stdout) != 0) {
      *err = (slant_error){.status = SLANT_E_IO, .source = "standard output", .text = "cannot write to it"};
      return SLANT_E_IO;
    }
  }
  return SLANT_OK;
}

static int find_label(run *r) {
  r->label = -1;
  if (r->s->label == NULL) return 0;
  for (size_t k = 0; k < slant_model_n_labels(r->model); k++) {
    if (strcmp(slant_model_label(r->model, k), r->s->label) == 0) r->label = (int)k;
  }
  if (r->label >= 0) return 0;
  message_print("found the label \"%s\", expected one that the model has (slant model show lists them)", r->s->label);
  return 2;
}

static int finish(const run *r) {
  int code = common_print((slant_text){"", 0});
  if (code != 0 || !r->s->verify) return code;
  if (r->largest_gap <= 1e-6) {
    message_print("%llu explanations, each sums to its margin within 1e-6", (unsigned long long)r->n_explained);
    return 0;
  }
  message_print("found an explanation %.1e away from its margin, expected 1e-6 at most", r->largest_gap);
  return 1;
}

int cmd_explain(const settings *s) {
  run r = {.s = s};
  slant_error err = {0};
  slant_model *model = NULL;
  slant_reader *reader = NULL;
  message_counter counter = {0};
  const char *const *inputs;
  size_t n_inputs;
  int code = common_inputs(s, &inputs, &n_inputs);
  if (code == 0) code = common_model(s, &model);
  r.model = model;
  if (code == 0) code = find_label(&r);
  effort chosen = {0};
  if (code == 0) code = effort_open(s, model, effort_choice(s), true, &chosen);
  if (code != 0) {
    effort_close(&chosen);
    slant_model_free(model);
    return code;
  }
  slant_reader_options options = common_reader(s, &counter);
  slant_classify_options classify = common_classify(s);
  classify.effort = chosen.effort;
  classify.encoder = chosen.encoder;
  slant_status status = slant_reader_open(&reader, inputs, n_inputs, &options, &err);
  if (status == SLANT_OK && s->explain_format == FORM_CSV) {
    puts("article,paragraph,label,margin,kind,term,start,end,contribution");
  }
  if (status == SLANT_OK) status = slant_classify_all(model, reader, &classify, 1, explain, &r, &err);
  message_finish(&counter);
  code = status == SLANT_OK ? finish(&r) : message_error(&err);
  if (code == 0) {
    slant_reader_counts counts = slant_reader_get_counts(reader);
    code = common_exit(&counts);
  }
  slant_reader_close(reader);
  effort_close(&chosen);
  slant_model_free(model);
  return code;
}
