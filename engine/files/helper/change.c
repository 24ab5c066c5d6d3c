#define _GNU_SOURCE
#include "helper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif

/* The unfinished file that must not outlive the program. */
static char unfinished[PATH_MAX + 32];

static void drop_unfinished(void) {
  if (unfinished[0]) unlink(unfinished);
  unfinished[0] = 0;
}

_Noreturn void leave(int status) {
  drop_unfinished();
  _exit(status);
}

/* The directory that holds the path. */
static int parent_of(const char *path, char parent[PATH_MAX]) {
  const char *slash = strrchr(path, '/');
  size_t length = slash ? (size_t)(slash - path) : 0;
  if (length >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(parent, path, length);
  parent[length] = 0;
  if (length == 0) strcpy(parent, slash ? "/" : ".");
  return 0;
}

static int write_fully(int file, const uint8_t *bytes, size_t size) {
  while (size > 0) {
    ssize_t count = write(file, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    bytes += count;
    size -= (size_t)count;
  }
  return 0;
}

struct expected {
  uint8_t kind; /* 'n' nothing there yet, 'v' this version, 'a' anything */
  uint64_t changed;
  uint64_t size;
  uint64_t inode;
};

/* 0 with what is there (st_ino 0 for nothing), or -1: somebody else was faster. */
static int look_for_conflict(const char *path, const struct expected *expected, struct stat *there) {
  if (stat(path, there) != 0) {
    if (errno != ENOENT) return -1;
    memset(there, 0, sizeof *there);
    if (expected->kind == 'v') {
      errno = ESTALE;
      return -1;
    }
    return 0;
  }
  if (expected->kind == 'n') errno = EEXIST;
  else if (S_ISDIR(there->st_mode)) errno = EISDIR;
  else if (!S_ISREG(there->st_mode)) errno = EINVAL;
  else if (expected->kind == 'v' && (nanoseconds(there->st_ctim) != expected->changed ||
                                     (uint64_t)there->st_size != expected->size || there->st_ino != expected->inode))
    errno = ESTALE;
  else return 0;
  return -1;
}

/* Takes data until the end; 1 when the sender gave up. */
static int take_content(int file, int *failure) {
  for (;;) {
    struct request part;
    read_request(&part);
    if (part.op == 'P') continue;
    if (part.op == 'Z') return 0;
    if (part.op != 'D') return 1;
    size_t size;
    const uint8_t *bytes = take_rest(&part, &size);
    if (write_fully(file, bytes, size) != 0) {
      /* Told at once; the rest that is on its way is passed over. */
      *failure = errno;
      return 0;
    }
  }
}

/* A file that is itself a mount, as /etc/hosts of every container, cannot be replaced: its content can. */
static int write_over(int file, const char *path) {
  static uint8_t bytes[1 << 16];
  int target = open(path, O_WRONLY | O_TRUNC | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
  if (target < 0) return -1;
  int result = 0;
  off_t at = 0;
  ssize_t count;
  while (result == 0 && (count = pread(file, bytes, sizeof bytes, at)) != 0) {
    result = count < 0 ? -1 : write_fully(target, bytes, (size_t)count);
    at += count;
  }
  int code = errno;
  close(target);
  errno = code;
  if (result == 0) drop_unfinished();
  return result;
}

static int finish_file(int file, const char *path, const struct expected *expected, mode_t mode) {
  struct stat there;
  if (look_for_conflict(path, expected, &there) != 0) return -1;
  if (there.st_ino != 0) {
    int old = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (old < 0) return -1;
    int copied = copy_attributes(old, file, &there);
    close(old);
    if (copied != 0) return -1;
  } else {
    /* A new file belongs to whom its directory belongs to: the containers that use it are seldom root. */
    char parent[PATH_MAX];
    struct stat owner;
    if (parent_of(path, parent) != 0 || stat(parent, &owner) != 0) return -1;
    if (fchown(file, owner.st_uid, owner.st_gid) != 0 || fchmod(file, mode) != 0) return -1;
  }
  if (there.st_ino != 0) {
    /* Or a loss of power might leave neither the old content nor the new. */
    if (fsync(file) != 0) return -1;
    if (rename(unfinished, path) == 0) return 0;
    return errno == EBUSY ? write_over(file, path) : -1;
  }
  if (expected->kind == 'a') return rename(unfinished, path);
  return (int)syscall(SYS_renameat2, AT_FDCWD, unfinished, AT_FDCWD, path, RENAME_NOREPLACE) == 0
             ? 0
             : (errno == EINVAL || errno == ENOSYS ? rename(unfinished, path) : -1);
}

static int open_unfinished(const char *path) {
  char parent[PATH_MAX];
  if (parent_of(path, parent) != 0) return -1;
  snprintf(unfinished, sizeof unfinished, "%s/.bayplan-XXXXXX", parent);
  int file = mkostemp(unfinished, O_CLOEXEC);
  if (file < 0) unfinished[0] = 0;
  return file;
}

static void send_version(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) {
    send_failure(errno, path);
    return;
  }
  put_number((uint64_t)status.st_size);
  put_number(nanoseconds(status.st_ctim));
  put_number(status.st_ino);
  send_frame('k');
}

static struct expected take_expected(struct request *request) {
  struct expected expected = {.kind = (uint8_t)take_number(request)};
  expected.changed = take_number(request);
  expected.size = take_number(request);
  expected.inode = take_number(request);
  return expected;
}

static void end_file(int file, const char *path, int failure) {
  close(file);
  if (failure == 0) {
    unfinished[0] = 0;
    send_version(path);
  } else {
    drop_unfinished();
    send_failure(failure, path);
  }
}

/* Writes beside the file and takes its place at the end, so that a cut connection loses nothing. */
void write_file(struct request *request) {
  char path[PATH_MAX];
  const char *given = take_string(request);
  struct expected expected = take_expected(request);
  mode_t mode = (mode_t)take_number(request) & 07777;
  struct stat there;
  if (strlen(given) >= sizeof path) {
    send_failure(ENAMETOOLONG, given);
    return;
  }
  /* The request's memory is used again by the frames that follow. A link is written through, not replaced. */
  if (!realpath(given, path)) strcpy(path, given);
  int file = look_for_conflict(path, &expected, &there) == 0 ? open_unfinished(path) : -1;
  if (file < 0) {
    send_failure(errno, path);
    return;
  }
  int failure = 0;
  if (take_content(file, &failure)) failure = ECANCELED;
  else if (failure == 0 && finish_file(file, path, &expected, mode) != 0) failure = errno;
  end_file(file, path, failure);
}

/* Puts a file that was written beside it, by other means, in its place. It is gone from there in any case. */
void place_file(struct request *request) {
  const char *written = take_string(request);
  const char *path = take_string(request);
  struct expected expected = take_expected(request);
  mode_t mode = (mode_t)take_number(request) & 07777;
  struct stat status;
  int file = open(written, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || strlen(written) >= sizeof unfinished) {
    send_failure(file < 0 ? errno : EINVAL, written);
    if (file >= 0) close(file);
    return;
  }
  strcpy(unfinished, written);
  end_file(file, path, finish_file(file, path, &expected, mode) == 0 ? 0 : errno);
}

void make_directory(struct request *request) {
  const char *path = take_string(request);
  mode_t mode = (mode_t)take_number(request) & 07777;
  char parent[PATH_MAX];
  struct stat owner;
  if (parent_of(path, parent) != 0 || stat(parent, &owner) != 0 || mkdir(path, mode) != 0) {
    send_failure(errno, path);
    return;
  }
  if (lchown(path, owner.st_uid, owner.st_gid) != 0 || chmod(path, mode) != 0) {
    send_failure(errno, path);
    return;
  }
  send_frame('k');
}

void rename_entry(struct request *request) {
  const char *from = take_string(request);
  const char *to = take_string(request);
  struct stat there;
  if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
    send_frame('k');
  } else if (errno != EINVAL && errno != ENOSYS) {
    send_failure(errno, errno == ENOENT ? from : to);
  } else if (lstat(to, &there) == 0) {
    send_failure(EEXIST, to);
  } else if (rename(from, to) != 0) {
    send_failure(errno, from);
  } else {
    send_frame('k');
  }
}

static int is_kept(const char *name, const char *keep) {
  if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) return 1;
  return keep && strcmp(name, keep) == 0;
}

