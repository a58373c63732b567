/*
 * Preloaded into a JVM: the file DISTURB_CONTROL holds two numbers of eight octets, seconds by which
 * the time of day is wrong, and an errno with which every write, truncation and synchronisation of
 * files whose path begins with DISTURB_FILE fails, 0 for none. It may be changed at any time. Time
 * that only passes (CLOCK_MONOTONIC) is never wrong, as when an operator sets a node's clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *control;

__attribute__((constructor)) static void attach(void) {
  const char *path = getenv("DISTURB_CONTROL");
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *map = mmap(NULL, 16, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) control = map;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  long result = syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && control && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    time->tv_sec += control[0];
  return (int)result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

static int fault(int fd) {
  const char *prefix = getenv("DISTURB_FILE");
  char path[PATH_MAX], link[64];
  if (!control || !control[1] || !prefix || fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, prefix, strlen(prefix)) == 0 ? (int)control[1] : 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL                   \
  do {                         \
    int error = fault(fd);     \
    if (error) {               \
      errno = error;           \
      return -1;               \
    }                          \
  } while (0)

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
  FAIL;
  return REAL(pwrite)(fd, data, length, at);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
  FAIL;
  return REAL(pwrite64)(fd, data, length, at);
}

ssize_t write(int fd, const void *data, size_t length) {
  FAIL;
  return REAL(write)(fd, data, length);
}

int fsync(int fd) {
  FAIL;
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  FAIL;
  return REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t length) {
  FAIL;
  return REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
  FAIL;
  return REAL(ftruncate64)(fd, length);
}
