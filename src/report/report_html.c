/* Page: one self-contained HTML file.
 * In: results as they come, totals at the end. Out: markup without script, in which all text of articles is escaped. The totals
 * are known last and stand first: the page's order is set by its style. */
#include "report/report_html.h"

#include <math.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--s:#1b7f79;--c:#b3541e;--n:#767676;--o:#5b6abf;--line:#8885}"
    "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:60rem;display:flex;flex-direction:column}"
    "header{order:-2}#totals{order:-1}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}details{border-top:1px solid var(--line);padding:.4rem 0}"
    "summary{cursor:pointer}summary small,p small{color:var(--n)}"
    ".bar{display:flex;height:.6rem;margin:.3rem 0;gap:1px}.bar i{display:block;min-width:1px}"
    ".k0{--k:var(--s)}.k1{--k:var(--c)}.k2{--k:var(--n)}.k3{--k:var(--o)}"
    ".bar i{background:var(--k)}p.row{border-left:.3rem solid var(--k,var(--line));margin:.6rem 0;padding:0 0 0 .7rem}"
    "p.row b{color:var(--k)}p.aside{opacity:.65}";

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

/* Text of articles: markup is escaped, control characters are shown as U+FFFD. */
static void put_text(slant_buffer *out, slant_text text) {
  size_t plain = 0;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    const char *escape = c == '&'   ? "&amp;"
                         : c == '<' ? "&lt;"
                         : c == '>' ? "&gt;"
                         : c == '"' ? "&quot;"
                         : c == '\'' ? "&#39;"
                         : (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F ? "\xEF\xBF\xBD"
                                                                                        : NULL;
    if (escape == NULL) continue;
    slant_buffer_put_bytes(out, text.ptr + plain, i - plain);
    put(out, escape);
    plain = i + 1;
  }
  slant_buffer_put_bytes(out, text.ptr + plain, text.len - plain);
}

static void put_string(slant_buffer *out, const char *string) { put_text(out, (slant_text){string, strlen(string)}); }

static void put_percent(slant_buffer *out, double share) {
  slant_buffer_put_fixed(out, isnan(share) ? 0 : 100 * share, 0);
  put(out, " %");
}

/* Style class of a label. */
static const char *class_of(const char *label) {
  static const char *const known[] = {"supportive", "critical", "neutral"}, *const classes[] = {"k0", "k1", "k2", "k3"};
  size_t i = 0;
  while (i < sizeof known / sizeof *known && strcmp(label, known[i]) != 0) i++;
  return classes[i];
}

void slant_page_put_head(slant_buffer *out, const slant_model *model) {
  put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>slant report</title>\n<style>");
  put(out, style);
  put(out, "</style>\n</head>\n<body>\n<header><h1>slant report</h1>\n<p>Every paragraph labelled by a model that tells ");
  for (size_t k = 0; k < slant_model_n_labels(model); k++) {
    if (k > 0) put(out, k + 1 == slant_model_n_labels(model) ? " and " : ", ");
    put_string(out, slant_model_label(model, k));
  }
  put(out, " apart. Open an article to read its paragraphs.</p></header>\n");
}

static void put_bar(slant_buffer *out, const slant_model *model, const slant_summary *summary) {
  put(out, "<div class=\"bar\" aria-hidden=\"true\">");
  for (size_t k = 0; k < slant_model_n_labels(model); k++) {
    if (summary->counts[k] == 0) continue;
    put(out, "<i class=\"");
    put(out, class_of(slant_model_label(model, k)));
    put(out, "\" style=\"flex:");
    slant_buffer_put_u64(out, summary->counts[k]);
    put(out, "\"></i>");
  }
  put(out, "</div>");
}

