/// A fault in what was asked: the argument, what was found, and what is allowed.
package struct ArgumentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is at fault, as the user knows it: an option, a file with its row, a policy.
  package var argument: String
  package var found: String
  package var allowed: String
  /// The nearest valid name, where a name was not found.
  package var nearest: String?

  package init(_ argument: String, found: String, allowed: String, nearest: String? = nil) {
    self.argument = argument
    self.found = found
    self.allowed = allowed
    self.nearest = nearest
  }

  package var description: String {
    let hint = nearest.map { "; nearest: \"\($0)\"" } ?? ""
    return "\(argument): found \(found); allowed: \(allowed)\(hint)"
  }

  /// Throws unless a value is finite and as required.
  package static func check(
    _ argument: String, _ value: Double, _ allowed: String, _ holds: (Double) -> Bool
  ) throws(ArgumentError) {
    guard value.isFinite, holds(value) else {
      throw ArgumentError(argument, found: "\(value)", allowed: allowed)
    }
  }

  /// Throws unless a value is finite and above zero.
  package static func checkPositive(
    _ argument: String, _ value: Double
  ) throws(ArgumentError) {
    try check(argument, value, "a finite number above 0") { $0 > 0 }
  }

  /// Throws unless a list has the length that is expected.
  package static func checkLength(
    _ argument: String, _ found: Int, _ expected: Int
  ) throws(ArgumentError) {
    guard found == expected else {
      throw ArgumentError(argument, found: "\(found) elements", allowed: "\(expected) elements")
    }
  }
}
