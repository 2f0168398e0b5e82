/* Page: report.html, one self-contained page about a batch, with pages of detail beside it where the batch is large. */
#ifndef SLANT_PAGE_H
#define SLANT_PAGE_H

#include "groups/groups.h"

/* Up to so many articles the page stands alone; above that it lists them, and their paragraphs stand in report/NNNN.html. */
enum { SLANT_PAGE_ALONE = 500, SLANT_PAGE_MOST_LISTED = 10000 };

/* What the page is about. All is borrowed until slant_page_close. */
typedef struct slant_page_input {
  const slant_saved_run *run;
  const slant_groups *groups;                   /* finished; group 0 is the batch, or what was selected of it */
  const slant_group_difference *differences;    /* n_differences */
  size_t n_differences;
  const char *const *only;                      /* n_only selections as the user gave them, "source=The Tolby Courier" */
  size_t n_only;
  uint64_t flags[SLANT_N_FLAGS];                /* paragraphs with each flag, among those selected */
  bool has_evidence;                            /* rows have texts */
} slant_page_input;

typedef struct slant_page slant_page;

/* Begins "FOLDER/report.html", which like all pages appears under its name when slant_page_commit succeeds. New. */
slant_status slant_page_open(slant_page **out, const char *folder, const slant_page_input *input, slant_error *err);
/* The articles that group 0 counts, in their order; duplicates of others, which it does not count, are passed over. */
slant_status slant_page_add(slant_page *page, const slant_saved_article *article, slant_error *err);
/* Ends the pages and hands all to the disk: a full disk shows here. */
slant_status slant_page_finish(slant_page *page, slant_error *err);
/* Gives the pages their names; pages of detail that an earlier report left and this one has not are removed. */
slant_status slant_page_commit(slant_page *page, slant_error *err);
/* What was not committed is removed. */
void slant_page_close(slant_page *page);

#endif
