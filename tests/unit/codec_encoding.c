/* Encoding: labels, marks and what pages say; guesses from bytes, for and against UTF-8; conversion, whole and as a stream. */
#include "codec/encoding.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "codec/encoding_guess.h"
#include "suites.h"
#include "support/support.h"
#include "text/utf8.h"

static const char english[] = "The mayor said \xE2\x80\x9Cno\xE2\x80\x9D \xE2\x80\x93 and the council\xE2\x80\x99s ferry stayed in its caf\xC3\xA9.\n";
static const char french[] = "Le maire a d\xC3\xA9jà r\xC3\xA9pondu \xC3\xA0 la m\xC3\xA9tropole : l\xE2\x80\x99\xC3\xA9t\xC3\xA9 dernier, "
                             "les p\xC3\xAA""cheurs ont re\xC3\xA7u une aide tr\xC3\xA8s limit\xC3\xA9"
                             "e, et la for\xC3\xAAt br\xC3\xBBl\xC3\xA9"
                             "e reste ferm\xC3\xA9"
                             "e.\n";
static const char polish[] = "Burmistrz powiedział, że rzeka płynie wolniej niż zwykle. Mieszkańcy wsi są wściekli, ponieważ łódź nie "
                             "dopłynęła do portu, a później zgłosiła się jeszcze żółta łódka z mężem właścicielki. Wójt zażądał wyjaśnień, "
                             "gdyż każdą część śluzy trzeba było naprawić już dziś.\n";
static const char russian[] = "Мэр сказал, что река течёт медленнее обычного. Жители деревни возмущены, потому что лодка не дошла до порта, "
                              "а мост закрыли ещё весной. Совет обещал починить дорогу к осени.\n";
static const char greek[] = "Ο δήμαρχος είπε ότι το ποτάμι κυλά πιο αργά από το συνηθισμένο. Οι κάτοικοι του χωριού είναι θυμωμένοι, γιατί "
                            "το καράβι δεν έφτασε στο λιμάνι.\n";
static const char japanese[] = "市長は川の流れがいつもより遅いと述べた。村の住民は船が港に着かなかったので怒っている。橋は春から閉じられたままである。\n";

/* A text in another encoding, new (free it). */
static slant_text encoded(const char *text, size_t times, const char *system) {
  size_t len = strlen(text), cap = 4 * len * times + 16;
  char *out = malloc(cap), *at = out;
  iconv_t converter = iconv_open(system, "UTF-8");
  ck_assert_ptr_nonnull(out);
  ck_assert(converter != (iconv_t)-1);
  for (size_t i = 0; i < times; i++) {
    char *in = (char *)(uintptr_t)text;
    size_t n_in = len, n_out = cap - (size_t)(at - out);
    ck_assert_msg(iconv(converter, &in, &n_in, &at, &n_out) != (size_t)-1, "%s", system);
  }
  (void)iconv_close(converter);
  return (slant_text){out, (size_t)(at - out)};
}

static const char *name_of(const slant_encoding *encoding) { return encoding == NULL ? "none" : encoding->name; }

