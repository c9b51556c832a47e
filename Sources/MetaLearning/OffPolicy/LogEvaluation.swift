package import Support

/// Estimates of a policy's value from a log of decisions, with the truth where it is known.
package struct LogEvaluation: Sendable {
  package enum Target: Sendable, Hashable {
    case uniform
    case action(Int)
    /// The probabilities that the log names in `target_probs`.
    case logged
    /// The action with the best mean reward in the log; biased upwards: it was picked by it.
    case bestMean
  }

  package let result: OffPolicyEvaluation
  /// True value, if every line has the true expected rewards.
  package let truth: Double?
  package let warnings: [Sentence]

  /// Evaluates a policy.
  ///
  /// The reward model is each action's mean, shrunk to the mean of all by 100 rows.
  /// - Throws: ``ArgumentError`` if the target does not fit the log, or rows are too few.
  package init(
    _ log: DecisionLog, target: Target,
    estimators: [OffPolicyEstimator] = OffPolicyEstimator.standard, alpha: Double = 0.05
  ) throws(ArgumentError) {
    let actions = log.actionCount
    let model = Self.shrunkMeans(log, actions: actions)
    var rows: [OffPolicyRow] = []
    var unsupported = 0.0
    var truth: Double? = 0
    for decision in log.decisions {
      let count = decision.probabilities.count
      let targets = try Self.targets(
        target, decision, model: model.means, observed: model.counts)
      for index in 0..<count where decision.probabilities[index] <= 0 {
        unsupported += targets[index]
      }
      rows.append(
        try OffPolicyRow(
          reward: decision.reward, action: decision.action,
          propensity: decision.probabilities[decision.action], targets: targets,
          predictions: Array(model.means.prefix(count))))
      if let expected = decision.expectedRewards, let sum = truth {
        truth = sum + zip(targets, expected).reduce(0) { $0 + $1.0 * $1.1 }
      } else {
        truth = nil
      }
    }
    let size = Double(rows.count)
    let result = try OffPolicyEvaluation(rows: rows, estimators: estimators, alpha: alpha)
    self.result = result
    self.truth = truth.map { $0 / size }
    var warnings: [Sentence] = []
    if unsupported / size > 1e-9 {
      warnings.append(
        """
        no support: the policy would spend \(.share(unsupported / size, decimals: 1)) of its \
        decisions on actions that the log could not take there; no estimator can tell what they \
        bring
        """)
    }
    if result.effectiveSampleSize < 0.05 * size || result.effectiveSampleSize < 50 {
      warnings.append(
        """
        few effective rows: \(.fixed(result.effectiveSampleSize, decimals: 0)) of \
        \(.count(rows.count))
        """)
    }
    if result.maximumWeight > 0.05 * size * max(result.meanWeight, 1e-300) {
      warnings.append(
        """
        one row has \(.share(result.maximumWeight / result.meanWeight / size, decimals: 1)) of \
        the weight
        """)
    }
    let meanTwoErrors = 4 * Self.weightError(rows, mean: result.meanWeight)
    if abs(result.meanWeight - 1) > max(meanTwoErrors, 1e-9) {
      warnings.append(
        "the mean weight is not 1: logged probabilities are wrong, or support is missing")
    }
    let versions = Set(log.decisions.map { $0.policy + " " + $0.version.compact })
    if versions.count > 1 {
      warnings.append(
        """
        the log is adaptive: \(.count(versions.count)) policies or versions wrote it, so rows are \
        not independent and intervals may be too narrow
        """)
    }
    if target == .bestMean {
      warnings.append("the policy was picked by this very log: its value is overestimated")
    }
    self.warnings = warnings
  }

  private static func weightError(_ rows: [OffPolicyRow], mean: Double) -> Double {
    let squares = rows.reduce(0) {
      let gap = $1.target / $1.propensity - mean
      return $0 + gap * gap
    }
    let size = Double(rows.count)
    return (squares / size / max(size - 1, 1)).squareRoot()
  }

  private static func shrunkMeans(
    _ log: DecisionLog, actions: Int
  ) -> (means: [Double], counts: [Double]) {
    var counts = [Double](repeating: 0, count: actions)
    var sums = counts
    for decision in log.decisions {
      counts[decision.action] += 1
      sums[decision.action] += decision.reward
    }
    let mean = sums.reduce(0, +) / Double(log.decisions.count)
    return (zip(sums, counts).map { ($0 + 100 * mean) / ($1 + 100) }, counts)
  }

  private static func targets(
    _ target: Target, _ decision: LoggedDecision, model: [Double], observed: [Double]
  ) throws(ArgumentError) -> [Double] {
    let count = decision.probabilities.count
    switch target {
    case .uniform: return Array(repeating: 1 / Double(count), count: count)
    case .action(let action):
      guard (0..<count).contains(action) else {
        throw ArgumentError("action", found: "\(action)", allowed: "0 to \(count - 1)")
      }
      return (0..<count).map { $0 == action ? 1 : 0 }
    case .logged:
      guard let targets = decision.targets else {
        throw ArgumentError(
          "target_probs of \(decision.event)", found: "nothing",
          allowed: "a probability for each action, or another policy to evaluate")
      }
      return targets
    case .bestMean:
      let best = (0..<count).max { model[$0] < model[$1] } ?? 0
      return (0..<count).map { $0 == best ? 1 : 0 }
    }
  }
}
