#ifndef JOURNEYLAB_CKEYEDRANDOM_SAMPLERS_H
#define JOURNEYLAB_CKEYEDRANDOM_SAMPLERS_H

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_version.h>
#include <math.h>

#include "CElementary.h"
#include "CKeyedRandomStream.h"

/// The generator type "philox4x32-10"; its state is a `keyed_random_stream`.
///
/// `get` gives the upper half of one 64-bit word, `get_double` the upper 53 bits of one.
extern const gsl_rng_type *const keyed_random_generator_type;

/// The version of the GSL that the program runs with.
static inline const char *keyed_random_gsl_version(void) { return gsl_version; }

/// A GSL generator over a stream; lives as long as both do, owns nothing.
static inline gsl_rng keyed_random_generator(keyed_random_stream *stream) {
  return (gsl_rng){.type = keyed_random_generator_type, .state = stream};
}

// Each sampler puts a generator on the stack over the caller's stream and leaves the stream where
// the sampler stopped. GSL's samplers check nothing: the caller has checked the parameters.
//
// Values come from `elementary_` functions or are settled, because those of the platform differ in
// the last place from processor to processor; where GSL only compares by them, that hardly matters.

/// Gives the next word as a multiple of 2^-53 in (0, 1), skipping 0.
static inline double keyed_random_uniform_positive(keyed_random_stream *stream) {
  double value;
  do {
    value = keyed_random_uniform(stream);
  } while (value == 0);
  return value;
}

static inline unsigned long keyed_random_get(keyed_random_stream *stream) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_rng_get(&generator);
}

static inline double keyed_random_get_double(keyed_random_stream *stream) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_rng_uniform(&generator);
}

// The ratio method needs one uniform pair and no logarithm in most cases, and keeps 53 bits; the
// ziggurat keeps 24.
static inline double keyed_random_normal(keyed_random_stream *stream, double mean, double sd) {
  gsl_rng generator = keyed_random_generator(stream);
  return mean + gsl_ran_gaussian_ratio_method(&generator, sd);
}

static inline double keyed_random_lognormal(
    keyed_random_stream *stream, double mu, double sigma) {
  gsl_rng generator = keyed_random_generator(stream);
  return elementary_exp(mu + gsl_ran_gaussian_ratio_method(&generator, sigma));
}

static inline double keyed_random_exponential(keyed_random_stream *stream, double mean) {
  // 1 - u is exact.
  return -mean * elementary_log(1 - keyed_random_uniform(stream));
}

static inline double keyed_random_gamma(
    keyed_random_stream *stream, double shape, double scale) {
  gsl_rng generator = keyed_random_generator(stream);
  const double value = gsl_ran_gamma(&generator, shape, scale);
  // From a shape of 1 on no elementary function makes the value, but for the ziggurat's far tail.
  return shape < 1 ? elementary_settled(value) : value;
}

static inline double keyed_random_beta(keyed_random_stream *stream, double a, double b) {
  gsl_rng generator = keyed_random_generator(stream);
  const double value = gsl_ran_beta(&generator, a, b);
  return a < 1 || b < 1 ? elementary_settled(value) : value;
}

static inline double keyed_random_weibull(
    keyed_random_stream *stream, double shape, double scale) {
  const double hazard = -elementary_log(keyed_random_uniform_positive(stream));
  return scale * elementary_pow(hazard, 1 / shape);
}

static inline double keyed_random_pareto(
    keyed_random_stream *stream, double shape, double minimum) {
  return minimum * elementary_pow(keyed_random_uniform_positive(stream), -1 / shape);
}

static inline double keyed_random_bernoulli(keyed_random_stream *stream, double p) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_bernoulli(&generator, p);
}

static inline double keyed_random_binomial(
    keyed_random_stream *stream, unsigned int trials, double p) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_binomial(&generator, p, trials);
}

static inline double keyed_random_poisson(keyed_random_stream *stream, double mean) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_poisson(&generator, mean);
}

static inline double keyed_random_negative_binomial(
    keyed_random_stream *stream, double size, double p) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_negative_binomial(&generator, p, size);
}

static inline double keyed_random_geometric(keyed_random_stream *stream, double p) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_geometric(&generator, p);
}

#endif
