/* Setup: one JSON object.
 * In: a model and options. Out: a line; whether two lines are of the same run. */
#include "results/setup.h"

#include <string.h>

#include "article/reader_state.h"
#include "codec/json.h"
#include "model/model.h"
#include "text/utf8.h"

enum { MOST_SHOWN = 120 };

typedef struct printer {
  slant_buffer *out;
  slant_buffer value; /* being put together */
  bool first;
} printer;

/* Names of files need not be UTF-8: then their high bytes are told in hexadecimal digits. */
static void put_value(slant_buffer *out, slant_text value) {
  static const char hex[] = "0123456789abcdef";
  slant_buffer plain = {0};
  for (size_t i = 0; i < value.len; i++) {
    unsigned char c = (unsigned char)value.ptr[i];
    if (c < 0x80) slant_buffer_put_char(&plain, (char)c);
    else slant_buffer_put_bytes(&plain, (const char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
  }
  slant_json_put_string(out, slant_buffer_get(&plain));
  if (plain.missed != 0) out->missed = plain.missed;
  slant_buffer_free(&plain);
}

static void put(printer *p, const char *name, const char *string) {
  slant_text value = {string, strlen(string)};
  slant_buffer_put_char(p->out, p->first ? '{' : ',');
  p->first = false;
  slant_json_put_string(p->out, (slant_text){name, strlen(name)});
  slant_buffer_put_char(p->out, ':');
  if (slant_utf8_valid_prefix(value) == value.len) slant_json_put_string(p->out, value);
  else put_value(p->out, value);
}

/* The value that was put together, ended by NUL. */
static const char *take_value(printer *p) {
  slant_buffer_put_char(&p->value, '\0');
  if (p->value.missed == 0) return p->value.ptr;
  p->out->missed = p->value.missed;
  return "";
}

static void put_number(printer *p, const char *name, uint64_t value) {
  slant_buffer_clear(&p->value);
  slant_buffer_put_u64(&p->value, value);
  put(p, name, take_value(p));
}

static void put_flag(printer *p, const char *name, bool value) { put(p, name, value ? "yes" : "no"); }

static void put_list(printer *p, const char *name, const char *const *items, size_t n) {
  slant_buffer_clear(&p->value);
  for (size_t i = 0; i < n; i++) {
    if (i > 0) slant_buffer_put_char(&p->value, ' ');
    slant_buffer_put_string(&p->value, items[i]);
  }
  put(p, name, take_value(p));
}

static void put_classification(printer *p, const slant_model *model, const slant_results_options *options) {
  const slant_classify_options *classify = &options->classify;
  put(p, "slant", slant_version());
  put(p, "model", slant_model_checksum(model));
  put(p, "effort", slant_effort_name(classify->effort));
  put(p, "encoder", classify->encoder == NULL ? "none" : slant_encoder_checksum(classify->encoder));
  put(p, "decide", classify->decide == SLANT_ARGMAX ? "argmax" : "balanced");
  slant_buffer_clear(&p->value);
  slant_buffer_put_double(&p->value, classify->min_precision);
  put(p, "min-precision", take_value(p));
  put_flag(p, "keep-furniture", classify->keep_furniture);
  put(p, "target", classify->target == NULL ? "" : classify->target);
  put_flag(p, "ignore-targets", classify->ignore_targets);
  put_flag(p, "duplicates", classify->duplicates != NULL);
  put_flag(p, "keep-duplicates", options->keep_duplicates);
  put_flag(p, "no-evidence", options->no_evidence);
  put_flag(p, "text", options->with_text);
  put_flag(p, "spreadsheet", options->spreadsheet);
  put_list(p, "by", options->by, options->n_by);
}

static void put_reading(printer *p, const slant_reader *reader) {
  static const char *const cuts[] = {"auto", "blank", "line"};
  const slant_reader_options *options = &reader->options;
  put_number(p, "from", options->format);
  put(p, "paragraphs-by", cuts[options->paragraphs_by]);
  put_flag(p, "list-all", options->list_all);
  put_flag(p, "strict", options->strict);
  put(p, "on-error", options->fail ? "fail" : "skip");
  put_number(p, "limit", options->limit);
  put_number(p, "max-record", options->max_record_bytes);
  put(p, "encoding", options->encoding == NULL ? "" : options->encoding);
  put_list(p, "field", options->fields, options->n_fields);
  put_list(p, "inputs", reader->inputs, reader->n_inputs);
  put_number(p, "shard", options->shard);
  put_number(p, "shards", options->n_shards);
}

void slant_setup_put(slant_buffer *out, const slant_model *model, const slant_results_options *options) {
  printer p = {.out = out, .first = true};
  put_classification(&p, model, options);
  put_reading(&p, options->reader);
  slant_buffer_put_string(out, "}\n");
  slant_buffer_free(&p.value);
}

typedef struct comparison {
  const slant_json *other;
  bool all;
  const char *source, *what;
} comparison;

static bool equal(slant_text a, slant_text b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }

static int shown(slant_text text) { return (int)(text.len < MOST_SHOWN ? text.len : MOST_SHOWN); }

static slant_status compare_entry(void *user, slant_text key, const slant_json *value, slant_error *err) {
  const comparison *c = user;
  char name[64];
  if (key.len >= sizeof name) return SLANT_OK;
  memcpy(name, key.ptr, key.len);
  name[key.len] = '\0';
  if (!c->all && (strcmp(name, "shard") == 0 || strcmp(name, "inputs") == 0)) return SLANT_OK;
  slant_text own = slant_json_string(value), other = slant_json_string(slant_json_member(c->other, name));
  if (equal(own, other)) return SLANT_OK;
  return slant_error_at(err, SLANT_E_USAGE, c->source, 0, "found %s \"%.*s\", expected \"%.*s\" as in %s", name, shown(own),
                        own.ptr == NULL ? "" : own.ptr, shown(other), other.ptr == NULL ? "" : other.ptr, c->what);
}

static slant_status parse(slant_json **out, slant_text setup, const char *source, slant_error *err) {
  slant_status status = slant_json_parse(out, setup, source, 1, err);
  if (status != SLANT_OK || slant_json_get_kind(*out) == SLANT_JSON_OBJECT) return status;
  slant_json_free(*out);
  return slant_error_at(err, SLANT_E_DATA, source, 1, "found no description of a run, expected the journal of slant classify -o");
}

slant_status slant_setup_compare(slant_text own, slant_text other, bool all, const char *source, const char *what, slant_error *err) {
  slant_json *a, *b;
  slant_status status = parse(&a, own, source, err);
  if (status != SLANT_OK) return status;
  status = parse(&b, other, source, err);
  if (status == SLANT_OK) {
    comparison c = {b, all, source, what};
    status = slant_json_each(a, compare_entry, &c, err);
    slant_json_free(b);
  }
  slant_json_free(a);
  return status;
}

slant_status slant_setup_get(slant_text setup, const char *name, const char *source, slant_buffer *out, slant_error *err) {
  slant_json *document;
  slant_buffer_clear(out);
  slant_status status = parse(&document, setup, source, err);
  if (status != SLANT_OK) return status;
  slant_buffer_put(out, slant_json_string(slant_json_member(document, name)));
  slant_json_free(document);
  return slant_buffer_check(out, err);
}
