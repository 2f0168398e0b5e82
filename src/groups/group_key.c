/* Group keys.
 * In: "source+month", and articles. Out: names of groups; which group somebody means by "month=2024-01..2024-06". */
#include "groups/group_key.h"

#include <string.h>

#include "base/compare.h"

static const char *const part_names[SLANT_N_GROUP_PARTS] = {"source", "year", "month", "day", "topic", "author", "language", "target"};

static int shown(slant_text text) { return (int)(text.len < 80 ? text.len : 80); }

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static slant_text trim(slant_text text) {
  while (text.len > 0 && is_space(text.ptr[0])) text = (slant_text){text.ptr + 1, text.len - 1};
  while (text.len > 0 && is_space(text.ptr[text.len - 1])) text.len--;
  return text;
}

static slant_status add_part(slant_group_key *key, slant_text name, slant_error *err) {
  for (size_t p = 0; p < SLANT_N_GROUP_PARTS; p++) {
    if (strlen(part_names[p]) != name.len || memcmp(part_names[p], name.ptr, name.len) != 0) continue;
    for (size_t i = 0; i < key->n_parts; i++) {
      if (key->parts[i] == p) return slant_error_set(err, SLANT_E_USAGE, "found %s twice in a grouping, expected it once", part_names[p]);
    }
    key->parts[key->n_parts++] = (slant_group_part)p; /* there are as many places as parts */
    return SLANT_OK;
  }
  return slant_error_set(err, SLANT_E_USAGE,
                         "found grouping \"%.*s\", expected source, year, month, day, topic, author, language, target, or several of them "
                         "joined by +",
                         shown(name), name.ptr);
}

slant_status slant_group_key_parse(slant_group_key *key, slant_text text, slant_error *err) {
  slant_status status = SLANT_OK;
  bool more = true;
  memset(key, 0, sizeof *key);
  while (more && status == SLANT_OK) {
    const char *plus = text.len == 0 ? NULL : memchr(text.ptr, '+', text.len);
    size_t len = plus == NULL ? text.len : (size_t)(plus - text.ptr);
    status = add_part(key, trim((slant_text){text.ptr, len}), err);
    more = plus != NULL;
    if (more) text = (slant_text){plus + 1, text.len - len - 1};
  }
  return status;
}

slant_status slant_group_key_put(const slant_group_key *key, slant_buffer *text, slant_error *err) {
  slant_buffer_clear(text);
  for (size_t i = 0; i < key->n_parts; i++) {
    if (i > 0) slant_buffer_put_char(text, '+');
    slant_buffer_put_string(text, part_names[key->parts[i]]);
  }
  return slant_buffer_check(text, err);
}

