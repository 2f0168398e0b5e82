/* Small models for the tests.
 * In: label names and a seed. Out: data, trainings, models. Everything is invented on the spot, the same on every
 * machine. */
#include "small_model.h"

#include <string.h>

#include "article/article.h"
#include "base/hash.h"

const char *const tone_labels[3] = {"supportive", "critical", "neutral"};
const char *const own_labels[4] = {"Conflict", "economy-2", "human_interest", "morality"};
const char *const two_labels[2] = {"about", "other"};

static const char *const signals[4][6] = {
    {"praised", "welcomed", "admirable", "brilliant", "trusted", "thriving"},
    {"blamed", "botched", "scandalous", "reckless", "betrayed", "failing"},
    {"scheduled", "numbered", "consists", "measures", "located", "listed"},
    {"ought", "wrong", "duty", "decency", "conscience", "sinful"},
};

static const char *const fillers[] = {
    "river",    "bridge", "harbour", "council", "ferry",   "orchard", "library", "station", "village",
    "minister", "budget", "winter",  "school",  "market",  "tunnel",  "archive", "museum",  "engine",
    "garden",   "valley", "theatre", "airport", "factory", "island",  "chapel",  "stadium", "canal",
    "clinic",   "forest", "quarry",  "mayor",   "farmer",  "teacher", "sailor",  "painter", "baker"};

const char *signal_word(size_t k, size_t index) { return signals[k][index % 6]; }

static const char *filler(slant_random *random) {
  return fillers[slant_random_below(random, sizeof fillers / sizeof *fillers)];
}

/* A sentence of label `k`, in which one paragraph in eight speaks with the words of another label. */
static void put_sentence(slant_buffer *csv, size_t k, size_t n_labels, slant_random *random) {
  if (slant_random_below(random, 8) == 0) k = (size_t)slant_random_below(random, n_labels);
  slant_buffer_put_string(csv, "The ");
  slant_buffer_put_string(csv, filler(random));
  slant_buffer_put_string(csv, " and the ");
  slant_buffer_put_string(csv, filler(random));
  for (size_t i = 0; i < 3; i++) {
    slant_buffer_put_string(csv, i == 0 ? " were " : i == 1 ? " near the " : " beside the ");
    slant_buffer_put_string(csv, signal_word(k, (size_t)slant_random_below(random, 6)));
    slant_buffer_put_char(csv, ' ');
    slant_buffer_put_string(csv, filler(random));
  }
  slant_buffer_put_string(csv, " on that ");
  slant_buffer_put_string(csv, filler(random));
  slant_buffer_put_char(csv, '.');
}

void small_data(slant_buffer *csv, const char *const *labels, size_t n_labels, uint64_t seed) {
  slant_random random = {seed};
  slant_buffer_put_string(csv, "article,paragraph,label,title,text\n");
  for (size_t a = 0; a < SMALL_ARTICLES; a++) {
    size_t lean = (size_t)slant_random_below(&random, n_labels);
    for (size_t p = 0; p < SMALL_PARAGRAPHS; p++) {
      size_t k = slant_random_below(&random, 2) == 0 ? lean : (size_t)slant_random_below(&random, n_labels);
      slant_buffer_put_char(csv, 'a');
      slant_buffer_put_u64(csv, 100 + a);
      slant_buffer_put_char(csv, ',');
      slant_buffer_put_u64(csv, p + 1);
      slant_buffer_put_char(csv, ',');
      slant_buffer_put_string(csv, labels[k]);
      slant_buffer_put_char(csv, ',');
      if (4 * a < 3 * SMALL_ARTICLES) {
        slant_buffer_put_string(csv, "Of the ");
        slant_buffer_put_string(csv, signal_word(lean, a));
        slant_buffer_put_string(csv, " harbour");
      }
      slant_buffer_put_char(csv, ',');
      put_sentence(csv, k, n_labels, &random);
      slant_buffer_put_char(csv, '\n');
    }
  }
}

const char *small_file(const char *name, const char *const *labels, size_t n_labels, uint64_t seed) {
  slant_buffer csv = {0};
  small_data(&csv, labels, n_labels, seed);
  const char *path = file_write(name, slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

slant_auxiliary small_auxiliary(const char *path, double weight) { return (slant_auxiliary){.path = path, .weight = weight}; }

slant_training *small_training(const char *path, const slant_train_options *options) {
  static const double costs[] = {0.5};
  const char *inputs[] = {path};
  slant_train_options own = {.n_folds = 2, .costs = costs, .n_costs = 1, .n_threads = 2, .keep_furniture = true};
  slant_training *training;
  slant_error err = {0};
  ck_assert_ok(slant_train(&training, inputs, 1, options == NULL ? &own : options, &err), err);
  return training;
}

slant_model *open_model(const char *path) {
  slant_model *model;
  slant_error err = {0};
  ck_assert_ok(slant_model_open(&model, path, &err), err);
  return model;
}

slant_model *small_model(const char *name, const char *const *labels, size_t n_labels,
                         const slant_train_options *options) {
  char path[64];
  ck_assert_uint_lt(strlen(name), 40);
  memcpy(path, name, strlen(name) + 1);
  memcpy(path + strlen(name), ".csv", 5);
  slant_training *training = small_training(small_file(path, labels, n_labels, 7), options);
  memcpy(path + strlen(name), ".safetensors", 13);
  slant_error err = {0};
  ck_assert_ok(slant_training_save(training, file_path(path), &err), err);
  slant_training_free(training);
  return open_model(file_path(path));
}

slant_article *small_article(const char *title, const char *text) {
  slant_article *article;
  slant_error err = {0};
  ck_assert_ok(slant_article_from_text(&article, "memo", text_of(title), text_of(text), SLANT_BY_BLANK, &err), err);
  article->fields[SLANT_LANGUAGE] = BYTES("en");
  for (size_t i = 0; i < article->n_paragraphs; i++) article->paragraphs[i].flags &= ~(uint32_t)SLANT_FURNITURE;
  return article;
}

slant_result *classify_text(const slant_model *model, const slant_article *article,
                            const slant_classify_options *options) {
  slant_result *result;
  slant_error err = {0};
  ck_assert_ok(slant_classify(&result, model, article, options, &err), err);
  return result;
}
