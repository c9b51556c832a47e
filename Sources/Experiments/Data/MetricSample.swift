/// What one arm shows of one metric, as the statistics its analysis needs.
package enum MetricSample: Sendable, Equatable, Codable {
  case proportion(successes: Int, count: Int)
  case mean(Moments)
  /// Sum of one value over sum of another, units being independent.
  case ratio(JointMoments)
  /// A value of the arm as a whole.
  case estimate(ArmEstimate)
  case missing(count: Int, reason: Undefined)

  package var kind: MetricKind {
    switch self {
    case .proportion: .proportion
    case .mean: .mean
    case .ratio: .ratio
    case .estimate, .missing: .estimate
    }
  }

  package var count: Int {
    switch self {
    case .proportion(_, let count): count
    case .mean(let moments): moments.count
    case .ratio(let moments): moments.count
    case .estimate(let figure): figure.count
    case .missing(let count, _): count
    }
  }

  /// The share, mean or ratio; nil when there are no units or the denominator's sum is zero.
  package var value: Double? {
    guard count > 0 else { return nil }
    switch self {
    case .proportion(let successes, let count): return Double(successes) / Double(count)
    case .mean(let moments): return moments.mean
    case .ratio(let moments): return moments.ratio
    case .estimate(let figure): return figure.value
    case .missing: return nil
    }
  }

  /// Variance per unit: p(1-p), the sample variance, or the delta method's; nil without a value.
  package var unitVariance: Double? {
    guard let value else { return nil }
    switch self {
    case .proportion: return value * (1 - value)
    case .mean(let moments): return moments.variance
    case .ratio(let moments): return moments.ratioVariance
    case .estimate(let figure):
      return figure.standardError * figure.standardError * Double(figure.count)
    case .missing: return nil
    }
  }

  /// What a ratio divides by, over all units; nil for other kinds.
  package var denominatorSum: Double? {
    guard case .ratio(let moments) = self else { return nil }
    return moments.denominator.mean * Double(moments.count)
  }

  /// Variance of the value itself: the variance per unit over the count.
  var varianceOfValue: Double? {
    unitVariance.map { $0 / Double(count) }
  }
}

/// How a metric is formed from units.
package enum MetricKind: String, Sendable, Equatable, CaseIterable, Codable {
  case proportion
  case mean
  /// Ratio of two sums over units.
  case ratio
  /// A value of all units together, such as a quantile.
  case estimate
}
