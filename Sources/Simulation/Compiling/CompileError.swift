/// A scenario that reads well but cannot be simulated.
package struct CompileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place in the scenario, as the keys that lead to it.
  package var path: [String]
  package var message: String

  package var description: String { "\(path.joined(separator: ".")): \(message)" }
}
