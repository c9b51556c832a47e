import Experiments
public import Scenarios

/// What moving one assumption does, everything else as it is.
public struct SensitivityLine: Sendable {
  /// One run.
  public struct Step: Sendable {
    /// Value of the assumption.
    public var value: Double
    /// What every arm brings then.
    public var point: SensitivityPoint
  }

  /// The assumption.
  public let assumption: Assumption
  /// The runs by rising value, the scenario's own among them.
  public let steps: [Step]
  /// Where the decision or the sign of an effect turns.
  public var flips: [SensitivityFlip] = []

  /// Difference between the greatest and the least effect of an arm over the runs.
  public func swing(of arm: Int) -> Double {
    let effects = steps.compactMap { $0.point.effects[arm]?.difference }
    guard let least = effects.min(), let greatest = effects.max() else { return 0 }
    return greatest - least
  }

  /// The flip of the decision that needs the smallest move.
  public var nearestFlip: SensitivityFlip? {
    flips.filter(\.isDecision).min { abs($0.move) < abs($1.move) }
  }
}

/// A value of an assumption at which the decision, or the sign of an effect, turns.
public struct SensitivityFlip: Sendable, Equatable {
  /// Whether another arm becomes the best; else an arm's effect changes its sign.
  public var isDecision: Bool
  /// The best arm of the scenario as it is; for a sign, the arm whose effect turns.
  public var from: Int
  /// The best arm beyond the flip; for a sign, the control.
  public var to: Int
  /// The value, interpolated between the two nearest runs.
  public var value: Double
  /// The relative move from the scenario's own value.
  public var move: Double
  /// Value of the nearest run that has not turned.
  public var before: Double
  /// Value of the nearest run that has turned.
  public var after: Double
}
