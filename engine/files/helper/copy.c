#define _GNU_SOURCE
#include "helper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define BLOCK (1 << 20)
#define SPAN (16 << 20)

static uint8_t block[BLOCK];

/*
 * The checksum is taken of the copy, by a process of its own, while the next part is being copied. It is told in
 * order what to add: 'b' bytes, or 'f' a part of a file: where it begins and its length in 16 hexadecimal digits
 * each, then its path. The end of the pipe is the end.
 */
static int to_checker = -1;
static int from_checker = -1;

static int send_part(uint8_t kind, const void *bytes, size_t size) {
  uint8_t part[5 + PATH_MAX + 64];
  if (size > sizeof part - 5) return -1;
  part[0] = kind;
  for (int i = 0; i < 4; i++) part[1 + i] = (uint8_t)(size >> (24 - 8 * i));
  memcpy(part + 5, bytes, size);
  for (size_t sent = 0; sent < size + 5;) {
    ssize_t count = write(to_checker, part + sent, size + 5 - sent);
    if (count <= 0) return -1;
    sent += (size_t)count;
  }
  return 0;
}

static int read_exactly(int from, uint8_t *to, size_t size) {
  while (size > 0) {
    ssize_t count = read(from, to, size);
    if (count <= 0) return -1;
    to += count;
    size -= (size_t)count;
  }
  return 0;
}

static int add_part(const char *path, off_t at, off_t size) {
  char part[PATH_MAX + 33];
  snprintf(part, sizeof part, "%016llx%016llx%s", (unsigned long long)at, (unsigned long long)size, path);
  return send_part('f', part, strlen(part));
}

static off_t hexadecimal(const char *digits) {
  char text[17] = {0};
  memcpy(text, digits, 16);
  return (off_t)strtoull(text, NULL, 16);
}

static void hash_file(struct hash *hash, const char *part) {
  off_t at = hexadecimal(part);
  off_t end = at + hexadecimal(part + 16);
  const char *path = part + 32;
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) _exit(1);
  while (at < end) {
    ssize_t count = pread(file, block, end - at < BLOCK ? (size_t)(end - at) : BLOCK, at);
    if (count < 0) _exit(1);
    /* What is not there yet is a hole at the end. */
    if (count == 0) memset(block, 0, (size_t)(count = end - at < BLOCK ? end - at : BLOCK));
    hash_bytes(hash, block, (size_t)count);
    at += count;
  }
  close(file);
}

static void check(int parts, int result) {
  static uint8_t part[PATH_MAX + 65];
  struct hash hash;
  uint8_t head[5];
  uint8_t digest[32];
  hash_begin(&hash);
  while (read_exactly(parts, head, sizeof head) == 0) {
    size_t size = (size_t)head[3] << 8 | head[4];
    if (size >= sizeof part || read_exactly(parts, part, size) != 0) _exit(1);
    part[size] = 0;
    if (head[0] == 'f') hash_file(&hash, (const char *)part);
    else hash_bytes(&hash, part, size);
  }
  hash_end(&hash, digest);
  _exit(write(result, digest, sizeof digest) == sizeof digest ? 0 : 1);
}

static int start_checker(void) {
  int parts[2];
  int result[2];
  if (pipe2(parts, O_CLOEXEC) != 0) return -1;
  if (pipe2(result, O_CLOEXEC) != 0) return -1;
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    close(parts[1]);
    close(result[0]);
    check(parts[0], result[1]);
  }
  close(parts[0]);
  close(result[1]);
  to_checker = parts[1];
  from_checker = result[0];
  return 0;
}

/* 0 with the checksum. While it is waited for, whoever listens is told that work goes on. */
static int end_checker(uint8_t digest[32]) {
  close(to_checker);
  for (;;) {
    struct pollfd ready = {.fd = from_checker, .events = POLLIN};
    if (poll(&ready, 1, 200) != 0) break;
    tell_progress(1);
  }
  int result = read_exactly(from_checker, digest, 32);
  close(from_checker);
  wait(NULL);
  if (result != 0) errno = EIO;
  return result;
}

static int copy_extended(int from, int to) {
  static char names[65536];
  static char value[65536];
  ssize_t length = flistxattr(from, names, sizeof names);
  if (length < 0) return errno == ENOTSUP ? 0 : -1;
  for (char *name = names; name < names + length; name += strlen(name) + 1) {
    ssize_t size = fgetxattr(from, name, value, sizeof value);
    if (size < 0) continue;
    /* Labels of a security module belong to the mount, not to the file. */
    if (fsetxattr(to, name, value, (size_t)size, 0) != 0 && errno != EPERM && errno != ENOTSUP) return -1;
  }
  return 0;
}

