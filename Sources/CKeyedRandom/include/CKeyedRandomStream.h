#ifndef JOURNEYLAB_CKEYEDRANDOM_STREAM_H
#define JOURNEYLAB_CKEYEDRANDOM_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "CKeyedRandomBlock.h"

/// The sequence of 64-bit words that belongs to one address (customer, place, visit, purpose).
///
/// `front` holds counter words 0 and 1, `back` words 2 and 3 of the first block, low half first.
/// They are kept in 64 bits as they are read: a load of two fresh 32-bit stores would stall.
typedef struct {
  uint64_t front;
  uint64_t back;
  uint64_t key;
  uint64_t spare;
  uint32_t blocks;
  bool has_spare;
} keyed_random_stream;

/// Derives another key from a key and a number.
///
/// The key is complemented first, so that no derivation uses a block that a stream of the same key
/// could give out.
static inline uint64_t keyed_random_derive(uint64_t key, uint64_t number) {
  return keyed_random_philox4x32_10((keyed_random_block){.front = number, .back = 0}, ~key).front;
}

/// Starts the stream of an address under a key.
///
/// What does not fit in the counter (customers from 2^48, visits from 2^24) goes into the key.
static inline keyed_random_stream keyed_random_start(
    uint64_t key, uint64_t customer, uint32_t place, uint32_t visit, uint8_t purpose) {
  const uint64_t excess = customer >> 48 << 8 | visit >> 24;
  if (__builtin_expect(excess != 0, 0)) {
    key = keyed_random_derive(key, excess << 32);
  }
  return (keyed_random_stream){
      .front = (customer & 0xFFFFFFFFu) | (uint64_t)place << 32,
      .back = (visit & 0xFFFFFFu) | (uint64_t)purpose << 24 | customer >> 32 << 48,
      .key = key,
      .spare = 0,
      .blocks = 0,
      .has_spare = false,
  };
}

/// Gives the next 64-bit word; each block gives two.
///
/// After 65,536 blocks the stream goes on under a key derived from its own.
static inline uint64_t keyed_random_next(keyed_random_stream *stream) {
  if (stream->has_spare) {
    stream->has_spare = false;
    return stream->spare;
  }
  if (__builtin_expect(stream->blocks == 0x10000u, 0)) {
    stream->key = keyed_random_derive(stream->key, 1);
    stream->blocks = 0;
  }
  const keyed_random_block counter = {
      .front = stream->front, .back = stream->back | (uint64_t)stream->blocks << 32};
  const keyed_random_block block = keyed_random_philox4x32_10(counter, stream->key);
  stream->blocks += 1;
  stream->spare = block.back;
  stream->has_spare = true;
  return block.front;
}

/// Gives the word of a seat: word `seat` mod 2 of block `seat` div 2 of an address.
static inline uint64_t keyed_random_seat(keyed_random_stream start, uint32_t seat) {
  const keyed_random_block counter = {
      .front = start.front, .back = start.back | (uint64_t)(seat >> 1) << 32};
  const keyed_random_block block = keyed_random_philox4x32_10(counter, start.key);
  return seat & 1 ? block.back : block.front;
}

/// Fills in both words of one block of the streams of many customers at one place.
///
/// The same words as the streams give, two customers to a step. Customers are below 2^48, visits
/// below 2^24.
void keyed_random_words(
    uint64_t key, const uint64_t *customers, uint32_t place, const uint32_t *visits,
    uint8_t purpose, uint32_t block, long count, uint64_t *first, uint64_t *second);

/// Gives the next word as a multiple of 2^-53 in [0, 1).
static inline double keyed_random_uniform(keyed_random_stream *stream) {
  return (double)(keyed_random_next(stream) >> 11) * 0x1p-53;
}

/// Gives the next word as an odd multiple of 2^-53 in (0, 1).
static inline double keyed_random_uniform_open(keyed_random_stream *stream) {
  return ((double)(keyed_random_next(stream) >> 12) + 0.5) * 0x1p-52;
}

#endif
