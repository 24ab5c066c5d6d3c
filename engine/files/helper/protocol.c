#include "helper.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Bayplan sends a sign of life more often than this; silence means that the connection is gone. */
#define IDLE_MS 90000
#define MAX_REQUEST (1 << 20)
#define PROGRESS_NS 150000000ull

uint64_t done_bytes;
uint64_t done_items;

static uint8_t input[MAX_REQUEST + 1];
/* Room for the header of the frame, then what was put. */
static uint8_t output[5 + (1 << 18) + 65536];
static size_t put = 5;

static void read_fully(uint8_t *to, size_t size) {
  while (size > 0) {
    struct pollfd ready[2] = {{.fd = 0, .events = POLLIN}, {.fd = container_life, .events = POLLIN}};
    if (poll(ready, 2, IDLE_MS) == 0 || ready[1].revents) leave(0);
    ssize_t count = read(0, to, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) leave(0);
    to += count;
    size -= (size_t)count;
  }
}

static uint32_t word(const uint8_t *from) {
  return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

void read_request(struct request *request) {
  uint8_t head[4];
  read_fully(head, 4);
  uint32_t size = word(head);
  if (size < 1 || size > MAX_REQUEST) leave(2);
  read_fully(input, size);
  *request = (struct request){.op = input[0], .data = input, .size = size, .at = 1};
}

/* A request that does not hold what it should comes from a program that is not ours. */
static const uint8_t *take(struct request *request, size_t size) {
  if (request->size - request->at < size) leave(2);
  const uint8_t *from = request->data + request->at;
  request->at += size;
  return from;
}

const char *take_string(struct request *request) {
  uint32_t size = word(take(request, 4));
  const char *text = (const char *)take(request, (size_t)size + 1);
  if (strlen(text) != size) leave(2);
  return text;
}

uint64_t take_number(struct request *request) {
  const uint8_t *from = take(request, 8);
  return (uint64_t)word(from) << 32 | word(from + 4);
}

const uint8_t *take_rest(struct request *request, size_t *size) {
  *size = request->size - request->at;
  return take(request, *size);
}

uint8_t *put_space(size_t size) {
  if (put + size > sizeof output) leave(3);
  uint8_t *to = output + put;
  put += size;
  return to;
}

void put_byte(uint8_t value) { *put_space(1) = value; }

static void put_word_at(uint8_t *to, uint32_t value) {
  for (int i = 0; i < 4; i++) to[i] = (uint8_t)(value >> (24 - 8 * i));
}

void put_number(uint64_t value) {
  uint8_t *to = put_space(8);
  put_word_at(to, (uint32_t)(value >> 32));
  put_word_at(to + 4, (uint32_t)value);
}

void put_bytes(const void *bytes, size_t size) { memcpy(put_space(size), bytes, size); }

void put_string(const char *text, size_t size) {
  put_word_at(put_space(4), (uint32_t)size);
  put_bytes(text, size);
  put_byte(0);
}

size_t put_size(void) { return put - 5; }

void send_frame(uint8_t kind) {
  put_word_at(output, (uint32_t)(put - 4));
  output[4] = kind;
  for (size_t sent = 0; sent < put;) {
    ssize_t count = write(1, output + sent, put - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) leave(0);
    sent += (size_t)count;
  }
  put = 5;
}

void send_failure(int code, const char *about) {
  put = 5;
  put_number((uint64_t)code);
  put_string(about, strlen(about));
  send_frame('e');
}

void tell_progress(int must) {
  static uint64_t told;
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  uint64_t now = nanoseconds(time);
  if (!must && now - told < PROGRESS_NS) return;
  told = now;
  struct pollfd hang_up = {.fd = 0, .events = POLLIN};
  if (poll(&hang_up, 1, 0) > 0 && (hang_up.revents & POLLHUP) && !(hang_up.revents & POLLIN)) leave(0);
  put_number(done_bytes);
  put_number(done_items);
  send_frame('p');
}
