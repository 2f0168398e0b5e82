/* Group keys: what an article says of its source, its month and the like, and names made of several of these. */
#ifndef SLANT_GROUPS_GROUP_KEY_H
#define SLANT_GROUPS_GROUP_KEY_H

#include "saved/saved.h"

enum { SLANT_GROUP_MOST_PARTS = 8 };

typedef enum slant_group_part {
  SLANT_BY_SOURCE,
  SLANT_BY_YEAR,
  SLANT_BY_MONTH,
  SLANT_BY_DAY,
  SLANT_BY_TOPIC,
  SLANT_BY_AUTHOR,
  SLANT_BY_LANGUAGE,
  SLANT_BY_TARGET,
  SLANT_N_GROUP_PARTS,
} slant_group_part;

/* What groups are made by: no parts for the whole batch. */
typedef struct slant_group_key {
  size_t n_parts;
  slant_group_part parts[SLANT_GROUP_MOST_PARTS];
} slant_group_key;

/* "source", or several joined by "+". What is none of these, and a part named twice, is SLANT_E_USAGE. */
slant_status slant_group_key_parse(slant_group_key *key, slant_text text, slant_error *err);

/* The same key as text, into `text`, which is emptied first. */
slant_status slant_group_key_put(const slant_group_key *key, slant_buffer *text, slant_error *err);

/* Year, month or day. */
bool slant_group_key_is_period(const slant_group_key *key);

/* One part of what an article says, without white space around it; of a date that is written YYYY, YYYY-MM or YYYY-MM-DD, the first 4,
 * 7 or 10 characters. Empty where the article does not say. Borrowed from the article. */
slant_text slant_group_part_get(slant_group_part part, const slant_saved_article *article);

/* The article's parts, joined by " + ", into `name`, which is emptied first; nothing where it says none of them. */
void slant_group_key_name(const slant_group_key *key, const slant_saved_article *article, slant_buffer *name);

/* "source=The Tolby Courier", "month=2024-01..2024-06", "batch": a group, or a range of periods. */
typedef struct slant_group_choice {
  slant_text by;       /* "source" */
  slant_text name;     /* all behind the first "=" */
  slant_group_key key;
  bool is_range;       /* `first` and `last` are set; both belong to it */
  slant_text first, last;
} slant_group_choice;

/* Borrows from `text`. Without "=", with an unknown key, or a range whose ends are no such periods: SLANT_E_USAGE. */
slant_status slant_group_choice_parse(slant_group_choice *choice, const char *text, slant_error *err);
bool slant_group_choice_takes(const slant_group_choice *choice, slant_text name);

#endif