int copy_attributes(int from, int to, const struct stat *status) {
  if (fchown(to, status->st_uid, status->st_gid) != 0) return -1;
  if (fchmod(to, status->st_mode & 07777) != 0) return -1;
  return copy_extended(from, to);
}

/* Files with several names, so that the copy has one file with several names too. */
struct linked {
  dev_t device;
  ino_t inode;
  char *path;
  struct linked *next;
};
static struct linked *links[4096];

static struct linked **slot_of(const struct stat *status) {
  struct linked **slot = &links[(status->st_ino ^ status->st_dev) % (sizeof links / sizeof *links)];
  while (*slot && ((*slot)->inode != status->st_ino || (*slot)->device != status->st_dev)) slot = &(*slot)->next;
  return slot;
}

static int remember_link(struct linked **slot, const struct stat *status, const char *path) {
  struct linked *entry = malloc(sizeof *entry);
  char *copy = strdup(path);
  if (!entry || !copy) return -1;
  *entry = (struct linked){.device = status->st_dev, .inode = status->st_ino, .path = copy};
  *slot = entry;
  return 0;
}

static int copy_by_hand(int from, int to, off_t at, off_t end, const char *path) {
  while (at < end) {
    size_t want = end - at < BLOCK ? (size_t)(end - at) : BLOCK;
    ssize_t count = pread(from, block, want, at);
    if (count < 0) return -1;
    if (count == 0) break;
    for (ssize_t written = 0; written < count;) {
      ssize_t part = pwrite(to, block + written, (size_t)(count - written), at + written);
      if (part < 0) return -1;
      written += part;
    }
    if (add_part(path, at, count) != 0) return -1;
    done_bytes += (uint64_t)count;
    at += count;
    tell_progress(0);
  }
  return 0;
}

/* Inside the kernel where it can, which may even share the blocks. */
static int copy_range(int from, int to, off_t at, off_t end, const char *path) {
  while (at < end) {
    off_t source = at;
    off_t target = at;
    size_t want = end - at < SPAN ? (size_t)(end - at) : SPAN;
    ssize_t count = copy_file_range(from, &source, to, &target, want, 0);
    if (count <= 0) return copy_by_hand(from, to, at, end, path);
    if (add_part(path, at, count) != 0) return -1;
    done_bytes += (uint64_t)count;
    at += count;
    tell_progress(0);
  }
  return 0;
}

/* Holes stay holes. */
static int copy_content(int from, int to, off_t size, const char *path) {
  off_t at = 0;
  while (at < size) {
    off_t data = lseek(from, at, SEEK_DATA);
    if (data < 0 && errno == ENXIO) data = size;
    else if (data < 0) data = at;
    if (data > at && add_part(path, at, data - at) != 0) return -1;
    done_bytes += (uint64_t)(data - at);
    off_t end = data < size ? lseek(from, data, SEEK_HOLE) : size;
    if (end < 0 || end > size) end = size;
    if (copy_range(from, to, data, end, path) != 0) return -1;
    at = end;
  }
  return ftruncate(to, size);
}

