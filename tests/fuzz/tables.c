/* Tables: the files beside articles that commands read: codes, coded rows, an encoder's readings, a lexicon, word vectors, run.json. The first byte
 * says which. Holds: what is read is sound, or it is refused with a reason. */
#include <math.h>

#include "article/coded.h"
#include "article/readings.h"
#include "features/priors.h"
#include "fuzz.h"
#include "saved/saved.h"

static slant_status read_codes(const char *path, slant_format format, slant_error *err) {
  slant_agreement *agreement;
  const slant_agree_options options = {.confusions = true, .reader = {.format = format, .max_record_bytes = 1 << 16}};
  slant_text report = {0};
  slant_status status = slant_agree(&agreement, &path, 1, &options, err);
  if (status != SLANT_OK) return status;
  const slant_agreement_figures *figures = slant_agreement_get(agreement);
  FUZZ_HOLDS(figures->n_pairable <= figures->n_items && figures->n_coders <= 100 && figures->n_labels <= 50);
  FUZZ_HOLDS(isnan(figures->alpha.value) || figures->alpha.value <= 1 + 1e-9);
  FUZZ_HOLDS(slant_agreement_report(agreement, SLANT_REPORT_TEXT, &report, NULL) == SLANT_OK);
  slant_text_free(report);
  slant_agreement_free(agreement);
  return SLANT_OK;
}

static slant_status read_coded(const char *path, slant_error *err) {
  slant_coded coded = {0};
  const slant_reader_options options = {.max_record_bytes = 1 << 16};
  slant_status status = slant_coded_load(&coded, &path, 1, &options, err);
  if (status == SLANT_OK) slant_coded_settle(&coded, &options);
  for (size_t i = 0; status == SLANT_OK && i < coded.n; i++) {
    const slant_coded_row *row = &coded.rows[i];
    FUZZ_HOLDS(row->label.len > 0 && row->paragraph > 0 && row->stratum <= SLANT_N_STRATA);
    FUZZ_HOLDS(isnan(row->probability) || (row->probability > 0 && row->probability <= 1));
    FUZZ_HOLDS(i == 0 || slant_coded_compare(coded.rows[i - 1].article, coded.rows[i - 1].paragraph, row) < 0);
  }
  slant_coded_clear(&coded);
  return status;
}

static slant_status read_readings(const char *path, slant_error *err) {
  static const char *const labels[] = {"good", "bad"};
  slant_readings readings = {0};
  slant_status status = slant_readings_load(&readings, path, labels, 2, err);
  for (size_t i = 0; status == SLANT_OK && i < readings.n; i++) {
    const slant_reading *row = &readings.rows[i];
    FUZZ_HOLDS(isfinite(row->outputs[0]) && isfinite(row->outputs[1]));
    FUZZ_HOLDS(slant_readings_find(&readings, row->article, row->paragraph, row->toward_target) == row);
  }
  slant_readings_clear(&readings);
  return status;
}

static slant_status read_priors(const char *path, unsigned which, slant_error *err) {
  slant_priors priors = {0};
  const slant_prior_sizes sizes = {1, 1, 1};
  slant_status status = which == 0   ? slant_priors_load_lexicon(&priors, path, err)
                        : which == 1 ? slant_priors_load_words(&priors, path, err)
                                     : slant_priors_load_vectors(&priors, path, err);
  if (status == SLANT_OK) status = slant_priors_finish(&priors, NULL, NULL, 0, sizes, err);
  for (size_t i = 0; status == SLANT_OK && i < priors.n_rows; i++) {
    FUZZ_HOLDS(priors.starts[i] <= priors.starts[i + 1]);
    for (size_t j = priors.starts[i]; j < priors.starts[i + 1]; j++) FUZZ_HOLDS(priors.columns[j] < priors.n_columns && isfinite(priors.values[j]));
  }
  slant_priors_free(&priors);
  return status;
}

static slant_status read_run(const char *path, slant_error *err) {
  slant_saved_run run = {0};
  slant_arena arena = {0};
  slant_status status = slant_saved_read_run(&run, &arena, path, err);
  if (status == SLANT_OK) {
    FUZZ_HOLDS(run.labels.n >= SLANT_FEWEST_LABELS && run.labels.n <= SLANT_MOST_LABELS);
    for (size_t k = 0; k < run.labels.n; k++) FUZZ_HOLDS(run.thresholds[0][k] > 0);
    for (size_t i = 0; i < run.labels.n * run.labels.n; i++) FUZZ_HOLDS(run.confusion[i] >= 0);
  }
  slant_arena_clear(&arena);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input) % 8;
  slant_error err = {0};
  if (input.len > 1 << 14) return 0;
  fuzz_file file = fuzz_file_new(input);
  slant_status status;
  switch (choice) {
    case 0: status = read_codes(file.path, SLANT_FORMAT_CSV, &err); break;
    case 1: status = read_codes(file.path, SLANT_FORMAT_JSONL, &err); break;
    case 2: status = read_coded(file.path, &err); break;
    case 3: status = read_readings(file.path, &err); break;
    case 7: status = read_run(file.path, &err); break;
    default: status = read_priors(file.path, choice - 4, &err); break;
  }
  FUZZ_HOLDS(status == SLANT_OK || (err.text[0] != '\0' && (status == SLANT_E_DATA || status == SLANT_E_USAGE)));
  fuzz_file_close(&file);
  return 0;
}
