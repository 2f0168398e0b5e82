/* Coding page: one self-contained file in which people label paragraphs.
 * In: a review, a codebook. Out: markup, with the items as JSON that a browser reads as data and never as markup. The script and the style
 * are those of pages/coding.js and pages/coding.css; the policy lets nothing else run, and nothing be loaded or sent. */
#include <string.h>

#include "base/hash.h"
#include "codec/json.h"
#include "coding_css.inc"
#include "coding_js.inc"
#include "page/codebook.h"
#include "page/coding.h"

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

static void put_key(slant_buffer *out, const char *key) {
  put(out, ",\"");
  put(out, key);
  put(out, "\":");
}

static void put_text(slant_buffer *out, const char *key, slant_text text) {
  put_key(out, key);
  slant_json_put_string(out, text);
}

/* The nearest paragraph in steps of `step` that is neither empty nor furniture; nothing where there is none. */
static void put_neighbour(slant_buffer *out, const char *key, const slant_review_item *item, size_t step) {
  for (size_t i = item->paragraph + step; i < item->article->n_paragraphs; i += step) {
    const slant_paragraph *p = &item->article->paragraphs[i];
    if ((p->flags & (SLANT_EMPTY | SLANT_FURNITURE)) != 0) continue;
    put_text(out, key, p->text);
    return;
  }
}

static void put_item(slant_buffer *out, const slant_review_item *item, const slant_coding_options *options) {
  put(out, "{\"article\":");
  slant_json_put_string(out, item->id);
  put_key(out, "paragraph");
  slant_buffer_put_u64(out, item->number);
  put_key(out, "stratum");
  put(out, "\"");
  put(out, slant_stratum_name(item->stratum));
  put(out, "\"");
  put_key(out, "probability");
  put(out, "\"");
  if (!isnan(item->probability)) slant_buffer_put_double(out, item->probability);
  put(out, "\"");
  put_text(out, "title", item->article->fields[SLANT_TITLE]);
  put_text(out, "text", item->article->paragraphs[item->paragraph].text);
  if (options->context) {
    put_neighbour(out, "before", item, SIZE_MAX); /* one back: sizes wrap around */
    put_neighbour(out, "after", item, 1);
  }
  if (options->show_model && item->model != NULL) {
    put_text(out, "model", (slant_text){item->model, strlen(item->model)});
    put_key(out, "confidence");
    slant_buffer_put_fixed(out, isnan(item->confidence) ? 0 : item->confidence, 2);
  }
  put(out, "}");
}

/* What names the set of items: progress that a browser keeps is that of one set. */
static slant_status put_set(slant_buffer *out, const slant_review *review, slant_error *err) {
  slant_hash128 *hash;
  char digits[33];
  slant_status status = slant_hash128_new(&hash, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < review->chosen.n; i++) {
    const slant_review_item *item = &review->chosen.items[i];
    slant_text text = item->article->paragraphs[item->paragraph].text;
    slant_hash128_add(hash, item->id.ptr, item->id.len + 1);
    slant_hash128_add(hash, &item->number, sizeof item->number);
    slant_hash128_add(hash, text.ptr, text.len);
  }
  for (size_t k = 0; k < review->labels.n; k++) slant_hash128_add(hash, review->labels.names[k], strlen(review->labels.names[k]) + 1);
  slant_hash128_digits(hash, digits);
  slant_hash128_free(hash);
  put(out, digits);
  return SLANT_OK;
}

static slant_status put_data(slant_buffer *out, const slant_review *review, const slant_coding_options *options, slant_error *err) {
  put(out, "{\"set\":\"");
  slant_status status = put_set(out, review, err);
  put(out, "\",\"labels\":[");
  for (size_t k = 0; k < review->labels.n; k++) {
    if (k > 0) put(out, ",");
    slant_json_put_string(out, (slant_text){review->labels.names[k], strlen(review->labels.names[k])});
  }
  put(out, "]");
  put_key(out, "context");
  put(out, options->context ? "true" : "false");
  put_key(out, "model");
  put(out, options->show_model ? "true" : "false");
  put_key(out, "spreadsheet");
  put(out, options->spreadsheet ? "true" : "false");
  put(out, ",\"items\":[\n");
  for (size_t i = 0; i < review->chosen.n; i++) {
    if (i > 0) put(out, ",\n");
    put_item(out, &review->chosen.items[i], options);
  }
  put(out, "]}");
  return status;
}

/* Inside JSON "<" stands in strings alone: escaped there, no text can end the element or open a comment. */
static void put_escaped(slant_buffer *out, slant_text json) {
  size_t plain = 0;
  for (size_t i = 0; i < json.len; i++) {
    if (json.ptr[i] != '<') continue;
    slant_buffer_put_bytes(out, json.ptr + plain, i - plain);
    put(out, "\\u003c");
    plain = i + 1;
  }
  slant_buffer_put_bytes(out, json.ptr + plain, json.len - plain);
}

static void put_head(slant_buffer *out, const slant_review *review) {
  put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""
           "default-src 'none'; script-src '");
  put(out, coding_js_hash);
  put(out, "'; style-src '");
  put(out, coding_css_hash);
  put(out, "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Coding ");
  slant_buffer_put_u64(out, review->chosen.n);
  put(out, " paragraphs</title>\n<style>");
  put(out, coding_css);
  put(out, "</style>\n</head>\n");
}

slant_status slant_coding_put_page(slant_buffer *out, const slant_review *review, const slant_coding_options *options, slant_text codebook,
                                   slant_error *err) {
  slant_buffer json = {0};
  slant_status status = put_data(&json, review, options, err);
  if (status == SLANT_OK) status = slant_buffer_check(&json, err);
  put_head(out, review);
  put(out, "<body>\n<noscript><p>Coding in this page needs script, which is switched off here. You can code without it: open "
           "<a href=\"coding.csv\">coding.csv</a> in a spreadsheet and fill its column <code>label</code>.</p></noscript>\n"
           "<template id=\"codebook-text\">\n");
  slant_codebook_put(out, codebook);
  put(out, "</template>\n<div id=\"app\"></div>\n<script type=\"application/json\" id=\"data\">");
  if (status == SLANT_OK) put_escaped(out, slant_buffer_get(&json));
  put(out, "</script>\n<script>");
  put(out, coding_js);
  put(out, "</script>\n</body>\n</html>\n");
  slant_buffer_free(&json);
  return status;
}
