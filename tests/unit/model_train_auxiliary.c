/* Auxiliary data: what of the data it repeats is left out with it; neither files, order nor threads show in a model; word vectors and
 * rated pairs end in the table of terms. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/model.h"
#include "model/score.h"
#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/reading.h"

static const double one_cost[] = {0.5};

static slant_train_options few_options(const slant_auxiliary *auxiliary, size_t n) {
  return (slant_train_options){
      .n_folds = 4, .costs = one_cost, .n_costs = 1, .n_threads = 2, .keep_furniture = true, .auxiliary = auxiliary, .n_auxiliary = n};
}

/* Data without a signal: every paragraph has words of its own, and a label by lot. */
enum { N_ARTICLES = 40, N_EACH = 2 };

static const char *drawn_label(slant_random *random) { return slant_random_below(random, 2) == 0 ? "about" : "other"; }

static void put_words(slant_buffer *out, size_t article, size_t number, size_t n) {
  static const char *const beginnings[] = {"bran", "cor", "dul", "fen", "gil", "hark", "jol", "kest"};
  for (size_t w = 0; w < n; w++) {
    char word[32];
    (void)snprintf(word, sizeof word, "%s%zux%zu ", beginnings[w], article, number);
    slant_buffer_put_string(out, word);
  }
}

