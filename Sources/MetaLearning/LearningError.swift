/// A setting, a row or a snapshot that a learner cannot use.
public struct LearningError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is at fault, as the caller named it.
  public let argument: String
  /// What was found.
  public let found: String
  /// What is allowed.
  public let allowed: String

  /// Names an argument, what was found and what is allowed.
  public init(_ argument: String, found: String, allowed: String) {
    self.argument = argument
    self.found = found
    self.allowed = allowed
  }

  /// One sentence with all three.
  public var description: String { "\(argument): found \(found); allowed is \(allowed)" }

  static func check(
    _ argument: String, _ value: Double, _ allowed: String, _ holds: (Double) -> Bool
  ) throws(LearningError) {
    guard value.isFinite, holds(value) else {
      throw LearningError(argument, found: "\(value)", allowed: allowed)
    }
  }

  static func checkPositive(_ argument: String, _ value: Double) throws(LearningError) {
    try check(argument, value, "a finite number above 0") { $0 > 0 }
  }

  static func checkLength(
    _ argument: String, _ found: Int, _ expected: Int
  ) throws(LearningError) {
    guard found == expected else {
      throw LearningError(argument, found: "\(found) elements", allowed: "\(expected) elements")
    }
  }
}