bool slant_group_key_is_period(const slant_group_key *key) {
  return key->n_parts == 1 && (key->parts[0] == SLANT_BY_YEAR || key->parts[0] == SLANT_BY_MONTH || key->parts[0] == SLANT_BY_DAY);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "-MM" or "-DD" at `at`, from 01 to `most`. */
static bool has_number(slant_text date, size_t at, int most) {
  if (date.len < at + 3 || date.ptr[at] != '-' || !is_digit(date.ptr[at + 1]) || !is_digit(date.ptr[at + 2])) return false;
  int number = 10 * (date.ptr[at + 1] - '0') + date.ptr[at + 2] - '0';
  return number >= 1 && number <= most;
}

/* The first characters of an ISO date, as many as the part has; empty where it does not say so much. */
static slant_text period_of(slant_group_part part, slant_text date) {
  slant_text nothing = {"", 0};
  size_t len = part == SLANT_BY_YEAR ? 4 : part == SLANT_BY_MONTH ? 7 : 10;
  if (date.len < len) return nothing;
  for (size_t i = 0; i < 4; i++) {
    if (!is_digit(date.ptr[i])) return nothing;
  }
  if (date.len > 4 && !has_number(date, 4, 12)) return nothing;
  if (date.len > 7 && !has_number(date, 7, 31)) return nothing;
  if (date.len > 10 && is_digit(date.ptr[10])) return nothing;
  return (slant_text){date.ptr, len};
}

slant_text slant_group_part_get(slant_group_part part, const slant_saved_article *article) {
  static const slant_field fields[SLANT_N_GROUP_PARTS] = {SLANT_SOURCE, SLANT_DATE,   SLANT_DATE,     SLANT_DATE,
                                                          SLANT_TOPIC,  SLANT_AUTHOR, SLANT_LANGUAGE, SLANT_TARGET};
  slant_text value = trim(article->fields[fields[part]]);
  if (value.len == 0) return (slant_text){"", 0};
  return fields[part] == SLANT_DATE ? period_of(part, value) : value;
}

void slant_group_key_name(const slant_group_key *key, const slant_saved_article *article, slant_buffer *name) {
  bool says = false;
  slant_buffer_clear(name);
  for (size_t i = 0; i < key->n_parts; i++) {
    slant_text part = slant_group_part_get(key->parts[i], article);
    says = says || part.len > 0;
    if (i > 0) slant_buffer_put_string(name, " + ");
    slant_buffer_put(name, part);
  }
  if (!says) slant_buffer_clear(name);
}

/* FIRST..LAST, where both are periods of the key. Without ".." it is no range. */
static slant_status parse_range(slant_group_choice *choice, slant_error *err) {
  slant_text name = choice->name;
  size_t at = 0;
  while (at + 1 < name.len && (name.ptr[at] != '.' || name.ptr[at + 1] != '.')) at++;
  if (at + 1 >= name.len) return SLANT_OK;
  choice->is_range = true;
  choice->first = trim((slant_text){name.ptr, at});
  choice->last = trim((slant_text){name.ptr + at + 2, name.len - at - 2});
  slant_text ends[2] = {choice->first, choice->last};
  for (size_t i = 0; i < 2; i++) {
    if (ends[i].len == 0 || period_of(choice->key.parts[0], ends[i]).len != ends[i].len) {
      static const char *const forms[] = {[SLANT_BY_YEAR] = "2024..2025", [SLANT_BY_MONTH] = "2024-01..2024-06",
                                          [SLANT_BY_DAY] = "2024-01-01..2024-01-31"};
      return slant_error_set(err, SLANT_E_USAGE, "found period \"%.*s\", expected one like %s", shown(name), name.ptr,
                             forms[choice->key.parts[0]]);
    }
  }
  if (slant_compare_text(choice->first, choice->last) <= 0) return SLANT_OK;
  return slant_error_set(err, SLANT_E_USAGE, "found period \"%.*s\", expected its beginning before its end", shown(name), name.ptr);
}

slant_status slant_group_choice_parse(slant_group_choice *choice, const char *text, slant_error *err) {
  memset(choice, 0, sizeof *choice);
  if (strcmp(text, "batch") == 0 || strcmp(text, "batch=all") == 0) {
    choice->by = (slant_text){"batch", 5};
    choice->name = (slant_text){"all", 3};
    return SLANT_OK;
  }
  const char *equals = strchr(text, '=');
  if (equals == NULL) {
    return slant_error_set(err, SLANT_E_USAGE, "found \"%.80s\", expected a group such as source=NAME or month=2024-01..2024-06", text);
  }
  choice->by = trim((slant_text){text, (size_t)(equals - text)});
  choice->name = (slant_text){equals + 1, strlen(equals + 1)};
  slant_status status = slant_group_key_parse(&choice->key, choice->by, err);
  if (choice->key.n_parts == 1) choice->name = trim(choice->name); /* others may end with the joint: "The Tolby Courier + " */
  return status == SLANT_OK && slant_group_key_is_period(&choice->key) ? parse_range(choice, err) : status;
}

bool slant_group_choice_takes(const slant_group_choice *choice, slant_text name) {
  if (choice->is_range) {
    return name.len > 0 && slant_compare_text(choice->first, name) <= 0 && slant_compare_text(name, choice->last) <= 0;
  }
  return slant_compare_text(choice->name, name) == 0;
}
