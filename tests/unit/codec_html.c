/* HTML: what is left of a page before it is parsed, the tree that is made of it, and pages that mean harm. */
#include "codec/html.h"

#include <stdlib.h>
#include <string.h>

#include "codec/html_nesting.h"
#include "codec/html_thin.h"
#include "suites.h"
#include "support/support.h"

static const struct {
  slant_text page;
  const char *thinned;
} samples[] = {
    {BYTES(""), ""},
    {BYTES("plain"), "plain"},
    {BYTES("a < b &amp; c"), "a &lt; b &amp; c"},
    {BYTES("<p>a   \n  b</p>"), "<p>a b</p>"},
    {BYTES("<pre>a  \n\n  b</pre>"), "<pre>a  \n\n  b</pre>"},
    {BYTES("<P CLASS=Lead STYLE='color:red' onclick=\"x('>')\">a</P >"), "<p class=\"Lead\">a</p>"},
    {BYTES("<p style='display : none'>a</p>"), "<p hidden=\"\">a</p>"},
    {BYTES("<div class='a\"b'>x</div>"), "<div class='a\"b'>x</div>"},
    {BYTES("<div class=a id=b class=c>x</div>"), "<div class=\"a\" id=\"b\">x</div>"},
    {BYTES("<b>bo<i>ld</i></b>"), "bold"},
    {BYTES("a<script>if (a < b) document.write(\"<p>no</p>\")</script>b"), "ab"},
    {BYTES("a<SCRIPT>x</scripty>y</SCRIPT  >b"), "ab"},
    {BYTES("a<style>p {}</style>b<!-- c -->d<!-->e<!doctype html>f<?php x ?>g</3>h"), "abdefgh"},
    {BYTES("a<svg><text>no</text><svg></svg></svg>b<template><p>no</p></template>c"), "abc"},
    {BYTES("a<svg><p>never closed"), "a<p>never closed"},
    {BYTES("a<textarea><p>no</textarea>b<title>A <b> B</title>c"), "ab<title>A &lt;b> B</title>c"},
    {BYTES("a</p>b</i>c</div>d"), "abcd"},
    {BYTES("<nav><ul><li><div>a</nav>b"), "<nav><ul><li><div>a</div></ul></nav>b"},
    {BYTES("<div><span><a>a</div>b</a>c</span>"), "<div><span><a>a</a></span></div>bc"},
    {BYTES("<a><div>a</a>b</div>c"), "<a><div>a</a>b</div>c"},
    {BYTES("<div><table><tr><td>a</div>b</table>c</div>"), "<div><table><tr><td>ab</table>c</div>"},
    {BYTES("<form><div>a</form>b</div>"), "<form><div>a</form>b</div>"},
    {BYTES("a<svg><path><p>b</p><svg></svg>c"), "a<p>b</p>c"},
    {BYTES("a<select><option>no<select>b</select>c"), "abc"},
    {BYTES("<my-part class=x>a</my-part>"), "<span class=\"x\">a</span>"},
    {BYTES("a<p class=\"never closed>b</p>"), "a"},
    {BYTES("a<p"), "a"},
    {BYTES("a<!-- never closed <p>b</p>"), "a"},
    {BYTES("a<script>never closed <p>b</p>"), "a"},
    {BYTES("a<"), "a&lt;"},
};

START_TEST(what_no_reader_sees_is_cut_out) {
  slant_html_thinned thinned = {0};
  slant_error err = {0};
  ck_assert_ok(slant_html_thin(&thinned, samples[_i].page, &err), err);
  ck_assert_text_eq(slant_buffer_get(&thinned.out), text_of(samples[_i].thinned));
  slant_buffer_free(&thinned.out);
}
END_TEST

START_TEST(scripts_that_hold_data_are_kept_apart) {
  slant_html_thinned thinned = {0};
  slant_error err = {0};
  slant_text page = BYTES("<script type=\"application/ld+json\">{\"a\": \"</p>\"}</script><script>x</script>");
  ck_assert_ok(slant_html_thin(&thinned, page, &err), err);
  ck_assert_uint_eq(thinned.out.len, 0);
  ck_assert_uint_eq(thinned.n_data, 1);
  ck_assert_text_eq(thinned.data[0], text_of("{\"a\": \"</p>\"}"));
  slant_buffer_free(&thinned.out);
}
END_TEST

/* Every element from the outside in: "p(", its text, ")". */
static void show(const slant_html *html, slant_buffer *out) {
  uint32_t n;
  const slant_html_node *nodes = slant_html_nodes(html, &n);
  uint32_t open[64];
  size_t n_open = 0;
  for (uint32_t i = 1; i <= n; i++) {
    while (n_open > 0 && nodes[open[n_open - 1]].end <= i) {
      slant_buffer_put_char(out, ')');
      n_open--;
    }
    if (i == n) break;
    ck_assert_uint_lt(nodes[i].parent, i);
    ck_assert_uint_gt(nodes[i].end, i);
    slant_buffer_put(out, slant_html_node_text(html, &nodes[i]));
    if (nodes[i].tag == SLANT_HTML_TEXT) continue;
    slant_buffer_put_string(out, slant_html_tag_name((slant_html_tag)nodes[i].tag));
    slant_buffer_put_char(out, '(');
    ck_assert_uint_lt(n_open, 64);
    open[n_open++] = i;
  }
}

