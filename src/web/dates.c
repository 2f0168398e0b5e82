/* Page dates.
 * In: text. Out: the first date in it. Text is a row of numbers and words, and a date is three of them in a row: year, month and day in one of
 * the orders that people write. */
#include "web/dates.h"

#include <string.h>

#include "base/ascii.h"

enum { FIRST_YEAR = 1980, LAST_YEAR = 2099, LONGEST_TEXT = 4096, LONGEST_MONTH = 20, MOST_BETWEEN = 6 };

/* Letters that begin the names of the months: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Turkish, Russian.
 * Three that are ASCII are a short name, and begin no long one: "may" is a month and "maybe" is not. */
static const struct {
  const char *letters;
  int month;
} months[] = {
    {"janu", 1}, {"janv", 1}, {"jän", 1}, {"ener", 1}, {"genn", 1}, {"jan", 1}, {"ene", 1}, {"gen", 1}, {"stycz", 1},
    {"led", 1}, {"oca", 1}, {"янв", 1}, {"febr", 2}, {"fevr", 2}, {"fév", 2}, {"feb", 2}, {"fev", 2}, {"lut", 2},
    {"únor", 2}, {"şub", 2}, {"фев", 2}, {"marc", 3}, {"marz", 3}, {"mars", 3}, {"mart", 3}, {"març", 3}, {"mär", 3},
    {"maart", 3}, {"mar", 3}, {"mrz", 3}, {"mrt", 3}, {"břez", 3}, {"мар", 3}, {"apri", 4}, {"avri", 4}, {"abri", 4},
    {"apr", 4}, {"avr", 4}, {"abr", 4}, {"kwie", 4}, {"dub", 4}, {"nis", 4}, {"апр", 4}, {"mayo", 5}, {"maio", 5},
    {"magg", 5}, {"may", 5}, {"mai", 5}, {"mag", 5}, {"mei", 5}, {"maj", 5}, {"květ", 5}, {"мая", 5}, {"май", 5},
    {"juni", 6}, {"june", 6}, {"juin", 6}, {"giug", 6}, {"jun", 6}, {"giu", 6}, {"czerw", 6}, {"červen", 6}, {"haz", 6},
    {"июн", 6}, {"juli", 7}, {"july", 7}, {"juil", 7}, {"lugl", 7}, {"julh", 7}, {"jul", 7}, {"lug", 7}, {"lip", 7},
    {"tem", 7}, {"июл", 7}, {"augu", 8}, {"aoû", 8}, {"aout", 8}, {"agos", 8}, {"aug", 8}, {"aou", 8}, {"ago", 8},
    {"sierp", 8}, {"srp", 8}, {"ağu", 8}, {"авг", 8}, {"sept", 9}, {"sett", 9}, {"sete", 9}, {"sep", 9}, {"set", 9},
    {"wrze", 9}, {"září", 9}, {"eyl", 9}, {"сен", 9}, {"octo", 10}, {"okto", 10}, {"otto", 10}, {"outu", 10},
    {"octu", 10}, {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10}, {"paźd", 10}, {"říj", 10}, {"eki", 10},
    {"окт", 10}, {"nove", 11}, {"novi", 11}, {"nov", 11}, {"lis", 11}, {"kas", 11}, {"ноя", 11}, {"dece", 12},
    {"deze", 12}, {"déc", 12}, {"dici", 12}, {"dice", 12}, {"dez", 12}, {"dec", 12}, {"dic", 12}, {"grud", 12},
    {"pros", 12}, {"ara", 12}, {"дек", 12},
};

/* A number or the name of a month. */
typedef struct token {
  size_t start, end;
  int value;  /* the number; of a month, its number */
  int digits; /* 0: a month */
} token;

static bool is_letter(char c) { return slant_ascii_is_letter(c) || (unsigned char)c >= 0x80; }

/* The month whose name the letters begin with; 0: none. Letters beyond ASCII are compared as they are, or as small ones of Latin-1. */
static int month_of(slant_text name) {
  for (size_t m = 0; m < sizeof months / sizeof *months; m++) {
    size_t len = strlen(months[m].letters), i = 0;
    while (i < len && i < name.len) {
      unsigned char c = slant_byte_lower((unsigned char)name.ptr[i]);
      if (i > 0 && (unsigned char)name.ptr[i - 1] == 0xC3 && c >= 0x80 && c < 0x9F) c |= 0x20;
      if (c != (unsigned char)months[m].letters[i]) break;
      i++;
    }
    if (i == len && name.len <= LONGEST_MONTH && (len > 3 || name.len <= 4)) return months[m].month;
  }
  return 0;
}

