/* Report: the groups, comparisons, page and summary of a results folder. The public functions stand in slant.h. */
#ifndef SLANT_REPORT_REPORT_H
#define SLANT_REPORT_REPORT_H

#include "base/buffer.h"

/* As slant_report_open, of files whose names end in `suffix` as well. */
slant_status slant_report_open_files(slant_report **out, const char *path, const char *suffix, const slant_report_options *options, slant_error *err);

/* Writes all files of the report beside their names in `folder`; slant_report_commit gives them their names. */
slant_status slant_report_stage(slant_report *report, const char *folder, slant_error *err);
slant_status slant_report_commit(slant_report *report, slant_error *err);

#endif
