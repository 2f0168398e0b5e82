/* Record, page: a saved web page into a record: its article's body in paragraphs, with what stands around it as furniture, and what it says of
 * itself. */
#ifndef SLANT_ARTICLE_RECORD_PAGE_H
#define SLANT_ARTICLE_RECORD_PAGE_H

#include "article/record_formats.h"
#include "web/meta.h"

/* Fills the fields, text and paragraphs of `record`, whose source and line are set, from a page. `html` is repaired where it is not
 * UTF-8; with options->strict that is SLANT_E_DATA. Fields that the record has already stay. `origin` may be NULL. */
slant_status slant_record_fill_page(slant_record *record, const slant_records_options *options, slant_text html, const slant_web_origin *origin,
                                    slant_error *err);

#endif
