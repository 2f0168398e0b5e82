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
Suite *text_paragraphs_suite(void);
Suite *codec_csv_suite(void);
Suite *codec_json_suite(void);
Suite *codec_safetensors_suite(void);
Suite *article_article_suite(void);
Suite *article_ids_suite(void);
Suite *article_columns_suite(void);
Suite *article_formats_suite(void);
Suite *article_reader_suite(void);
Suite *article_dataset_suite(void);

#endif
