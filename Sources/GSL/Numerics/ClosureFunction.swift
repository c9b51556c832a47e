import CGSL

/// The bridge from a Swift closure to the function pointers that GSL calls.
enum ClosureFunction {
  /// What GSL hands back to the trampoline: the closure, and the first error it threw.
  private final class Context {
    let function: (Double) throws -> Double
    var failure: (any Error)?

    init(_ function: @escaping (Double) throws -> Double) {
      self.function = function
    }

    func value(at x: Double) -> Double {
      do {
        return try function(x)
      } catch {
        if failure == nil { failure = error }
        return .nan
      }
    }
  }

  /// Calls the body with a GSL function and with a check that rethrows what the closure threw.
  ///
  /// GSL cannot unwind a Swift error: the closure's value is NaN from the first error on.
  static func withPointer<Result>(
    to function: (Double) throws -> Double,
    _ body: (UnsafeMutablePointer<gsl_function>, _ failure: () throws -> Void) throws -> Result
  ) throws -> Result {
    try withoutActuallyEscaping(function) { function in
      let context = Context(function)
      return try withExtendedLifetime(context) {
        var bridged = unsafe gsl_function(
          function: { x, raw in
            guard let raw = unsafe raw else { return .nan }
            return unsafe Unmanaged<Context>.fromOpaque(raw).takeUnretainedValue().value(at: x)
          },
          params: Unmanaged.passUnretained(context).toOpaque())
        return try unsafe body(&bridged) {
          if let failure = context.failure { throw failure }
        }
      }
    }
  }

  /// Evaluates a GSL function.
  static func value(of function: UnsafeMutablePointer<gsl_function>, at x: Double) -> Double {
    unsafe function.pointee.function(x, function.pointee.params)
  }
}
