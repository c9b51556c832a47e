package import Scenarios

/// What moving one assumption does, everything else as it is.
package struct SensitivityLine: Sendable, Codable {
  package struct Step: Sendable, Codable {
    package var value: Double
    package var point: SensitivityPoint
  }

  package let assumption: Assumption
  /// The runs by rising value, the scenario's own among them.
  package let steps: [Step]
  /// Where the decision or the sign of an effect turns.
  package var flips: [SensitivityFlip] = []

  /// Difference between the greatest and the least effect of an arm over the runs.
  package func swing(of arm: Int) -> Double {
    let effects = steps.compactMap { $0.point.effect(arm)?.difference }
    guard let least = effects.min(), let greatest = effects.max() else { return 0 }
    return greatest - least
  }
}

/// A value of an assumption at which the decision, or the sign of an effect, turns.
///
/// It lies between two runs that differ beyond chance: in one an arm is ahead, in the other behind.
package struct SensitivityFlip: Sendable, Equatable, Codable {
  /// Whether another arm becomes the best; else an arm's effect changes its sign.
  package var isDecision: Bool
  /// The best arm of the scenario as it is; for a sign, the arm whose effect turns.
  package var from: Int
  /// The best arm beyond the flip; for a sign, the control.
  package var to: Int
  /// The value, interpolated between the two nearest runs.
  package var value: Double
  /// The relative move from the scenario's own value.
  package var move: Double
  /// Value of the nearest run that has not turned, beyond chance.
  package var before: Double
  /// Value of the nearest run that has turned, beyond chance.
  package var after: Double
}
