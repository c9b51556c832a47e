package import Support

/// Reasons not to trust a normal interval or a relative change.
package enum NormalityWarning: Sendable, Equatable, Codable {
  /// A share with fewer than ten units that did or did not.
  case fewEvents(arm: String, events: Int)
  /// A value that is the same for every unit but for rounding.
  case constant(arm: String)
  /// Fewer clusters than their variance can be estimated from.
  case fewClusters(arm: String, clusters: Int)
  /// A skewed value with fewer units than 355 × skewness² (Kohavi et al. 2014).
  case skewed(arm: String, units: Int, needed: Int)
  /// A baseline within its own margin of error of zero, or nearly: lifts explode.
  case baselineNearZero(arm: String, standardErrors: Double)
  /// A negative baseline: a relative change has no direction.
  case negativeBaseline(arm: String)

  /// Whether it speaks against a normal interval, and not against a relative change.
  var isOfShape: Bool {
    switch self {
    case .fewEvents, .constant, .fewClusters, .skewed: true
    case .baselineNearZero, .negativeBaseline: false
    }
  }

  package var sentence: Sentence {
    switch self {
    case .fewEvents(let arm, let events):
      """
      \(arm): only \(.count(events)) units on the rarer side, at least 10 are needed for a normal \
      interval; read Wilson's interval and Fisher's test.
      """
    case .constant(let arm):
      "\(arm): the figure is the same for every unit, so chance cannot be measured in this arm."
    case .fewClusters(let arm, let clusters):
      """
      \(arm): only \(.count(clusters)) clusters, at least \(.count(Self.leastClusters)) are needed \
      for their variance to be known; intervals may be too narrow.
      """
    case .skewed(let arm, let units, let needed):
      """
      \(arm): the figure is so skewed that a normal interval needs about \(.count(needed)) units, \
      and there are \(.count(units)); cap the figure or gather more.
      """
    case .baselineNearZero(let arm, let standardErrors):
      """
      \(arm): the baseline is only \(.fixed(standardErrors, decimals: 2)) standard errors from \
      zero, so a relative change means little; read the absolute difference.
      """
    case .negativeBaseline(let arm):
      """
      \(arm): the baseline is negative, so a relative change has no direction; read the absolute \
      difference.
      """
    }
  }

  /// Clusters per arm below which cluster-robust errors are known to be too small.
  static let leastClusters = 10

  /// Judges one arm's sample.
  ///
  /// The rule for skewed means is that of Kohavi, Deng, Longbotham and Xu 2014
  /// (doi:10.1145/2623330.2623341): 355 s² units per arm for skewness s.
  /// Relative changes are relative to the control; skewness is the standardised third moment.
  /// - Returns: What speaks against a normal interval or a lift; empty when nothing does.
  package static func warnings(
    for sample: MetricSample, name: String, isControl: Bool, skewness: Double? = nil,
    isClustered: Bool = false
  ) -> [NormalityWarning] {
    var warnings: [NormalityWarning] = []
    if isClustered, sample.count < leastClusters {
      warnings.append(.fewClusters(arm: name, clusters: sample.count))
    }
    if case .mean(let moments) = sample, moments.isConstant {
      return warnings + [.constant(arm: name)]
    }
    if case .proportion(let successes, let count) = sample {
      let rarer = min(successes, count - successes)
      if rarer < 10 { warnings.append(.fewEvents(arm: name, events: rarer)) }
    }
    if let skewness, skewness.isFinite {
      let needed = 355 * skewness * skewness
      if Double(sample.count) < needed, needed < 1e15 {
        warnings.append(
          .skewed(arm: name, units: sample.count, needed: Int(needed.rounded(.up))))
      }
    }
    guard isControl, let value = sample.value, let variance = sample.varianceOfValue else {
      return warnings
    }
    if value < 0 {
      warnings.append(.negativeBaseline(arm: name))
    } else if variance > 0, value < 4 * variance.squareRoot() {
      warnings.append(
        .baselineNearZero(arm: name, standardErrors: value / variance.squareRoot()))
    }
    return warnings
  }
}
