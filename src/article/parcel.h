/* Parcel: a stretch of what a reader reads, in order, that any thread can make articles of. The reader fills it and, when the articles are
 * made, takes them out of it; what it could not read stands among them in its place. */
#ifndef SLANT_ARTICLE_PARCEL_H
#define SLANT_ARTICLE_PARCEL_H

#include "article/article.h"
#include "article/passing.h"
#include "article/record_formats.h"

typedef enum slant_item_kind {
  SLANT_ITEM_RAW,      /* a line of JSON, or a page, in the parcel's bytes; becomes a record or a problem */
  SLANT_ITEM_RECORD,   /* one article, or a row of one */
  SLANT_ITEM_PROBLEM,  /* a file or record that could not be read */
  SLANT_ITEM_WARNING,
  SLANT_ITEM_FILE_END, /* no row behind it belongs to one before it */
} slant_item_kind;

/* A file that items come from. */
typedef struct slant_parcel_file {
  uint32_t number;    /* from 1, in the reader's order */
  slant_text relative;
  const char *source; /* its path, for messages */
  slant_text encoding; /* of lines; empty: UTF-8 */
  bool is_page;       /* what it holds are pages */
  bool told_unread;   /* a record of this parcel has keys without a field */
} slant_parcel_file;

/* What records became: an article, or a problem; neither, where it is passed over as far as the parcel knows: the reader then builds it if it is asked
 * for after all. */
typedef struct slant_unit {
  const slant_record *first; /* NULL: there were no records */
  const slant_record *const *records; /* n_records, the first one among them; NULL: `first` alone */
  size_t n_records;
  const slant_parcel_file *file;
  slant_article *article;
  const slant_error *problem;
  void *result; /* room for whoever makes something of the article */
} slant_unit;

typedef struct slant_item {
  slant_item_kind kind;
  slant_parcel_file *file; /* NULL before the first file */
  uint64_t n_ignored;      /* files ignored until here */
  size_t start, len;       /* of a line or page, in the parcel's bytes */
  uint64_t line;           /* its number */
  slant_raw_record *raw;   /* of a page: what else is known of it */
  uint64_t hash;           /* of what it says, where items are hashed */
  slant_record *record;    /* freed with the parcel, unless it is in the parcel's arena */
  slant_error *error;      /* of a problem or warning */
  bool is_fatal;           /* the problem ends the reading, whatever the options say */
  slant_error *unread;     /* a warning that goes with the record */
  bool is_made;            /* the record is part of a unit; otherwise it is a row whose neighbours are in other parcels */
  slant_unit rows;         /* the rows before this item, which ends them */
  slant_unit own;          /* the record alone */
} slant_item;

typedef struct slant_parcel {
  slant_item *items;
  size_t n, cap;
  size_t n_taken;      /* items that the reader took */
  uint64_t first_item; /* items of the stream before it */
  slant_buffer bytes;  /* of lines and pages */
  slant_arena arena;   /* of all that is made from them */
  slant_words words;   /* room to work in */
  slant_parcel_file *file; /* at hand */
  size_t n_bytes;      /* read into it */
  bool stands_alone;   /* its articles have memory of their own */
  slant_error failure; /* out of memory: nothing of the parcel is worth anything */
} slant_parcel;

/* Adds an empty item; NULL when memory ran out, which parcel->failure tells. */
slant_item *slant_parcel_add(slant_parcel *parcel, slant_item_kind kind);

/* Adds a problem or a warning, which is copied. */
slant_item *slant_parcel_add_error(slant_parcel *parcel, slant_item_kind kind, const slant_error *error);

/* Makes records of lines and pages, and articles of records, but for those that are passed over. `options` are the reader's; no warning is given. */
void slant_parcel_make(slant_parcel *parcel, const slant_records_options *options, slant_paragraphs_by by, const slant_passing *passing);

/* Empties it, for the next use. */
void slant_parcel_reset(slant_parcel *parcel);
void slant_parcel_free(slant_parcel *parcel);

#endif
