/* List: what stands around the articles: controls, legend, pages of detail.
 * In: the plan. Out: markup; controls are hidden until the script is there. */
#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

static void put_legend(slant_buffer *out, const slant_labels *labels, bool with_marks) {
  double height = slant_page_strip_height(labels);
  slant_markup_put(out, "<ul class=\"legend\" aria-label=\"Legend\">\n");
  for (size_t k = 0; k <= labels->n; k++) {
    slant_page_lane lane = k < labels->n ? slant_page_label_lane(labels, k) : (slant_page_lane){height / 2 - 1, height / 2 + 1};
    slant_markup_put(out, "<li><svg class=\"s\" width=\"24\" aria-hidden=\"true\"");
    slant_markup_put_attribute(out, "height", height, 0);
    slant_markup_put(out, "><path class=\"");
    slant_markup_put(out, k < labels->n ? slant_page_label_class(labels, k) : "aside");
    slant_markup_put(out, "\" d=\"M4 ");
    for (int bar = 0; bar < 3; bar++) {
      if (bar > 0) slant_markup_put(out, bar == 1 ? "M12 " : "M20 ");
      slant_buffer_put_double(out, lane.top);
      slant_buffer_put_char(out, 'v');
      slant_buffer_put_double(out, lane.bottom - lane.top);
    }
    slant_markup_put(out, "\"/></svg>");
    if (k < labels->n) slant_page_put_label(out, labels, k);
    else slant_markup_put(out, "set aside");
    slant_markup_put(out, "</li>\n");
  }
  if (with_marks)
    slant_markup_put(out, "<li><mark class=\"m3\">strongly</mark> <mark class=\"m1\">weakly</mark> marked words pushed the label</li>\n");
  slant_markup_put(out, "</ul>\n");
}

static void put_option(slant_buffer *out, const char *value, const char *before, const char *name) {
  slant_markup_put(out, "<option value=\"");
  slant_markup_put_string(out, value);
  slant_markup_put(out, "\">");
  slant_markup_put(out, before);
  slant_markup_put_string(out, name);
  slant_markup_put(out, "</option>");
}

static void put_label_options(slant_buffer *out, const slant_labels *labels, const char *before, char key) {
  for (size_t k = 0; k < labels->n; k++) {
    char value[4] = {key, (char)('0' + k / 10), (char)('0' + k % 10), '\0'};
    put_option(out, value, before, labels->names[k]);
  }
}

static void put_controls(slant_buffer *out, const slant_page_plan *plan) {
  const slant_labels *labels = &plan->input->run->labels;
  slant_markup_put(out,
      "<div class=\"controls\" id=\"controls\" role=\"search\" aria-label=\"Sort and filter articles\" hidden>\n<label class=\"find\">");
  slant_markup_put(out, plan->alone && plan->input->has_evidence ? "Title, source or text" : "Title or source");
  slant_markup_put(
      out, "<input type=\"search\" id=\"find\" autocomplete=\"off\" spellcheck=\"false\"></label>\n<label>Sort by<select id=\"sort\">");
  put_option(out, "order", "", "order of the batch");
  put_option(out, "title", "", "title");
  put_option(out, "source", "", "source");
  put_option(out, "date", "", "date");
  put_option(out, "n", "", "number of paragraphs");
  if (labels->supportive >= 0) put_option(out, "tone", "", "tone");
  put_label_options(out, labels, "share of ", 'k');
  slant_markup_put(out, "</select></label>\n<label>Order<select id=\"direction\">");
  put_option(out, "up", "", "ascending");
  put_option(out, "down", "", "descending");
  slant_markup_put(out, "</select></label>\n<label>Has a paragraph<select id=\"holds\">");
  put_option(out, "", "", "any label");
  put_label_options(out, labels, "", 'k');
  slant_markup_put(out, "</select></label>\n");
  if (labels->supportive >= 0) {
    static const char *const framings[] = {"supportive", "critical", "neutral", "mixed"};
    slant_markup_put(out, "<label>Framing<select id=\"framing\">");
    put_option(out, "", "", "any");
    for (size_t i = 0; i < sizeof framings / sizeof *framings; i++) put_option(out, framings[i], "", framings[i]);
    slant_markup_put(out, "</select></label>\n");
  }
  slant_markup_put(out, "<label id=\"source-label\" hidden>Source<select id=\"source\">");
  put_option(out, "", "", "any");
  slant_markup_put(out, "</select></label>\n<button type=\"button\" id=\"reset\">Show all</button>\n");
  if (plan->alone) slant_markup_put(out, "<button type=\"button\" id=\"unfold\" aria-expanded=\"false\">Open all</button>\n");
  slant_markup_put(out, "</div>\n");
}

