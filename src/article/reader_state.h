/* Reader state: what the reader's own files share, and how parcels are filled and taken by others. */
#ifndef SLANT_ARTICLE_READER_STATE_H
#define SLANT_ARTICLE_READER_STATE_H

#include "article/files.h"
#include "article/ids.h"
#include "article/parcel.h"
#include "article/records.h"

/* Rows of one article that no parcel holds all of. */
typedef struct slant_open_rows {
  slant_record **items; /* with memory of their own */
  size_t n, cap;
  slant_parcel_file file;
  slant_buffer relative; /* the file's */
} slant_open_rows;

struct slant_reader {
  slant_reader_options options;
  const char *const *inputs; /* n_inputs, as the user names them */
  size_t n_inputs;
  slant_records_options record_options;

  /* filling: what is read next */
  slant_files *files;
  slant_files_options file_options;
  slant_records *records; /* of the file at hand; NULL between files */
  slant_buffer relative;  /* path of that file relative to its input */
  uint32_t n_files;       /* files begun: the number of the file at hand */
  slant_parcel *filling;  /* where warnings go */
  uint64_t n_filled;      /* items in parcels so far */
  bool is_read;           /* nothing is left to read */

  /* taking: what is handed on next */
  slant_open_rows rows;
  slant_ids ids;
  slant_buffer unique;
  uint32_t told_file; /* number of the file whose unread keys were told last */
  slant_reader_counts counts;
  slant_passing passing; /* settled before the first parcel is filled */
  slant_position at;     /* but for its counts */
  slant_parcel own;   /* of slant_reader_next */
};

/* Fills an empty parcel with records until it holds `max_items` items or `max_bytes` bytes. False when nothing was left to read. What goes
 * wrong is put among the items. */
bool slant_reader_fill(slant_reader *reader, slant_parcel *parcel, size_t max_items, size_t max_bytes);

/* Whether reading on would mean to wait, and somebody wants to be told before that. */
bool slant_reader_waits(const slant_reader *reader);

/* A slant_warning: puts the warning among the items. `user` is the reader. */
void slant_reader_queue_warning(void *user, const slant_error *warning);

/* The next article of a made parcel, with its id, into *unit; parcels are taken in the order of filling. Warnings are given,
 * problems are passed over or end the reading as the options say. *found is false when nothing is left in the parcel, or the
 * limit is reached. An article that is not in the parcel's arena is new. */
slant_status slant_reader_take(slant_reader *reader, slant_parcel *parcel, slant_unit *unit, bool *found, slant_error *err);

/* Makes the reader, before it reads, hash what it reads and pass over what lies before `from`, where another one with the same inputs and options was;
 * that they are the same is found out on the way, from then on SLANT_E_USAGE where they are not. */
void slant_reader_start_from(slant_reader *reader, const slant_position *from);
slant_position slant_reader_position(const slant_reader *reader);

/* When all parcels are taken: whether it came as far as it was to start from. */
slant_status slant_reader_end(const slant_reader *reader, slant_error *err);

/* Whether the limit is reached: no parcel has anything more. */
bool slant_reader_is_over(const slant_reader *reader);

#endif
