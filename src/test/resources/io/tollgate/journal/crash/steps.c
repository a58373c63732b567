/*
 * Preloaded into a JVM: before each write, truncation or synchronisation of a file whose path
 * begins with STEPS_FILE it copies that file, its -wal, its redo log with the suffix STEPS_REDO,
 * and the log STEPS_LOG to STEPS_DIR/<n>/, which is what a kill at this moment leaves behind. STEPS_DIR/ops gets a letter for each step:
 * w, t, or s for a synchronisation of the -wal. If the file STEPS_FAIL exists, these calls fail
 * with the errno that it holds.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int steps;

static int is_ours(int fd, char *path, size_t size) {
  const char *prefix = getenv("STEPS_FILE");
  char link[64];
  if (!prefix || fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, prefix, strlen(prefix)) == 0 && !strstr(path, "-shm");
}

static void raw_write(int fd, const char *data, long length) {
  while (length > 0) {
    long done = syscall(SYS_write, fd, data, length);
    if (done <= 0) abort();
    data += done;
    length -= done;
  }
}

static void copy(const char *from, const char *to) {
  char block[65536];
  int in = open(from, O_RDONLY | O_CLOEXEC);
  if (in < 0) return;
  int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  for (long n; (n = read(in, block, sizeof block)) > 0;) raw_write(out, block, n);
  close(in);
  close(out);
}

static void snapshot(char operation) {
  const char *directory = getenv("STEPS_DIR"), *file = getenv("STEPS_FILE");
  char from[PATH_MAX], to[PATH_MAX];
  if (!directory) return;
  pthread_mutex_lock(&lock);
  snprintf(to, sizeof to, "%s/%d", directory, steps);
  mkdir(to, 0755);
  /* First, for what is noted meanwhile is in the redo log. */
  snprintf(to, sizeof to, "%s/%d/log", directory, steps);
  copy(getenv("STEPS_LOG"), to);
  snprintf(to, sizeof to, "%s/%d/journal.db", directory, steps);
  copy(file, to);
  snprintf(from, sizeof from, "%s-wal", file);
  snprintf(to, sizeof to, "%s/%d/journal.db-wal", directory, steps);
  copy(from, to);
  if (getenv("STEPS_REDO")) {
    snprintf(from, sizeof from, "%s%s", file, getenv("STEPS_REDO"));
    snprintf(to, sizeof to, "%s/%d/journal.db%s", directory, steps, getenv("STEPS_REDO"));
    copy(from, to);
  }
  snprintf(to, sizeof to, "%s/ops", directory);
  int ops = open(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  raw_write(ops, &operation, 1);
  close(ops);
  steps++;
  pthread_mutex_unlock(&lock);
}

/* The errno to fail with, or 0. */
static int step(int fd, char operation) {
  char path[PATH_MAX], number[16] = {0};
  if (!is_ours(fd, path, sizeof path)) return 0;
  const char *control = getenv("STEPS_FAIL");
  int fail = control ? open(control, O_RDONLY | O_CLOEXEC) : -1;
  if (fail >= 0) {
    long n = read(fail, number, sizeof number - 1);
    close(fail);
    return n > 0 ? atoi(number) : EIO;
  }
  if (operation == 's' && !strstr(path, "-wal")) operation = 'f';
  snapshot(operation);
  return 0;
}

#define STEP(operation)                \
  do {                                 \
    int error = step(fd, operation);   \
    if (error) {                       \
      errno = error;                   \
      return -1;                       \
    }                                  \
  } while (0)

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
  STEP('w');
  return REAL(pwrite)(fd, data, length, at);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
  STEP('w');
  return REAL(pwrite64)(fd, data, length, at);
}

ssize_t write(int fd, const void *data, size_t length) {
  STEP('w');
  return REAL(write)(fd, data, length);
}

int fsync(int fd) {
  STEP('s');
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  STEP('s');
  return REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t length) {
  STEP('t');
  return REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
  STEP('t');
  return REAL(ftruncate64)(fd, length);
}
