/* Frame: what every page begins and ends with.
 * In: title. Out: head with policy, style, script; footer. */
#include "page/markup.h"
#include "page/sections.h"
#include "report_css.inc"
#include "report_js.inc"

void slant_page_put_top(slant_buffer *out, const char *title) {
  slant_markup_put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
  slant_markup_put(out, report_css_hash);
  slant_markup_put(out, "'; script-src '");
  slant_markup_put(out, report_js_hash);
  slant_markup_put(out,
      "'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  slant_markup_put_string(out, title);
  slant_markup_put(out, "</title>\n<style>");
  slant_buffer_put_bytes(out, report_css, sizeof report_css - 1);
  slant_markup_put(out, "</style>\n</head>\n<body>\n");
}

void slant_page_put_bottom(slant_buffer *out, const slant_page_plan *plan) {
  slant_markup_put(out, "<footer>\n<p>Beside this page, <code>groups.csv</code> holds the figures of groups");
  if (plan->input->n_differences > 0) slant_markup_put(out, ", <code>comparisons.csv</code> those of groups compared");
  slant_markup_put(out, ". In the results folder, <code>articles.csv</code> and <code>paragraphs.csv</code> hold every figure of articles "
                        "and paragraphs, ");
  if (plan->input->has_evidence) slant_markup_put(out, "<code>evidence.jsonl</code> the texts and the words that pushed each label, ");
  slant_markup_put(out, "<code>run.json</code> what the run and its model were.</p>\n<p>To make it again, for other groups or a part of the "
                        "articles, without the model: <code>slant report RESULTS</code>.</p>\n<p>Made by slant ");
  slant_markup_put_string(out, plan->input->run->version);
  slant_markup_put(out, ".</p>\n</footer>\n<script>");
  slant_buffer_put_bytes(out, report_js, sizeof report_js - 1);
  slant_markup_put(out, "</script>\n</body>\n</html>\n");
}