static void put_summary(slant_buffer *out, const slant_result *result) {
  const slant_article *article = slant_result_article(result);
  const slant_model *model = slant_result_model(result);
  const slant_summary *summary = slant_result_summary(result);
  slant_text title = slant_article_field(article, SLANT_TITLE), id = slant_article_field(article, SLANT_ID);
  put(out, "<summary><bdi>");
  put_text(out, title.len > 0 ? title : id);
  put(out, "</bdi> <small><bdi>");
  if (title.len > 0) put_text(out, id);
  put(out, "</bdi>");
  if (*summary->framing != '\0') {
    put(out, " &middot; ");
    put(out, summary->framing);
  }
  for (size_t k = 0; k < slant_model_n_labels(model); k++) {
    put(out, k == 0 ? " &middot; " : ", ");
    put_string(out, slant_model_label(model, k));
    put(out, " ");
    slant_buffer_put_u64(out, summary->counts[k]);
  }
  put(out, " of ");
  slant_buffer_put_u64(out, summary->n_scored);
  put(out, "</small>");
  put_bar(out, model, summary);
  put(out, "</summary>\n");
}

static void put_row(slant_buffer *out, const slant_model *model, const slant_row *row) {
  bool scored = row->label >= 0;
  put(out, "<p class=\"row ");
  put(out, scored ? class_of(slant_model_label(model, (size_t)row->label)) : "aside");
  put(out, "\"><small>");
  slant_buffer_put_u64(out, row->paragraph->number);
  put(out, "</small> <b>");
  put_string(out, scored ? slant_model_label(model, (size_t)row->label) : "set aside");
  put(out, "</b> <small>");
  if (scored) put_percent(out, row->confidence);
  for (size_t f = 0; f < SLANT_N_FLAGS; f++) {
    if ((row->flags & (1u << f)) == 0) continue;
    put(out, " ");
    put(out, slant_flag_name(f));
  }
  put(out, "</small><br><bdi>");
  put_text(out, row->paragraph->text);
  put(out, "</bdi></p>\n");
}

void slant_page_put_article(slant_buffer *out, const slant_result *result, uint64_t number) {
  put(out, "<details>");
  put_summary(out, result);
  for (size_t i = 0; number <= SLANT_PAGE_MOST_ARTICLES && i < slant_result_n_rows(result); i++) {
    put_row(out, slant_result_model(result), slant_result_row(result, i));
  }
  if (number > SLANT_PAGE_MOST_ARTICLES) put(out, "<p>Its paragraphs are in paragraphs.csv and evidence.jsonl.</p>\n");
  put(out, "</details>\n");
}

void slant_page_put_end(slant_buffer *out, const slant_model *model, const slant_totals *totals) {
  put(out, "<section id=\"totals\"><table><tr><th>Articles</th><td class=\"n\">");
  slant_buffer_put_u64(out, totals->articles);
  put(out, "</td><td></td></tr>\n<tr><th>Paragraphs</th><td class=\"n\">");
  slant_buffer_put_u64(out, totals->paragraphs);
  put(out, "</td><td></td></tr>\n<tr><th>Set aside as furniture</th><td class=\"n\">");
  slant_buffer_put_u64(out, totals->flags[0]);
  put(out, "</td><td></td></tr>\n");
  for (size_t k = 0; k < slant_model_n_labels(model); k++) {
    put(out, "<tr><th>");
    put_string(out, slant_model_label(model, k));
    put(out, "</th><td class=\"n\">");
    slant_buffer_put_u64(out, totals->of_label[k]);
    put(out, "</td><td class=\"n\">");
    put_percent(out, totals->scored == 0 ? 0 : (double)totals->of_label[k] / (double)totals->scored);
    put(out, "</td></tr>\n");
  }
  put(out, "</table>");
  if (totals->articles > SLANT_PAGE_MOST_ARTICLES) {
    put(out, "<p>Paragraphs are shown for the first ");
    slant_buffer_put_u64(out, SLANT_PAGE_MOST_ARTICLES);
    put(out, " articles.</p>");
  }
  put(out, "</section>\n</body>\n</html>\n");
}
