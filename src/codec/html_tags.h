/* HTML tags: the elements that mean something to slant, and what they are. */
#ifndef SLANT_CODEC_HTML_TAGS_H
#define SLANT_CODEC_HTML_TAGS_H

#include "slant/slant.h"

/* What is known of an element, as a set of bits. */
enum {
  SLANT_HTML_BLOCK = 1 << 0,   /* stands on lines of its own */
  SLANT_HTML_RAW = 1 << 1,     /* all up to its end tag is one text, or none */
  SLANT_HTML_HIDDEN = 1 << 2,  /* nothing inside is shown, or none of it is text */
  SLANT_HTML_VOID = 1 << 3,    /* has no content */
  SLANT_HTML_PLAIN = 1 << 4,   /* changes how text looks and no more: the text stays, the tags are passed over */
  SLANT_HTML_IMPLIED = 1 << 5, /* ends by itself where the next of its kind begins */
  SLANT_HTML_ENTRY = 1 << 6,   /* stands in the head and says something of the page */
};

/* In byte order. Name in C, name in HTML, bits. */
#define SLANT_HTML_TAGS(F)                                                                                                     \
  F(A, "a", 0)                                                                                                                 \
  F(ABBR, "abbr", SLANT_HTML_PLAIN)                                                                                            \
  F(ADDRESS, "address", SLANT_HTML_BLOCK)                                                                                      \
  F(AMP_IMG, "amp-img", SLANT_HTML_PLAIN)                                                                                      \
  F(AREA, "area", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                          \
  F(ARTICLE, "article", SLANT_HTML_BLOCK)                                                                                      \
  F(ASIDE, "aside", SLANT_HTML_BLOCK)                                                                                          \
  F(AUDIO, "audio", SLANT_HTML_HIDDEN)                                                                                         \
  F(B, "b", SLANT_HTML_PLAIN)                                                                                                  \
  F(BASE, "base", SLANT_HTML_VOID | SLANT_HTML_ENTRY)                                                                          \
  F(BIG, "big", SLANT_HTML_PLAIN)                                                                                              \
  F(BLOCKQUOTE, "blockquote", SLANT_HTML_BLOCK)                                                                                \
  F(BODY, "body", SLANT_HTML_BLOCK)                                                                                            \
  F(BR, "br", SLANT_HTML_VOID)                                                                                                 \
  F(BUTTON, "button", SLANT_HTML_BLOCK)                                                                                        \
  F(CAPTION, "caption", SLANT_HTML_BLOCK)                                                                                      \
  F(CENTER, "center", SLANT_HTML_BLOCK)                                                                                        \
  F(CITE, "cite", SLANT_HTML_PLAIN)                                                                                            \
  F(CODE, "code", SLANT_HTML_PLAIN)                                                                                            \
  F(COL, "col", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                            \
  F(COLGROUP, "colgroup", SLANT_HTML_PLAIN)                                                                                    \
  F(DATALIST, "datalist", SLANT_HTML_HIDDEN)                                                                                   \
  F(DD, "dd", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                           \
  F(DEL, "del", SLANT_HTML_PLAIN)                                                                                              \
  F(DETAILS, "details", SLANT_HTML_BLOCK)                                                                                      \
  F(DIALOG, "dialog", SLANT_HTML_BLOCK)                                                                                        \
  F(DIV, "div", SLANT_HTML_BLOCK)                                                                                              \
  F(DL, "dl", SLANT_HTML_BLOCK)                                                                                                \
  F(DT, "dt", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                           \
  F(EM, "em", SLANT_HTML_PLAIN)                                                                                                \
  F(EMBED, "embed", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                        \
  F(FIELDSET, "fieldset", SLANT_HTML_BLOCK)                                                                                    \
  F(FIGCAPTION, "figcaption", SLANT_HTML_BLOCK)                                                                                \
  F(FIGURE, "figure", SLANT_HTML_BLOCK)                                                                                        \
  F(FONT, "font", SLANT_HTML_PLAIN)                                                                                            \
  F(FOOTER, "footer", SLANT_HTML_BLOCK)                                                                                        \
  F(FORM, "form", SLANT_HTML_BLOCK)                                                                                            \
  F(H1, "h1", SLANT_HTML_BLOCK)                                                                                                \
  F(H2, "h2", SLANT_HTML_BLOCK)                                                                                                \
  F(H3, "h3", SLANT_HTML_BLOCK)                                                                                                \
  F(H4, "h4", SLANT_HTML_BLOCK)                                                                                                \
  F(H5, "h5", SLANT_HTML_BLOCK)                                                                                                \
  F(H6, "h6", SLANT_HTML_BLOCK)                                                                                                \
  F(HEAD, "head", SLANT_HTML_ENTRY)                                                                                            \
  F(HEADER, "header", SLANT_HTML_BLOCK)                                                                                        \
  F(HR, "hr", SLANT_HTML_BLOCK | SLANT_HTML_VOID)                                                                              \
  F(HTML, "html", 0)                                                                                                           \
  F(I, "i", SLANT_HTML_PLAIN)                                                                                                  \
  F(IFRAME, "iframe", SLANT_HTML_RAW | SLANT_HTML_HIDDEN)                                                                      \
  F(IMG, "img", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                            \
  F(INPUT, "input", SLANT_HTML_VOID)                                                                                           \
  F(INS, "ins", SLANT_HTML_PLAIN)                                                                                              \
  F(LABEL, "label", 0)                                                                                                         \
  F(LEGEND, "legend", SLANT_HTML_BLOCK)                                                                                        \
  F(LI, "li", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                           \
  F(LINK, "link", SLANT_HTML_VOID | SLANT_HTML_ENTRY)                                                                          \
  F(MAIN, "main", SLANT_HTML_BLOCK)                                                                                            \
  F(MENU, "menu", SLANT_HTML_BLOCK)                                                                                            \
  F(META, "meta", SLANT_HTML_VOID | SLANT_HTML_ENTRY)                                                                          \
  F(NAV, "nav", SLANT_HTML_BLOCK)                                                                                              \
  F(NOEMBED, "noembed", SLANT_HTML_RAW | SLANT_HTML_HIDDEN)                                                                    \
  F(NOFRAMES, "noframes", SLANT_HTML_RAW | SLANT_HTML_HIDDEN)                                                                  \
  F(NOSCRIPT, "noscript", SLANT_HTML_BLOCK)                                                                                    \
  F(OBJECT, "object", 0)                                                                                                       \
  F(OL, "ol", SLANT_HTML_BLOCK)                                                                                                \
  F(OPTGROUP, "optgroup", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                               \
  F(OPTION, "option", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                   \
  F(P, "p", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                             \
  F(PARAM, "param", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                        \
  F(PICTURE, "picture", SLANT_HTML_PLAIN)                                                                                      \
  F(PRE, "pre", SLANT_HTML_BLOCK)                                                                                              \
  F(Q, "q", SLANT_HTML_PLAIN)                                                                                                  \
  F(RP, "rp", SLANT_HTML_PLAIN)                                                                                                \
  F(RT, "rt", SLANT_HTML_PLAIN)                                                                                                \
  F(RUBY, "ruby", SLANT_HTML_PLAIN)                                                                                            \
  F(S, "s", SLANT_HTML_PLAIN)                                                                                                  \
  F(SCRIPT, "script", SLANT_HTML_RAW | SLANT_HTML_HIDDEN)                                                                      \
  F(SECTION, "section", SLANT_HTML_BLOCK)                                                                                      \
  F(SELECT, "select", SLANT_HTML_HIDDEN)                                                                                       \
  F(SMALL, "small", SLANT_HTML_PLAIN)                                                                                          \
  F(SOURCE, "source", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                      \
  F(SPAN, "span", 0)                                                                                                           \
  F(STRIKE, "strike", SLANT_HTML_PLAIN)                                                                                        \
  F(STRONG, "strong", SLANT_HTML_PLAIN)                                                                                        \
  F(STYLE, "style", SLANT_HTML_RAW | SLANT_HTML_HIDDEN)                                                                        \
  F(SUB, "sub", SLANT_HTML_PLAIN)                                                                                              \
  F(SUMMARY, "summary", SLANT_HTML_BLOCK)                                                                                      \
  F(SUP, "sup", SLANT_HTML_PLAIN)                                                                                              \
  F(SVG, "svg", SLANT_HTML_HIDDEN)                                                                                             \
  F(TABLE, "table", SLANT_HTML_BLOCK)                                                                                          \
  F(TBODY, "tbody", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                     \
  F(TD, "td", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                           \
  F(TEMPLATE, "template", SLANT_HTML_HIDDEN)                                                                                   \
  F(TEXTAREA, "textarea", SLANT_HTML_RAW | SLANT_HTML_HIDDEN)                                                                  \
  F(TFOOT, "tfoot", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                     \
  F(TH, "th", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                           \
  F(THEAD, "thead", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                     \
  F(TIME, "time", 0)                                                                                                           \
  F(TITLE, "title", SLANT_HTML_RAW | SLANT_HTML_ENTRY)                                                                         \
  F(TR, "tr", SLANT_HTML_BLOCK | SLANT_HTML_IMPLIED)                                                                           \
  F(TT, "tt", SLANT_HTML_PLAIN)                                                                                                \
  F(U, "u", SLANT_HTML_PLAIN)                                                                                                  \
  F(UL, "ul", SLANT_HTML_BLOCK)                                                                                                \
  F(VIDEO, "video", SLANT_HTML_HIDDEN)                                                                                         \
  F(WBR, "wbr", SLANT_HTML_PLAIN | SLANT_HTML_VOID)                                                                            \
  F(XMP, "xmp", SLANT_HTML_BLOCK)

typedef enum slant_html_tag {
  SLANT_HTML_TEXT,  /* no element: a stretch of text */
  SLANT_HTML_OTHER, /* an element of any other name */
#define SLANT_HTML_TAG(name, text, bits) SLANT_HTML_##name,
  SLANT_HTML_TAGS(SLANT_HTML_TAG)
#undef SLANT_HTML_TAG
  SLANT_HTML_N_TAGS
} slant_html_tag;

/* The element of that name, in any case; never SLANT_HTML_TEXT. */
slant_html_tag slant_html_tag_find(slant_text name);

/* Its bits. */
unsigned slant_html_tag_bits(slant_html_tag tag);
/* Its name, ended by NUL; "" for those without one. */
const char *slant_html_tag_name(slant_html_tag tag);

#endif
