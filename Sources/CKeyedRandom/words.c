#include "CKeyedRandom.h"

enum { rounds = 10 };

/// Ten rounds for two customers, a word of the counter in the lower half of each lane.
static inline void mix(
    keyed_random_lanes counter[4], const keyed_random_lanes even[rounds],
    const keyed_random_lanes odd[rounds]) {
#pragma clang loop unroll(full)
  for (int round = 0; round < rounds; round++) {
    // What upper halves hold never comes down, since the multiplication reads lower halves only.
    const keyed_random_lanes left = (counter[0] & 0xFFFFFFFFu) * 0xD2511F53u;
    const keyed_random_lanes right = (counter[2] & 0xFFFFFFFFu) * 0xCD9E8D57u;
    counter[0] = (right >> 32) ^ counter[1] ^ even[round];
    counter[2] = (left >> 32) ^ counter[3] ^ odd[round];
    counter[1] = right;
    counter[3] = left;
  }
}

void keyed_random_words(
    uint64_t key, const uint64_t *customers, uint32_t place, const uint32_t *visits,
    uint8_t purpose, uint32_t block, long count, uint64_t *first, uint64_t *second) {
  // A few are sooner done one by one than the keys of all rounds are laid out.
  if (count < 4) {
    for (long index = 0; index < count; index++) {
      const keyed_random_block counter = {
          .front = (customers[index] & 0xFFFFFFFFu) | (uint64_t)place << 32,
          .back = visits[index] | (uint64_t)purpose << 24 | (uint64_t)block << 32 |
                  customers[index] >> 32 << 48};
      const keyed_random_block words = keyed_random_philox4x32_10(counter, key);
      first[index] = words.front;
      second[index] = words.back;
    }
    return;
  }
  keyed_random_lanes even[rounds], odd[rounds];
  uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
  for (int round = 0; round < rounds; round++) {
    even[round] = (keyed_random_lanes){low, low};
    odd[round] = (keyed_random_lanes){high, high};
    low += 0x9E3779B9u;
    high += 0xBB67AE85u;
  }
  const uint64_t use = (uint64_t)purpose << 24;
  for (long index = 0; index < count; index += 2) {
    // An odd one out goes with itself.
    const long other = index + 1 < count ? index + 1 : index;
    keyed_random_lanes counter[4] = {
        {customers[index], customers[other]},
        {place, place},
        {visits[index] | use, visits[other] | use},
        {block | customers[index] >> 32 << 16, block | customers[other] >> 32 << 16},
    };
    mix(counter, even, odd);
    const keyed_random_lanes front = (counter[0] & 0xFFFFFFFFu) | counter[1] << 32;
    const keyed_random_lanes back = (counter[2] & 0xFFFFFFFFu) | counter[3] << 32;
    first[index] = front[0];
    second[index] = back[0];
    first[other] = front[other - index];
    second[other] = back[other - index];
  }
}
