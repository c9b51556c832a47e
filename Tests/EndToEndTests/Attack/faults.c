// Lets calls to the file system fail: a library that is loaded before all others (LD_PRELOAD).
//
// Calls that concern a path with FAULT_MARK in it are counted from 1. Call number FAULT_AT fails with
// FAULT_KIND: nospace, io, short (half of a write is done), or kill (the process ends before it).
// With FAULT_COUNT, a file that gets the number of calls at the end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 1024
static int marked[FILES];
static int calls;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

static int concerns(const char *path) {
  const char *mark = setting("FAULT_MARK");
  return *mark && path && strstr(path, mark) != NULL;
}

// Whether the call is to fail, with errno set; a short write is told apart by 2.
static int fails(void) {
  int number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  if (number != atoi(setting("FAULT_AT"))) return 0;
  const char *kind = setting("FAULT_KIND");
  if (!strcmp(kind, "kill")) raise(SIGKILL);
  if (!strcmp(kind, "short")) return 2;
  errno = !strcmp(kind, "nospace") ? ENOSPC : EIO;
  return 1;
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path) return;
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%d\n", calls);
  fclose(file);
}

static int opened(int descriptor, const char *path) {
  if (descriptor >= 0 && descriptor < FILES) marked[descriptor] = concerns(path);
  return descriptor;
}

static int is_marked(int descriptor) {
  return descriptor >= 0 && descriptor < FILES && marked[descriptor];
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                             \
  int name(const char *path, int flags, ...) {                 \
    mode_t mode = 0;                                           \
    if (flags & O_CREAT) {                                     \
      va_list list;                                            \
      va_start(list, flags);                                   \
      mode = va_arg(list, mode_t);                             \
      va_end(list);                                            \
    }                                                          \
    if (concerns(path) && fails() == 1) return -1;             \
    return opened(REAL(name)(path, flags, mode), path);        \
  }
OPEN(open)
OPEN(open64)

#define ON_PATH(name, declared, path, ...)      \
  int name declared {                           \
    if (concerns(path) && fails() == 1) return -1; \
    return REAL(name)(__VA_ARGS__);             \
  }
ON_PATH(mkdir, (const char *path, mode_t mode), path, path, mode)
ON_PATH(rmdir, (const char *path), path, path)
ON_PATH(unlink, (const char *path), path, path)
ON_PATH(link, (const char *old, const char *new), new, old, new)
ON_PATH(rename, (const char *old, const char *new), new, old, new)

int fsync(int descriptor) {
  if (is_marked(descriptor) && fails() == 1) return -1;
  return REAL(fsync)(descriptor);
}

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < FILES) marked[descriptor] = 0;
  return REAL(close)(descriptor);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (is_marked(descriptor)) {
    int how = fails();
    if (how == 1) return -1;
    if (how == 2 && count > 1) count /= 2;
  }
  return REAL(write)(descriptor, bytes, count);
}
