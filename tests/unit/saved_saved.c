/* Saved results: what was written is read back, without the model, and what does not belong together is refused. */
#include "saved/saved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

#define RUN                                                                                                                        \
  "{\"slant\": \"1.0.0\", \"options\": {\"decide\": \"balanced\", \"uncertain_below\": 0.5}, \"counts\": {\"articles\": 2, "       \
  "\"paragraphs\": 3, \"scored\": 2, \"skipped_inputs\": 1, \"ignored_files\": 0}, \"labels\": {\"bad\": 1, \"good\": 1}, "         \
  "\"flags\": {\"furniture\": 1}, \"confusion\": {\"bad\": [3.5, 1], \"good\": [2, 7]}, \"model\": {\"labels\": \"bad,good\", "     \
  "\"seed\": \"1\"}}"
#define ARTICLES_HEADER                                                                                                    \
  "article,title,source,date,author,url,language,encoding,duplicate_of,paragraphs,scored,furniture,n_bad,share_bad,"      \
  "share_bad_low,share_bad_high,n_good,share_good,share_good_low,share_good_high,tone,tone_low,tone_high,framing,"        \
  "peak_supportive,peak_critical\n"
#define ARTICLES ARTICLES_HEADER "a,\"T, \"\"x\"\"\",S,2024-01-02,,,en,utf-8,,3,2,1,1,0.4,0.1,0.9,1,0.6,0.1,0.9,,,,,,\nb,,,,,,,utf-8,,0,0,0,0,,,,0,,,,,,,,,\n"
#define ROWS_HEADER "article,paragraph,label,confidence,bad,good,tone,flags,decided,start,end\n"
#define ROWS ROWS_HEADER "a,1,bad,0.7001,0.7001,0.2999,,uncertain;repaired-utf8,table,0,5\na,2,,,,,,furniture,,6,9\na,3,good,0.6,0.4,0.6,,,table,11,14\n"
#define EVIDENCE                                                                                                                          \
  "{\"article\":\"a\",\"paragraph\":1,\"label\":\"bad\",\"text\":\"seven\",\"terms\":[{\"term\":\"even\",\"start\":1,\"end\":5,\"push\":0.25}]}\n" \
  "{\"article\":\"a\",\"paragraph\":2,\"label\":null,\"text\":\"ad!\",\"terms\":[]}\n"                                                     \
  "{\"article\":\"a\",\"paragraph\":3,\"label\":\"good\",\"text\":\"yes\",\"terms\":[]}\n"

static const char *folder_of(const char *run, const char *articles, const char *rows, const char *evidence) {
  (void)file_write("results/run.json", text_of(run));
  (void)file_write("results/articles.csv", text_of(articles));
  (void)file_write("results/paragraphs.csv", text_of(rows));
  if (evidence != NULL) (void)file_write("results/evidence.jsonl", text_of(evidence));
  return file_path("results");
}

START_TEST(what_was_written_comes_back) {
  slant_saved *saved;
  const slant_saved_article *a;
  slant_error err = {0};
  ck_assert_ok(slant_saved_open(&saved, folder_of(RUN, ARTICLES, ROWS, EVIDENCE), "", &err), err);
  const slant_saved_run *run = slant_saved_get_run(saved);
  ck_assert_uint_eq(run->labels.n, 2);
  ck_assert_str_eq(run->labels.names[0], "bad");
  ck_assert(run->confusion[0] > 3.4 && run->confusion[0] < 3.6 && run->confusion[3] > 6.9);
  ck_assert_uint_eq(run->articles, 2);
  ck_assert_uint_eq(run->skipped, 1);
  ck_assert(run->thresholds[SLANT_BY_TABLE][0] > 0.99 && run->thresholds[SLANT_BY_ENCODER][1] < 1.01); /* not said: 1 */
  ck_assert_uint_eq(run->n_card, 2);
  ck_assert_text_eq(run->card[1][1], BYTES("1"));
  ck_assert_ok(slant_saved_next(saved, &a, &err), err);
  ck_assert_text_eq(a->fields[SLANT_TITLE], BYTES("T, \"x\""));
  ck_assert_text_eq(a->fields[SLANT_TOPIC], BYTES(""));
  ck_assert_uint_eq(a->n_rows, 3);
  ck_assert_uint_eq(a->counts[1], 1);
  ck_assert(a->shares[1].share > 0.59 && a->shares[1].high > 0.89 && isnan(a->tone.share));
  ck_assert_int_eq(a->rows[0].label, 0);
  ck_assert_uint_eq(a->rows[0].probabilities[0], 7001);
  ck_assert_uint_eq(a->rows[0].flags, SLANT_UNCERTAIN | SLANT_REPAIRED_UTF8);
  ck_assert_text_eq(a->rows[0].text, BYTES("seven"));
  ck_assert_uint_eq(a->rows[0].n_terms, 1);
  ck_assert_text_eq(a->rows[0].terms[0].term, BYTES("even"));
  ck_assert_int_eq(a->rows[1].label, -1);
  ck_assert_uint_eq(a->rows[2].end, 14);
  ck_assert_ok(slant_saved_next(saved, &a, &err), err);
  ck_assert_uint_eq(a->n_rows, 0);
  ck_assert(isnan(a->shares[0].share));
  ck_assert_ok(slant_saved_next(saved, &a, &err), err);
  ck_assert_ptr_null(a);
  slant_saved_close(saved);
}
END_TEST

