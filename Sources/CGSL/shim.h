#ifndef JOURNEYLAB_CGSL_SHIM_H
#define JOURNEYLAB_CGSL_SHIM_H

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_hyperg.h>
#include <gsl/gsl_sf_log.h>

// GSL's method tables are mutable globals, which Swift 6 refuses to read.
static inline const gsl_root_fsolver_type *cgsl_brent_root_method(void) {
  return gsl_root_fsolver_brent;
}

static inline const gsl_min_fminimizer_type *cgsl_brent_minimum_method(void) {
  return gsl_min_fminimizer_brent;
}

static inline const gsl_multimin_fminimizer_type *cgsl_simplex_method(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}

#endif
