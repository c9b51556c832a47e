/// A scenario that reads well but cannot be simulated.
package struct CompileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The keys that lead to the fault in the scenario.
  package var path: [String]
  package var message: String

  package var description: String { "\(path.joined(separator: ".")): \(message)" }
}
