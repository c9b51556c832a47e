/// A scenario that reads well but cannot be simulated.
public struct CompileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place in the scenario, as the keys that lead to it.
  public var path: [String]
  /// What is wrong and what is allowed.
  public var message: String

  /// The place and what is wrong there.
  public var description: String {
    "\(path.joined(separator: ".")): \(message)"
  }
}
