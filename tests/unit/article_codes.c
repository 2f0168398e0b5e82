/* Codes: rows of every form, names of columns, and what is refused with its place. */
#include "article/codes.h"

#include <string.h>

#include "base/buffer.h"
#include "suites.h"
#include "support/support.h"

/* Reads one file; the codes as lines "CODER ITEM LABEL". */
static slant_text codes_of(const char *name, slant_text bytes, const slant_reader_options *options, slant_buffer *out, size_t *n_unlabelled) {
  static const slant_reader_options defaults;
  const char *inputs[] = {file_write(name, bytes)};
  slant_codes codes;
  slant_error err = {0};
  slant_buffer_clear(out);
  ck_assert_ok(slant_codes_load(&codes, inputs, 1, options == NULL ? &defaults : options, "machine", &err), err);
  for (size_t i = 0; i < codes.n; i++) {
    const slant_code *code = &codes.rows[i];
    slant_buffer_put(out, code->coder);
    slant_buffer_put_char(out, code->named ? ' ' : '!');
    slant_buffer_put(out, code->item);
    slant_buffer_put_char(out, ' ');
    slant_buffer_put(out, code->label);
    slant_buffer_put_char(out, '\n');
  }
  if (n_unlabelled != NULL) *n_unlabelled = codes.n_unlabelled;
  slant_codes_clear(&codes);
  return slant_buffer_get(out);
}

START_TEST(forms_say_the_same) {
  slant_buffer out = {0};
  size_t n = 0;
  static const char expected[] = "ada 1 good\nben 1 bad one\n";
  slant_text csv = codes_of("a.csv", BYTES("note,coder,item,label\nx,ada, 1 ,good\n,ben,1,\"bad one\"\nx,ada,2, \n"), NULL, &out, &n);
  ck_assert_text_eq(csv, text_of(expected));
  ck_assert_uint_eq(n, 1);
  slant_text tsv = codes_of("a.tsv", BYTES("\xEF\xBB\xBFlabel\titem\tcoder\r\ngood\t1\tada\r\nbad one\t1\tben\r\n"), NULL, &out, NULL);
  ck_assert_text_eq(tsv, text_of(expected));
  slant_text jsonl = codes_of("a.jsonl", BYTES("{\"coder\":\"ada\",\"item\":1,\"label\":\"good\"}\n\n{\"coder\":\"ben\",\"item\":\"1\",\"label\":\"bad one\"}\n"
                                               "{\"coder\":\"ben\",\"item\":\"2\",\"label\":null}\n"), NULL, &out, &n);
  ck_assert_text_eq(jsonl, text_of(expected));
  ck_assert_uint_eq(n, 1);
  slant_buffer_free(&out);
}
END_TEST

START_TEST(paragraph_rows_are_the_models) {
  slant_buffer out = {0};
  slant_text rows = codes_of("p.csv", BYTES("article,paragraph,label,confidence\na b,1,good,0.5\na b,2,,\nc,03,bad,0.7\n"), NULL, &out, NULL);
  ck_assert_text_eq(rows, text_of("machine!a b#1 good\nmachine!c#3 bad\n"));
  rows = codes_of("p.jsonl", BYTES("{\"article\":\"c\",\"paragraph\":3,\"label\":\"bad\"}\n"), NULL, &out, NULL);
  ck_assert_text_eq(rows, text_of("machine!c#3 bad\n"));
  rows = codes_of("q.csv", BYTES("coder,article,paragraph,label\nada,c,3,bad\n"), NULL, &out, NULL);
  ck_assert_text_eq(rows, text_of("ada c#3 bad\n"));
  slant_buffer_free(&out);
}
END_TEST

START_TEST(names_of_columns_can_be_mapped) {
  static const char *const fields[] = {"coder=who", "item=unit", "label=code"};
  const slant_reader_options options = {.fields = fields, .n_fields = 3};
  slant_buffer out = {0};
  slant_text rows = codes_of("m.csv", BYTES("who,label,unit,code\nada,x,1,good\n"), &options, &out, NULL);
  ck_assert_text_eq(rows, text_of("ada 1 good\n"));
  rows = codes_of("unnamed", BYTES("who,label,unit,code\nada,x,1,good\n"), &options, &out, NULL); /* known by its header */
  ck_assert_text_eq(rows, text_of("ada 1 good\n"));
  slant_buffer_free(&out);
}
END_TEST

