import CGSL
import Foundation

/// The solution of one equation in one unknown.
package enum RootFinder {
  /// Gives the x between two bounds with f(x) = 0, by the method of Brent and Dekker.
  ///
  /// Stops when the bracket is narrower than the absolute plus the relative tolerance, or where f
  /// is exactly 0.
  ///
  /// - Throws: ``GSLError`` if f has the same sign at both bounds, is not finite, or the iterations
  ///   run out; what f throws.
  package static func brent(
    lower: Double, upper: Double, absoluteTolerance: Double = 0,
    relativeTolerance: Double = 1e-14, maximumIterations: Int = 200,
    _ function: (Double) throws -> Double
  ) throws -> Double {
    GSLLibrary.prepare()
    if try function(lower) == 0 { return lower }
    if try function(upper) == 0 { return upper }
    return try unsafe ClosureFunction.withPointer(to: function) { pointer, failure in
      guard let solver = unsafe gsl_root_fsolver_alloc(cgsl_brent_root_method()) else {
        throw GSLError(code: GSL_ENOMEM, context: "root finder")
      }
      defer { unsafe gsl_root_fsolver_free(solver) }
      let status = unsafe gsl_root_fsolver_set(solver, pointer, lower, upper)
      try failure()
      try GSLError.check(status, "root between \(lower) and \(upper)")
      for _ in 0..<maximumIterations {
        let status = unsafe gsl_root_fsolver_iterate(solver)
        try failure()
        try GSLError.check(status, "root between \(lower) and \(upper)")
        let low = unsafe gsl_root_fsolver_x_lower(solver)
        let high = unsafe gsl_root_fsolver_x_upper(solver)
        let root = unsafe gsl_root_fsolver_root(solver)
        let value = unsafe ClosureFunction.value(of: pointer, at: root)
        try failure()
        let tolerance = absoluteTolerance + relativeTolerance * min(abs(low), abs(high))
        if value == 0 || high - low <= tolerance { return root }
      }
      throw GSLError.noConvergence("root between \(lower) and \(upper)")
    }
  }
}
