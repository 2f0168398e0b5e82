/* Model files: what is saved opens as it was, and a file that lacks anything, or holds what no model can, is refused.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "codec/safetensors.h"
#include "model/model.h"
#include "small_model.h"
#include "suites.h"

static const char *const linear_tensors[] = {"terms.keys",      "terms.weights", "terms.bias",    "terms.starts",
                                             "terms.texts",     "context.mean",  "context.scale", "context.bias",
                                             "context.weights", "calibration",   "thresholds",    "training.articles",
                                             "coverage.balanced", "coverage.argmax", "confusion"};
static const char *const rbf_tensors[] = {"context.vectors", "context.coefficients", "context.starts"};
static const char *const entries[] = {"format", "labels", "kernel", "uncertain_below", "domain.unknown_share", "domain.margin"};
enum { N_LINEAR = 15, N_RBF = 3, N_ENTRIES = 6, MOST = 24 };

/* Models are trained once; every test is a process of its own and finds the files. */
static void set_up(void) {
  static const double costs[] = {0.5};
  const slant_train_options rbf = {
      .n_folds = 2, .costs = costs, .n_costs = 1, .kernel = SLANT_KERNEL_RBF, .n_threads = 2};
  folder_make();
  slant_model_free(small_model("linear", tone_labels, 3, NULL));
  slant_model_free(small_model("two", two_labels, 2, NULL));
  slant_model_free(small_model("rbf", tone_labels, 3, &rbf));
}

/* A model file taken apart. */
typedef struct parts {
  slant_safetensors *file;
  slant_tensor tensors[MOST];
  size_t n_tensors;
  slant_metadata metadata[64];
  size_t n_metadata;
} parts;

static void add_tensors(parts *p, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const slant_tensor *tensor = slant_safetensors_get(p->file, names[i]);
    if (tensor != NULL) p->tensors[p->n_tensors++] = *tensor;
  }
}

static parts take_apart(const char *name) {
  parts p = {0};
  slant_error err = {0};
  ck_assert_ok(slant_safetensors_open(&p.file, file_path(name), &err), err);
  add_tensors(&p, linear_tensors, N_LINEAR);
  add_tensors(&p, rbf_tensors, N_RBF);
  size_t n;
  const slant_metadata *all = slant_safetensors_all_metadata(p.file, &n);
  ck_assert_uint_le(n, 64);
  memcpy(p.metadata, all, n * sizeof *all);
  p.n_metadata = n;
  return p;
}

static slant_tensor *tensor_of(parts *p, const char *name) {
  for (size_t i = 0; i < p->n_tensors; i++) {
    if (strcmp(p->tensors[i].name, name) == 0) return &p->tensors[i];
  }
  ck_abort_msg("no tensor %s", name);
  return NULL;
}

static slant_metadata *entry_of(parts *p, const char *key) {
  for (size_t i = 0; i < p->n_metadata; i++) {
    if (strcmp(p->metadata[i].key, key) == 0) return &p->metadata[i];
  }
  ck_abort_msg("no entry %s", key);
  return NULL;
}

/* Puts the parts together again and opens the file. */
static slant_status reopen(parts *p, slant_model **model, slant_error *err) {
  const char *path = file_path("again.safetensors");
  slant_error problem = {0};
  ck_assert_ok(slant_safetensors_save(path, p->tensors, p->n_tensors, p->metadata, p->n_metadata, &problem), problem);
  slant_safetensors_close(p->file);
  p->file = NULL;
  return slant_model_open(model, path, err);
}

static void assert_refused(parts *p, const char *part) {
  slant_model *model;
  slant_error err = {0};
  slant_status status = reopen(p, &model, &err);
  ck_assert_msg(status == SLANT_E_MODEL, "status %d, expected a refusal that says %s", (int)status, part);
  ck_assert_ptr_null(model);
  ck_assert_says(err, part);
  ck_assert_msg(strstr(err.source, "again.safetensors") != NULL, "%s", err.source);
}

