/* Page JSON-LD.
 * In: scripts. Out: the first article's headline, dates, author, text. Objects are visited in the order of the script, without recursion. */
#include "web/json_ld.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "codec/json.h"
#include "text/utf8.h"

enum { MOST_WAITING = 512, MOST_VISITED = 20000, LONGEST_SCRIPT = 4 << 20, LONGEST_FIELD = 2000 };

typedef struct visit {
  slant_web_json_ld *out;
  slant_arena *arena;
  const slant_json *waiting[MOST_WAITING]; /* values to look at */
  size_t n_waiting;
  const slant_json *people[MOST_WAITING / 8]; /* objects with a name that others may point to */
  size_t n_people;
  slant_text author_id; /* points to one of them */
} visit;

static bool ends_with(slant_text text, const char *string) {
  size_t len = strlen(string);
  return text.len >= len && memcmp(text.ptr + text.len - len, string, len) == 0;
}

/* Whether `test` holds for the type, or one of the types, of an object. */
static bool has_type(const slant_json *object, bool (*test)(slant_text type)) {
  const slant_json *type = slant_json_member(object, "@type");
  if (type == NULL) return false;
  if (slant_json_get_kind(type) == SLANT_JSON_STRING) return test(slant_json_string(type));
  if (slant_json_get_kind(type) != SLANT_JSON_ARRAY) return false;
  for (size_t i = 0; i < slant_json_n_items(type); i++) {
    if (test(slant_json_string(slant_json_item(type, i)))) return true;
  }
  return false;
}

static bool is_article(slant_text type) { return ends_with(type, "Article") || ends_with(type, "BlogPosting") || slant_ascii_is(type, "Report"); }
static bool is_page(slant_text type) { return ends_with(type, "WebPage") || slant_ascii_is(type, "ItemPage") || slant_ascii_is(type, "CreativeWork"); }
static bool is_person(slant_text type) { return slant_ascii_is(type, "Person") || slant_ascii_is(type, "Organization"); }

static void set(slant_text *field, const slant_json *object, const char *key) {
  slant_text text = slant_json_string(slant_json_member(object, key));
  if (field->len == 0 && text.len > 0 && text.len <= LONGEST_FIELD) *field = slant_utf8_trim(text);
}

/* The name of a person or an organisation, as text or as an object. */
static slant_text name_of(const slant_json *value) {
  if (value == NULL) return (slant_text){"", 0};
  if (slant_json_get_kind(value) == SLANT_JSON_STRING) return slant_utf8_trim(slant_json_string(value));
  if (slant_json_get_kind(value) == SLANT_JSON_ARRAY && slant_json_n_items(value) > 0) value = slant_json_item(value, 0);
  if (slant_json_get_kind(value) != SLANT_JSON_OBJECT) return slant_utf8_trim(slant_json_string(value));
  return slant_utf8_trim(slant_json_string(slant_json_member(value, "name")));
}

static slant_status set_author(visit *v, const slant_json *author, slant_error *err) {
  if (author == NULL || v->out->author.len > 0) return SLANT_OK;
  slant_buffer names = {.max = 1 << 12};
  bool several = slant_json_get_kind(author) == SLANT_JSON_ARRAY;
  size_t n = several ? slant_json_n_items(author) : 1;
  for (size_t i = 0; i < n && i < 16; i++) {
    const slant_json *one = several ? slant_json_item(author, i) : author;
    slant_text name = name_of(one);
    bool object = slant_json_get_kind(one) == SLANT_JSON_OBJECT;
    if (name.len == 0 && object && v->author_id.len == 0) v->author_id = slant_json_string(slant_json_member(one, "@id"));
    if (name.len == 0 || memchr(name.ptr, '/', name.len) != NULL) continue;
    if (names.len > 0) slant_buffer_put_string(&names, ", ");
    slant_buffer_put(&names, name);
  }
  slant_status status = names.missed <= names.max ? slant_buffer_check(&names, err) : SLANT_OK; /* what goes past the cap is left out */
  if (status == SLANT_OK && names.len > 0) {
    v->out->author = slant_arena_copy(v->arena, slant_buffer_get(&names), err);
    if (v->out->author.ptr == NULL) status = SLANT_E_MEMORY;
  }
  slant_buffer_free(&names);
  return status;
}

