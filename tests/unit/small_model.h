/* Small models: labelled data in which each label has words of its own, and what is trained on it in a moment. */
#ifndef SLANT_TESTS_SMALL_MODEL_H
#define SLANT_TESTS_SMALL_MODEL_H

#include "base/buffer.h"
#include "support/support.h"

enum { SMALL_ARTICLES = 40, SMALL_PARAGRAPHS = 5 };

extern const char *const tone_labels[3]; /* supportive, critical, neutral */
extern const char *const own_labels[4];  /* none of them; in the model's order */
extern const char *const two_labels[2];

/* The signal words of label `k`; supportive, critical and neutral have those of 0, 1 and 2. */
const char *signal_word(size_t k, size_t index);

/* CSV with article, paragraph, label, title, text: SMALL_ARTICLES articles, the last quarter of them without title. */
void small_data(slant_buffer *csv, const char *const *labels, size_t n_labels, uint64_t seed);
/* The same as a file in the tests' folder. */
const char *small_file(const char *name, const char *const *labels, size_t n_labels, uint64_t seed);

/* Auxiliary data of no encoder. */
slant_auxiliary small_auxiliary(const char *path, double weight);

/* Trains on a file; `options` NULL: two folds, one value of C, two threads. */
slant_training *small_training(const char *path, const slant_train_options *options);
/* Trains, saves "NAME.safetensors" in the tests' folder and opens it. */
slant_model *small_model(const char *name, const char *const *labels, size_t n_labels,
                         const slant_train_options *options);
slant_model *open_model(const char *path);

/* An article of the paragraphs in `text`, which blank lines divide. It is English without furniture, whatever it looks
 * like. */
slant_article *small_article(const char *title, const char *text);
slant_result *classify_text(const slant_model *model, const slant_article *article,
                            const slant_classify_options *options);

#endif
