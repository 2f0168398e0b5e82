/* Export: the files of a model and of its features are there, of equal length, in a folder that held nothing. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/folder.h"
#include "model/model.h"
#include "small_model.h"
#include "suites.h"

static const char text[] =
    "The council praised the brilliant harbour and welcomed the trusted ferry.\n\n... --- ...\n\n"
    "The mayor blamed the reckless minister near the scandalous bridge, and botched it.";

static void set_up(void) {
  static const double costs[] = {0.5};
  const slant_train_options rbf = {
      .n_folds = 2, .costs = costs, .n_costs = 1, .kernel = SLANT_KERNEL_RBF, .n_threads = 2};
  folder_make();
  slant_model_free(small_model("tone", tone_labels, 3, NULL));
  slant_model_free(small_model("two", two_labels, 2, NULL));
  slant_model_free(small_model("rbf", tone_labels, 3, &rbf));
}

/* Exports a model, with the features of `n` copies of an article when there are any. */
static void export_to(const char *folder, const slant_model *model, size_t n) {
  slant_export *out;
  slant_error err = {0};
  ck_assert_ok(slant_export_open(&out, file_path(folder), model, false, n > 0, &err), err);
  slant_article *article = small_article("", text);
  article->fields[SLANT_ID] = BYTES("news,\"1\"");
  for (size_t i = 0; i < n; i++) {
    slant_result *result = classify_text(model, article, NULL);
    ck_assert_ok(slant_export_add(out, result, &err), err);
    slant_result_free(result);
  }
  ck_assert_ok(slant_export_commit(out, &err), err);
  slant_export_close(out);
  slant_export_close(NULL);
  slant_article_free(article);
}

static size_t n_files(const char *folder) {
  size_t n = 0;
  DIR *dir = opendir(file_path(folder));
  ck_assert_ptr_nonnull(dir);
  for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) n += entry->d_name[0] != '.';
  ck_assert_int_eq(closedir(dir), 0);
  return n;
}

static slant_text read_in(const char *folder, const char *name) {
  char path[128];
  ck_assert_int_lt(snprintf(path, sizeof path, "%s/%s", folder, name), (int)sizeof path);
  ck_assert_msg(file_exists(file_path(path)), "no %s", path);
  return file_read(file_path(path));
}

static size_t n_lines(const char *folder, const char *name) {
  slant_text bytes = read_in(folder, name);
  size_t n = 0;
  for (size_t i = 0; i < bytes.len; i++) n += bytes.ptr[i] == '\n';
  ck_assert(bytes.len == 0 || bytes.ptr[bytes.len - 1] == '\n');
  free((void *)(uintptr_t)bytes.ptr);
  return n;
}

static void assert_begins(const char *folder, const char *name, const char *expected) {
  slant_text bytes = read_in(folder, name);
  ck_assert_msg(strncmp(bytes.ptr, expected, strlen(expected)) == 0, "found %s", shown(bytes, 0));
  free((void *)(uintptr_t)bytes.ptr);
}

START_TEST(a_model_is_written_whole) {
  slant_model *model = open_model(file_path("tone.safetensors"));
  export_to("deep/whole", model, 0);
  ck_assert_uint_eq(n_files("deep/whole"), 5);
  assert_begins("deep/whole", "stage1.liblinear",
                "solver_type L2R_L2LOSS_SVC_DUAL\nnr_class 3\nlabel 1 2 3\nnr_feature ");
  ck_assert_uint_eq(n_lines("deep/whole", "stage1.liblinear"), 6 + model->n_terms + 1);
  assert_begins("deep/whole", "terms.csv", "number,term\n1,");
  ck_assert_uint_eq(n_lines("deep/whole", "terms.csv"), 1 + model->n_terms);
  static const char *const machines[] = {"stage2-supportive.libsvm", "stage2-critical.libsvm", "stage2-neutral.libsvm"};
  for (size_t k = 0; k < 3; k++) {
    assert_begins("deep/whole", machines[k], "svm_type c_svc\nkernel_type linear\nnr_class 2\ntotal_sv 1\nrho ");
    ck_assert_uint_eq(n_lines("deep/whole", machines[k]), 9);
  }
  slant_model_free(model);
}
END_TEST

START_TEST(two_labels_share_one_machine) {
  slant_model *model = open_model(file_path("two.safetensors"));
  export_to("two", model, 1);
  ck_assert_uint_eq(n_files("two"), 6);
  ck_assert_uint_eq(n_lines("two", "stage2-about.libsvm"), 9);
  ck_assert(!file_exists(file_path("two/stage2-other.libsvm")));
  assert_begins("two", "rows.csv", "article,paragraph,label,margin_about,margin_other,text_margin_about\n");
  slant_model_free(model);
}
END_TEST

