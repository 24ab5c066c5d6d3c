#define _GNU_SOURCE
#include "helper.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int is_read_only;
int keeps_mounts;
int container_life = -1;

static void answer(struct request *request) {
  done_bytes = 0;
  done_items = 0;
  if (is_read_only && strchr("WFMNXCYG", request->op)) {
    send_failure(EROFS, "");
    return;
  }
  switch (request->op) {
    /* A sign of life; and what is left of a file that could not be written. Neither has an answer. */
    case 'P': case 'D': case 'Z': case 'A': return;
    case 'L': list_directory(request); return;
    case 'S': stat_entry(request); return;
    case 'R': read_file(request); return;
    case 'U': measure_tree(request); return;
    case 'V': measure_space(request); return;
    case 'W': write_file(request); return;
    case 'F': place_file(request); return;
    case 'M': make_directory(request); return;
    case 'N': rename_entry(request); return;
    case 'X': remove_entry(request); return;
    case 'C': set_mode(request); return;
    case 'Y': copy_tree(request); return;
    case 'G': merge_tree(request); return;
    default: send_failure(ENOSYS, ""); return;
  }
}

/* For a container: its process, as seen from here, its id, and "ro" or "rw". */
int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  umask(0);
  /* A deep tree keeps one descriptor for each level open. */
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  if (count == 4) {
    keeps_mounts = 1;
    is_read_only = strcmp(words[3], "rw") != 0;
    if (enter_container(words[1], words[2]) != 0) return 4;
  } else if (chroot(ROOT) != 0 || chdir("/") != 0) {
    return 1;
  }
  struct request request;
  for (;;) {
    read_request(&request);
    answer(&request);
  }
}
