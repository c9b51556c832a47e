#ifndef JOURNEYLAB_CKEYEDRANDOM_BLOCK_H
#define JOURNEYLAB_CKEYEDRANDOM_BLOCK_H

#include <stdint.h>

/// Four 32-bit words: a counter that goes into Philox, or the block that comes out.
typedef struct {
  uint32_t word0;
  uint32_t word1;
  uint32_t word2;
  uint32_t word3;
} keyed_random_block;

/// Philox4x32 with ten rounds: a keyed bijection of 128-bit blocks.
///
/// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC11),
/// doi:10.1145/2063384.2063405.
static inline keyed_random_block keyed_random_philox4x32_10(
    keyed_random_block counter, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < 10; round++) {
    const uint64_t product0 = (uint64_t)0xD2511F53u * counter.word0;
    const uint64_t product1 = (uint64_t)0xCD9E8D57u * counter.word2;
    counter = (keyed_random_block){
        .word0 = (uint32_t)(product1 >> 32) ^ counter.word1 ^ key0,
        .word1 = (uint32_t)product1,
        .word2 = (uint32_t)(product0 >> 32) ^ counter.word3 ^ key1,
        .word3 = (uint32_t)product0,
    };
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return counter;
}

#endif
