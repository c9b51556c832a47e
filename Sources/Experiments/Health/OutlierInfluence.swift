/// How much of a difference hangs on the one largest unit.
package struct OutlierInfluence: Sendable, Equatable, Codable {
  /// Statistics of one arm with its largest unit.
  package struct Arm: Sendable, Equatable, Codable {
    package var moments: Moments
    package var largest: Double

    var withoutLargest: Moments {
      let count = Double(moments.count)
      guard moments.count > 2 else { return Moments(count: 0, mean: 0, variance: 0) }
      let deviation = largest - moments.mean
      let mean = moments.mean - deviation / (count - 1)
      // Each removal takes d² n/(n-1) from the sum of squares around the mean.
      let squares = (count - 1) * moments.variance - deviation * deviation * count / (count - 1)
      return Moments(
        count: moments.count - 1, mean: mean, variance: max(0, squares) / (count - 2))
    }
  }

  package let whole: Estimate<DifferenceTest>
  /// The test without each arm's largest unit.
  package let trimmed: Estimate<DifferenceTest>
  /// Share of the difference that goes with the largest units; nil without a difference.
  package let share: Double?

  /// Whether leaving the largest units out reverses the sign or the significance of the difference.
  package let carriesResult: Bool

  /// Whether more hangs on them than a p-value that crosses its level: half of the difference, its
  /// sign, or all of its evidence.
  package var isDecisive: Bool {
    guard let all = whole.value, let rest = trimmed.value else { return carriesResult }
    return carriesResult
      && (abs(share ?? 0) >= 0.5 || all.difference * rest.difference <= 0 || rest.pValue > 0.2)
  }

  init(treatment: Arm, control: Arm, alpha: Double) {
    whole = .welch(treatment: treatment.moments, control: control.moments, alpha: alpha)
    trimmed = .welch(
      treatment: treatment.withoutLargest, control: control.withoutLargest, alpha: alpha)
    guard let all = whole.value, let rest = trimmed.value else {
      share = nil
      carriesResult = whole.value != nil
      return
    }
    share = all.difference == 0 ? nil : (all.difference - rest.difference) / all.difference
    carriesResult =
      (all.pValue < alpha) != (rest.pValue < alpha)
      || (all.pValue < alpha && all.difference * rest.difference < 0)
  }
}

extension Estimate where Value == DifferenceTest {
  static func welch(
    treatment: Moments, control: Moments, alpha: Double
  ) -> Estimate<DifferenceTest> {
    DifferenceTest.welch(treatment: treatment, control: control, alpha: alpha)
  }
}
