/* Runs the unit tests.
 * In: the names of layers or modules ("base", "text_words"); none: all. Out: Check's report; 1 when a test failed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"

static const struct {
  const char *name; /* layer_module */
  Suite *(*make)(void);
} suites[] = {
    {"base_error", base_error_suite},
    {"base_memory", base_memory_suite},
    {"base_buffer", base_buffer_suite},
    {"base_bytes", base_bytes_suite},
    {"base_hash", base_hash_suite},
    {"base_pipeline", base_pipeline_suite},
    {"base_threads", base_threads_suite},
    {"base_input", base_input_suite},
    {"base_output", base_output_suite},
    {"base_number", base_number_suite},
    {"text_utf8", text_utf8_suite},
    {"text_words", text_words_suite},
    {"text_markers", text_markers_suite},
    {"text_paragraphs", text_paragraphs_suite},
    {"text_language", text_language_suite},
    {"text_word_facts", text_word_facts_suite},
    {"text_width", text_width_suite},
    {"codec_archive_library", codec_archive_library_suite},
    {"codec_csv", codec_csv_suite},
    {"codec_encoding", codec_encoding_suite},
    {"codec_http", codec_http_suite},
    {"codec_warc", codec_warc_suite},
    {"codec_html", codec_html_suite},
    {"codec_json", codec_json_suite},
    {"codec_json_scan", codec_json_scan_suite},
    {"codec_safetensors", codec_safetensors_suite},
    {"article_article", article_article_suite},
    {"article_ids", article_ids_suite},
    {"article_columns", article_columns_suite},
    {"article_formats", article_formats_suite},
    {"article_page", article_page_suite},
    {"article_page_hostile", article_page_hostile_suite},
    {"article_files", article_files_suite},
    {"article_parcel", article_parcel_suite},
    {"article_reader", article_reader_suite},
    {"article_dataset", article_dataset_suite},
    {"article_duplicates", article_duplicates_suite},
    {"article_reprints", article_reprints_suite},
    {"article_encodings", article_encodings_suite},
    {"article_warc", article_warc_suite},
    {"article_passing", article_passing_suite},
    {"article_label_columns", article_label_columns_suite},
    {"article_codes", article_codes_suite},
    {"article_coded", article_coded_suite},
    {"article_readings", article_readings_suite},
    {"features_terms", features_terms_suite},
    {"features_vocabulary", features_vocabulary_suite},
    {"features_ranks", features_ranks_suite},
    {"features_context", features_context_suite},
    {"features_priors", features_priors_suite},
    {"features_target", features_target_suite},
    {"encoder_kernel", encoder_kernel_suite},
    {"encoder_network", encoder_network_suite},
    {"encoder_file", encoder_file_suite},
    {"encoder_word_pieces", encoder_word_pieces_suite},
    {"encoder_reading", encoder_reading_suite},
    {"model_labels", model_labels_suite},
    {"model_metrics", model_metrics_suite},
    {"model_folds", model_folds_suite},
    {"model_calibrate", model_calibrate_suite},
    {"model_term_table", model_term_table_suite},
    {"model_thresholds", model_thresholds_suite},
    {"model_train_linear", model_train_linear_suite},
    {"model_machine", model_machine_suite},
    {"model_coverage", model_coverage_suite},
    {"model_domain", model_domain_suite},
    {"model_train_curve", model_train_curve_suite},
    {"model_train_encoders", model_train_encoders_suite},
    {"model_train_readings", model_train_readings_suite},
    {"model_file", model_file_suite},
    {"model_train", model_train_suite},
    {"model_train_stop", model_train_stop_suite},
    {"model_train_auxiliary", model_train_auxiliary_suite},
    {"model_train_add", model_train_add_suite},
    {"analysis_classify", analysis_classify_suite},
    {"analysis_shares", analysis_shares_suite},
    {"analysis_shares_group", analysis_shares_group_suite},
    {"groups_groups", groups_groups_suite},
    {"groups_compare", groups_compare_suite},
    {"groups_parts", groups_parts_suite},
    {"groups_selection", groups_selection_suite},
    {"saved_saved", saved_saved_suite},
    {"analysis_summarize", analysis_summarize_suite},
    {"analysis_explain", analysis_explain_suite},
    {"analysis_target", analysis_target_suite},
    {"analysis_encoded", analysis_encoded_suite},
    {"analysis_evaluate", analysis_evaluate_suite},
    {"analysis_agree", analysis_agree_suite},
    {"review_review", review_review_suite},
    {"report_rows", report_rows_suite},
    {"page_page", page_page_suite},
    {"report_report", report_report_suite},
    {"report_groups", report_groups_suite},
    {"report_terminal", report_terminal_suite},
    {"report_export", report_export_suite},
    {"results_results", results_results_suite},
    {"results_journal", results_journal_suite},
    {"report_out_of_fold", report_out_of_fold_suite},
    {"report_training", report_training_suite},
    {"report_agreement", report_agreement_suite},
};

static int is_wanted(const char *name, int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    size_t len = strlen(argv[i]);
    if (strncmp(name, argv[i], len) == 0 && (name[len] == '\0' || name[len] == '_')) return 1;
  }
  return argc < 2;
}

int main(int argc, char **argv) {
  SRunner *runner = NULL;
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
    if (!is_wanted(suites[i].name, argc, argv)) continue;
    if (runner == NULL) {
      runner = srunner_create(suites[i].make());
    } else {
      srunner_add_suite(runner, suites[i].make());
    }
  }
  if (runner == NULL) {
    (void)fprintf(stderr, "%s: no suite of that name\n", argv[0]);
    return EXIT_FAILURE;
  }
  srunner_run_all(runner, CK_ENV);
  int n_failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