static void assert_refused(const char *name, slant_text bytes, const char *field, slant_status status, uint64_t line, const char *part) {
  const char *inputs[] = {file_write(name, bytes)};
  const slant_reader_options options = {.fields = &field, .n_fields = field != NULL, .max_record_bytes = 200};
  slant_codes codes;
  slant_error err = {0};
  ck_assert_int_eq(slant_codes_load(&codes, inputs, 1, &options, "machine", &err), status);
  ck_assert_says(err, part);
  ck_assert_uint_eq(err.line, line);
  ck_assert_uint_eq(codes.n, 0);
}

START_TEST(what_is_unfit_is_refused_with_its_place) {
  assert_refused("a.csv", BYTES("coder,item\nada,1\n"), NULL, SLANT_E_DATA, 1, "found the columns coder, item, expected coder, item and label");
  assert_refused("b.csv", BYTES("item,label\n1,good\n"), NULL, SLANT_E_DATA, 1, "found the columns item, label, expected");
  assert_refused("c.csv", BYTES("coder,item,label,item\nada,1,x,1\n"), NULL, SLANT_E_DATA, 1, "found two columns named item");
  assert_refused("d.csv", BYTES("coder,item,label\nada,1,x\nada,2\n"), NULL, SLANT_E_DATA, 3, "found 2 fields, expected 3");
  assert_refused("e.csv", BYTES("coder,item,label\n,1,good\n"), NULL, SLANT_E_DATA, 2, "found the label \"good\" without a coder");
  assert_refused("f.csv", BYTES("coder,item,label\nada,,good\n"), NULL, SLANT_E_DATA, 2, "expected the name of an item");
  assert_refused("g.csv", BYTES("article,paragraph,label\na,0,good\n"), NULL, SLANT_E_DATA, 2, "paragraph \"0\", expected");
  assert_refused("h.csv", BYTES("coder,item,label\nJ\xF6rg,1,good\n"), NULL, SLANT_E_DATA, 2, "found byte 0xF6 at offset 1 of the coder");
  assert_refused("i.jsonl", BYTES("{\"coder\":\"ada\",\"item\":\"1\",\"label\":true}\n"), NULL, SLANT_E_DATA, 1, "as label, expected a string");
  assert_refused("j.jsonl", BYTES("\n[1]\n"), NULL, SLANT_E_DATA, 2, "found an array, expected an object");
  assert_refused("k.jsonl", BYTES("{\"coder\":\"ada\",\"label\":\"good\"}\n"), NULL, SLANT_E_DATA, 1, "expected coder, item and label");
  assert_refused("l.jsonl", BYTES("{\"coder\":\n"), NULL, SLANT_E_DATA, 1, "");
  assert_refused("m.json", BYTES("[]"), NULL, SLANT_E_DATA, 0, "found one JSON document, expected codes as CSV, TSV or JSON lines");
  assert_refused("n.txt", BYTES("coder,item,label\n"), NULL, SLANT_E_DATA, 0, "found plain text, expected codes");
  assert_refused("o.csv", BYTES("coder,item,label\n"), "coder", SLANT_E_USAGE, 0, "found the field mapping \"coder\"");
  assert_refused("p.csv", BYTES("coder,item,label\n"), "text=x", SLANT_E_USAGE, 0, "found the field \"text\" in a mapping");
  char jsonl[300];
  memset(jsonl, ' ', sizeof jsonl);
  assert_refused("q.jsonl", (slant_text){jsonl, sizeof jsonl}, NULL, SLANT_E_DATA, 1, "found a line of more than 200 bytes");
}
END_TEST

Suite *article_codes_suite(void) {
  Suite *suite = suite_create("article_codes");
  TCase *tc = tcase_create("codes");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, forms_say_the_same);
  tcase_add_test(tc, paragraph_rows_are_the_models);
  tcase_add_test(tc, names_of_columns_can_be_mapped);
  tcase_add_test(tc, what_is_unfit_is_refused_with_its_place);
  suite_add_tcase(suite, tc);
  return suite;
}
