/* Word pieces: opening a vocabulary, and looking pieces up in it.
 * In: the text of a vocab.txt. Out: a table of hashes over it, at most half full. */
#include "encoder/word_pieces.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "encoder/word_pieces_find.h"
#include "text/utf8.h"

static const char *const special_names[SLANT_N_SPECIAL_PIECES] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"};

/* The piece without its "##"; "##" alone is a piece that begins a word. */
static slant_text bare_piece(const slant_word_pieces *p, uint32_t id, slant_piece_role *role) {
  slant_text piece = {p->text + p->starts[id], p->starts[id + 1] - 1 - p->starts[id]};
  bool continues = piece.len > 2 && memcmp(piece.ptr, "##", 2) == 0;
  *role = continues ? SLANT_PIECE_CONTINUES : SLANT_PIECE_BEGINS;
  return continues ? (slant_text){piece.ptr + 2, piece.len - 2} : piece;
}

/* The slot that holds the piece, or the free one where it would stand. */
static slant_piece_slot *find_slot(const slant_word_pieces *p, const char *ptr, size_t len, slant_piece_role role, uint32_t *tag) {
  uint64_t hash = slant_hash_bytes(ptr, len, role);
  *tag = (uint32_t)(hash >> 32);
  for (size_t at = (size_t)hash & (p->n_slots - 1);; at = (at + 1) & (p->n_slots - 1)) {
    slant_piece_slot *slot = &p->slots[at];
    if (slot->id == SLANT_NO_PIECE) return slot;
    if (slot->tag != *tag) continue;
    slant_piece_role role_there;
    slant_text there = bare_piece(p, slot->id, &role_there);
    if (role_there == role && there.len == len && memcmp(there.ptr, ptr, len) == 0) return slot;
  }
}

uint32_t slant_word_pieces_find(const slant_word_pieces *p, const char *ptr, size_t len, slant_piece_role role) {
  uint32_t tag;
  return find_slot(p, ptr, len, role, &tag)->id;
}

static slant_status check_text(slant_text text, slant_error *err) {
  if (text.len == 0) return slant_error_set(err, SLANT_E_MODEL, "found an empty vocabulary, expected a piece on each line");
  if (text.len > (size_t)SLANT_MOST_PIECES * (SLANT_LONGEST_PIECE + 1))
    return slant_error_set(err, SLANT_E_MODEL, "found a vocabulary of %zu bytes, expected at most %zu", text.len,
                           (size_t)SLANT_MOST_PIECES * (SLANT_LONGEST_PIECE + 1));
  size_t valid = slant_utf8_valid_prefix(text);
  if (valid < text.len) return slant_error_set(err, SLANT_E_MODEL, "found a bad byte at %zu of the vocabulary, expected UTF-8", valid);
  return SLANT_OK;
}

static slant_status count_lines(slant_word_pieces *p, slant_text text, slant_error *err) {
  for (size_t i = 0; i < text.len; i++) p->n += text.ptr[i] == '\n';
  p->n += text.ptr[text.len - 1] != '\n';
  if (p->n > SLANT_MOST_PIECES)
    return slant_error_set(err, SLANT_E_MODEL, "found a vocabulary of %zu pieces, expected at most %d", p->n, SLANT_MOST_PIECES);
  return SLANT_OK;
}

static slant_status find_lines(slant_word_pieces *p, slant_text text, slant_error *err) {
  slant_status status = slant_memory_new(&p->starts, p->n + 1, sizeof *p->starts, err);
  for (size_t id = 0; status == SLANT_OK && id < p->n; id++) {
    size_t start = p->starts[id], left = text.len - start;
    const char *end = memchr(text.ptr + start, '\n', left);
    size_t len = end == NULL ? left : (size_t)(end - text.ptr) - start;
    if (len == 0 || len > SLANT_LONGEST_PIECE)
      return slant_error_set(err, SLANT_E_MODEL, "found a piece of %zu bytes on line %zu of the vocabulary, expected 1 to %d", len, id + 1,
                             SLANT_LONGEST_PIECE);
    p->starts[id + 1] = (uint32_t)(start + len + 1);
  }
  return status;
}

static slant_status fill_slots(slant_word_pieces *p, slant_error *err) {
  p->n_slots = 16;
  while (p->n_slots < 2 * p->n) p->n_slots *= 2;
  slant_status status = slant_memory_take(&p->slots, p->n_slots * sizeof *p->slots, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < p->n_slots; i++) p->slots[i].id = SLANT_NO_PIECE;
  for (uint32_t id = 0; id < p->n; id++) {
    slant_piece_role role;
    slant_text piece = bare_piece(p, id, &role);
    uint32_t tag;
    slant_piece_slot *slot = find_slot(p, piece.ptr, piece.len, role, &tag);
    if (slot->id != SLANT_NO_PIECE)
      return slant_error_set(err, SLANT_E_MODEL, "found one piece on lines %zu and %zu of the vocabulary, expected each piece once",
                             (size_t)slot->id + 1, (size_t)id + 1);
    *slot = (slant_piece_slot){tag, id};
    if (piece.len > p->longest[role]) p->longest[role] = piece.len;
  }
  return SLANT_OK;
}

static slant_status find_special(slant_word_pieces *p, slant_error *err) {
  for (int i = 0; i < SLANT_N_SPECIAL_PIECES; i++) {
    p->special[i] = slant_word_pieces_find(p, special_names[i], strlen(special_names[i]), SLANT_PIECE_BEGINS);
    if (p->special[i] == SLANT_NO_PIECE)
      return slant_error_set(err, SLANT_E_MODEL, "found a vocabulary without %s, expected one with [PAD], [UNK], [CLS] and [SEP]",
                             special_names[i]);
  }
  return SLANT_OK;
}

slant_status slant_word_pieces_open(slant_word_pieces **out, slant_text text, slant_error *err) {
  *out = NULL;
  slant_status status = check_text(text, err);
  if (status != SLANT_OK) return status;
  slant_word_pieces *p;
  status = slant_memory_new(&p, 1, sizeof *p, err);
  if (status != SLANT_OK) return status;
  p->text = text.ptr;
  status = count_lines(p, text, err);
  if (status == SLANT_OK) status = find_lines(p, text, err);
  if (status == SLANT_OK) status = fill_slots(p, err);
  if (status == SLANT_OK) status = find_special(p, err);
  if (status != SLANT_OK) {
    slant_word_pieces_close(p);
    return status;
  }
  *out = p;
  return SLANT_OK;
}

size_t slant_word_pieces_count(const slant_word_pieces *p) { return p->n; }

uint32_t slant_word_pieces_special(const slant_word_pieces *p, slant_special_piece which) { return p->special[which]; }

void slant_word_pieces_close(slant_word_pieces *p) {
  if (p == NULL) return;
  slant_memory_free(p->starts);
  slant_memory_free(p->slots);
  slant_memory_free(p);
}
