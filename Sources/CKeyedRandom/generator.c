#include "CKeyedRandom.h"

static void set(void *state, unsigned long seed) {
  *(keyed_random_stream *)state = keyed_random_start((uint64_t)seed, 0, 0, 0, 0);
}

static unsigned long get(void *state) {
  return (unsigned long)(keyed_random_next((keyed_random_stream *)state) >> 32);
}

static double get_double(void *state) {
  return keyed_random_uniform((keyed_random_stream *)state);
}

static const gsl_rng_type generator_type = {
    .name = "philox4x32-10",
    .max = 0xFFFFFFFFul,
    .min = 0,
    .size = sizeof(keyed_random_stream),
    .set = set,
    .get = get,
    .get_double = get_double,
};

const gsl_rng_type *const keyed_random_generator_type = &generator_type;
