#ifndef JOURNEYLAB_CKEYEDRANDOM_SAMPLERS_H
#define JOURNEYLAB_CKEYEDRANDOM_SAMPLERS_H

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "CKeyedRandomStream.h"

/// The generator type "philox4x32-10"; its state is a `keyed_random_stream`.
///
/// `get` gives the upper half of one 64-bit word, `get_double` the upper 53 bits of one.
extern const gsl_rng_type *const keyed_random_generator_type;

/// Fills in what GSL's ziggurat does with a 32-bit word of the lower byte `layer`: where the upper 24
/// bits are below `limits[layer]`, their product with `widths[layer]` is the normal draw.
///
/// Found by asking GSL's own sampler, which keeps its tables to itself.
void keyed_random_ziggurat(double widths[256], uint32_t limits[256]);

/// A GSL generator over a stream; lives as long as both do, owns nothing.
static inline gsl_rng keyed_random_generator(keyed_random_stream *stream) {
  return (gsl_rng){.type = keyed_random_generator_type, .state = stream};
}

// Each sampler puts a generator on the stack over the caller's stream and leaves the stream where
// the sampler stopped. GSL's samplers check nothing: the caller has checked the parameters.

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
  return exp(mu + gsl_ran_gaussian_ratio_method(&generator, sigma));
}

static inline double keyed_random_exponential(keyed_random_stream *stream, double mean) {
  // The formula of gsl_ran_exponential, without its calls back through the generator.
  return -mean * log1p(-keyed_random_uniform(stream));
}

static inline double keyed_random_gamma(
    keyed_random_stream *stream, double shape, double scale) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_gamma(&generator, shape, scale);
}

static inline double keyed_random_beta(keyed_random_stream *stream, double a, double b) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_beta(&generator, a, b);
}

static inline double keyed_random_weibull(
    keyed_random_stream *stream, double shape, double scale) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_weibull(&generator, scale, shape);
}

static inline double keyed_random_pareto(
    keyed_random_stream *stream, double shape, double minimum) {
  gsl_rng generator = keyed_random_generator(stream);
  return gsl_ran_pareto(&generator, shape, minimum);
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