START_TEST(other_kernels_have_their_vectors) {
  slant_model *model = open_model(file_path("rbf.safetensors"));
  export_to("rbf", model, 0);
  assert_begins("rbf", "stage2-critical.libsvm", "svm_type c_svc\nkernel_type rbf\ngamma ");
  size_t n = model->judges[SLANT_BY_TABLE].vector_starts[2] - model->judges[SLANT_BY_TABLE].vector_starts[1]; /* critical is the second machine */
  ck_assert_uint_gt(n, 1);
  ck_assert_uint_eq(n_lines("rbf", "stage2-critical.libsvm"), 9 + n);
  slant_model_free(model);
}
END_TEST

START_TEST(features_have_a_line_for_each_scored_paragraph) {
  slant_model *model = open_model(file_path("tone.safetensors"));
  export_to("features", model, 3);
  ck_assert_uint_eq(n_files("features"), 8);
  ck_assert_uint_eq(n_lines("features", "stage1.svmlight"), 6); /* three times two; one of three is empty */
  ck_assert_uint_eq(n_lines("features", "stage2.svmlight"), 6);
  ck_assert_uint_eq(n_lines("features", "rows.csv"), 7);
  assert_begins("features", "stage1.svmlight", "1 ");
  assert_begins("features", "stage2.svmlight", "1 1:");
  assert_begins("features", "rows.csv",
                "article,paragraph,label,margin_supportive,margin_critical,margin_neutral,text_margin_supportive,"
                "text_margin_critical,text_margin_neutral\n\"news,\"\"1\"\"\",1,supportive,");
  slant_model_free(model);
}
END_TEST

START_TEST(a_folder_that_holds_something_is_refused) {
  slant_model *model = open_model(file_path("tone.safetensors"));
  slant_export *out;
  slant_error err = {0};
  (void)file_write("full/mine", BYTES("mine"));
  ck_assert_int_eq(slant_export_open(&out, file_path("full"), model, false, true, &err), SLANT_E_USAGE);
  ck_assert_ptr_null(out);
  ck_assert_says(err, "found a folder that holds \"mine\", expected an empty or new one");
  ck_assert_uint_eq(n_files("full"), 1);
  slant_error_clear(&err);
  ck_assert_ok(slant_export_open(&out, file_path("full"), model, true, true, &err), err);
  slant_export_close(out); /* not committed: no features */
  ck_assert(!file_exists(file_path("full/rows.csv")));
  ck_assert_uint_eq(n_files("full"), 6);
  slant_model_free(model);
}
END_TEST

START_TEST(folders_are_made_with_those_above_them) {
  slant_error err = {0};
  ck_assert_ok(slant_folder_make(file_path("a/b/c"), false, &err), err);
  ck_assert_ok(slant_folder_make(file_path("a/b/c/"), false, &err), err); /* still empty */
  ck_assert_ok(slant_folder_write(file_path("a/b/c"), "one", BYTES("1"), &err), err);
  ck_assert_int_eq(slant_folder_make(file_path("a/b/c"), false, &err), SLANT_E_USAGE);
  slant_error_clear(&err);
  ck_assert_ok(slant_folder_make(file_path("a/b/c"), true, &err), err);
  ck_assert(file_exists(file_path("a/b/c/one")));
  ck_assert_int_eq(slant_folder_make(file_path("a/b/c/one"), false, &err), SLANT_E_IO); /* a file */
  slant_error_clear(&err);
  ck_assert_int_eq(slant_folder_make(file_path("a/b/c/one/two"), false, &err), SLANT_E_IO);
  slant_error_clear(&err);
  ck_assert_int_eq(slant_folder_write(file_path("nowhere"), "one", BYTES("1"), &err), SLANT_E_IO);
}
END_TEST

Suite *report_export_suite(void) {
  Suite *suite = suite_create("report_export");
  TCase *tc = tcase_create("export");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, folder_remove);
  tcase_add_test(tc, a_model_is_written_whole);
  tcase_add_test(tc, two_labels_share_one_machine);
  tcase_add_test(tc, other_kernels_have_their_vectors);
  tcase_add_test(tc, features_have_a_line_for_each_scored_paragraph);
  tcase_add_test(tc, a_folder_that_holds_something_is_refused);
  tcase_add_test(tc, folders_are_made_with_those_above_them);
  suite_add_tcase(suite, tc);
  return suite;
}