/* The next number or month from *at on. Words that are none stand in the way: *broken is set. */
static bool next_token(slant_text text, size_t *at, token *t, bool *broken) {
  *broken = false;
  while (*at < text.len) {
    size_t from = *at, to = from;
    char c = text.ptr[from];
    if (slant_ascii_is_digit(c)) {
      int value = 0;
      while (to < text.len && slant_ascii_is_digit(text.ptr[to])) {
        if (to - from < 8) value = value * 10 + (text.ptr[to] - '0');
        to++;
      }
      *at = to;
      *t = (token){from, to, value, (int)(to - from)};
      return true;
    }
    if (!is_letter(c)) {
      ++*at;
      continue;
    }
    while (to < text.len && is_letter(text.ptr[to])) to++;
    *at = to;
    int month = to - from >= 3 ? month_of((slant_text){text.ptr + from, to - from}) : 0;
    if (month != 0) {
      *t = (token){from, to, month, 0};
      return true;
    }
    if (to - from > 2) *broken = true; /* "th", "de" and their like may stand between */
  }
  return false;
}

static bool put(int year, int month, int day, char date[SLANT_WEB_DATE_LENGTH]) {
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
  int parts[] = {year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -1, month / 10, month % 10, -1, day / 10, day % 10};
  for (size_t i = 0; i < SLANT_WEB_DATE_LENGTH; i++) date[i] = parts[i] < 0 ? '-' : (char)('0' + parts[i]);
  return true;
}

/* Three tokens in a row as a date. `sign` stands between the first two. */
static bool read_three(const token t[3], char sign, bool month_first, char date[SLANT_WEB_DATE_LENGTH]) {
  int a = t[0].value, b = t[1].value, c = t[2].value;
  if (t[0].digits == 4 && t[1].digits == 0) return t[2].digits > 0 && t[2].digits < 3 && put(a, b, c, date);
  if (t[0].digits == 4) return t[1].digits < 3 && t[2].digits > 0 && t[2].digits < 3 && put(a, b, c, date);
  if (t[0].digits == 0) return t[1].digits > 0 && t[1].digits < 3 && t[2].digits == 4 && put(c, a, b, date);
  if (t[0].digits > 2) return false;
  if (t[2].digits == 2 && t[1].digits > 0 && (sign == '.' || sign == '/')) c += 2000; /* 03.04.20 */
  else if (t[2].digits != 4) return false;
  if (t[1].digits == 0) return put(c, b, a, date);
  if (t[1].digits > 2) return false;
  bool swapped = b > 12 || (a <= 12 && month_first && sign == '/');
  return swapped ? put(c, a, b, date) : put(c, b, a, date);
}

static bool read_joined(const token *t, char date[SLANT_WEB_DATE_LENGTH]) {
  return t->digits == 8 && put(t->value / 10000, t->value / 100 % 100, t->value % 100, date);
}

bool slant_web_date_find(slant_text text, bool month_first, char date[SLANT_WEB_DATE_LENGTH]) {
  token t[3];
  size_t at = 0, n = 0;
  bool broken;
  if (text.len > LONGEST_TEXT) text.len = LONGEST_TEXT;
  for (token now; next_token(text, &at, &now, &broken);) {
    if (read_joined(&now, date)) return true;
    if (n > 0 && (broken || now.start - t[n - 1].end > MOST_BETWEEN)) n = 0;
    if (n == 3) {
      t[0] = t[1];
      t[1] = t[2];
      n = 2;
    }
    t[n++] = now;
    if (n == 3 && read_three(t, text.ptr[t[0].end], month_first, date)) return true;
  }
  return false;
}

bool slant_web_date_of_url(slant_text url, char date[SLANT_WEB_DATE_LENGTH]) {
  for (size_t i = 0; i + 9 < url.len; i++) {
    const char *p = url.ptr + i;
    if (!slant_ascii_is_digit(p[1]) || slant_ascii_is_digit(p[0]) || (p[1] != '1' && p[1] != '2')) continue;
    size_t at = i + 1;
    token t[3];
    bool broken = false;
    size_t n = 0;
    while (n < 3 && next_token(url, &at, &t[n], &broken) && !broken) {
      if (n == 0 && read_joined(&t[0], date)) return true;
      if (t[n].digits == 0 || (n > 0 && t[n].start - t[n - 1].end != 1)) break;
      n++;
    }
    if (n == 3 && t[0].digits == 4 && t[1].digits <= 2 && t[2].digits <= 2 && put(t[0].value, t[1].value, t[2].value, date)) return true;
  }
  return false;
}
