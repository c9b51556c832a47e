internal import CGSL
internal import Foundation

/// The least value of a function of one variable.
package enum Minimizer {
  /// A minimum and where it lies.
  package struct Minimum: Sendable, Hashable {
    /// Where the least value is taken.
    package let point: Double
    /// The least value.
    package let value: Double
    /// Whether it lies at a bound, so that the function may fall further outside.
    package let isAtBound: Bool
  }

  /// Finds the minimum between two bounds: a grid of 33 points, then Brent's method.
  ///
  /// A function with several dips narrower than the grid may hide its lowest one.
  ///
  /// - Throws: ``GSLError`` if f is not finite, or the iterations run out; what f throws.
  package static func brent(
    lower: Double, upper: Double, absoluteTolerance: Double = 0,
    relativeTolerance: Double = 1e-8, maximumIterations: Int = 200,
    _ function: (Double) throws -> Double
  ) throws -> Minimum {
    GSLLibrary.prepare()
    guard lower < upper, lower.isFinite, upper.isFinite else {
      throw GSLError.domain("minimum between \(lower) and \(upper)")
    }
    let cells = 32
    let points = (0...cells).map { lower + (upper - lower) * Double($0) / Double(cells) }
    let values = try points.map(function)
    guard values.allSatisfy(\.isFinite) else {
      throw GSLError.domain("value of the function between \(lower) and \(upper)")
    }
    let best = values.indices.min { values[$0] < values[$1] } ?? 0
    var bracket = (low: points[max(best - 1, 0)], high: points[min(best + 1, cells)])
    var guess = points[best]
    if best == 0 || best == cells {
      let towards = best == 0 ? bracket.high : bracket.low
      guard let inside = try insidePoint(from: guess, towards: towards, values[best], function)
      else {
        return Minimum(point: guess, value: values[best], isAtBound: true)
      }
      guess = inside
    }
    if try !(function(guess) < function(bracket.low) && function(guess) < function(bracket.high)) {
      // A flat stretch: no neighbour is higher, and no lower value is in sight.
      return Minimum(point: guess, value: values[best], isAtBound: false)
    }
    return try unsafe ClosureFunction.withPointer(to: function) { pointer, failure in
      guard let method = unsafe gsl_min_fminimizer_alloc(cgsl_brent_minimum_method()) else {
        throw GSLError(code: GSL_ENOMEM, context: "minimiser")
      }
      defer { unsafe gsl_min_fminimizer_free(method) }
      let status = unsafe gsl_min_fminimizer_set(
        method, pointer, guess, bracket.low, bracket.high)
      try failure()
      try GSLError.check(status, "minimum between \(lower) and \(upper)")
      var narrowest = Double.infinity
      var idle = 0
      for _ in 0..<maximumIterations {
        let status = unsafe gsl_min_fminimizer_iterate(method)
        try failure()
        bracket.low = unsafe gsl_min_fminimizer_x_lower(method)
        bracket.high = unsafe gsl_min_fminimizer_x_upper(method)
        let point = unsafe gsl_min_fminimizer_x_minimum(method)
        let width = bracket.high - bracket.low
        // Near the minimum a function is flat to working accuracy: the bracket then stays.
        idle = width < 0.999 * narrowest ? 0 : idle + 1
        narrowest = min(narrowest, width)
        let tolerance = absoluteTolerance + relativeTolerance * abs(point)
        if status != 0 || width <= tolerance || idle >= 12 {
          try GSLError.check(status, "minimum between \(lower) and \(upper)")
          return Minimum(
            point: point, value: unsafe gsl_min_fminimizer_f_minimum(method), isAtBound: false)
        }
      }
      throw GSLError.noConvergence("minimum between \(lower) and \(upper)")
    }
  }

  /// Looks close to a bound for a value below the bound's own.
  private static func insidePoint(
    from bound: Double, towards inside: Double, _ value: Double,
    _ function: (Double) throws -> Double
  ) throws -> Double? {
    var step = inside - bound
    for _ in 0..<40 {
      step *= 0.5
      if try function(bound + step) < value { return bound + step }
    }
    return nil
  }
}
