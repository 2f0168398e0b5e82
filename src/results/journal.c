/* Journal: a line that describes the run, then a line a record.
 * In: records. Out: a file that is only ever appended to, and the records that count. */
#include "results/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/input.h"
#include "base/memory.h"
#include "results/numbers.h"

enum { MOST_LINE = 1 << 20, N_NUMBERS = sizeof(slant_journal_record) / sizeof(uint64_t) };

/* A record is its numbers. */
typedef union numbers {
  slant_journal_record record;
  uint64_t all[N_NUMBERS];
} numbers;

struct slant_journal {
  slant_buffer path, setup, line;
  int fd;             /* to write to; -1: none */
  slant_input *input; /* to read from; NULL: none */
  uint64_t read, accepted; /* bytes: of the records read, of those that count */
  size_t n_read, n;
};

/* The lock goes with the descriptor. */
static slant_status open_to_write(slant_journal *j, slant_error *err) {
  j->fd = open(j->path.ptr, O_WRONLY | O_CLOEXEC);
  if (j->fd < 0) return slant_error_system(err, errno, "open", j->path.ptr);
  if (flock(j->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return SLANT_OK; /* not every file system has locks */
  return slant_error_at(err, SLANT_E_USAGE, j->path.ptr, 0, "found another process that writes these results, expected none");
}

static slant_status new_journal(slant_journal **out, const char *folder, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->fd = -1;
  return slant_folder_path(&(*out)->path, folder, SLANT_JOURNAL_NAME, "", err);
}

static slant_status end_open(slant_journal **out, slant_status status) {
  if (status == SLANT_OK) return status;
  slant_journal_close(*out);
  *out = NULL;
  return status;
}

slant_status slant_journal_begin(slant_journal **out, const char *folder, slant_text setup, slant_error *err) {
  slant_status status = new_journal(out, folder, err);
  if (status == SLANT_OK) status = slant_folder_write(folder, SLANT_JOURNAL_NAME, setup, err);
  if (status == SLANT_OK) status = open_to_write(*out, err);
  if (status == SLANT_OK) {
    slant_buffer_put(&(*out)->setup, setup);
    status = slant_buffer_check(&(*out)->setup, err);
    (*out)->accepted = setup.len;
  }
  return end_open(out, status);
}

static slant_status read_setup(slant_journal *j, slant_error *err) {
  slant_text line;
  bool too_long;
  slant_status status = slant_input_line(j->input, MOST_LINE, &line, &too_long, err);
  if (status != SLANT_OK) return status;
  bool whole = !too_long && line.len > 0 && line.ptr[line.len - 1] == '\n';
  if (!whole) return slant_error_at(err, SLANT_E_DATA, j->path.ptr, 1, "found no description of a run, expected the journal of slant classify -o");
  slant_buffer_put(&j->setup, line);
  j->read = j->accepted = line.len;
  return slant_buffer_check(&j->setup, err);
}

slant_status slant_journal_open(slant_journal **out, const char *folder, bool write, slant_error *err) {
  slant_status status = new_journal(out, folder, err);
  if (status == SLANT_OK && access((*out)->path.ptr, F_OK) != 0) {
    slant_journal_close(*out);
    *out = NULL;
    return SLANT_OK;
  }
  if (status == SLANT_OK && write) status = open_to_write(*out, err);
  if (status == SLANT_OK) status = slant_input_open(&(*out)->input, (*out)->path.ptr, err);
  if (status == SLANT_OK) status = read_setup(*out, err);
  return end_open(out, status);
}

slant_text slant_journal_setup(const slant_journal *j) { return slant_buffer_get(&j->setup); }

slant_status slant_journal_next(slant_journal *j, slant_journal_record *record, bool *found, slant_error *err) {
  slant_text line;
  bool too_long;
  numbers n;
  *found = false;
  slant_status status = slant_input_line(j->input, MOST_LINE, &line, &too_long, err);
  if (status != SLANT_OK || too_long || !slant_numbers_read(line, n.all, N_NUMBERS, true)) return status;
  *record = n.record;
  *found = true;
  j->read += line.len;
  j->n_read++;
  return SLANT_OK;
}

void slant_journal_accept(slant_journal *j) {
  j->accepted = j->read;
  j->n = j->n_read;
}

slant_status slant_journal_add(slant_journal *j, const slant_journal_record *record, slant_error *err) {
  const numbers n = {.record = *record};
  slant_buffer_clear(&j->line);
  slant_numbers_put(&j->line, n.all, N_NUMBERS, true);
  slant_status status = slant_buffer_check(&j->line, err);
  if (status != SLANT_OK) return status;
  if (j->input != NULL) { /* the first one behind those that were read */
    slant_input_close(j->input);
    j->input = NULL;
    if (ftruncate(j->fd, (off_t)j->accepted) != 0) return slant_error_system(err, errno, "write", j->path.ptr);
  }
  for (size_t done = 0; done < j->line.len;) {
    ssize_t put = pwrite(j->fd, j->line.ptr + done, j->line.len - done, (off_t)(j->accepted + done));
    if (put < 0 && errno != EINTR) return slant_error_system(err, errno, "write", j->path.ptr);
    if (put > 0) done += (size_t)put;
  }
  j->accepted += j->line.len;
  j->n++;
  return SLANT_OK;
}

size_t slant_journal_n(const slant_journal *j) { return j->n; }

slant_status slant_journal_remove(slant_journal *j, slant_error *err) {
  return unlink(j->path.ptr) == 0 || errno == ENOENT ? SLANT_OK : slant_error_system(err, errno, "remove", j->path.ptr);
}

void slant_journal_close(slant_journal *j) {
  if (j == NULL) return;
  if (j->input != NULL) slant_input_close(j->input);
  if (j->fd >= 0) (void)close(j->fd);
  slant_buffer_free(&j->path);
  slant_buffer_free(&j->setup);
  slant_buffer_free(&j->line);
  slant_memory_free(j);
}
