/* Coding: what people need to label the paragraphs of a review. */
#ifndef SLANT_REPORT_REPORT_CODING_H
#define SLANT_REPORT_REPORT_CODING_H

#include "base/buffer.h"
#include "review/review.h"

/* coding.csv: a row an item, labels empty, formula-looking text guarded; with `spreadsheet` behind a byte order mark. */
void slant_coding_put_rows(slant_buffer *out, const slant_review *review, bool spreadsheet);

/* articles.jsonl: the items' articles, whole, as slant read prints them, without labels; each once, in the order of ids. */
slant_status slant_coding_put_articles(slant_buffer *out, const slant_review *review, slant_error *err);

#endif
