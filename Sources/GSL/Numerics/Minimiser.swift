import CGSL

/// The least value of a function of several unknowns.
package enum Minimiser {
  /// What GSL hands back to the trampoline.
  private final class Context {
    let function: ([Double]) -> Double

    init(_ function: @escaping ([Double]) -> Double) { self.function = function }
  }

  /// Finds a local minimum by the simplex of Nelder and Mead, begun anew where it has ended until
  /// that no longer helps.
  ///
  /// `step` is the first size of the simplex in every direction, `tolerance` its last. A value that
  /// is not finite counts as larger than any other.
  /// - Throws: ``GSLError`` when memory lacks or no start is finite.
  package static func simplex(
    from start: [Double], step: Double = 0.5, tolerance: Double = 1e-9,
    maximumIterations: Int = 4_000, _ function: ([Double]) -> Double
  ) throws -> (point: [Double], value: Double) {
    var best = (point: start, value: function(start))
    guard best.value.isFinite else { throw GSLError.domain("minimum from \(start)") }
    for round in 0..<6 {
      let next = try descend(
        from: best.point, step: round == 0 ? step : step / 4, tolerance: tolerance,
        maximumIterations: maximumIterations, function)
      let gain = best.value - next.value
      if next.value < best.value { best = next }
      if round > 0, gain <= 1e-10 * abs(best.value) { break }
    }
    return best
  }

  private static func descend(
    from start: [Double], step: Double, tolerance: Double, maximumIterations: Int,
    _ function: ([Double]) -> Double
  ) throws -> (point: [Double], value: Double) {
    GSLLibrary.prepare()
    let size = start.count
    guard let point = unsafe gsl_vector_alloc(size), let steps = unsafe gsl_vector_alloc(size),
      let solver = unsafe gsl_multimin_fminimizer_alloc(cgsl_simplex_method(), size)
    else { throw GSLError(code: GSL_ENOMEM, context: "minimum") }
    defer {
      unsafe gsl_vector_free(point)
      unsafe gsl_vector_free(steps)
      unsafe gsl_multimin_fminimizer_free(solver)
    }
    for (index, value) in start.enumerated() { unsafe gsl_vector_set(point, index, value) }
    unsafe gsl_vector_set_all(steps, step)
    return try withoutActuallyEscaping(function) { function in
      let context = Context(function)
      return try withExtendedLifetime(context) {
        var bridged = unsafe gsl_multimin_function(
          f: { vector, raw in
            guard let vector = unsafe vector, let raw = unsafe raw else { return .nan }
            let value = unsafe Unmanaged<Context>.fromOpaque(raw).takeUnretainedValue()
              .function(Minimiser.elements(of: vector))
            return value.isFinite ? value : .greatestFiniteMagnitude
          }, n: size, params: Unmanaged.passUnretained(context).toOpaque())
        let status = unsafe gsl_multimin_fminimizer_set(solver, &bridged, point, steps)
        try GSLError.check(status, "minimum from \(start)")
        for _ in 0..<maximumIterations {
          guard unsafe gsl_multimin_fminimizer_iterate(solver) == 0 else { break }
          if unsafe gsl_multimin_fminimizer_size(solver) < tolerance { break }
        }
        guard let found = unsafe gsl_multimin_fminimizer_x(solver) else {
          throw GSLError.noConvergence("minimum from \(start)")
        }
        return unsafe (elements(of: found), gsl_multimin_fminimizer_minimum(solver))
      }
    }
  }

  private static func elements(of vector: UnsafePointer<gsl_vector>) -> [Double] {
    unsafe (0..<vector.pointee.size).map { unsafe gsl_vector_get(vector, $0) }
  }
}