static slant_status take_article(visit *v, const slant_json *object, slant_error *err) {
  slant_web_json_ld *o = v->out;
  set(&o->headline, object, "headline");
  set(&o->headline, object, "name");
  set(&o->published, object, "datePublished");
  set(&o->published, object, "dateCreated");
  set(&o->modified, object, "dateModified");
  slant_text body = slant_json_string(slant_json_member(object, "articleBody"));
  if (body.len > o->body.len) o->body = body;
  set(&o->language, object, "inLanguage");
  set(&o->url, object, "url");
  if (o->publisher.len == 0) o->publisher = name_of(slant_json_member(object, "publisher"));
  return set_author(v, slant_json_member(object, "author"), err);
}

static slant_status push(void *user, slant_text key, const slant_json *value, slant_error *err) {
  visit *v = user;
  (void)key;
  (void)err;
  slant_json_kind kind = slant_json_get_kind(value);
  if ((kind == SLANT_JSON_OBJECT || kind == SLANT_JSON_ARRAY) && v->n_waiting < MOST_WAITING) v->waiting[v->n_waiting++] = value;
  return SLANT_OK;
}

static slant_status take_object(visit *v, const slant_json *object, slant_error *err) {
  if (has_type(object, is_article)) return take_article(v, object, err);
  if (has_type(object, is_page)) {
    set(&v->out->published, object, "datePublished");
    set(&v->out->modified, object, "dateModified");
    set(&v->out->language, object, "inLanguage");
  }
  if (has_type(object, is_person) && v->n_people < sizeof v->people / sizeof *v->people) v->people[v->n_people++] = object;
  return slant_json_each(object, push, v, err);
}

static slant_status walk(visit *v, const slant_json *root, slant_error *err) {
  slant_status status = push(v, (slant_text){"", 0}, root, err);
  for (size_t n = 0; n < MOST_VISITED && v->n_waiting > 0 && status == SLANT_OK; n++) {
    const slant_json *value = v->waiting[--v->n_waiting];
    if (slant_json_get_kind(value) == SLANT_JSON_OBJECT) {
      status = take_object(v, value, err);
      continue;
    }
    for (size_t i = slant_json_n_items(value); i > 0; i--) (void)push(v, (slant_text){"", 0}, slant_json_item(value, i - 1), err);
  }
  v->n_waiting = 0;
  return status;
}

/* Many pages write line ends and tabs into strings, where JSON has escapes. */
static slant_text clean(slant_arena *arena, slant_text script, slant_error *err) {
  slant_text copy = slant_arena_copy(arena, slant_utf8_trim(script), err);
  char *bytes = (char *)(uintptr_t)copy.ptr; /* the copy is ours */
  for (size_t i = 0; i < copy.len; i++) {
    if ((unsigned char)bytes[i] < ' ') bytes[i] = ' ';
  }
  while (copy.len > 0 && copy.ptr[copy.len - 1] == ';') copy.len--;
  return copy;
}

static void find_author(visit *v) {
  for (size_t i = 0; i < v->n_people && v->out->author.len == 0 && v->author_id.len > 0; i++) {
    slant_text id = slant_json_string(slant_json_member(v->people[i], "@id"));
    if (id.len == v->author_id.len && memcmp(id.ptr, v->author_id.ptr, id.len) == 0) v->out->author = name_of(v->people[i]);
  }
}

slant_status slant_web_json_ld_read(slant_web_json_ld *out, const slant_html *html, slant_arena *arena, slant_error *err) {
  size_t n;
  const slant_text *scripts = slant_html_data(html, &n);
  visit v = {.out = out, .arena = arena};
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < n; i++) {
    const slant_json *root;
    slant_error problem = {0};
    if (scripts[i].len > LONGEST_SCRIPT) continue;
    slant_text script = clean(arena, scripts[i], err);
    if (script.ptr == NULL) return SLANT_E_MEMORY;
    slant_status status = slant_json_read(arena, &root, script, "", 0, &problem);
    if (status == SLANT_OK) status = walk(&v, root, &problem);
    if (status == SLANT_E_MEMORY) return slant_error_copy(err, &problem);
  }
  find_author(&v);
  return SLANT_OK;
}
