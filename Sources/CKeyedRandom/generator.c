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

/// A generator that begins with a given word and counts what is asked of it.
typedef struct {
  unsigned long word;
  unsigned int calls;
} probe;

static unsigned long probe_get(void *state) {
  probe *const self = state;
  return self->calls++ == 0 ? self->word : 0;
}

static double probe_get_double(void *state) {
  ((probe *)state)->calls++;
  return 0;
}

static const gsl_rng_type probe_type = {
    .name = "probe",
    .max = 0xFFFFFFFFul,
    .min = 0,
    .size = sizeof(probe),
    .get = probe_get,
    .get_double = probe_get_double,
};

/// The ziggurat's draw from a word; whether the word alone decides it.
static bool decides(uint32_t word, double *draw) {
  probe state = {.word = word, .calls = 0};
  gsl_rng generator = {.type = &probe_type, .state = &state};
  *draw = gsl_ran_gaussian_ziggurat(&generator, 1);
  return state.calls == 1;
}

void keyed_random_ziggurat(double widths[256], uint32_t limits[256]) {
  for (uint32_t layer = 0; layer < 256; layer++) {
    double draw = 0;
    // The least upper part that does not decide lies in (below, above].
    uint32_t below = 0, above = 1u << 24;
    while (above - below > 1) {
      const uint32_t middle = below + (above - below) / 2;
      *(decides(middle << 8 | layer, &draw) ? &below : &above) = middle;
    }
    limits[layer] = above;
    widths[layer] = decides(1u << 8 | layer, &draw) ? draw : 0;
    if (widths[layer] == 0) limits[layer] = 0;
  }
}