static void drop_tensor(parts *p, const char *name) {
  slant_tensor *tensor = tensor_of(p, name);
  *tensor = p->tensors[--p->n_tensors];
}

/* A copy of the tensor's data that can be changed; it lives as long as the test. */
static void *own_data(parts *p, const char *name) {
  static const size_t sizes[] = {1, 4, 8, 4, 8};
  slant_tensor *tensor = tensor_of(p, name);
  size_t n = tensor->dims[0] * (tensor->n_dims == 2 ? tensor->dims[1] : 1) * sizes[tensor->dtype];
  void *copy = malloc(n + 1);
  ck_assert_ptr_nonnull(copy);
  memcpy(copy, tensor->data, n);
  tensor->data = copy;
  return copy;
}

START_TEST(what_is_put_together_again_opens) {
  static const char *const files[] = {"linear.safetensors", "two.safetensors", "rbf.safetensors"};
  for (size_t i = 0; i < 3; i++) {
    parts p = take_apart(files[i]);
    slant_model *model;
    slant_error err = {0};
    ck_assert_ok(reopen(&p, &model, &err), err);
    slant_model_free(model);
  }
}
END_TEST

START_TEST(a_missing_tensor_is_refused) {
  parts p = take_apart("linear.safetensors");
  drop_tensor(&p, linear_tensors[_i]);
  assert_refused(&p, linear_tensors[_i]);
}
END_TEST

START_TEST(a_missing_tensor_of_another_kernel_is_refused) {
  parts p = take_apart("rbf.safetensors");
  drop_tensor(&p, rbf_tensors[_i]);
  assert_refused(&p, "context.");
}
END_TEST

START_TEST(a_tensor_of_another_type_is_refused) {
  parts p = take_apart("linear.safetensors");
  slant_tensor *tensor = tensor_of(&p, linear_tensors[_i]);
  static const slant_dtype other[] = {SLANT_F32, SLANT_F32, SLANT_F64, SLANT_U32,
                                      SLANT_U64}; /* as wide, or U8 as F32 */
  if (tensor->dtype == SLANT_U8) tensor->dims[0] /= 4;
  tensor->dtype = other[tensor->dtype];
  assert_refused(&p, linear_tensors[_i]);
}
END_TEST

START_TEST(a_tensor_with_another_dimension_is_refused) {
  parts p = take_apart("linear.safetensors");
  slant_tensor *tensor = tensor_of(&p, linear_tensors[_i]);
  if (tensor->n_dims == 2) {
    tensor->dims[0] *= tensor->dims[1];
    tensor->n_dims = 1;
  } else {
    tensor->dims[1] = 1;
    tensor->n_dims = 2;
  }
  assert_refused(&p, linear_tensors[_i]);
}
END_TEST

START_TEST(a_tensor_that_is_too_short_is_refused) {
  static const char *const names[] = {"terms.weights", "terms.bias",   "terms.starts",    "terms.texts", "context.mean",
                                      "context.scale", "context.bias", "context.weights", "calibration", "thresholds", "confusion"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    parts p = take_apart("linear.safetensors");
    tensor_of(&p, names[i])->dims[0]--;
    assert_refused(&p, strcmp(names[i], "terms.texts") == 0 ? "terms.starts" : names[i]);
  }
}
END_TEST

START_TEST(a_missing_entry_is_refused) {
  parts p = take_apart("linear.safetensors");
  slant_metadata *entry = entry_of(&p, entries[_i]);
  *entry = p.metadata[--p.n_metadata];
  assert_refused(&p, entries[_i]);
}
END_TEST

