#ifndef JOURNEYLAB_CKEYEDRANDOM_BLOCK_H
#define JOURNEYLAB_CKEYEDRANDOM_BLOCK_H

#include <stdint.h>

/// Four 32-bit words, a counter that goes into Philox or the block that comes out: words 0 and 1 in
/// `front`, words 2 and 3 in `back`, low half first.
typedef struct {
  uint64_t front;
  uint64_t back;
} keyed_random_block;

/// Two 64-bit lanes, one for each of Philox's multiplications.
typedef uint64_t keyed_random_lanes __attribute__((vector_size(16)));
/// The same as halves of lanes.
typedef uint32_t keyed_random_halves __attribute__((vector_size(16)));

/// Philox4x32 with ten rounds: a keyed bijection of 128-bit blocks; the first key word is the low
/// half of `key`.
///
/// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC11),
/// doi:10.1145/2063384.2063405.
///
/// A word stands in the lower half of its lane; what the upper half holds never comes down, since
/// the multiplication reads lower halves only. Both lanes at once take half the instructions of one
/// after the other.
static inline keyed_random_block keyed_random_philox4x32_10(
    keyed_random_block counter, uint64_t key) {
  const keyed_random_lanes multipliers = {0xD2511F53u, 0xCD9E8D57u};
  const keyed_random_lanes steps = {0x9E3779B9u, 0xBB67AE85u};
  keyed_random_lanes even = {counter.front, counter.back};
  keyed_random_lanes odd = even >> 32;
  keyed_random_lanes keys = {key, key >> 32};
  for (int round = 0; round < 10; round++) {
    const keyed_random_lanes products = (even & 0xFFFFFFFFu) * multipliers;
    // The upper halves of the products, each in the lower half of the other's lane.
    const keyed_random_halves halves = (keyed_random_halves)products;
    even = (keyed_random_lanes)__builtin_shufflevector(halves, halves, 3, 2, 1, 0) ^ odd ^ keys;
    odd = __builtin_shufflevector(products, products, 1, 0);
    keys += steps;
  }
  const keyed_random_lanes block = (even & 0xFFFFFFFFu) | odd << 32;
  return (keyed_random_block){.front = block[0], .back = block[1]};
}

#endif