void slant_page_put_articles_begin(slant_buffer *out, const slant_page_plan *plan) {
  slant_markup_put(out,
                   "<section id=\"articles\" aria-labelledby=\"articles-h\" tabindex=\"-1\">\n<h2 id=\"articles-h\">Articles</h2>\n");
  if (plan->n_articles == 0) {
    slant_markup_put(out, "<p>There is no article.</p>\n");
    return;
  }
  slant_markup_put(out, plan->alone ? "<p class=\"muted\">Each bar of a strip is a paragraph. Open an article to read them"
                                    : "<p class=\"muted\">Each bar of a strip is a paragraph. Follow a title to read them");
  slant_markup_put(out, plan->input->has_evidence ? ".</p>\n"
                                                  : "; their texts are not shown, because the results were made without evidence "
                                                    "(<code>--no-evidence</code>).</p>\n");
  if (plan->n_articles > plan->n_listed) {
    slant_markup_put(out, "<p>The first ");
    slant_markup_put_count(out, plan->n_listed);
    slant_markup_put(out, " of ");
    slant_markup_put_count(out, plan->n_articles);
    slant_markup_put(out, " articles are listed. The others are counted in all figures above and stand in <code>articles.csv</code> and "
                          "<code>paragraphs.csv</code>; <code>slant report --only</code> makes a page of some of them.</p>\n");
  }
  put_legend(out, &plan->input->run->labels, plan->alone && plan->input->has_evidence);
  put_controls(out, plan);
  slant_markup_put(out, "<p class=\"shown\" id=\"shown\" role=\"status\">");
  slant_markup_put_counted(out, plan->n_listed, "article", "articles");
  slant_markup_put(out, "</p>\n<ol class=\"list\" id=\"list\">\n");
}

void slant_page_put_articles_end(slant_buffer *out, const slant_page_plan *plan) {
  if (plan->n_articles > 0) slant_markup_put(out, "</ol>\n");
  if (plan->alone && plan->n_articles > 50)
    slant_markup_put(out, "<p class=\"print-only\">On paper the first 50 articles are unfolded.</p>\n");
  slant_markup_put(out, "</section>\n");
}

static void put_page_link(slant_buffer *out, size_t page, const char *rel, const char *name) {
  slant_markup_put(out, " <a rel=\"");
  slant_markup_put(out, rel);
  slant_markup_put(out, "\" href=\"");
  for (size_t part = 1000; part > 0; part /= 10) slant_buffer_put_char(out, (char)('0' + page / part % 10));
  slant_markup_put(out, ".html\">");
  slant_markup_put(out, name);
  slant_markup_put(out, "</a>");
}

static void put_ways(slant_buffer *out, const slant_page_plan *plan, size_t page, const char *name) {
  slant_markup_put(out, "<nav aria-label=\"");
  slant_markup_put(out, name);
  slant_markup_put(out, "\"><a href=\"../report.html#articles\">All articles</a>");
  if (page > 1) put_page_link(out, page - 1, "prev", "← Previous");
  if (page < plan->n_details) put_page_link(out, page + 1, "next", "Next →");
  slant_markup_put(out, "</nav>\n");
}

void slant_page_put_detail_begin(slant_buffer *out, const slant_page_plan *plan, size_t page) {
  uint64_t first = (page - 1) * SLANT_PAGE_DETAIL + 1, last = page * SLANT_PAGE_DETAIL;
  slant_page_put_top(out, "slant report: articles");
  slant_page_put_markers(out);
  slant_markup_put(out, "<header>\n<h1>Articles ");
  slant_markup_put_count(out, first);
  slant_markup_put(out, " to ");
  slant_markup_put_count(out, last < plan->n_listed ? last : plan->n_listed);
  slant_markup_put(out, "</h1>\n<p class=\"lead\">Of the ");
  slant_markup_put_count(out, plan->n_articles);
  slant_markup_put(out, " in a slant report.</p>\n");
  put_ways(out, plan, page, "Pages");
  slant_markup_put(out, "</header>\n<main>\n");
  if (!plan->input->has_evidence)
    slant_markup_put(out,
        "<p class=\"muted\">Texts are not shown, because the results were made without evidence (<code>--no-evidence</code>).</p>\n");
  put_legend(out, &plan->input->run->labels, plan->input->has_evidence);
  slant_markup_put(out, "<ol class=\"list\">\n");
}

void slant_page_put_detail_end(slant_buffer *out, const slant_page_plan *plan, size_t page) {
  slant_markup_put(out, "</ol>\n</main>\n<footer>\n");
  put_ways(out, plan, page, "Pages, again");
  slant_markup_put(out, "</footer>\n</body>\n</html>\n");
}
