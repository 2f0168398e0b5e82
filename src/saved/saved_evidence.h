/* Saved evidence: lines of evidence.jsonl, one a paragraph row. */
#ifndef SLANT_SAVED_SAVED_EVIDENCE_H
#define SLANT_SAVED_SAVED_EVIDENCE_H

#include "saved/saved.h"

typedef struct slant_saved_evidence slant_saved_evidence;

/* New; *out is NULL where there is no such file. */
slant_status slant_saved_evidence_open(slant_saved_evidence **out, const char *path, slant_error *err);
/* Adds text and terms of the next line to `row`, which must be the same paragraph of `article`. */
slant_status slant_saved_evidence_next(slant_saved_evidence *evidence, slant_text article, slant_saved_row *row, slant_arena *arena, slant_error *err);
void slant_saved_evidence_close(slant_saved_evidence *evidence);

#endif
