extension MetricSample {
  /// Statistics of both groups of units together; both are of the same kind.
  func merged(with other: MetricSample) -> MetricSample {
    switch (self, other) {
    case (.proportion(let first, let firstCount), .proportion(let second, let secondCount)):
      .proportion(successes: first + second, count: firstCount + secondCount)
    case (.mean(let first), .mean(let second)):
      .mean(Moments.pooled(first, second))
    case (.ratio(let first), .ratio(let second)):
      .ratio(JointMoments.pooled([first, second]))
    case (.missing(let first, let reason), .missing(let second, _)):
      .missing(count: first + second, reason: reason)
    // A day too thin for a value adds nothing to the days around it.
    case (.missing, _): other
    default: self
    }
  }
}

extension Moments {
  /// Merges the moments of disjoint groups of units (Chan, Golub and LeVeque 1983).
  static func pooled(_ first: Moments, _ second: Moments) -> Moments {
    guard first.count > 0 else { return second }
    guard second.count > 0 else { return first }
    let (n0, n1) = (Double(first.count), Double(second.count))
    let deviation = second.mean - first.mean
    let squares =
      (n0 - 1) * first.variance + (n1 - 1) * second.variance
      + deviation * deviation * n0 * n1 / (n0 + n1)
    return Moments(
      count: first.count + second.count, mean: first.mean + deviation * n1 / (n0 + n1),
      variance: squares / (n0 + n1 - 1))
  }
}