int empty_directory(int directory, const char *keep) {
  int copy = fcntl(directory, F_DUPFD_CLOEXEC, 0);
  DIR *entries = copy < 0 ? NULL : fdopendir(copy);
  if (!entries) {
    if (copy >= 0) close(copy);
    return -1;
  }
  int result = 0;
  int removed;
  do {
    removed = 0;
    rewinddir(entries);
    struct dirent *entry;
    while (result == 0 && (entry = readdir(entries))) {
      if (is_kept(entry->d_name, keep)) continue;
      result = remove_tree(directory, entry->d_name);
      removed = 1;
    }
    /* What a directory tells while it is being emptied is not certain, so it is read until nothing is left. */
  } while (result == 0 && removed);
  int code = errno;
  closedir(entries);
  errno = code;
  return result;
}

int remove_tree(int parent, const char *name) {
  struct stat status;
  if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT ? 0 : -1;
  if (keeps_mounts && is_mount(parent, name)) {
    errno = EBUSY;
    return -1;
  }
  if (S_ISDIR(status.st_mode)) {
    int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0) return -1;
    int emptied = empty_directory(directory, NULL);
    int code = errno;
    close(directory);
    errno = code;
    if (emptied != 0) return -1;
  }
  if (unlinkat(parent, name, S_ISDIR(status.st_mode) ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT) return -1;
  done_items++;
  if (S_ISREG(status.st_mode)) done_bytes += (uint64_t)status.st_size;
  tell_progress(0);
  return 0;
}

