package import Support

/// An effect as people read it: the lift with its interval, or the difference where there is none.
package struct EffectSize: Sendable, Equatable {
  package var lift: Estimate<Lift>
  package var difference: Double?
  package var interval: Interval?
  package var unit: DisplayUnit

  package init(
    lift: Estimate<Lift>, test: Estimate<DifferenceTest>, difference: Double?, unit: DisplayUnit
  ) {
    self.lift = lift
    self.difference = difference ?? test.value?.difference
    interval = test.value?.interval
    self.unit = unit
  }

  /// Whether the control is so near zero that a relative change has no bounds.
  package var isUnbounded: Bool { lift.value.map { $0.interval == nil } ?? false }

  /// The value for a table.
  package var value: StatedValue {
    if let lift = lift.value, let interval = lift.interval { return .change(lift.value, interval) }
    return .signedAmount(difference, unit, interval)
  }

  /// The value for a sentence, which says why it is no relative change.
  package var sentence: Sentence {
    let value: Sentence = "\(value)"
    if isUnbounded { return "\(value) (the control is too near zero for a relative change)" }
    guard difference != nil, let reason = lift.reason,
      reason == .zeroBaseline || reason == .negativeBaseline
    else { return value }
    return "\(value) (no relative change, as \(reason.sentence))"
  }
}

extension Comparison {
  package func size(in unit: DisplayUnit) -> EffectSize {
    EffectSize(lift: lift, test: test, difference: difference, unit: unit)
  }
}
