#define _GNU_SOURCE
#include "helper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define BATCH 32768
#define READ_SIZE (1 << 18)

uint64_t nanoseconds(struct timespec time) {
  return (uint64_t)time.tv_sec * 1000000000ull + (uint64_t)time.tv_nsec;
}

static uint8_t letter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return 'f';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}

/* Name, kind, numbers, and for a link where it points and what is there ('-' when nothing inside the root). */
static void put_entry(int directory, const char *name, const char *shown, const struct stat *status) {
  char target[PATH_MAX];
  ssize_t length = 0;
  uint8_t pointed = '-';
  if (S_ISLNK(status->st_mode)) {
    length = readlinkat(directory, name, target, sizeof target);
    if (length < 0) length = 0;
    struct stat there;
    if (fstatat(directory, name, &there, 0) == 0) pointed = letter(there.st_mode);
  }
  put_byte(letter(status->st_mode));
  put_byte(pointed);
  put_number(status->st_mode & 07777);
  put_number(status->st_uid);
  put_number(status->st_gid);
  put_number((uint64_t)status->st_size);
  put_number(nanoseconds(status->st_mtim));
  put_number(nanoseconds(status->st_ctim));
  put_number(status->st_ino);
  put_string(shown, strlen(shown));
  put_string(target, (size_t)length);
}

static int is_dots(const char *name) {
  return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

void list_directory(struct request *request) {
  const char *path = take_string(request);
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
  DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
  if (!directory) {
    int code = errno;
    if (descriptor >= 0) close(descriptor);
    send_failure(code, path);
    return;
  }
  struct dirent *entry;
  while ((errno = 0, entry = readdir(directory))) {
    struct stat status;
    if (is_dots(entry->d_name)) continue;
    /* Gone since the directory was read. */
    if (fstatat(descriptor, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    put_entry(descriptor, entry->d_name, entry->d_name, &status);
    if (put_size() > BATCH) send_frame('d');
  }
  int code = errno;
  closedir(directory);
  if (code != 0) {
    send_failure(code, path);
    return;
  }
  if (put_size() > 0) send_frame('d');
  send_frame('k');
}

/* The entry itself, never what a link points to; and the path without links in it, empty when nothing is there. */
void stat_entry(struct request *request) {
  const char *path = take_string(request);
  struct stat status;
  if (lstat(path, &status) != 0) {
    send_failure(errno, path);
    return;
  }
  char real[PATH_MAX];
  if (!realpath(path, real)) {
    if (!S_ISLNK(status.st_mode)) {
      send_failure(errno, path);
      return;
    }
    strcpy(real, "");
  }
  put_entry(AT_FDCWD, path, real, &status);
  send_frame('k');
}

/* Opens a regular file only: opening a pipe would wait, opening a device may do anything. */
static int open_regular(const char *path, struct stat *status) {
  if (stat(path, status) != 0) return -1;
  if (!S_ISREG(status->st_mode)) {
    errno = S_ISDIR(status->st_mode) ? EISDIR : EINVAL;
    return -1;
  }
  int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file < 0) return -1;
  if (fstat(file, status) == 0 && S_ISREG(status->st_mode)) return file;
  close(file);
  errno = EINVAL;
  return -1;
}

void read_file(struct request *request) {
  const char *path = take_string(request);
  uint64_t offset = take_number(request);
  uint64_t left = take_number(request);
  struct stat status;
  int file = open_regular(path, &status);
  if (file < 0) {
    send_failure(errno, path);
    return;
  }
  while (left > 0) {
    size_t want = left < READ_SIZE ? (size_t)left : READ_SIZE;
    static uint8_t bytes[READ_SIZE];
    ssize_t count = pread(file, bytes, want, (off_t)offset);
    if (count < 0) {
      send_failure(errno, path);
      close(file);
      return;
    }
    if (count == 0) break;
    put_bytes(bytes, (size_t)count);
    send_frame('d');
    offset += (uint64_t)count;
    left -= (uint64_t)count;
  }
  close(file);
  put_number((uint64_t)status.st_size);
  put_number(nanoseconds(status.st_ctim));
  put_number(status.st_ino);
  send_frame('k');
}

static int measure(int parent, const char *name) {
  struct stat status;
  if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT ? 0 : -1;
  done_items++;
  if (S_ISREG(status.st_mode)) done_bytes += (uint64_t)status.st_size;
  tell_progress(0);
  if (!S_ISDIR(status.st_mode)) return 0;
  int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? 0 : -1;
  if (keeps_mounts && is_kernels(descriptor)) {
    close(descriptor);
    return 0;
  }
  DIR *directory = fdopendir(descriptor);
  if (!directory) {
    close(descriptor);
    return -1;
  }
  int result = 0;
  struct dirent *entry;
  while (result == 0 && (entry = readdir(directory))) {
    if (!is_dots(entry->d_name)) result = measure(descriptor, entry->d_name);
  }
  int code = errno;
  closedir(directory);
  errno = code;
  return result;
}

void measure_tree(struct request *request) {
  const char *path = take_string(request);
  if (measure(AT_FDCWD, path) != 0) {
    send_failure(errno, path);
    return;
  }
  put_number(done_bytes);
  put_number(done_items);
  send_frame('k');
}

/* Free and whole size of the file system, and its free inodes. */
void measure_space(struct request *request) {
  const char *path = take_string(request);
  struct statvfs space;
  if (statvfs(path, &space) != 0) {
    send_failure(errno, path);
    return;
  }
  put_number((uint64_t)space.f_bavail * space.f_frsize);
  put_number((uint64_t)space.f_blocks * space.f_frsize);
  put_number(space.f_favail);
  put_number(space.f_files);
  send_frame('k');
}
