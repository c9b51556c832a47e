#ifndef JOURNEYLAB_CELEMENTARY_H
#define JOURNEYLAB_CELEMENTARY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

// The exponential, the logarithm and powers by plain IEEE operations, so that every processor
// gives the same bits: the platform's own use fused multiplications where there are any. No
// operation here may be contracted, and none depends on a table.

static inline double elementary_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint64_t elementary_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// Two to a whole power between -1022 and 1023.
static inline double elementary_power_of_two(int64_t exponent) {
  return elementary_from_bits((uint64_t)(exponent + 1023) << 52);
}

/// Gives e to a power, within 1 unit in the last place; 0 and infinity beyond the range.
///
/// The power is n ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite, Software manual for the elementary
/// functions, 1980); e to r is its Taylor sum through r^13, whose rest is below 5e-18.
static inline double elementary_exp(double x) {
#pragma STDC FP_CONTRACT OFF
  if (!(x < 709.79)) return x == x ? (double)INFINITY : x;
  if (x < -745.2) return 0;
  // Adding 1.5 · 2^52 rounds to a whole number.
  const double rounder = 0x1.8p52;
  const double count = (x * 0x1.71547652b82fep0 + rounder) - rounder;
  // The first part of ln 2 has 32 bits, so that its multiples are exact.
  const double r = (x - count * 0x1.62e42feep-1) - count * 0x1.a39ef35793c76p-33;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double c23 = 1.0 / 2 + r * (1.0 / 6);
  const double c45 = 1.0 / 24 + r * (1.0 / 120);
  const double c67 = 1.0 / 720 + r * (1.0 / 5040);
  const double c89 = 1.0 / 40320 + r * (1.0 / 362880);
  const double c1011 = 1.0 / 3628800 + r * (1.0 / 39916800);
  const double c1213 = 1.0 / 479001600 + r * (1.0 / 6227020800.0);
  const double rest = (c23 + r2 * c45) + r4 * ((c67 + r2 * c89) + r4 * (c1011 + r2 * c1213));
  const double value = 1 + (r + r2 * rest);
  // In two steps, for results that are subnormal or near the greatest number.
  const int64_t exponent = (int64_t)count;
  const int64_t half = exponent / 2;
  return value * elementary_power_of_two(half) * elementary_power_of_two(exponent - half);
}

/// Gives the natural logarithm, within 1 unit in the last place; -infinity at 0, NaN below.
///
/// With x = 2^n m and 1/√2 ≤ m < √2, log m is 2 artanh s at s = (m - 1) / (m + 1), summed through
/// s^21, and arranged around m - 1, which is exact.
static inline double elementary_log(double x) {
#pragma STDC FP_CONTRACT OFF
  if (!(x > 0)) return x == 0 ? -(double)INFINITY : (double)NAN;
  if (x > 0x1.fffffffffffffp1023) return x;
  int64_t exponent = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    exponent = -54;
  }
  const uint64_t bits = elementary_bits(x);
  const uint64_t root = 0x3FE6A09E667F3BCDu;  // The bits of 1/√2.
  const int64_t steps = (int64_t)(bits - root) >> 52;
  const double m = elementary_from_bits(bits - ((uint64_t)steps << 52));
  const double n = (double)(exponent + steps);
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  const double z2 = z * z;
  const double z4 = z2 * z2;
  const double d01 = 2.0 / 3 + z * (2.0 / 5);
  const double d23 = 2.0 / 7 + z * (2.0 / 9);
  const double d45 = 2.0 / 11 + z * (2.0 / 13);
  const double d67 = 2.0 / 15 + z * (2.0 / 17);
  const double d89 = 2.0 / 19 + z * (2.0 / 21);
  const double sum = z * ((d01 + z2 * d23) + z4 * ((d45 + z2 * d67) + z4 * d89));
  const double half_square = 0.5 * f * f;
  const double low = s * (half_square + sum) + n * 0x1.a39ef35793c76p-33;
  return n * 0x1.62e42feep-1 - ((half_square - low) - f);
}

/// Gives a power of a base that is not negative; its relative error grows with |y log x|.
static inline double elementary_pow(double x, double y) {
  return elementary_exp(y * elementary_log(x));
}

/// Rounds to 40 bits, so that an error in the last place of 53 hardly ever shows.
static inline double elementary_settled(double x) {
  if (!(fabs(x) < 0x1p1000)) return x;
  return elementary_from_bits((elementary_bits(x) + 0x1000u) & ~(uint64_t)0x1FFF);
}

#endif
