import CGSL

/// A failure that a numerical routine reports.
struct GSLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// GSL's status number: 1 for an argument outside the domain.
  let code: Int
  /// What was being computed, with the argument at fault.
  let context: String

  var description: String {
    let reason = unsafe String(cString: gsl_strerror(Int32(clamping: code)))
    return "\(context): \(reason)"
  }

  /// An argument outside the domain.
  static func domain(_ context: String) -> GSLError {
    GSLError(code: GSL_EDOM, context: context)
  }

  /// Too many iterations without convergence.
  static func noConvergence(_ context: String) -> GSLError {
    GSLError(code: GSL_EMAXITER, context: context)
  }

  /// Throws unless a status says success.
  static func check(_ status: Int32, _ context: @autoclosure () -> String) throws(GSLError) {
    if status != 0 {
      throw GSLError(code: Int(status), context: context())
    }
  }
}

/// The state of the library that every caller of GSL needs.
enum GSLLibrary {
  /// Set once GSL's error handler, which aborts the process, is off.
  static let isQuiet: Bool = {
    _ = unsafe gsl_set_error_handler_off()
    return true
  }()

  /// Makes sure that GSL returns its errors and does not abort.
  @inline(__always)
  static func prepare() {
    _ = isQuiet
  }
}
