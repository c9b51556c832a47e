/// All that is wrong with a scenario, in the order of the places.
package struct ScenarioFaults: Error, Sendable, Equatable, CustomStringConvertible {
  /// The faults, sorted by place and without repetition; never empty when thrown.
  package var faults: [Fault]

  /// Each fault as a compiler would print it, one after the other.
  package var description: String {
    faults.map(\.rendered).joined(separator: "\n")
  }
}
