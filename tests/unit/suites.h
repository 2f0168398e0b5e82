/* The unit tests' suites, one a module. Each is defined in the file of its name. */
#ifndef SLANT_TESTS_SUITES_H
#define SLANT_TESTS_SUITES_H

#include <check.h>

Suite *base_error_suite(void);
Suite *base_memory_suite(void);
Suite *base_buffer_suite(void);
Suite *base_hash_suite(void);
Suite *base_threads_suite(void);
Suite *base_input_suite(void);
Suite *base_output_suite(void);
Suite *base_number_suite(void);
Suite *text_utf8_suite(void);
Suite *text_words_suite(void);
Suite *text_markers_suite(void);
Suite *text_paragraphs_suite(void);
Suite *text_language_suite(void);
Suite *text_width_suite(void);
Suite *codec_csv_suite(void);
Suite *codec_json_suite(void);
Suite *codec_safetensors_suite(void);
Suite *article_article_suite(void);
Suite *article_ids_suite(void);
Suite *article_columns_suite(void);
Suite *article_formats_suite(void);
Suite *article_files_suite(void);
Suite *article_reader_suite(void);
Suite *article_dataset_suite(void);
Suite *article_duplicates_suite(void);
Suite *article_label_columns_suite(void);
Suite *features_terms_suite(void);
Suite *features_vocabulary_suite(void);
Suite *features_context_suite(void);
Suite *features_priors_suite(void);
Suite *model_labels_suite(void);
Suite *model_metrics_suite(void);
Suite *model_folds_suite(void);
Suite *model_calibrate_suite(void);
Suite *model_thresholds_suite(void);
Suite *model_train_linear_suite(void);
Suite *model_machine_suite(void);
Suite *model_file_suite(void);
Suite *model_train_suite(void);
Suite *model_train_auxiliary_suite(void);
Suite *analysis_classify_suite(void);
Suite *analysis_summarize_suite(void);
Suite *analysis_explain_suite(void);
Suite *analysis_evaluate_suite(void);
Suite *report_rows_suite(void);
Suite *report_html_suite(void);
Suite *report_terminal_suite(void);
Suite *report_export_suite(void);
Suite *report_results_suite(void);
Suite *report_training_suite(void);

#endif
