/* Page: report.html, written as articles come. */
#ifndef SLANT_REPORT_REPORT_HTML_H
#define SLANT_REPORT_REPORT_HTML_H

#include "report/report_json.h"

/* Articles whose paragraphs the page shows; of those after them it shows the summary. */
enum { SLANT_PAGE_MOST_ARTICLES = 500 };

void slant_page_put_head(slant_buffer *out, const slant_model *model);
/* `number` counts articles from 1. */
void slant_page_put_article(slant_buffer *out, const slant_result *result, uint64_t number);
void slant_page_put_end(slant_buffer *out, const slant_model *model, const slant_totals *totals);

#endif
