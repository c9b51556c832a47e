#include "CDigest.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

bool digest_has_sha256(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return false;
  const bool has_shuffles = (c >> 9 & 1) && (c >> 19 & 1);  // SSSE3 and SSE4.1
  if (!has_shuffles || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  return b >> 29 & 1;
}

// The instructions keep the eight words as a, b, e, f and c, d, g, h, the first named highest.
__attribute__((target("sha,ssse3,sse4.1"))) void digest_sha256(
    uint32_t state[8], const uint32_t constants[64], const uint8_t *bytes, size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
  __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
  for (; blocks > 0; blocks--, bytes += 64) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    // The last 16 words of the schedule, in a ring of four groups.
    __m128i words[4];
    for (int group = 0; group < 4; group++) {
      const __m128i raw = _mm_loadu_si128((const __m128i *)(bytes + 16 * group));
      words[group] = _mm_shuffle_epi8(raw, big_endian);
    }
    for (int group = 0; group < 16; group++) {
      const __m128i present = words[group & 3];
      const __m128i addends = _mm_loadu_si128((const __m128i *)(constants + 4 * group));
      const __m128i sums = _mm_add_epi32(present, addends);
      // Two rounds turn abef into the next cdgh, so that after four rounds each is itself again.
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sums);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sums, 0x0E));
      if (group < 12) {
        const __m128i second = words[(group + 1) & 3];
        const __m128i third = words[(group + 2) & 3];
        const __m128i fourth = words[(group + 3) & 3];
        const __m128i seven_back = _mm_alignr_epi8(fourth, third, 4);
        const __m128i part = _mm_add_epi32(_mm_sha256msg1_epu32(present, second), seven_back);
        words[group & 3] = _mm_sha256msg2_epu32(part, fourth);
      }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  state[0] = (uint32_t)_mm_extract_epi32(abef, 3);
  state[1] = (uint32_t)_mm_extract_epi32(abef, 2);
  state[2] = (uint32_t)_mm_extract_epi32(cdgh, 3);
  state[3] = (uint32_t)_mm_extract_epi32(cdgh, 2);
  state[4] = (uint32_t)_mm_extract_epi32(abef, 1);
  state[5] = (uint32_t)_mm_extract_epi32(abef, 0);
  state[6] = (uint32_t)_mm_extract_epi32(cdgh, 1);
  state[7] = (uint32_t)_mm_extract_epi32(cdgh, 0);
}

#else

bool digest_has_sha256(void) { return false; }

void digest_sha256(
    uint32_t state[8], const uint32_t constants[64], const uint8_t *bytes, size_t blocks) {
  (void)state, (void)constants, (void)bytes, (void)blocks;
}

#endif
