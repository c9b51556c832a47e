/// All that is wrong with a scenario, in the order of the places.
public struct ScenarioFaults: Error, Sendable, Equatable, CustomStringConvertible {
  /// The faults, sorted by place and without repetition; never empty when thrown.
  public var faults: [Fault]

  /// Each fault as a compiler would print it, one after the other.
  public var description: String {
    faults.map(\.rendered).joined(separator: "\n")
  }
}
