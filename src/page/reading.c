/* Reading: how to read the figures, in words, and how often labels are right, from the model card.
 * In: the run. Out: a paragraph or two. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "page/labels.h"
#include "page/markup.h"
#include "page/sections.h"

slant_text slant_page_card_get(const slant_saved_run *run, const char *key) {
  for (size_t i = 0; i < run->n_card; i++) {
    if (run->card[i][0].len == strlen(key) && memcmp(run->card[i][0].ptr, key, strlen(key)) == 0) return run->card[i][1];
  }
  return (slant_text){"", 0};
}

double slant_page_card_number(const slant_saved_run *run, const char *key) {
  double value;
  return slant_number_parse(slant_page_card_get(run, key), &value) ? value : NAN;
}

double slant_page_card_of_label(const slant_saved_run *run, const char *key, const char *label) {
  slant_text text = slant_page_card_get(run, key);
  size_t len = strlen(label), at = 0;
  while (at < text.len) {
    const char *comma = memchr(text.ptr + at, ',', text.len - at);
    size_t end = comma == NULL ? text.len : (size_t)(comma - text.ptr);
    while (at < end && text.ptr[at] == ' ') at++;
    double value;
    if (end - at > len && memcmp(text.ptr + at, label, len) == 0 && text.ptr[at + len] == ' ' &&
        slant_number_parse((slant_text){text.ptr + at + len + 1, end - at - len - 1}, &value))
      return value;
    at = end + 1;
  }
  return NAN;
}

static void put_quality(slant_buffer *out, const slant_saved_run *run) {
  double accuracy = slant_page_card_number(run, "quality.accuracy"), macro = slant_page_card_number(run, "quality.macro_f1");
  if (isnan(accuracy) && isnan(macro)) {
    slant_markup_put(out, " The model card does not say how often.");
    return;
  }
  slant_markup_put(out, " On labelled articles that it had not seen");
  if (!isnan(accuracy)) {
    slant_markup_put(out, ", <strong>");
    slant_buffer_put_fixed(out, 100 * accuracy, 0);
    slant_markup_put(out, " of 100 labels were right</strong>");
  }
  if (!isnan(macro)) {
    slant_markup_put(out, isnan(accuracy) ? ", macro-F1 was " : "; macro-F1 was ");
    slant_buffer_put_fixed(out, macro, 2);
  }
  slant_markup_put(out, ", F1 by label");
  for (size_t k = 0; k < run->labels.n; k++) {
    double f1 = slant_page_card_of_label(run, "quality.f1", run->labels.names[k]);
    slant_markup_put(out, k == 0 ? " " : ", ");
    slant_markup_put_string(out, run->labels.names[k]);
    slant_buffer_put_char(out, ' ');
    if (isnan(f1)) slant_markup_put(out, "not said");
    else slant_buffer_put_fixed(out, f1, 2);
  }
  slant_buffer_put_char(out, '.');
}

void slant_page_put_reading(slant_buffer *out, const slant_saved_run *run) {
  slant_markup_put(out,
      "<div class=\"reading\">\n<h3>How to read this</h3>\n<p>A model gave every paragraph one label. Single labels are often wrong.");
  put_quality(out, run);
  slant_markup_put(out,
      "</p>\n<p>Counting labels repeats the model’s habits: it gives some labels too often and others too rarely. "
      "<strong>Corrected</strong> shares take out what is known of these habits from the labelled articles. Quote the corrected "
      "share together with its interval: for text like that which the model learned from, the true share lies in about 95 of 100 such "
      "intervals; on other topics code some paragraphs of your own first. "
      "<strong>Counted</strong> shares are shown so that you can see how much was corrected.</p>\n</div>\n");
}