START_TEST(labels_are_those_of_the_web) {
  static const struct {
    const char *label, *name;
  } cases[] = {{"UTF-8", "utf-8"},           {"iso-8859-1", "windows-1252"},   {" Latin1\n", "windows-1252"}, {"us-ascii", "windows-1252"},
               {"x-sjis", "shift_jis"},      {"gb2312", "gbk"},                {"KS_C_5601-1987", "euc-kr"},  {"unicode", "utf-16le"},
               {"utf-16be", "utf-16be"},     {"ISO-8859-9", "windows-1254"},   {"tis-620", "windows-874"},    {"cp850", "ibm850"},
               {"latin", "none"},            {"8859-1", "none"},               {"", "none"},                  {"utf-8 utf8", "none"},
               {"iso-8859-1:1987", "none"},  {"windows-12520", "none"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_str_eq(name_of(slant_encoding_find(text_of(cases[i].label))), cases[i].name);
  }
  ck_assert_ptr_null(slant_encoding_find(BYTES("utf-8\0")));
}
END_TEST

START_TEST(marks_and_zeros_tell_wide_encodings) {
  static const struct {
    slant_text head;
    const char *name;
    size_t mark;
  } cases[] = {{BYTES("\xEF\xBB\xBFone"), "utf-8", 3},          {BYTES("\xFF\xFEo\0"), "utf-16le", 2},
               {BYTES("\xFE\xFF\0o"), "utf-16be", 2},           {BYTES("\xFF\xFE\0\0o\0\0\0"), "utf-32le", 4},
               {BYTES("\0\0\xFE\xFF\0\0\0o"), "utf-32be", 4},   {BYTES("o\0n\0e\0\n\0"), "utf-16le", 0},
               {BYTES("\0o\0n\0e\0\n"), "utf-16be", 0},         {BYTES("o\0\0\0n\0\0\0"), "utf-32le", 0},
               {BYTES("\0\0\0o\0\0\0n"), "utf-32be", 0},        {BYTES("one two"), "none", 0},
               {BYTES(""), "none", 0},                          {BYTES("\x7F""ELF\2\1\1\0\0\0\0\0\0\0\0\0"), "none", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t mark;
    ck_assert_str_eq(name_of(slant_encoding_of_start(cases[i].head, NULL, false, &mark)), cases[i].name);
    ck_assert_uint_eq(mark, cases[i].mark);
  }
  size_t mark;
  const slant_encoding *told = slant_encoding_find(BYTES("utf-16"));
  ck_assert_str_eq(name_of(slant_encoding_of_start(BYTES("\xFE\xFF\0o"), told, false, &mark)), "utf-16be");
  ck_assert_uint_eq(mark, 2);
  ck_assert_ptr_null(slant_encoding_of_start(BYTES("o\0n\0e\0\n\0"), NULL, true, &mark));
}
END_TEST

START_TEST(pages_say_what_they_are_in) {
  static const struct {
    const char *head, *name;
  } cases[] = {{"<meta charset=iso-8859-2>", "iso-8859-2"},
               {"<html><head><META  CharSet = \"Windows-1251\" />", "windows-1251"},
               {"<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>", "gbk"},
               {"<meta content=\"text/html;charset='koi8-r'\" http-equiv=content-type>", "koi8-r"},
               {"<meta content='text/html; charset=koi8-r'>", "none"},
               {"<meta name=description content='charset=koi8-r'><meta charset=utf-8>", "utf-8"},
               {"<?xml version='1.0' encoding='ISO-8859-15'?><html>", "iso-8859-15"},
               {"<?xml version='1.0' encoding='ISO-8859-15'?><meta charset=big5>", "big5"},
               {"<!-- <meta charset=big5> --><meta charset=euc-jp>", "euc-jp"},
               {"<!--><meta charset=big5>", "big5"},
               {"<meta charset=utf-16>", "utf-8"},
               {"<meta charset=x-user-defined>", "windows-1252"},
               {"<metadata charset=big5>", "none"},
               {"<meta charset=klingon><meta charset=big5>", "big5"},
               {"<meta charset", "none"},
               {"<meta charset=", "none"},
               {"<meta charset='big5", "big5"},
               {"<!-- <meta charset=big5>", "none"},
               {"<?xml encoding", "none"},
               {"plain text", "none"},
               {"", "none"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_msg(strcmp(name_of(slant_encoding_of_markup(text_of(cases[i].head))), cases[i].name) == 0, "%s: %s", cases[i].head,
                  name_of(slant_encoding_of_markup(text_of(cases[i].head))));
  }
  ck_assert_str_eq(name_of(slant_encoding_of_type(BYTES("text/html; a=b; Charset=\"latin1\"; c"))), "windows-1252");
  ck_assert_str_eq(name_of(slant_encoding_of_type(BYTES("text/html"))), "none");
}
END_TEST

/* What is guessed of bytes. */
static const slant_encoding *guess(slant_text bytes) {
  const slant_encoding *encoding;
  slant_utf8_evidence evidence = {0};
  slant_error err = {0};
  slant_utf8_weigh(bytes, true, &evidence);
  ck_assert_ok(slant_encoding_guess(&encoding, bytes, &evidence, "x", &err), err);
  return encoding;
}

START_TEST(encodings_are_guessed_and_undone) {
  static const struct {
    const char *text, *system, *name;
    size_t times;
  } cases[] = {{english, "CP1252", "windows-1252", 1},  {english, "CP1252", "windows-1252", 50},    {french, "CP1252", "windows-1252", 1},
               {french, "CP1252", "windows-1252", 20},  {polish, "CP1250", "windows-1250", 3},      {polish, "ISO-8859-2", "iso-8859-2", 3},
               {russian, "CP1251", "windows-1251", 1},  {russian, "KOI8-R", "koi8-r", 1},           {greek, "CP1253", "windows-1253", 2},
               {japanese, "CP932", "shift_jis", 1},     {japanese, "EUC-JP", "euc-jp", 1},          {japanese, "UTF-8", "utf-8", 1},
               {french, "UTF-8", "utf-8", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_text bytes = encoded(cases[i].text, cases[i].times, cases[i].system), plain = encoded(cases[i].text, cases[i].times, "UTF-8");
    const slant_encoding *found = guess(bytes);
    slant_buffer out = {0};
    slant_error err = {0};
    ck_assert_ok(slant_encoding_decode(found, bytes, &out, &err), err);
    ck_assert_msg(same_text(slant_buffer_get(&out), plain), "case %zu in %s: found %s", i, cases[i].system, found->name);
    slant_buffer_free(&out);
    free((char *)(uintptr_t)bytes.ptr);
    free((char *)(uintptr_t)plain.ptr);
  }
}
END_TEST

START_TEST(utf8_with_broken_bytes_stays_utf8) {
  static const struct {
    slant_text bytes;
    const char *name;
  } cases[] = {{BYTES("caf\xC3\xA9 and caf\xE9"), "utf-8"},
               {BYTES("\xE2\x80\x9Cone\xE2\x80\x9D t\x92wo \xE2\x80 three"), "utf-8"},
               {BYTES("it\x92s the mayor\x92s"), "windows-1252"},
               {BYTES("caf\xE9"), "windows-1252"},
               {BYTES("caf\xE9 \xC3\xA9 na\xEFve \x93quoted\x94"), "windows-1252"},
               {BYTES("one \xFF two"), "utf-8"},
               {BYTES("\x81\x8D one"), "utf-8"},
               {BYTES("plain"), "utf-8"},
               {BYTES("\xAB\xA0" "caf\xE9\xA0\xBB et th\xE9\xA0: l'\xE9t\xE9"), "windows-1252"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_msg(strcmp(guess(cases[i].bytes)->name, cases[i].name) == 0, "case %zu: %s", i, guess(cases[i].bytes)->name);
  }
}
END_TEST

START_TEST(what_no_encoding_explains_is_marked) {
  static const struct {
    const char *label;
    slant_text bytes, text;
  } cases[] = {{"windows-1252", BYTES("a\x81" "b\x80"), BYTES("a\xFF" "b\xE2\x82\xAC")},
               {"utf-16le", BYTES("o\0\0\xD8n\0"), BYTES("o\xFFn")},
               {"utf-16le", BYTES("o\0n"), BYTES("o\xFF")},
               {"shift_jis", BYTES("\x8E\x73\x8E"), BYTES("\xE5\xB8\x82\xFF")},
               {"utf-32be", BYTES("\0\0\0o\x7F\xFF\xFF\xFF\0\0\0n"), BYTES("o\xFFn")},
               {"iso-2022-jp", BYTES("a\x1B$B;T\x1B(Bb"), BYTES("a\xE5\xB8\x82" "b")},
               {"utf-8", BYTES("a\xE9"), BYTES("a\xE9")},
               {"windows-1252", BYTES(""), BYTES("")}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_buffer out = {0};
    slant_error err = {0};
    ck_assert_ok(slant_encoding_decode(slant_encoding_find(text_of(cases[i].label)), cases[i].bytes, &out, &err), err);
    ck_assert_text_eq(slant_buffer_get(&out), cases[i].text);
    slant_buffer_free(&out);
  }
  slant_buffer small = {.max = 100};
  slant_error err = {0};
  char bytes[200];
  memset(bytes, 'a', sizeof bytes);
  ck_assert_int_eq(slant_encoding_decode(slant_encoding_windows(), (slant_text){bytes, sizeof bytes}, &small, &err), SLANT_E_MEMORY);
  slant_buffer_free(&small);
}
END_TEST

static const slant_encoding *page(slant_text bytes, const char *type, const char *told, bool strict, size_t *mark) {
  const slant_encoding *encoding;
  slant_error err = {0};
  slant_encoding_hints hints = {told == NULL ? NULL : slant_encoding_find(text_of(told)), text_of(type), strict, "x"};
  ck_assert_ok(slant_encoding_of_page(&encoding, mark, bytes, &hints, &err), err);
  return encoding;
}

START_TEST(of_what_is_said_of_a_page_the_first_counts) {
  static const struct {
    slant_text bytes;
    const char *type, *told;
    bool strict;
    const char *name;
    size_t mark;
  } cases[] = {{BYTES("<meta charset=big5>a"), "", NULL, false, "big5", 0},
               {BYTES("<meta charset=big5>a"), "text/html; charset=koi8-r", NULL, false, "koi8-r", 0},
               {BYTES("<meta charset=big5>a"), "text/html; charset=koi8-r", "ibm866", false, "ibm866", 0},
               {BYTES("\xEF\xBB\xBF<meta charset=big5>a"), "text/html; charset=koi8-r", NULL, false, "utf-8", 3},
               {BYTES("<meta charset=latin1>\xE2\x80\x9Cone\xE2\x80\x9D \xE2\x80\x93"), "", NULL, false, "utf-8", 0},
               {BYTES("<meta charset=latin1>\xE2\x80\x9Cone\xE2\x80\x9D \xE2\x80\x93"), "", NULL, true, "windows-1252", 0},
               {BYTES("<meta charset=utf-8>it\x92s caf\xE9"), "", NULL, false, "windows-1252", 0},
               {BYTES("<meta charset=utf-8>it\x92s caf\xE9"), "", NULL, true, "utf-8", 0},
               {BYTES("<p>it\x92s caf\xE9"), "", NULL, false, "windows-1252", 0},
               {BYTES("<\0p\0>\0a\0"), "", NULL, false, "utf-16le", 0},
               {BYTES("<p>plain"), "", NULL, false, "utf-8", 0},
               {BYTES(""), "", NULL, false, "utf-8", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t mark;
    const slant_encoding *found = page(cases[i].bytes, cases[i].type, cases[i].told, cases[i].strict, &mark);
    ck_assert_msg(strcmp(found->name, cases[i].name) == 0, "case %zu: %s", i, found->name);
    ck_assert_uint_eq(mark, cases[i].mark);
  }
}
END_TEST

/* Bytes that come in pieces of `piece`. */
typedef struct pieces {
  slant_text bytes;
  size_t at, piece;
} pieces;

static slant_status read_piece(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  pieces *p = context;
  (void)err;
  *n = p->bytes.len - p->at;
  if (*n > p->piece) *n = p->piece;
  if (*n > cap) *n = cap;
  memcpy(bytes, p->bytes.ptr + p->at, *n);
  p->at += *n;
  return SLANT_OK;
}

/* The text of a stream, in `out`, and what it was in. */
static const slant_encoding *read_stream(slant_text bytes, size_t piece, const char *told, slant_buffer *out) {
  pieces p = {bytes, 0, piece};
  slant_input *raw, *input;
  const slant_encoding *assumed;
  slant_error err = {0};
  slant_buffer_clear(out);
  ck_assert_ok(slant_input_open_source(&raw, (slant_source){read_piece, NULL, &p}, "x", &err), err);
  const slant_encoding *encoding = told == NULL ? NULL : slant_encoding_find(text_of(told));
  ck_assert_ok(slant_encoding_open(&input, raw, encoding, 0, &assumed, &err), err);
  ck_assert_ok(slant_input_rest(input, out, &err), err);
  slant_input_close(input);
  return assumed;
}

START_TEST(streams_are_converted_from_where_they_are_no_utf8) {
  slant_buffer bytes = {0}, out = {0}, expected = {0};
  for (int i = 0; i < 9000; i++) slant_buffer_put_string(&bytes, "plain ASCII line\n"); /* more than a block, and than a guess */
  slant_buffer_put(&expected, slant_buffer_get(&bytes));
  slant_text ending = encoded(french, 5000, "CP1252"), plain = encoded(french, 5000, "UTF-8");
  slant_buffer_put(&bytes, ending);
  slant_buffer_put(&expected, plain);
  static const size_t sizes[] = {1000, 4096, 70000, SIZE_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    ck_assert_str_eq(read_stream(slant_buffer_get(&bytes), sizes[i], NULL, &out)->name, "windows-1252");
    ck_assert(same_text(slant_buffer_get(&out), slant_buffer_get(&expected)));
  }
  /* the same as UTF-8, with a broken byte in the end */
  slant_buffer_put_string(&expected, "caf\xE9 and more\n");
  ck_assert_str_eq(read_stream(slant_buffer_get(&expected), 5000, NULL, &out)->name, "utf-8");
  ck_assert(same_text(slant_buffer_get(&out), slant_buffer_get(&expected)));
  free((char *)(uintptr_t)ending.ptr);
  free((char *)(uintptr_t)plain.ptr);
  slant_buffer_free(&bytes);
  slant_buffer_free(&out);
  slant_buffer_free(&expected);
}
END_TEST

START_TEST(streams_keep_sequences_that_blocks_cut) {
  static const char *const systems[] = {"UTF-16LE", "UTF-32BE", "CP932", "ISO-2022-JP", "GB18030"};
  static const char *const labels[] = {"utf-16le", "utf-32be", "shift_jis", "iso-2022-jp", "gb18030"};
  slant_text plain = encoded(japanese, 600, "UTF-8");
  slant_buffer out = {0};
  for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
    slant_text bytes = encoded(japanese, 600, systems[i]);
    ck_assert_str_eq(read_stream(bytes, 777, labels[i], &out)->name, labels[i]);
    ck_assert_msg(same_text(slant_buffer_get(&out), plain), "%s", labels[i]);
    free((char *)(uintptr_t)bytes.ptr);
  }
  ck_assert_str_eq(read_stream(plain, 777, NULL, &out)->name, "utf-8");
  ck_assert(same_text(slant_buffer_get(&out), plain));
  ck_assert_str_eq(read_stream(BYTES("a\xE5\xB8"), 1, NULL, &out)->name, "windows-1252"); /* a sequence that the end cuts is none */
  ck_assert_str_eq(read_stream(BYTES(""), 1, NULL, &out)->name, "utf-8");
  free((char *)(uintptr_t)plain.ptr);
  slant_buffer_free(&out);
}
END_TEST

Suite *codec_encoding_suite(void) {
  Suite *suite = suite_create("codec_encoding");
  TCase *tc = tcase_create("encoding");
  tcase_add_test(tc, labels_are_those_of_the_web);
  tcase_add_test(tc, marks_and_zeros_tell_wide_encodings);
  tcase_add_test(tc, pages_say_what_they_are_in);
  tcase_add_test(tc, encodings_are_guessed_and_undone);
  tcase_add_test(tc, utf8_with_broken_bytes_stays_utf8);
  tcase_add_test(tc, what_no_encoding_explains_is_marked);
  tcase_add_test(tc, of_what_is_said_of_a_page_the_first_counts);
  tcase_add_test(tc, streams_are_converted_from_where_they_are_no_utf8);
  tcase_add_test(tc, streams_keep_sequences_that_blocks_cut);
  suite_add_tcase(suite, tc);
  return suite;
}
