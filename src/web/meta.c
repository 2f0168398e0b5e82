/* Page metadata.
 * In: a tree, its blocks. Out: title, source, date, author, address, language. Of several places that tell, the one that is most often right
 * goes first: what a page tells other programs, then what it shows. */
#include "web/meta.h"

#include <string.h>

#include "text/utf8.h"
#include "web/dates.h"
#include "web/json_ld.h"
#include "web/said.h"

enum { SHORT_LINE = 140, START_OF_LONG = 50, BEFORE_TITLE = 6, BEHIND_TITLE = 12 };

static slant_text first_of(const slant_text *texts, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (texts[i].len > 0) return texts[i];
  }
  return (slant_text){"", 0};
}

/* The host of an address, without "www."; empty where it has none. */
static slant_text host_of(slant_text url) {
  size_t at = 0;
  while (at + 3 <= url.len && memcmp(url.ptr + at, "://", 3) != 0) at++;
  if (at + 3 > url.len) return (slant_text){"", 0};
  at += 3;
  size_t end = at;
  while (end < url.len && strchr("/:?#", url.ptr[end]) == NULL) end++;
  if (end - at > 4 && memcmp(url.ptr + at, "www.", 4) == 0) at += 4;
  return (slant_text){url.ptr + at, end - at};
}

static bool is_address(slant_text text) {
  return text.len > 8 && (memcmp(text.ptr, "http://", 7) == 0 || memcmp(text.ptr, "https://", 8) == 0) && memchr(text.ptr, ' ', text.len) == NULL;
}

static slant_text address_or_none(slant_text text) { return is_address(text) ? text : (slant_text){"", 0}; }

/* "en-GB" as "en". */
static slant_text language_of(slant_text text) {
  size_t len = 0;
  while (len < text.len && (unsigned char)((text.ptr[len] | 0x20) - 'a') < 26) len++;
  return len == 2 || len == 3 ? (slant_text){text.ptr, len} : (slant_text){"", 0};
}