/* 0, or -1 with EBUSY when something is mounted in the tree: it is known before anything is removed. */
static int look_for_mounts(int parent, const char *name) {
  struct stat status;
  if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT ? 0 : -1;
  if (is_mount(parent, name)) {
    errno = EBUSY;
    return -1;
  }
  tell_progress(0);
  if (!S_ISDIR(status.st_mode)) return 0;
  int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *entries = directory < 0 ? NULL : fdopendir(directory);
  if (!entries) {
    if (directory >= 0) close(directory);
    return -1;
  }
  int result = 0;
  struct dirent *entry;
  while (result == 0 && (entry = readdir(entries))) {
    if (!is_kept(entry->d_name, NULL)) result = look_for_mounts(directory, entry->d_name);
  }
  int code = errno;
  closedir(entries);
  errno = code;
  return result;
}

/* The root itself is a mount and stays; only what is in it goes. */
void remove_entry(struct request *request) {
  const char *path = take_string(request);
  int result;
  if (keeps_mounts && look_for_mounts(AT_FDCWD, path) != 0) {
    send_failure(errno, path);
    return;
  }
  if (strcmp(path, "/") == 0) {
    int root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    result = root < 0 ? -1 : empty_directory(root, NULL);
    int code = errno;
    if (root >= 0) close(root);
    errno = code;
  } else {
    struct stat status;
    result = lstat(path, &status) != 0 ? -1 : remove_tree(AT_FDCWD, path);
  }
  if (result != 0) {
    send_failure(errno, path);
    return;
  }
  put_number(done_bytes);
  put_number(done_items);
  send_frame('k');
}

/* All ones means: leave as it is. */
void set_mode(struct request *request) {
  const char *path = take_string(request);
  uint64_t mode = take_number(request);
  uint64_t user = take_number(request);
  uint64_t group = take_number(request);
  struct stat status;
  int result = lstat(path, &status);
  if (result == 0 && (user != UINT64_MAX || group != UINT64_MAX)) result = lchown(path, (uid_t)user, (gid_t)group);
  /* After the owner, for a change of owner takes the set-user bit away. */
  if (result == 0 && mode != UINT64_MAX && S_ISLNK(status.st_mode)) {
    errno = EOPNOTSUPP;
    result = -1;
  } else if (result == 0 && mode != UINT64_MAX) {
    result = chmod(path, (mode_t)mode & 07777);
  }
  if (result != 0) send_failure(errno, path);
  else send_frame('k');
}
