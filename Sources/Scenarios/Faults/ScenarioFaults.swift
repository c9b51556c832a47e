/// All that is wrong with a scenario, in the order of the places.
package struct ScenarioFaults: Error, Sendable, Equatable, CustomStringConvertible {
  /// The faults, sorted by place and without repetition; never empty when thrown.
  package var faults: [Fault]

  package var description: String {
    faults.map(\.rendered).joined(separator: "\n")
  }
}
