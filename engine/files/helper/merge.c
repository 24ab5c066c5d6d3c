#define _GNU_SOURCE
#include "helper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int merge_directory(int from, int to);

static int merge_entry(int from, const char *name, int to) {
  struct stat source;
  struct stat there;
  if (fstatat(from, name, &source, AT_SYMLINK_NOFOLLOW) != 0) return -1;
  done_items++;
  tell_progress(0);
  if (fstatat(to, name, &there, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? renameat(from, name, to, name) : -1;
  }
  if (!S_ISDIR(source.st_mode) || !S_ISDIR(there.st_mode)) {
    if ((S_ISDIR(source.st_mode) || S_ISDIR(there.st_mode)) && remove_tree(to, name) != 0) return -1;
    return renameat(from, name, to, name);
  }
  int from_child = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  int to_child = from_child < 0 ? -1 : openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  int result = to_child < 0 ? -1 : merge_directory(from_child, to_child);
  if (result == 0) result = copy_attributes(from_child, to_child, &source);
  int code = errno;
  if (from_child >= 0) close(from_child);
  if (to_child >= 0) close(to_child);
  errno = code;
  return result == 0 ? unlinkat(from, name, AT_REMOVEDIR) : result;
}

/* Moves what one directory holds into another; what is there under the same name is replaced. */
static int merge_directory(int from, int to) {
  int copy = fcntl(from, F_DUPFD_CLOEXEC, 0);
  DIR *entries = copy < 0 ? NULL : fdopendir(copy);
  if (!entries) {
    if (copy >= 0) close(copy);
    return -1;
  }
  int result = 0;
  int moved;
  do {
    moved = 0;
    rewinddir(entries);
    struct dirent *entry;
    while (result == 0 && (entry = readdir(entries))) {
      const char *name = entry->d_name;
      if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) continue;
      result = merge_entry(from, name, to);
      moved = 1;
    }
  } while (result == 0 && moved);
  int code = errno;
  closedir(entries);
  errno = code;
  return result;
}

/*
 * Puts what a directory of the root holds in place of, or over, what the root holds. `replace` empties the root
 * first, except for that directory.
 */
void merge_tree(struct request *request) {
  const char *name = take_string(request);
  uint64_t replace = take_number(request);
  int root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int from = root < 0 ? -1 : openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  int result = from < 0 ? -1 : 0;
  if (result == 0 && replace) result = empty_directory(root, name);
  if (result == 0) result = merge_directory(from, root);
  if (result == 0) result = unlinkat(root, name, AT_REMOVEDIR);
  int code = errno;
  if (from >= 0) close(from);
  if (root >= 0) close(root);
  if (result != 0) {
    send_failure(code, name);
    return;
  }
  put_number(done_bytes);
  put_number(done_items);
  send_frame('k');
}