static const struct {
  slant_text page;
  const char *tree;
} trees[] = {
    {BYTES("<html><body><p>a<p>b</body></html>"), "html(body(p(a)p(b)))"},
    {BYTES("<body><ul><li>a<li>b</ul>c"), "html(body(ul(li(a)li(b))c))"},
    {BYTES("<body><p>a<div>b</div>c</p>"), "html(body(p(a)div(b)c))"},
    {BYTES("<body><p>a<br>b</p>"), "html(body(p(abr()b)))"},
    {BYTES("<body><div>Fish &amp; chips &eacute; &#8364; &#x41;</div>"), "html(body(div(Fish & chips \xC3\xA9 \xE2\x82\xAC A)))"},
    {BYTES("<body><div>a&#1;b&#0;c&#xD800;d</div>"), "html(body(div(abcd)))"},
    {BYTES("<body><div>a</p>b</div></div></div>c"), "html(body(div(ab)c))"},
};

START_TEST(pages_become_trees) {
  slant_html *html;
  slant_error err = {0};
  slant_buffer out = {0};
  ck_assert_ok(slant_html_read(&html, trees[_i].page, "a.html", &err), err);
  show(html, &out);
  ck_assert_text_eq(slant_buffer_get(&out), text_of(trees[_i].tree));
  slant_buffer_free(&out);
  slant_html_free(html);
}
END_TEST

START_TEST(attributes_are_found_by_name) {
  slant_html *html;
  slant_error err = {0};
  uint32_t n;
  ck_assert_ok(slant_html_read(&html, BYTES("<body><a href='/a?b&amp;c=1' class=\"x\">y</a>"), "a.html", &err), err);
  const slant_html_node *nodes = slant_html_nodes(html, &n);
  const slant_html_node *link = NULL;
  for (uint32_t i = 0; i < n; i++) {
    if (nodes[i].tag == SLANT_HTML_A) link = &nodes[i];
  }
  ck_assert_ptr_nonnull(link);
  ck_assert_text_eq(slant_html_get(html, link, SLANT_HTML_AT_HREF), text_of("/a?b&c=1"));
  ck_assert_text_eq(slant_html_get(html, link, SLANT_HTML_AT_CLASS), text_of("x"));
  ck_assert_ptr_null(slant_html_get(html, link, SLANT_HTML_AT_ID).ptr);
  slant_html_free(html);
}
END_TEST

/* Pages of one part again and again. */
static const struct {
  const char *before, *part, *after;
  size_t n;
} hostile[] = {
    {"", "<div>", "text", 100000},          {"", "<b><i>", "text", 100000},        {"", "<span>", "text</i></i>", 100000},
    {"<p>text", "</b>", "", 300000},        {"<table>", "<tr><td><table>", "text", 50000}, {"<p>text<a ", "b=c ", "", 300000},
    {"text<p class=\"", "x ", "\">", 300000}, {"text", "<svg>", "", 100000},       {"text", "<!--", "", 100000},
    {"text", "&#x80;&#1;", "", 100000},     {"text", "<li>", "", 100000},          {"<ul>text", "<li><ul>", "", 100000},
    {"<div>text<table>", "<span></div>", "", 100000},
    {"text", "<svg><p>", "</svg>", 300000}, {"text", "<select>", "</select>", 300000},
    {"text", "<", "", 300000},              {"text<select>", "<select><option>", "", 100000},
};

START_TEST(pages_that_mean_harm_are_read) {
  slant_buffer page = {0};
  slant_html *html;
  slant_error err = {0};
  uint32_t n;
  bool found = false;
  slant_buffer_put_string(&page, hostile[_i].before);
  for (size_t i = 0; i < hostile[_i].n; i++) slant_buffer_put_string(&page, hostile[_i].part);
  slant_buffer_put_string(&page, hostile[_i].after);
  ck_assert_ok(slant_html_read(&html, slant_buffer_get(&page), "a.html", &err), err);
  const slant_html_node *nodes = slant_html_nodes(html, &n);
  for (uint32_t i = 0; i < n; i++) {
    found = found || holds_text(slant_html_node_text(html, &nodes[i]), text_of("text"));
    ck_assert_uint_le(nodes[i].depth, 4 * SLANT_HTML_DEEPEST);
  }
  ck_assert(found);
  slant_html_free(html);
  slant_buffer_free(&page);
}
END_TEST

Suite *codec_html_suite(void) {
  Suite *suite = suite_create("codec_html");
  TCase *tc = tcase_create("all");
  tcase_set_timeout(tc, 60);
  tcase_add_loop_test(tc, what_no_reader_sees_is_cut_out, 0, sizeof samples / sizeof *samples);
  tcase_add_test(tc, scripts_that_hold_data_are_kept_apart);
  tcase_add_loop_test(tc, pages_become_trees, 0, sizeof trees / sizeof *trees);
  tcase_add_test(tc, attributes_are_found_by_name);
  tcase_add_loop_test(tc, pages_that_mean_harm_are_read, 0, sizeof hostile / sizeof *hostile);
  suite_add_tcase(suite, tc);
  return suite;
}
