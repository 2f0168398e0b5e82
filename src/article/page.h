/* Page: a saved web page into a record: its article's body in paragraphs, with what stands around it as furniture, and what it says of
 * itself. */
#ifndef SLANT_ARTICLE_PAGE_H
#define SLANT_ARTICLE_PAGE_H

#include "article/record_formats.h"

/* What is known of a page from elsewhere, as from the record of an archive; empty where it is not. What the page says of its date and
 * language goes before; its own address goes before `url` where it names one that is canonical. */
typedef struct slant_page_hints {
  slant_text url;
  slant_text date;     /* begins with YYYY-MM-DD */
  slant_text language; /* "en", "en-GB" */
  slant_text encoding; /* of the bytes that `html` was made from; becomes SLANT_ENCODING */
} slant_page_hints;

/* Fills the fields, text and paragraphs of `record`, whose source and line are set, from a page. `html` is repaired where it is not
 * UTF-8; with options->strict that is SLANT_E_DATA. Fields that the record has already stay. `hints` may be NULL. */
slant_status slant_page_fill(slant_record *record, const slant_records_options *options, slant_text html, const slant_page_hints *hints,
                             slant_error *err);

#endif