START_TEST(evidence_may_be_absent) {
  slant_saved *saved;
  const slant_saved_article *a;
  slant_error err = {0};
  ck_assert_ok(slant_saved_open(&saved, folder_of(RUN, ARTICLES, ROWS, NULL), "", &err), err);
  ck_assert(!slant_saved_has_evidence(saved));
  ck_assert_ok(slant_saved_next(saved, &a, &err), err);
  ck_assert(!a->rows[0].has_text);
  slant_saved_close(saved);
}
END_TEST

/* The error that reading to the end gives. */
static slant_error failure_of(const char *run, const char *articles, const char *rows, const char *evidence) {
  slant_saved *saved;
  const slant_saved_article *a;
  slant_error err = {0};
  slant_status status = slant_saved_open(&saved, folder_of(run, articles, rows, evidence), "", &err);
  if (status == SLANT_OK) {
    do status = slant_saved_next(saved, &a, &err);
    while (status == SLANT_OK && a != NULL);
    slant_saved_close(saved);
  }
  ck_assert_int_eq(status, SLANT_E_DATA);
  return err;
}

START_TEST(what_does_not_fit_is_refused) {
  slant_error err = failure_of("[]", ARTICLES, ROWS, EVIDENCE);
  ck_assert_says(err, "expected a run.json");
  err = failure_of(RUN, ARTICLES_HEADER "a,,,,,,,,,1,0\n", ROWS, NULL);
  ck_assert_says(err, "found 11 cells, expected 26");
  err = failure_of(RUN, ARTICLES, "article,label\n", NULL);
  ck_assert_says(err, "found no column \"paragraph\"");
  err = failure_of(RUN, ARTICLES, ROWS_HEADER "a,1,bad,0.7,0.7,0.3,,,table,0,5\n", NULL);
  ck_assert_says(err, "expected all rows of article \"a\"");
  err = failure_of(RUN, ARTICLES, ROWS_HEADER "b,1,bad,0.7,0.7,0.3,,,table,0,5\n", NULL);
  ck_assert_says(err, "found \"b\" in column article");
  ck_assert_uint_eq(err.line, 2);
  err = failure_of(RUN, ARTICLES, ROWS_HEADER "a,1,ugly,0.7,0.7,0.3,,,table,0,5\n", NULL);
  ck_assert_says(err, "expected a label that run.json names");
  err = failure_of(RUN, ARTICLES, ROWS_HEADER "a,1,bad,0.7,1.7,0.3,,,table,0,5\n", NULL);
  ck_assert_says(err, "expected a probability");
  err = failure_of(RUN, ARTICLES_HEADER, ROWS, NULL);
  ck_assert_says(err, "expected no row after");
  err = failure_of(RUN, ARTICLES, ROWS, "{\"article\":\"a\",\"paragraph\":2}\n");
  ck_assert_says(err, "expected paragraph 1 of \"a\"");
  err = failure_of(RUN, ARTICLES, ROWS, "{\"article\":\"a\",\"paragraph\":1,\"text\":\"seven\",\"terms\":[{\"term\":\"x\",\"start\":1,\"end\":6,\"push\":1}]}\n");
  ck_assert_says(err, "place of a term");
}
END_TEST

Suite *saved_saved_suite(void) {
  Suite *suite = suite_create("saved_saved");
  TCase *tc = tcase_create("saved");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, what_was_written_comes_back);
  tcase_add_test(tc, evidence_may_be_absent);
  tcase_add_test(tc, what_does_not_fit_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
