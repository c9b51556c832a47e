import Foundation
package import Support

/// How far a log can answer for a policy: which rows of a table to trust, and what speaks against.
package struct LogHealth: Sendable {
  /// The estimator to read first; nil where none can be trusted.
  package let trusted: OffPolicyEstimator?
  /// Which rows to trust, and why.
  package let advice: Sentence
  package let warnings: [Sentence]
  /// Whether a policy that learned wrote the log.
  package let isAdaptive: Bool

  init(
    _ log: DecisionLog, target: LogTarget, targets: [[Double]], rows: [OffPolicyRow],
    result: OffPolicyEvaluation
  ) {
    let size = Double(rows.count)
    let unsupported = zip(log.decisions, targets).reduce(0) { sum, row in
      guard row.0.knowsAllChances else { return sum }
      return zip(row.0.probabilities, row.1).reduce(sum) { $1.0 <= 0 ? $0 + $1.1 : $0 }
    }
    let isUnsupported = unsupported / size > 1e-9
    let isThin = result.effectiveSampleSize < max(50, 0.05 * size)
    let error = Self.weightError(rows, mean: result.meanWeight)
    let isOff = abs(result.meanWeight - 1) > max(4 * error, 1e-9)
    let greatest = result.maximumWeight / max(result.meanWeight * size, 1e-300)
    isAdaptive = rows.contains { $0.version > 0 }
    (trusted, advice) = Self.advice(
      result, isUnsupported: isUnsupported, isThin: isThin, isOff: isOff, isAdaptive: isAdaptive)
    var warnings: [Sentence] = []
    if isUnsupported {
      warnings.append(
        """
        no support: the policy would spend \(.share(unsupported / size, decimals: 1)) of its \
        decisions on actions that the log could not take there; no estimator can tell what they \
        bring
        """)
    }
    if isThin {
      warnings.append(
        """
        few effective rows: \(.fixed(result.effectiveSampleSize, decimals: 0)) of \
        \(.count(rows.count))
        """)
    }
    if greatest > 0.05, result.meanWeight > 0 {
      warnings.append("one row has \(.share(greatest, decimals: 1)) of the weight")
    }
    if isOff {
      warnings.append(
        "the mean weight is not 1: logged probabilities are wrong, or support is missing")
    }
    warnings += Self.duplicates(log)
    if isAdaptive {
      let versions = Set(rows.map(\.version)).count
      warnings.append(
        """
        the log is adaptive: \(.count(versions)) policies or versions wrote it; only dr, adaptive \
        has an interval made for that, others may be too narrow
        """)
    }
    if result.clusters < result.count {
      warnings.append(
        """
        rows are in clusters: \(.count(result.clusters)) customers made \(.count(result.count)) \
        decisions, and intervals go by customer
        """)
    }
    if target.replaced > 0 {
      warnings.append(
        """
        \(.count(target.replaced)) of the program's answers could not be used: the first action \
        stands in their place
        """
      )
    }
    if target.kind == .bestMean {
      warnings.append("the policy was picked by this very log: its value is overestimated")
    }
    self.warnings = warnings
  }

  private static func advice(
    _ result: OffPolicyEvaluation, isUnsupported: Bool, isThin: Bool, isOff: Bool,
    isAdaptive: Bool
  ) -> (OffPolicyEstimator?, Sentence) {
    func has(_ estimator: OffPolicyEstimator) -> Bool {
      result.estimate(estimator)?.value != nil
    }
    if result.meanWeight <= 0 {
      return (nil, "Trust none: the log never took an action that the policy would take.")
    }
    if isUnsupported {
      return (
        nil,
        "Trust none for the whole policy: part of what it does was never tried where it would do it."
      )
    }
    if isThin {
      return (
        nil,
        """
        Trust none of them far: too few rows resemble the policy. The rows with bounded weights (clipped, \
        dros, sg) trade that for a bias, and dm rests on the reward model alone.
        """
      )
    }
    if isAdaptive, has(.adaptiveDoublyRobust) {
      return (
        .adaptiveDoublyRobust,
        """
        Trust dr, adaptive: the policy that wrote the log learned from it, and only this row's \
        interval allows for that. dm rests on the reward model alone.
        """
      )
    }
    if isOff, has(.selfNormalized) {
      let better: OffPolicyEstimator =
        has(.selfNormalizedDoublyRobust) ? .selfNormalizedDoublyRobust : .selfNormalized
      return (
        better,
        """
        Trust \(better.name) before ipw and dr: it divides by the weights that came, which are not \
        1 in the mean. First find out why.
        """
      )
    }
    guard has(.doublyRobust) else {
      return (
        .selfNormalized,
        "Trust snipw: no reward model was asked for, and its weights sum to 1."
      )
    }
    return (
      .doublyRobust,
      """
      Trust dr: it is right if the logged probabilities are, whatever the reward model gets wrong. \
      dm rests on the model alone, ipw_clip, switch-dr, dros and sg trade variance for a bias.
      """
    )
  }

  private static func duplicates(_ log: DecisionLog) -> [Sentence] {
    let repeated = log.repeated
    guard let first = repeated.first else { return [] }
    return [
      repeated.count == 1
        ? "one line repeats the event id of an earlier one (\(first)) and is left out"
        : """
        \(.count(repeated.count)) lines repeat event ids of earlier ones (\(first) first) and are \
        left out
        """
    ]
  }

  private static func weightError(_ rows: [OffPolicyRow], mean: Double) -> Double {
    let squares = rows.reduce(0) {
      let gap = $1.weight - mean
      return $0 + gap * gap
    }
    let size = Double(rows.count)
    return (squares / size / max(size - 1, 1)).squareRoot()
  }
}
