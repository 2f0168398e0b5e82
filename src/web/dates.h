/* Page dates: a date out of what pages write. */
#ifndef SLANT_WEB_DATES_H
#define SLANT_WEB_DATES_H

#include "slant/slant.h"

enum { SLANT_WEB_DATE_LENGTH = 10 };

/* The first date in `text` from 1980 to 2099 as "YYYY-MM-DD" into `date`, which no NUL ends; false where there is none. It knows numbers
 * in their usual orders and the names of months in a few languages. `month_first`: what 3/4/2020 means. */
bool slant_web_date_find(slant_text text, bool month_first, char date[SLANT_WEB_DATE_LENGTH]);

/* The same of an address: /2020/04/03/, /2020-04-03-, /20200403. */
bool slant_web_date_of_url(slant_text url, char date[SLANT_WEB_DATE_LENGTH]);

#endif
