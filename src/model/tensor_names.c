/* Tensor names, in one place for those who write and those who read them. */
#include "model/tensor_names.h"

#define JUDGE(prefix, rule)                                                                                                         \
  {prefix "mean",    prefix "scale",        prefix "bias",      prefix "weights",  prefix "starts",                                 \
   prefix "vectors", prefix "coefficients", rule "calibration", rule "thresholds", rule "gamma"}
#define TRUST(prefix) {prefix "confusion", {prefix "coverage.balanced", prefix "coverage.argmax"}, prefix "uncertain_below"}

const slant_judge_names *slant_judge_names_of(slant_decided decided) {
  static const slant_judge_names names[SLANT_N_JUDGES] = {JUDGE("context.", ""), JUDGE("encoder.", "encoder.")};
  return &names[decided];
}

const slant_trust_names *slant_trust_names_of(slant_effort effort) {
  static const slant_trust_names names[SLANT_N_EFFORTS] = {TRUST(""), TRUST("effort.balanced."), TRUST("effort.best.")};
  return &names[effort];
}
