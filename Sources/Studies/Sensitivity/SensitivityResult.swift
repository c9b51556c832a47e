/// Which assumption of a scenario, moved how far, turns its decision.
package struct SensitivityResult: Sendable, Codable {
  package var experiment: PlannedExperiment
  package var customers: Int
  /// Replications behind the scenario's own truth.
  package var replications: Int
  /// Relative moves, each made up and down.
  package var moves: [Double]
  package var base: SensitivityPoint
  /// One line per assumption that can be moved alone, the one that matters most first.
  package var lines: [SensitivityLine]
  /// Names of assumptions that the scenario does not allow to be moved alone.
  package var unmoved: [String]
  /// Names of assumptions that an arm sets itself.
  package var setByArms: [String]
  /// Elementary effects, in the order of `lines`; nil when not asked for.
  package var screening: MorrisScreening?
  package var runs: Int

  package var reach: Double { moves.max() ?? 0 }
}