static const char *lot_file(void) {
  slant_buffer csv = {0};
  slant_random random = {11};
  slant_buffer_put_string(&csv, "id,paragraph,label,title,text\n");
  for (size_t a = 0; a < N_ARTICLES; a++) {
    for (size_t p = 1; p <= N_EACH; p++) {
      char start[80];
      (void)snprintf(start, sizeof start, "n%zu,%zu,%s,Title of %zuy,", a, p, drawn_label(&random), a);
      slant_buffer_put_string(&csv, start);
      put_words(&csv, a, p, 8);
      slant_buffer_put_char(&csv, '\n');
    }
  }
  const char *path = file_write("lot.csv", slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

typedef struct copy_kind {
  const char *id;     /* of the copy, with the article's number for %zu */
  size_t shift;       /* that number is another article's */
  const char *before; /* words before the text */
  size_t n_words;     /* of the text's 8 */
  bool follows;
} copy_kind;

static const copy_kind kinds[] = {
    {"n%zu", 0, "", 8, true},       /* the rows themselves */
    {"", 0, "", 8, true},           /* without an id */
    {"other%zu", 0, "", 8, true},   /* of another id */
    {"n%zu", 1, "", 8, true},       /* of an article that has other words */
    {"n%zu", 0, "Still ", 5, true}, /* a sentence out of the article */
    {"lot.csv:%zu", 0, "", 8, true},
    {"", 0, "Still ", 8, false},    /* nothing says whence it is */
};

/* A copy of the data with its labels. */
static const char *copy_file(const copy_kind *kind) {
  slant_buffer csv = {0};
  slant_random random = {11};
  slant_buffer_put_string(&csv, "id,label,text\n");
  for (size_t a = 0; a < N_ARTICLES; a++) {
    for (size_t p = 1; p <= N_EACH; p++) {
      char id[32];
      if (kind->id[0] == '\0') {
        id[0] = '\0';
      } else {
        char number[24];
        (void)snprintf(number, sizeof number, "%zu", (a + kind->shift) % N_ARTICLES);
        size_t n = strcspn(kind->id, "%");
        (void)snprintf(id, sizeof id, "%.*s%s", (int)n, kind->id, number);
      }
      slant_buffer_put_string(&csv, id);
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_string(&csv, drawn_label(&random));
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_string(&csv, kind->before);
      put_words(&csv, a, p, kind->n_words);
      slant_buffer_put_char(&csv, '\n');
    }
  }
  const char *path = file_write("copies.csv", slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

/* With labels by lot nothing can be known of a held-out paragraph, unless its label was seen elsewhere. */
START_TEST(no_fold_learns_from_what_it_is_scored_on) {
  const char *path = lot_file();
  slant_auxiliary auxiliary = small_auxiliary(copy_file(&kinds[_i]), 1);
  slant_train_options options = few_options(&auxiliary, 1);
  options.min_count = 1;
  slant_training *t = small_training(path, &options);
  ck_assert_uint_eq(t->n_auxiliary_rows, N_ARTICLES * N_EACH);
  ck_assert_uint_eq(t->auxiliary[0].n_following, kinds[_i].follows ? N_ARTICLES * N_EACH : 0);
  if (kinds[_i].follows) {
    ck_assert_double_lt(t->text_f1, 0.7);
    if (kinds[_i].n_words == 8) ck_assert_double_lt(t->ungrouped_text_f1, 0.7);
  } else {
    ck_assert_double_gt(t->text_f1, 0.95); /* that is what following prevents */
  }
  slant_training_free(t);
}
END_TEST

/* A paragraph that several articles have is left out with each of them; a title counts, too. */
START_TEST(a_row_is_left_out_with_every_article_that_has_it) {
  slant_buffer csv = {0}, rows = {0};
  small_data(&csv, tone_labels, 3, 7);
  slant_buffer_put_string(&csv, "x1,1,critical,Of the quiet estuary,The pilots went home at noon.\n"
                                "x2,1,neutral,,The ferry waited beyond the bar.\nx2,2,neutral,,\"the PILOTS went home, at noon\"\n"
                                "x3,1,supportive,,The pilots went home at noon?\n");
  slant_buffer_put_string(&rows, "id,label,text\n,critical,The pilots went home at noon.\nx9,neutral,Of the quiet estuary\n"
                                 "x2,neutral,The pilots went home at noon\n,neutral,The pilots never went home at noon.\n");
  slant_auxiliary auxiliary = small_auxiliary(file_write("several-aux.csv", slant_buffer_get(&rows)), 1);
  slant_train_options options = few_options(&auxiliary, 1);
  slant_training *t = small_training(file_write("several.csv", slant_buffer_get(&csv)), &options);
  ck_assert_uint_eq(t->n_auxiliary_rows, 4);
  ck_assert_uint_eq(t->auxiliary[0].n_following, 3);
  size_t *fold_of_row = calloc(t->n_rows + t->dataset.n_articles, sizeof *fold_of_row), x1 = t->dataset.n_articles - 3;
  ck_assert_text_eq(t->dataset.articles[x1]->fields[SLANT_ID], BYTES("x1"));
  for (size_t r = 0; r < t->n_rows; r++) fold_of_row[r] = t->fold_of[t->rows[r].article];
  for (size_t a = 0; a < t->dataset.n_articles; a++) fold_of_row[t->n_rows + a] = t->fold_of[a];
  uint32_t folds[4], all = 0;
  for (size_t a = x1; a < x1 + 3; a++) all |= UINT32_C(1) << t->fold_of[a];
  slant_train_auxiliary_folds(t, fold_of_row, true, folds);
  for (size_t i = 0; i < 4; i++) {
    slant_text text = t->auxiliary_rows[i].article->paragraphs[0].text;
    bool title = holds_text(text, BYTES("estuary")), none = holds_text(text, BYTES("never"));
    ck_assert_uint_eq(folds[i], none ? 0 : title ? UINT32_C(1) << t->fold_of[x1] : all);
  }
  free(fold_of_row);
  slant_training_free(t);
  slant_buffer_free(&csv);
  slant_buffer_free(&rows);
}
END_TEST

static void assert_same_weights(const slant_training *a, const slant_training *b) {
  ck_assert_uint_eq(a->vectors.n_columns, b->vectors.n_columns);
  for (size_t i = 0; i < a->n_margins * a->vectors.n_columns; i++) ck_assert_double_eq_tol(b->weights[i], a->weights[i], 0.002);
}

/* Copies of all rows weigh as the rows do: half the C finds the same margins, out of fold and not. */
START_TEST(a_copy_of_the_data_is_the_data_weighing_twice) {
  static const double half[] = {0.25};
  const char *path = small_file("twice.csv", tone_labels, 3, 7);
  slant_auxiliary auxiliary = small_auxiliary(path, 1);
  slant_train_options plain = few_options(NULL, 0), doubled = few_options(&auxiliary, 1);
  doubled.costs = half;
  slant_training *a = small_training(path, &plain), *b = small_training(path, &doubled);
  ck_assert_uint_eq(b->n_auxiliary_rows, a->n_labelled);
  for (size_t i = 0; i < (a->n_rows + a->dataset.n_articles) * a->n_margins; i++) {
    if (isnan(a->text_margins[i])) continue;
    ck_assert_double_eq_tol(b->text_margins[i], a->text_margins[i], 0.005);
  }
  assert_same_weights(a, b);
  slant_training_free(a);
  slant_training_free(b);
}
END_TEST

/* Data with as many rows of the one label as of the other. */
static const char *even_file(void) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "id,label,text\n");
  for (size_t i = 0; i < 20; i++) {
    slant_buffer_put_string(&csv, i < 10 ? "a" : "b");
    slant_buffer_put_u64(&csv, i);
    slant_buffer_put_string(&csv, i % 2 == 0 ? ",about,The ferry was " : ",other,The river was ");
    slant_buffer_put_string(&csv, signal_word(i % 2, i / 2));
    slant_buffer_put_string(&csv, " by the harbour.\n");
  }
  const char *path = file_write("even.csv", slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

/* Labels of which there are as many of the one as of the other weigh the same balanced and unbalanced; of a file that has five of the
 * one and one of the other both weigh three. */
START_TEST(each_file_is_balanced_by_itself) {
  const char *data = even_file();
  slant_auxiliary once = small_auxiliary(file_write("once.csv", BYTES("label,text\nabout,The ferry waited.\nother,The river waited.\n")), 3);
  slant_auxiliary often = small_auxiliary(file_write("often.csv", BYTES("label,text\nabout,The ferry waited.\nabout,The ferry waited.\nother,The river waited.\n"
                                                         "about,The ferry waited.\nabout,The ferry waited.\nabout,The ferry waited.\n")), 1);
  slant_train_options balanced = few_options(&once, 1), same = few_options(&often, 1), unbalanced = balanced;
  unbalanced.equal_weights = true;
  slant_training *a = small_training(data, &balanced), *b = small_training(data, &same), *c = small_training(data, &unbalanced);
  assert_same_weights(a, b);
  assert_same_weights(a, c);
  unbalanced.auxiliary = &often;
  slant_training *d = small_training(data, &unbalanced);
  double most = 0;
  for (size_t i = 0; i < a->vectors.n_columns; i++) most = fmax(most, fabs(a->weights[i] - d->weights[i]));
  ck_assert_double_gt(most, 0.01);
  slant_training_free(a);
  slant_training_free(b);
  slant_training_free(c);
  slant_training_free(d);
}
END_TEST

/* Of a file of one label alone every row weighs half, as half of all weight is the other label's. */
START_TEST(files_are_not_balanced_against_one_another) {
  slant_auxiliary files[] = {small_auxiliary(file_write("one.csv", BYTES("label,text\nabout,The ferry waited.\nabout,The ferry sank.\nabout,The ferry left.\n")), 2),
                             small_auxiliary(file_write("other.csv", BYTES("label,text\nother,The river waited.\n")), 2)};
  const char *data = even_file();
  slant_train_options balanced = few_options(files, 2);
  slant_training *a = small_training(data, &balanced);
  slant_train_options unbalanced = balanced;
  unbalanced.equal_weights = true;
  files[0].weight = files[1].weight = 1;
  slant_training *b = small_training(data, &unbalanced);
  assert_same_weights(a, b);
  slant_training_free(a);
  slant_training_free(b);
}
END_TEST

static slant_model *save(const slant_training *training, const char *name) {
  slant_error err = {0};
  ck_assert_ok(slant_training_save(training, file_path(name), &err), err);
  return open_model(file_path(name));
}

static slant_text model_bytes(const char *data, const slant_train_options *options) {
  slant_training *t = small_training(data, options);
  slant_model_free(save(t, "bytes.safetensors"));
  slant_training_free(t);
  return file_read(file_path("bytes.safetensors"));
}

static void assert_same_model(const char *data, const slant_train_options *options, slant_text expected, const char *what) {
  slant_text found = model_bytes(data, options);
  ck_assert_msg(same_text(found, expected), "another model: %s", what);
  free((void *)(uintptr_t)found.ptr);
}

/* Lines [first, end) of CSV under its header, backwards. */
static const char *part_file(const char *name, slant_text csv, size_t first, size_t end) {
  const char *lines[400] = {csv.ptr};
  size_t n = 0;
  for (size_t at = 0; at < csv.len; at += strcspn(csv.ptr + at, "\n") + 1) lines[n++] = csv.ptr + at;
  slant_buffer out = {0};
  slant_buffer_put_bytes(&out, lines[0], strcspn(lines[0], "\n") + 1);
  if (end >= n) end = n - 1;
  for (size_t i = end; i > first; i--) slant_buffer_put_bytes(&out, lines[i], strcspn(lines[i], "\n") + 1);
  const char *path = file_write(name, slant_buffer_get(&out));
  slant_buffer_free(&out);
  return path;
}

/* 300 rows of probabilities: some repeat one another, some the data; none, some and all of an id. */
static slant_text help_rows(slant_buffer *rows) {
  slant_buffer data = {0};
  small_data(&data, tone_labels, 3, 8);
  slant_random random = {5};
  slant_buffer_put_string(rows, "critical,neutral,supportive,weight,id,text\n");
  slant_text all = slant_buffer_get(&data);
  for (size_t at = strcspn(all.ptr, "\n") + 1, i = 0; at < all.len; i++) {
    size_t len = strcspn(all.ptr + at, "\n");
    const char *text = all.ptr + at + len;
    char cells[80];
    while (text[-1] != ',') text--;
    (void)snprintf(cells, sizeof cells, "0.%d,0.%d,0.%d,%d,", (int)slant_random_below(&random, 9), (int)slant_random_below(&random, 9),
                   (int)slant_random_below(&random, 9), (int)slant_random_below(&random, 2) + 1);
    slant_buffer_put_string(rows, cells);
    if (i % 3 == 0) slant_buffer_put_string(rows, i % 2 == 0 ? "a103" : "elsewhere");
    slant_buffer_put_char(rows, ',');
    slant_buffer_put_bytes(rows, text, (size_t)(all.ptr + at + len + 1 - text));
    at += len + 1;
  }
  slant_buffer_free(&data);
  slant_buffer_put_string(rows, "0.5,0,0,1,,The pilots went home.\n0.5,0,0,1,,The pilots went home.\n0,0,0.5,1,b,The pilots went home.\n"
                                "0,0,0.5,1,a,The pilots went home.\n0,0,0.5,2,a,The pilots went home.\n");
  slant_buffer_put_char(rows, '\0');
  return (slant_text){rows->ptr, rows->len - 1};
}

START_TEST(neither_files_nor_rows_nor_threads_show_in_a_model) {
  slant_buffer rows = {0};
  slant_text all = help_rows(&rows);
  const char *data = small_file("order.csv", tone_labels, 3, 7);
  slant_auxiliary one[] = {small_auxiliary(file_write("help.csv", all), 0.5)};
  slant_train_options options = few_options(one, 1);
  options.vectors = file_write("order.txt", BYTES("harbour 1 2\npraised 1 0\nblamed -1 0.5\nestuary 0 1\n"));
  slant_text first = model_bytes(data, &options);
  options.n_threads = 5;
  assert_same_model(data, &options, first, "five threads");
  options.n_threads = 1;
  one[0].path = part_file("turned.csv", all, 0, 400);
  options.vectors = file_write("order.txt", BYTES("4 2\nestuary 0 1\nblamed -1 0.5\npraised 1 0\nharbour 1 2\n"));
  assert_same_model(data, &options, first, "rows turned round");
  (void)part_file("folder/a.csv", all, 120, 400);
  (void)part_file("folder/b.csv", all, 0, 120);
  one[0].path = file_path("folder");
  assert_same_model(data, &options, first, "rows in two files of a folder");
  one[0].weight = 0.25;
  slant_text other = model_bytes(data, &options);
  ck_assert(!same_text(other, first));
  free((void *)(uintptr_t)other.ptr);
  free((void *)(uintptr_t)first.ptr);
  slant_buffer_free(&rows);
}
END_TEST

START_TEST(files_may_be_given_in_any_order) {
  slant_buffer rows = {0};
  slant_text all = help_rows(&rows);
  const char *data = small_file("files.csv", tone_labels, 3, 7);
  slant_auxiliary files[] = {small_auxiliary(part_file("x/b.csv", all, 0, 120), 0.5), small_auxiliary(part_file("y/a.csv", all, 120, 400), 0.25)};
  slant_auxiliary turned[] = {small_auxiliary(part_file("q/a.csv", all, 120, 400), 0.25), files[0]};
  slant_train_options options = few_options(files, 2);
  slant_text first = model_bytes(data, &options);
  options.auxiliary = turned;
  assert_same_model(data, &options, first, "files turned round, from another folder");
  free((void *)(uintptr_t)first.ptr);
  /* each file is balanced by itself; unbalanced, how rows lie in files makes no difference */
  slant_auxiliary whole = small_auxiliary(file_write("whole.csv", all), 0.5), halves[] = {files[0], small_auxiliary(files[1].path, 0.5)};
  options = few_options(&whole, 1);
  options.equal_weights = true;
  first = model_bytes(data, &options);
  options.auxiliary = halves;
  options.n_auxiliary = 2;
  assert_same_model(data, &options, first, "two files for one");
  free((void *)(uintptr_t)first.ptr);
  slant_buffer_free(&rows);
}
END_TEST

START_TEST(weights_of_rows_files_and_probabilities_are_multiplied) {
  static const struct {
    const char *rows;
    double weight;
  } same[] = {{"label,weight,text\ncritical,2,The pilots went home.\nneutral,2,The ferry waited beyond the bar.\n", 0.5},
              {"label,text\ncritical,The pilots went home.\nneutral,The ferry waited beyond the bar.\n", 1},
              {"critical,neutral,text\n0.25,0.125,The pilots went home.\n0,0.25,The ferry waited beyond the bar.\n", 4},
              {"neutral,weight,label,text\n0.5,0.5,critical,The pilots went home.\n1,0.5,,The ferry waited beyond the bar.\n"
               "1,0,,The bar waited.\n0,1,,The bar waited beyond.\n", 2}};
  const char *data = small_file("weights.csv", tone_labels, 3, 7);
  slant_text first = {0};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    slant_auxiliary auxiliary = small_auxiliary(file_write("weights-aux.csv", text_of(same[i].rows)), same[i].weight);
    slant_train_options options = few_options(&auxiliary, 1);
    if (i == 0) {
      first = model_bytes(data, &options);
    } else {
      assert_same_model(data, &options, first, same[i].rows);
    }
  }
  free((void *)(uintptr_t)first.ptr);
}
END_TEST

static void assert_not_trained(const char *data, const slant_train_options *options, slant_status status, const char *part) {
  slant_training *training;
  slant_error err = {0};
  ck_assert_int_eq(slant_train(&training, &data, 1, options, &err), status);
  ck_assert_ptr_null(training);
  ck_assert_says(err, part);
}

START_TEST(unfit_auxiliary_data_is_refused) {
  static const struct {
    const char *bytes, *said;
  } files[] = {
      {"label,text\ncritical,one two three four\ngreat,one two three five\n",
       "found the label \"great\" in auxiliary data, expected one of the data's: supportive,critical,neutral"},
      {"label,text\nCritical,one two three four\n", "found the label \"Critical\" in auxiliary data"},
      {"id,text\na,one two three four\n", "found no labelled paragraph in auxiliary data"},
      {"label,text\n", "found no labelled paragraph in auxiliary data"},
      {"critical,text\n,one two three four\n", "found no labelled paragraph in auxiliary data"},
      {"critical,text\n2,one two three four\n", "found 2 under critical, expected a probability from 0 to 1"},
      {"label,weight,text\ncritical,-1,one two three four\n", "found the weight \"-1\""},
  };
  const char *data = small_file("unfit.csv", tone_labels, 3, 7);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    slant_auxiliary auxiliary = small_auxiliary(file_write("unfit-aux.csv", text_of(files[i].bytes)), 1);
    slant_train_options options = few_options(&auxiliary, 1);
    assert_not_trained(data, &options, SLANT_E_DATA, files[i].said);
  }
  slant_auxiliary missing = small_auxiliary(file_path("missing.csv"), 1);
  slant_train_options options = few_options(&missing, 1);
  assert_not_trained(data, &options, SLANT_E_IO, "cannot read");
  /* what is wrong with the data comes first */
  const char *bare = file_write("bare.csv", BYTES("id,text\na,one two three four\n"));
  slant_auxiliary fine = small_auxiliary(file_write("fine.csv", BYTES("label,text\ncritical,one two three four\n")), 1);
  options = few_options(&fine, 1);
  assert_not_trained(bare, &options, SLANT_E_DATA, "found no labelled paragraph, expected a label column or key");
}
END_TEST

START_TEST(options_of_auxiliary_data_are_checked) {
  static const double weights[] = {0, -1, (double)NAN, (double)INFINITY, 2e6};
  const char *data = small_file("checked.csv", tone_labels, 3, 7);
  const char *path = file_write("fine.csv", BYTES("label,text\ncritical,one two three four\n"));
  for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
    slant_auxiliary auxiliary[] = {small_auxiliary(path, 1), small_auxiliary(path, weights[i])};
    slant_train_options options = few_options(auxiliary, 2);
    assert_not_trained(data, &options, SLANT_E_USAGE, "for auxiliary data, expected one above 0, to 1e6");
  }
  slant_auxiliary many[SLANT_MOST_AUXILIARY + 1];
  for (size_t i = 0; i <= SLANT_MOST_AUXILIARY; i++) many[i] = small_auxiliary(path, 1);
  slant_train_options options = few_options(many, SLANT_MOST_AUXILIARY + 1);
  assert_not_trained(data, &options, SLANT_E_USAGE, "found 17 auxiliary files, expected at most 16");
  options.n_auxiliary = 1;
  options.solver = SLANT_SOLVER_LIBSVM;
  assert_not_trained(data, &options, SLANT_E_USAGE, "found auxiliary data together with libsvm as solver");
  options = few_options(many, SLANT_MOST_AUXILIARY);
  slant_training *t = small_training(data, &options);
  ck_assert_uint_eq(t->n_auxiliary_rows, SLANT_MOST_AUXILIARY);
  slant_training_free(t);
}
END_TEST

/* Everything at once: auxiliary rows, vectors, pairs, a list of words and, where asked, a base model. */
static slant_training *train_with_all(const char *data, const slant_model *base, slant_auxiliary *auxiliary) {
  static const char vectors[] = "6 2\nharbour 1 2\npraised 1 0\nblamed -1 0.5\nestuary 0 1\nreckless -2 -1\nzephyr 0 0\n";
  slant_buffer rows = {0};
  slant_text all = help_rows(&rows);
  *auxiliary = small_auxiliary(file_write("all-aux.csv", all), 0.5);
  slant_train_options options = few_options(auxiliary, 1);
  options.base = base;
  options.vectors = file_write("all.txt", text_of(vectors));
  options.lexicon = file_write("all.tsv", BYTES("scandalous\t-3\nthe harbour\t2\nquiet estuary\t1\nat a loss\t-2\n"));
  options.words = file_write("words.txt", BYTES("harbourmaster\n"));
  slant_buffer_free(&rows);
  return small_training(data, &options);
}

static void assert_table_gives_margins(const slant_training *t, const slant_model *model, const slant_model *base) {
  size_t first = t->n_rows + t->dataset.n_articles;
  for (size_t r = 0; r < t->vectors.n_rows; r++) {
    double margins[SLANT_MOST_LABELS], own[SLANT_MOST_LABELS] = {0};
    size_t n_words;
    if (r >= t->n_rows && r < first) continue;
    const slant_word *words = slant_training_words(t, r, &n_words);
    (void)slant_score_words(model, words, n_words, 0, margins);
    if (base != NULL) (void)slant_score_words(base, words, n_words, 0, own);
    for (size_t m = 0; m < model->n_margins; m++) {
      double expected = slant_vectors_dot(&t->vectors, r, t->weights + m * t->vectors.n_columns) + t->bias[m] + own[m];
      ck_assert_double_eq_tol(margins[m], expected, 1e-5);
      if (base != NULL) ck_assert_double_eq(t->base_margins[r * t->n_margins + m], own[m]);
    }
  }
}

START_TEST(the_table_gives_the_margins_of_all_rows) {
  slant_model *base = _i == 0 ? NULL : small_model("base", tone_labels, 3, NULL);
  const char *data = small_file("all.csv", tone_labels, 3, 9);
  slant_auxiliary auxiliary;
  slant_training *t = train_with_all(data, base, &auxiliary);
  slant_model *model = save(t, "all.safetensors");
  ck_assert_uint_gt(t->n_auxiliary_rows, 200);
  assert_table_gives_margins(t, model, base);
  slant_model_free(model);
  slant_training_free(t);
  slant_model_free(base);
}
END_TEST

START_TEST(words_that_only_a_file_has_weigh_what_their_priors_say) {
  const char *data = small_file("only.csv", tone_labels, 3, 9);
  slant_auxiliary auxiliary;
  slant_training *t = train_with_all(data, NULL, &auxiliary);
  slant_model *model = save(t, "only.safetensors");
  uint64_t pair = slant_pair_hash(slant_word_hash(BYTES("quiet")), slant_word_hash(BYTES("estuary")));
  uint64_t hashes[] = {slant_word_hash(BYTES("estuary")), slant_word_hash(BYTES("zephyr")), slant_word_hash(BYTES("harbourmaster")), pair};
  for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
    uint32_t type = slant_types_find(&t->priors.types, hashes[i]);
    const float *weights = slant_model_find_term(model, hashes[i]);
    ck_assert_uint_ne(type, SLANT_NO_TYPE);
    ck_assert_ptr_nonnull(weights);
    for (size_t m = 0; m < model->n_margins; m++) {
      double expected = slant_priors_dot(&t->priors, type, t->weights + m * t->vectors.n_columns + t->vocabulary.n_terms);
      ck_assert(fabs(expected) > 0);
      ck_assert_float_eq(weights[m], (float)expected);
    }
  }
  ck_assert_ptr_null(slant_model_find_term(model, slant_word_hash(BYTES("quiet"))));
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

static void assert_card(const slant_model *model, const char *key, const char *expected) {
  const char *found = slant_safetensors_metadata(model->file, key);
  ck_assert_msg((found == NULL) == (expected == NULL), "found %s as %s", found == NULL ? "nothing" : found, key);
  if (expected != NULL) ck_assert_str_eq(found, expected);
}

static void note_fingerprint(const char *data, const char *rows, double weight, char *print) {
  slant_auxiliary auxiliary = small_auxiliary(file_write("print-aux.csv", text_of(rows)), weight);
  slant_train_options options = few_options(&auxiliary, 1);
  slant_training *t = small_training(data, &options);
  slant_model *model = save(t, "print.safetensors");
  const char *found = slant_safetensors_metadata(model->file, "auxiliary.fingerprint");
  ck_assert_ptr_nonnull(found);
  ck_assert_uint_eq(strlen(found), 16);
  memcpy(print, found, 17);
  slant_model_free(model);
  slant_training_free(t);
}

START_TEST(the_card_counts_what_helped) {
  const char *data = small_file("card.csv", tone_labels, 3, 7);
  slant_auxiliary auxiliary = small_auxiliary(file_write("card-aux.csv", BYTES("id,label,text\na101,critical,The pilots went home.\n"
                                                                               ",neutral,The bar waited long.\n,,The bar was left.\n")), 0.5);
  slant_train_options options = few_options(&auxiliary, 1);
  options.vectors = file_write("card.txt", BYTES("harbour 1 2 3\npraised 1 0 2\nPraised 1 1 1\n, 1 1 1\n"));
  slant_training *t = small_training(data, &options);
  slant_model *model = save(t, "card.safetensors");
  assert_card(model, "auxiliary", "2 rows, 1 of them in articles of the data");
  assert_card(model, "vectors", "2 words of 3 dimensions");
  slant_model_free(model);
  slant_training_free(t);
  options = few_options(NULL, 0);
  t = small_training(data, &options);
  model = save(t, "card.safetensors");
  assert_card(model, "auxiliary", NULL);
  assert_card(model, "auxiliary.fingerprint", NULL);
  assert_card(model, "vectors", NULL);
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

START_TEST(the_fingerprint_tells_auxiliary_data_apart) {
  static const struct {
    const char *rows;
    double weight;
  } tried[] = {{"id,label,text\na,critical,The pilots went home.\nb,neutral,The bar waited.\n", 1},
               {"id,label,text\nb,neutral,The bar waited.\na,critical,The pilots went home.\n", 1}, /* the same */
               {"id,label,text\na,neutral,The pilots went home.\nb,neutral,The bar waited.\n", 1},
               {"id,label,text\na,critical,The pilots went back.\nb,neutral,The bar waited.\n", 1},
               {"id,label,text\nc,critical,The pilots went home.\nb,neutral,The bar waited.\n", 1},
               {"id,label,text\na,critical,The pilots went home.\nb,neutral,The bar waited.\n", 2},
               {"id,label,text\na,critical,The pilots went home.\n", 1}};
  enum { N = sizeof tried / sizeof *tried };
  char prints[N][17];
  const char *data = small_file("print.csv", tone_labels, 3, 7);
  for (size_t i = 0; i < N; i++) note_fingerprint(data, tried[i].rows, tried[i].weight, prints[i]);
  ck_assert_str_eq(prints[0], prints[1]);
  for (size_t i = 1; i < N; i++) {
    for (size_t k = i + 1; k < N; k++) ck_assert_str_ne(prints[i], prints[k]);
  }
}
END_TEST

Suite *model_train_auxiliary_suite(void) {
  Suite *suite = suite_create("model_train_auxiliary");
  TCase *tc = tcase_create("auxiliary data");
  tcase_set_timeout(tc, 120);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, no_fold_learns_from_what_it_is_scored_on, 0, sizeof kinds / sizeof *kinds);
  tcase_add_test(tc, a_row_is_left_out_with_every_article_that_has_it);
  tcase_add_test(tc, files_are_not_balanced_against_one_another);
  tcase_add_test(tc, each_file_is_balanced_by_itself);
  tcase_add_test(tc, a_copy_of_the_data_is_the_data_weighing_twice);
  tcase_add_test(tc, neither_files_nor_rows_nor_threads_show_in_a_model);
  tcase_add_test(tc, files_may_be_given_in_any_order);
  tcase_add_test(tc, weights_of_rows_files_and_probabilities_are_multiplied);
  tcase_add_test(tc, unfit_auxiliary_data_is_refused);
  tcase_add_test(tc, options_of_auxiliary_data_are_checked);
  tcase_add_loop_test(tc, the_table_gives_the_margins_of_all_rows, 0, 2);
  tcase_add_test(tc, words_that_only_a_file_has_weigh_what_their_priors_say);
  tcase_add_test(tc, the_card_counts_what_helped);
  tcase_add_test(tc, the_fingerprint_tells_auxiliary_data_apart);
  suite_add_tcase(suite, tc);
  return suite;
}
