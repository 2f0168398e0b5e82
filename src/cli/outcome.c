/* Outcome: summary and warnings.
 * In: results. Out: lines on standard error. */
#include "cli/outcome.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/messages.h"
#include "cli/plain.h"
#include "cli/terminal.h"

void outcome_warn(const settings *s, const slant_results_counts *counts, bool folder) {
  if (s->quiet) return;
  if (counts->foreign > 0) {
    message_print("%llu %s in another language than the model's (flagged not-english): do not rely on the labels",
                  (unsigned long long)counts->foreign, counts->foreign == 1 ? "article is" : "articles are");
  }
  if (counts->duplicates > 0) {
    message_print("%llu %s an earlier article (flagged duplicate)%s", (unsigned long long)counts->duplicates,
                  counts->duplicates == 1 ? "article repeats" : "articles repeat",
                  !folder ? "" : counts->keep_duplicates ? "; groups count them" : "; groups leave them out");
  }
}

int outcome_print(const settings *s, const slant_results *results, const slant_reader_counts *read) {
  slant_error err = {0};
  slant_text summary;
  slant_results_counts counts = slant_results_get_counts(results);
  slant_status status = slant_results_summary(results, terminal_width(STDERR_FILENO), terminal_colour(STDERR_FILENO), &summary, &err);
  if (status != SLANT_OK) return message_error(&err);
  fwrite(summary.ptr, 1, summary.len, stderr);
  slant_text_free(summary);
  if (counts.effort != SLANT_EFFORT_FAST) {
    fprintf(stderr, "The encoder read %llu of %llu paragraphs (effort %s)\n", (unsigned long long)counts.by_encoder,
            (unsigned long long)counts.scored, slant_effort_name(counts.effort));
  }
  if (counts.out_of_domain > 0) {
    fprintf(stderr, "%llu paragraphs (%.1f %%) are unlike the model's training text (out-of-domain)\n", (unsigned long long)counts.out_of_domain,
            100 * (double)counts.out_of_domain / (double)counts.scored);
  }
  if (read->skipped > 0) fprintf(stderr, "%llu inputs could not be read and were skipped\n", (unsigned long long)read->skipped);
  fputs("\nResults: ", stderr);
  plain_print_string(stderr, s->output);
  fprintf(stderr, "/report.html, paragraphs.csv, articles.csv, groups.csv, %srun.json\n", counts.evidence ? "evidence.jsonl, " : "");
  return 0;
}
