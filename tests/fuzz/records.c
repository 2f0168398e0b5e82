/* Records: a file of articles in any format, of which the first byte is the number.
 * Holds: articles are whole, and what is written of them as JSON lines reads back as the same articles and is written the same again. */
#include "fuzz.h"
#include "text/utf8.h"

enum { MOST_ARTICLES = 64, MOST_BYTES = 1 << 20 };

typedef struct batch {
  slant_article *articles[MOST_ARTICLES];
  size_t n;
} batch;

static void check_article(const slant_article *article) {
  slant_text text = slant_article_text(article);
  FUZZ_HOLDS(slant_utf8_valid_prefix(text) == text.len);
  for (int f = 0; f < SLANT_N_FIELDS; f++) {
    slant_text field = slant_article_field(article, (slant_field)f);
    FUZZ_HOLDS(slant_utf8_valid_prefix(field) == field.len);
  }
  FUZZ_HOLDS(slant_article_field(article, SLANT_ID).len > 0);
  size_t end = 0;
  uint32_t number = 0;
  for (size_t i = 0; i < slant_article_n_paragraphs(article); i++) {
    const slant_paragraph *paragraph = slant_article_paragraph(article, i);
    FUZZ_HOLDS(paragraph->start >= end && paragraph->end >= paragraph->start && paragraph->end <= text.len);
    FUZZ_HOLDS(paragraph->text.len == 0 ||
               fuzz_same(paragraph->text, (slant_text){text.ptr + paragraph->start, paragraph->end - paragraph->start}));
    FUZZ_HOLDS(paragraph->number > number);
    end = paragraph->end;
    number = paragraph->number;
  }
}

static void read_all(batch *b, slant_text bytes, slant_format format, bool strict, bool must_hold) {
  fuzz_file file = fuzz_file_new(bytes);
  const char *inputs[] = {file.path};
  const slant_reader_options options = {.format = format, .strict = strict, .max_record_bytes = MOST_BYTES, .limit = MOST_ARTICLES};
  slant_reader *reader;
  slant_error err = {0};
  slant_article *article = NULL;
  slant_status status = slant_reader_open(&reader, inputs, 1, &options, &err);
  FUZZ_HOLDS(status == SLANT_OK);
  b->n = 0;
  while ((status = slant_reader_next(reader, &article, &err)) == SLANT_OK && article != NULL) {
    FUZZ_HOLDS(b->n < MOST_ARTICLES);
    check_article(article);
    b->articles[b->n++] = article;
  }
  FUZZ_HOLDS(status == SLANT_OK || status == SLANT_E_DATA);
  FUZZ_HOLDS(!must_hold || (status == SLANT_OK && slant_reader_get_counts(reader).skipped == 0));
  slant_reader_close(reader);
  fuzz_file_close(&file);
}

static slant_buffer write_all(const batch *b) {
  fuzz_file file = fuzz_file_new((slant_text){"", 0});
  slant_writer *writer;
  FUZZ_HOLDS(slant_writer_open_articles(&writer, file.fd, NULL) == SLANT_OK);
  for (size_t i = 0; i < b->n; i++) FUZZ_HOLDS(slant_writer_add_article(writer, b->articles[i], NULL) == SLANT_OK);
  FUZZ_HOLDS(slant_writer_finish(writer, NULL) == SLANT_OK);
  slant_writer_close(writer);
  slant_buffer written = fuzz_file_read(&file);
  fuzz_file_close(&file);
  return written;
}

static void check_same(const slant_article *a, const slant_article *b) {
  for (int f = 0; f < SLANT_N_FIELDS; f++) FUZZ_HOLDS(fuzz_same(slant_article_field(a, (slant_field)f), slant_article_field(b, (slant_field)f)));
  FUZZ_HOLDS(fuzz_same(slant_article_text(a), slant_article_text(b)));
  FUZZ_HOLDS(slant_article_n_paragraphs(a) == slant_article_n_paragraphs(b));
  for (size_t i = 0; i < slant_article_n_paragraphs(a); i++) {
    const slant_paragraph *x = slant_article_paragraph(a, i), *y = slant_article_paragraph(b, i);
    FUZZ_HOLDS(x->number == y->number && x->flags == y->flags && x->start == y->start && x->end == y->end && fuzz_same(x->text, y->text));
  }
}

static void free_all(batch *b) {
  for (size_t i = 0; i < b->n; i++) slant_article_free(b->articles[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  batch first, second;
  unsigned choice = fuzz_take(&input);
  if (input.len > MOST_BYTES / 16) return 0; /* written it may be longer, and is still to fit */
  read_all(&first, input, (slant_format)(SLANT_FORMAT_TXT + choice % 8), (choice & 0x40) != 0, false);
  slant_buffer once = write_all(&first);
  read_all(&second, slant_buffer_get(&once), SLANT_FORMAT_JSONL, false, true);
  FUZZ_HOLDS(first.n == second.n);
  for (size_t i = 0; i < first.n; i++) check_same(first.articles[i], second.articles[i]);
  slant_buffer twice = write_all(&second);
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&once), slant_buffer_get(&twice)));
  slant_buffer_free(&once);
  slant_buffer_free(&twice);
  free_all(&first);
  free_all(&second);
  return 0;
}
