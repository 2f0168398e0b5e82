/* Sections of report.html, in the order in which they stand. Each is put whole. */
#ifndef SLANT_PAGE_SECTIONS_H
#define SLANT_PAGE_SECTIONS_H

#include "page/page.h"

/* How the articles stand on the page. */
typedef struct slant_page_plan {
  const slant_page_input *input;
  uint64_t n_articles; /* of group 0 */
  uint64_t n_listed;   /* of them on the page */
  bool alone;          /* with their paragraphs; else these stand on pages of detail */
  size_t n_details;    /* pages of detail */
} slant_page_plan;

enum { SLANT_PAGE_DETAIL = 100 /* articles on a page of detail */ };

/* Up to <body>, with the policy that allows the page's own style and script alone. */
void slant_page_put_top(slant_buffer *out, const char *title);
void slant_page_put_bottom(slant_buffer *out, const slant_page_plan *plan);

void slant_page_put_header(slant_buffer *out, const slant_page_plan *plan);
void slant_page_put_glance(slant_buffer *out, const slant_page_plan *plan);
void slant_page_put_reading(slant_buffer *out, const slant_saved_run *run); /* how to read the figures */
slant_status slant_page_put_groups(slant_buffer *out, const slant_page_plan *plan, slant_error *err);
void slant_page_put_differences(slant_buffer *out, const slant_page_plan *plan);
slant_status slant_page_put_times(slant_buffer *out, const slant_page_plan *plan, slant_error *err);
void slant_page_put_articles_begin(slant_buffer *out, const slant_page_plan *plan);
/* The article with that number, from 1, as a row that opens or links. */
void slant_page_put_listed(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number);
void slant_page_put_articles_end(slant_buffer *out, const slant_page_plan *plan);
void slant_page_put_card(slant_buffer *out, const slant_saved_run *run);

/* An article's paragraphs, with what can be said of the article as a whole. */
void slant_page_put_paragraphs(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number);

/* A page of detail; `page` counts from 1. Its articles are put between by slant_page_put_detail. */
void slant_page_put_detail_begin(slant_buffer *out, const slant_page_plan *plan, size_t page);
void slant_page_put_detail(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number);
void slant_page_put_detail_end(slant_buffer *out, const slant_page_plan *plan, size_t page);

/* "The Tolby Courier · 2024-03-05 · 14 paragraphs" */
void slant_page_put_origin(slant_buffer *out, const slant_saved_article *article);
/* The title, or the id where there is none. */
void slant_page_put_title(slant_buffer *out, const slant_saved_article *article);

/* An entry of the model card; empty where there is none. */
slant_text slant_page_card_get(const slant_saved_run *run, const char *key);
/* Numbers in an entry of the card: `text` as it stands between labels, "supportive 0.4973, critical 0.6059"; NaN where there is none. */
double slant_page_card_number(const slant_saved_run *run, const char *key);
double slant_page_card_of_label(const slant_saved_run *run, const char *key, const char *label);

/* Fewer scored paragraphs than that say little. */
enum { SLANT_PAGE_FEW = 20 };

#endif