static slant_status keep_date(slant_web_meta *meta, const char date[SLANT_WEB_DATE_LENGTH], slant_arena *arena, slant_error *err) {
  meta->date = slant_arena_copy(arena, (slant_text){date, SLANT_WEB_DATE_LENGTH}, err);
  return meta->date.ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* A short block, or the beginning of a long one, where the place and day of a report stand. */
static slant_text short_part(const slant_web_blocks *b, size_t i) {
  slant_text text = slant_web_block_text(b, &b->items[i]);
  if (text.len > SHORT_LINE) text.len = START_OF_LONG;
  return text;
}

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/* Days since some day. */
static int day_of(const char date[SLANT_WEB_DATE_LENGTH]) {
  static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  int year = (date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + date[3] - '0';
  int month = (date[5] - '0') * 10 + date[6] - '0', day = (date[8] - '0') * 10 + date[9] - '0';
  return (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + before[month - 1] + (month > 2 && is_leap(year)) + day;
}

/* A date in the short lines between a title and the paragraphs below it, else in those around. */
static bool find_shown(const slant_web_blocks *b, slant_text title, bool month_first, char date[SLANT_WEB_DATE_LENGTH]) {
  size_t from = b->n, n_long = 0;
  for (size_t i = 0; i < b->n && from == b->n; i++) {
    slant_text text = slant_web_block_text(b, &b->items[i]);
    if (b->items[i].kind == SLANT_WEB_HEADING && text.len == title.len && memcmp(text.ptr, title.ptr, title.len) == 0) from = i;
  }
  if (from == b->n) from = 0;
  size_t first = from > BEFORE_TITLE ? from - BEFORE_TITLE : 0;
  for (size_t i = from; i < b->n && i < from + BEHIND_TITLE && n_long < 3; i++) {
    if (slant_web_date_find(short_part(b, i), month_first, date)) return true;
    n_long += b->items[i].len > 200;
  }
  for (size_t i = from; i > first; i--) {
    if (slant_web_date_find(short_part(b, i - 1), month_first, date)) return true;
  }
  return false;
}

/* The first date in any short line. */
static bool find_anywhere(const slant_web_blocks *b, bool month_first, char date[SLANT_WEB_DATE_LENGTH]) {
  for (size_t i = 0; i < b->n; i++) {
    if (slant_web_date_find(short_part(b, i), month_first, date)) return true;
  }
  return false;
}

/* The date: as it is told, then as it is shown, then as the address has it; a change is better than nothing. */
static slant_status set_date(slant_web_meta *meta, const slant_web_blocks *blocks, const slant_web_said *said,
                             const slant_web_json_ld *data, const slant_web_origin *origin, slant_arena *arena, slant_error *err) {
  char date[SLANT_WEB_DATE_LENGTH], of_url[SLANT_WEB_DATE_LENGTH];
  bool has_url = slant_web_date_of_url(meta->url, of_url);
  bool month_first = meta->language.len == 2 && memcmp(meta->language.ptr, "en", 2) == 0;
  const slant_text places[] = {data->published,        said->meta[SLANT_SAID_PUBLISHED], said->published_item, said->meta[SLANT_SAID_DATE],
                               said->time_published,   said->time_first,                 said->shown_date};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    if (places[i].len == 0 || !slant_web_date_find(places[i], month_first, date)) continue;
    int apart = has_url ? day_of(date) - day_of(of_url) : 2;
    /* an address has the day of its place, a time often that of UTC */
    return keep_date(meta, apart >= -1 && apart <= 1 ? of_url : date, arena, err);
  }
  if (has_url) return keep_date(meta, of_url, arena, err);
  if (find_shown(blocks, meta->title, month_first, date)) return keep_date(meta, date, arena, err);
  const slant_text others[] = {data->modified, said->meta[SLANT_SAID_MODIFIED], said->time_any, origin->date};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (others[i].len > 0 && slant_web_date_find(others[i], month_first, date)) return keep_date(meta, date, arena, err);
  }
  return find_anywhere(blocks, month_first, date) ? keep_date(meta, date, arena, err) : SLANT_OK;
}

slant_status slant_web_meta_read(slant_web_meta *meta, const slant_web_blocks *blocks, const slant_web_origin *origin, slant_arena *arena,
                                  slant_error *err) {
  static const slant_web_origin nothing;
  slant_web_said said;
  slant_web_json_ld data;
  memset(meta, 0, sizeof *meta);
  if (origin == NULL) origin = &nothing;
  slant_status status = slant_web_json_ld_read(&data, blocks->html, arena, err);
  if (status == SLANT_OK) status = slant_web_said_read(&said, blocks, arena, err);
  if (status != SLANT_OK) return status;
  meta->url = first_of((slant_text[]){address_or_none(said.canonical), address_or_none(said.meta[SLANT_SAID_URL]), origin->url,
                                      address_or_none(data.url)}, 4);
  meta->language = first_of((slant_text[]){language_of(said.language), language_of(said.meta[SLANT_SAID_LANGUAGE]), language_of(data.language),
                                           language_of(origin->language)}, 4);
  slant_text host = host_of(meta->url);
  meta->source = first_of((slant_text[]){said.meta[SLANT_SAID_SITE], data.publisher, said.meta[SLANT_SAID_APPLICATION], said.home, host}, 5);
  meta->title = slant_web_said_title(&said, data.headline, meta->source);
  const slant_text authors[] = {data.author,      said.author_item,  said.meta[SLANT_SAID_AUTHOR],
                                said.author_link, said.shown_author, said.byline};
  for (size_t i = 0; i < sizeof authors / sizeof *authors && meta->author.len == 0; i++) {
    meta->author = slant_web_author(authors[i], meta->source);
  }
  meta->body = data.body;
  return set_date(meta, blocks, &said, &data, origin, arena, err);
}
