/*
 * The program inside Bayplan's helper container. It answers requests on standard input with frames on standard
 * output, and ends when its input ends: a helper whose Bayplan is gone removes itself.
 *
 * Both ways a frame is: length of what follows (4 bytes, big endian), one byte that names it, payload.
 * Numbers are 8 bytes, big endian. A string is its length (4 bytes), its bytes, and a NUL.
 */
#ifndef HELPER_H
#define HELPER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* Every path is resolved after chroot to here, so nothing outside the mounts below it can be named. */
#define ROOT "/v"

/* Set once at the start. */
extern int is_read_only;
/* What is mounted in the tree belongs to somebody else: it is neither emptied nor added up. */
extern int keeps_mounts;
/* Readable when the container whose files these are has ended; -1 when there is none. */
extern int container_life;

struct request {
  uint8_t op;
  uint8_t *data;
  size_t size;
  size_t at;
};

struct hash {
  uint32_t state[8];
  uint64_t length;
  uint8_t block[64];
  size_t filled;
};

/* protocol.c */
void read_request(struct request *request);
const char *take_string(struct request *request);
uint64_t take_number(struct request *request);
const uint8_t *take_rest(struct request *request, size_t *size);
void put_byte(uint8_t value);
void put_number(uint64_t value);
void put_string(const char *text, size_t size);
void put_bytes(const void *bytes, size_t size);
size_t put_size(void);
uint8_t *put_space(size_t size);
/* Sends what was put so far as one frame: 'd' data, 'p' progress, 'k' done. */
void send_frame(uint8_t kind);
/* Ends a request that failed: errno and the path it is about. Drops what was put and not sent. */
void send_failure(int code, const char *about);
/* Tells how far a long request is, a few times a second; ends the program when nobody listens any more. */
void tell_progress(int must);
extern uint64_t done_bytes;
extern uint64_t done_items;

/* container.c */
/* Makes the root of the container with this process the root of the program. 0, or -1 with errno. */
int enter_container(const char *process, const char *id);
int is_mount(int parent, const char *name);
/* Of the kernel's own, like /proc: endless, and without content. */
int is_kernels(int directory);

/* look.c: requests that change nothing */
void list_directory(struct request *request);
void stat_entry(struct request *request);
void read_file(struct request *request);
void measure_tree(struct request *request);
void measure_space(struct request *request);
uint64_t nanoseconds(struct timespec time);

/* change.c */
/* Ends the program without leaving an unfinished file behind. */
_Noreturn void leave(int status);
void write_file(struct request *request);
void place_file(struct request *request);
void make_directory(struct request *request);
void rename_entry(struct request *request);
void remove_entry(struct request *request);
void set_mode(struct request *request);
/* 0, or -1 with errno. Never follows a link. */
int remove_tree(int parent, const char *name);
/* The same for what a directory holds; `keep` names one entry that stays, or is NULL. */
int empty_directory(int directory, const char *keep);

/* copy.c */
void copy_tree(struct request *request);
int copy_attributes(int from, int to, const struct stat *status);

/* merge.c */
void merge_tree(struct request *request);

/* sha256.c */
void hash_begin(struct hash *hash);
void hash_bytes(struct hash *hash, const void *bytes, size_t size);
void hash_end(struct hash *hash, uint8_t digest[32]);

#endif