static int copy_regular(int from_parent, const char *name, int to_parent, const struct stat *status,
                        const char *path) {
  int from = openat(from_parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (from < 0) return -1;
  int to = openat(to_parent, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int result = to < 0 ? -1 : copy_content(from, to, status->st_size, path);
  if (result == 0) result = copy_attributes(from, to, status);
  struct timespec times[2] = {status->st_atim, status->st_mtim};
  if (result == 0) result = futimens(to, times);
  int code = errno;
  close(from);
  if (to >= 0) close(to);
  errno = code;
  return result;
}

static int copy_special(int from_parent, const char *name, int to_parent, const struct stat *status) {
  if (S_ISLNK(status->st_mode)) {
    char target[PATH_MAX];
    ssize_t length = readlinkat(from_parent, name, target, sizeof target - 1);
    if (length < 0) return -1;
    target[length] = 0;
    if (send_part('b', target, (size_t)length) != 0) return -1;
    if (symlinkat(target, to_parent, name) != 0) return -1;
  } else {
    if (mknodat(to_parent, name, status->st_mode, status->st_rdev) != 0) return -1;
  }
  if (fchownat(to_parent, name, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW) != 0) return -1;
  if (!S_ISLNK(status->st_mode) && fchmodat(to_parent, name, status->st_mode & 07777, 0) != 0) return -1;
  struct timespec times[2] = {status->st_atim, status->st_mtim};
  return utimensat(to_parent, name, times, AT_SYMLINK_NOFOLLOW);
}

/* Names in order, so that the same content gives the same checksum. */
static int by_name(const void *left, const void *right) { return strcmp(*(char *const *)left, *(char *const *)right); }

static char **names_in(int directory, size_t *count) {
  int copy = fcntl(directory, F_DUPFD_CLOEXEC, 0);
  DIR *entries = copy < 0 ? NULL : fdopendir(copy);
  if (!entries) return NULL;
  size_t room = 16;
  char **names = malloc(room * sizeof *names);
  *count = 0;
  struct dirent *entry;
  while (names && (entry = readdir(entries))) {
    const char *name = entry->d_name;
    if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) continue;
    if (*count == room) {
      char **more = realloc(names, (room *= 2) * sizeof *names);
      if (!more) break;
      names = more;
    }
    names[(*count)++] = strdup(name);
  }
  closedir(entries);
  if (names) qsort(names, *count, sizeof *names, by_name);
  return names;
}

static int add_entry(const char *path, const struct stat *status) {
  uint64_t facts[4] = {status->st_mode, status->st_uid, status->st_gid,
                       S_ISREG(status->st_mode) ? (uint64_t)status->st_size : 0};
  uint8_t bytes[sizeof facts];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(facts[i / 8] >> (56 - 8 * (i % 8)));
  return send_part('b', path, strlen(path) + 1) != 0 ? -1 : send_part('b', bytes, sizeof bytes);
}

static int copy_directory(int from, int to, char *path);
static const char *failed_at;

static int copy_entry(int from, const char *name, int to, char *path) {
  struct stat status;
  if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT ? 0 : -1;
  if (add_entry(path, &status) != 0) return -1;
  done_items++;
  tell_progress(0);
  if (S_ISDIR(status.st_mode)) {
    if (mkdirat(to, name, 0700) != 0) return -1;
    int from_child = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int to_child = from_child < 0 ? -1 : openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int result = to_child < 0 ? -1 : copy_directory(from_child, to_child, path);
    int code = errno;
    if (from_child >= 0) close(from_child);
    if (to_child >= 0) close(to_child);
    errno = code;
    return result;
  }
  struct linked **slot = status.st_nlink > 1 ? slot_of(&status) : NULL;
  if (slot && *slot) return linkat(AT_FDCWD, (*slot)->path, to, name, 0);
  int result = S_ISREG(status.st_mode) ? copy_regular(from, name, to, &status, path) : copy_special(from, name, to, &status);
  return result == 0 && slot ? remember_link(slot, &status, path) : result;
}

static int copy_directory(int from, int to, char *path) {
  size_t count = 0;
  char **names = names_in(from, &count);
  if (!names) return -1;
  size_t length = strlen(path);
  int result = 0;
  for (size_t i = 0; i < count; i++) {
    if (result == 0 && length + strlen(names[i]) + 2 > PATH_MAX) {
      errno = ENAMETOOLONG;
      result = -1;
    }
    if (result == 0) {
      path[length] = '/';
      strcpy(path + length + 1, names[i]);
      result = copy_entry(from, names[i], to, path);
      if (result == 0) path[length] = 0;
      else failed_at = path;
    }
    int code = errno;
    free(names[i]);
    errno = code;
  }
  int code = errno;
  free(names);
  errno = code;
  if (result != 0) return -1;
  struct stat status;
  if (fstat(from, &status) != 0 || copy_attributes(from, to, &status) != 0) return -1;
  struct timespec times[2] = {status.st_atim, status.st_mtim};
  return futimens(to, times);
}

/* Everything in one directory to another, empty one: owners, modes, times, links, holes and extended attributes. */
void copy_tree(struct request *request) {
  const char *source = take_string(request);
  const char *target = take_string(request);
  static char path[PATH_MAX];
  strcpy(path, target);
  failed_at = source;
  done_bytes = 0;
  if (start_checker() != 0) {
    send_failure(errno, source);
    return;
  }
  int from = open(source, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int to = from < 0 ? -1 : open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result = to < 0 ? -1 : copy_directory(from, to, path);
  int code = errno;
  if (from >= 0) close(from);
  if (to >= 0) close(to);
  uint8_t digest[32];
  int checked = end_checker(digest);
  if (result != 0 || checked != 0) {
    send_failure(result != 0 ? code : EIO, failed_at);
    return;
  }
  put_number(done_bytes);
  put_number(done_items);
  put_bytes(digest, sizeof digest);
  send_frame('k');
}