/* An entry, and a value that no model has. */
static const struct {
  const char *key, *value;
} foreign[] = {
    {"format", "slant-model-2"},
    {"format", ""},
    {"labels", ""},
    {"labels", "supportive"},
    {"labels", "critical,supportive,neutral"},
    {"labels", "supportive,critical,neutral,neutral"},
    {"labels", "supportive,critical,neutral,"},
    {"labels", "supportive,critical,neu tral"},
    {"labels", "supportive,critical,text"},
    {"labels", "supportive,critical,neutral,other"},
    {"labels", "supportive,critical"},
    {"kernel", "sigmoid"},
    {"kernel", "rbf"},
    {"kernel", "linear2"},
    {"uncertain_below", "often"},
    {"uncertain_below", ""},
    {"domain.margin", "wide"},
    {"domain.unknown_share", ""},
};

START_TEST(a_foreign_entry_is_refused) {
  parts p = take_apart("linear.safetensors");
  entry_of(&p, foreign[_i].key)->value = foreign[_i].value;
  assert_refused(&p, strcmp(foreign[_i].key, "format") == 0 ? "found the format" : "found no usable");
}
END_TEST

START_TEST(another_kernel_needs_its_gamma) {
  parts p = take_apart("rbf.safetensors");
  entry_of(&p, "gamma")->value = "wide";
  assert_refused(&p, "gamma");
}
END_TEST

START_TEST(numbers_have_to_be_finite) {
  static const char *const names[] = {"terms.bias",      "context.mean", "context.scale", "context.bias",
                                      "context.weights", "calibration",  "thresholds"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    parts p = take_apart("linear.safetensors");
    double *data = own_data(&p, names[i]);
    data[1] = i % 2 == 0 ? NAN : INFINITY;
    assert_refused(&p, "finite numbers");
    free(data);
  }
  parts p = take_apart("linear.safetensors");
  double *confusion = own_data(&p, "confusion");
  confusion[4] = -1;
  assert_refused(&p, "0 or more");
  free(confusion);
  p = take_apart("linear.safetensors");
  confusion = own_data(&p, "confusion");
  confusion[4] = NAN;
  assert_refused(&p, "0 or more");
  free(confusion);
  p = take_apart("linear.safetensors");
  float *weights = own_data(&p, "terms.weights");
  weights[5] = NAN;
  assert_refused(&p, "terms.weights");
  free(weights);
  p = take_apart("rbf.safetensors");
  double *vectors = own_data(&p, "context.vectors");
  vectors[3] = NAN;
  assert_refused(&p, "finite numbers");
  free(vectors);
}
END_TEST

START_TEST(thresholds_are_above_zero) {
  parts p = take_apart("linear.safetensors");
  double *data = own_data(&p, "thresholds");
  data[2] = 0;
  assert_refused(&p, "thresholds");
  free(data);
}
END_TEST

START_TEST(a_table_has_a_power_of_two_of_slots_and_a_free_one) {
  parts p = take_apart("linear.safetensors");
  uint64_t *keys = own_data(&p, "terms.keys");
  for (size_t i = 0; i < tensor_of(&p, "terms.keys")->dims[0]; i++) keys[i] = i + 1;
  assert_refused(&p, "a free slot");
  free(keys);
  p = take_apart("linear.safetensors");
  tensor_of(&p, "terms.keys")->dims[0]--;
  assert_refused(&p, "a power of two");
}
END_TEST

START_TEST(places_in_the_texts_rise) {
  parts p = take_apart("linear.safetensors");
  uint32_t *starts = own_data(&p, "terms.starts");
  starts[3] = 1u << 30;
  assert_refused(&p, "places in terms.texts");
  free(starts);
  p = take_apart("linear.safetensors");
  starts = own_data(&p, "terms.starts");
  starts[0] = 1;
  assert_refused(&p, "places in terms.texts");
  free(starts);
  p = take_apart("rbf.safetensors");
  starts = own_data(&p, "context.starts");
  starts[1] = 1u << 30;
  assert_refused(&p, "places of vectors");
  free(starts);
}
END_TEST

