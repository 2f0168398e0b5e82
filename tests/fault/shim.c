/* Shim: calls of the system and of the allocator that fail, for a program that is started with it in LD_PRELOAD.
 * In, from the environment: FAULT_KIND (alloc, read, write, open, fsync, rename, mmap), FAULT_AT (which call of the kind fails, from 1; 0: none) and
 * FAULT_ERRNO; allocations count from the first call of open on, behind the reading of the command line, which popt does, and those of libarchive and of what it calls are spared: both end the process where memory runs out, and slant asks for room before
 * it calls them; FAULT_WEATHER=short (reads and writes give or take half of what was asked) or =interrupted (every other one is interrupted by a
 * signal); FAULT_COUNTS, a file. Out: the calls, failing as told; at the end the file says how many calls of the kind there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { ALLOC, READ, WRITE, OPEN, FSYNC, RENAME, MMAP, N_KINDS };
static const char *const names[N_KINDS] = {"alloc", "read", "write", "open", "fsync", "rename", "mmap"};

void *__libc_malloc(size_t size);               // NOLINT: glibc's names
void *__libc_calloc(size_t n, size_t size);     // NOLINT
void *__libc_realloc(void *ptr, size_t size);   // NOLINT

static struct {
  bool on, is_short, interrupted;
  atomic_bool opened;
  int kind, error;
  long at;
  atomic_long met[N_KINDS];
  atomic_bool interrupt_next;
} faults;

__attribute__((constructor)) static void begin(void) {
  const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT"), *error = getenv("FAULT_ERRNO"), *weather = getenv("FAULT_WEATHER");
  faults.kind = N_KINDS;
  for (int k = 0; kind != NULL && k < N_KINDS; k++) {
    if (strcmp(kind, names[k]) == 0) faults.kind = k;
  }
  faults.at = at == NULL ? 0 : strtol(at, NULL, 10);
  faults.error = error == NULL ? EIO : (int)strtol(error, NULL, 10);
  faults.is_short = weather != NULL && strcmp(weather, "short") == 0;
  faults.interrupted = weather != NULL && strcmp(weather, "interrupted") == 0;
  faults.on = true;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNTS");
  faults.on = false;
  FILE *file = path == NULL || faults.kind == N_KINDS ? NULL : fopen(path, "w");
  if (file == NULL) return;
  (void)fprintf(file, "%ld\n", atomic_load(&faults.met[faults.kind]));
  (void)fclose(file);
}

/* Whether this call is the one to fail; errno is set then. */
static bool fails(enum kind kind) {
  if (!faults.on || faults.kind != (int)kind || (kind == ALLOC && !atomic_load(&faults.opened))) return false;
  if (atomic_fetch_add(&faults.met[kind], 1) + 1 != faults.at) return false;
  errno = kind == ALLOC ? ENOMEM : faults.error;
  return true;
}

static bool is_interrupted(void) {
  if (!faults.on || !faults.interrupted) return false;
  bool now = !atomic_load(&faults.interrupt_next);
  atomic_store(&faults.interrupt_next, now);
  if (now) errno = EINTR;
  return now;
}

static size_t shortened(size_t n) { return faults.on && faults.is_short && n > 1 ? n / 2 : n; }

static bool is_spared(const void *caller) {
  Dl_info from;
  if (faults.kind != ALLOC || dladdr(caller, &from) == 0 || from.dli_fname == NULL) return false;
  return strstr(from.dli_fname, "/libarchive.so") != NULL || strstr(from.dli_fname, "/libz.so") != NULL;
}

static bool lacks(const void *caller) { return !is_spared(caller) && fails(ALLOC); }

void *malloc(size_t size) { return lacks(__builtin_return_address(0)) ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return lacks(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size); }
void *realloc(void *ptr, size_t size) { return size > 0 && lacks(__builtin_return_address(0)) ? NULL : __libc_realloc(ptr, size); }

ssize_t read(int fd, void *bytes, size_t n) { return fails(READ) || is_interrupted() ? -1 : syscall(SYS_read, fd, bytes, shortened(n)); }
ssize_t write(int fd, const void *bytes, size_t n) {
  return fails(WRITE) || is_interrupted() ? -1 : syscall(SYS_write, fd, bytes, shortened(n));
}
int fsync(int fd) { return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, fd); }
int rename(const char *from, const char *to) { return fails(RENAME) ? -1 : (int)syscall(SYS_rename, from, to); }

void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset) {
  if (fd >= 0 && fails(MMAP)) return MAP_FAILED;
  return (void *)syscall(SYS_mmap, at, len, protection, flags, fd, offset); // NOLINT: an address comes as a number
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  unsigned mode = (flags & O_CREAT) != 0 ? va_arg(more, unsigned) : 0;
  va_end(more);
  atomic_store(&faults.opened, true);
  return fails(OPEN) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