START_TEST(files_that_are_no_model_are_refused) {
  static const float data[4] = {1, 2, 3, 4};
  const slant_tensor tensor = {"weights", SLANT_F32, 1, {4, 0}, data};
  slant_model *model;
  slant_error err = {0};
  const char *path = file_path("other.safetensors");
  ck_assert_ok(slant_safetensors_save(path, &tensor, 1, NULL, 0, &err), err);
  ck_assert_int_eq(slant_model_open(&model, path, &err), SLANT_E_MODEL);
  ck_assert_says(err, "expected \"slant-model-1\"");
  memset(&err, 0, sizeof err);
  ck_assert_int_eq(slant_model_open(&model, file_write("note.txt", BYTES("a note")), &err), SLANT_E_MODEL);
  ck_assert_ptr_null(model);
  memset(&err, 0, sizeof err);
  ck_assert_int_eq(slant_model_open(&model, file_path("missing"), &err), SLANT_E_IO);
}
END_TEST

static void remember(void *user, slant_text key, slant_text value) {
  slant_buffer *card = user;
  slant_buffer_put(card, key);
  slant_buffer_put_char(card, '=');
  slant_buffer_put(card, value);
  slant_buffer_put_char(card, '\n');
}

START_TEST(the_card_says_how_the_model_was_made) {
  static const char *const expected[] = {"format=slant-model-1\n",
                                         "labels=supportive,critical,neutral\n",
                                         "language=en\n",
                                         "cost=0.5\n",
                                         "seed=1\n",
                                         "folds=2\n",
                                         "kernel=linear\n",
                                         "data.articles=40\n",
                                         "data.paragraphs=200\n",
                                         "quality.macro_f1=0.",
                                         "slant_version=",
                                         "data.fingerprint="};
  slant_model *model = open_model(file_path("linear.safetensors"));
  slant_buffer card = {0};
  slant_model_card(model, remember, &card);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    ck_assert_msg(holds_text(slant_buffer_get(&card), text_of(expected[i])), "%s is not in %s", expected[i],
                  shown(slant_buffer_get(&card), 0));
  }
  ck_assert_uint_eq(slant_model_n_labels(model), 3);
  for (size_t k = 0; k < 3; k++) ck_assert_str_eq(slant_model_label(model, k), tone_labels[k]);
  ck_assert_uint_eq(strlen(slant_model_checksum(model)), 32);
  slant_buffer_free(&card);
  slant_model_free(model);
  slant_model_free(NULL);
}
END_TEST

Suite *model_file_suite(void) {
  Suite *suite = suite_create("model_file");
  TCase *tc = tcase_create("file");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, folder_remove);
  tcase_add_test(tc, what_is_put_together_again_opens);
  tcase_add_loop_test(tc, a_missing_tensor_is_refused, 0, N_LINEAR);
  tcase_add_loop_test(tc, a_missing_tensor_of_another_kernel_is_refused, 0, N_RBF);
  tcase_add_loop_test(tc, a_tensor_of_another_type_is_refused, 0, N_LINEAR);
  tcase_add_loop_test(tc, a_tensor_with_another_dimension_is_refused, 0, N_LINEAR);
  tcase_add_test(tc, a_tensor_that_is_too_short_is_refused);
  tcase_add_loop_test(tc, a_missing_entry_is_refused, 0, N_ENTRIES);
  tcase_add_loop_test(tc, a_foreign_entry_is_refused, 0, (int)(sizeof foreign / sizeof *foreign));
  tcase_add_test(tc, another_kernel_needs_its_gamma);
  tcase_add_test(tc, numbers_have_to_be_finite);
  tcase_add_test(tc, thresholds_are_above_zero);
  tcase_add_test(tc, a_table_has_a_power_of_two_of_slots_and_a_free_one);
  tcase_add_test(tc, places_in_the_texts_rise);
  tcase_add_test(tc, files_that_are_no_model_are_refused);
  tcase_add_test(tc, the_card_says_how_the_model_was_made);
  suite_add_tcase(suite, tc);
  return suite;
}
