package import Support

/// Estimates of a policy's value from a log of decisions, with the truth where it is known.
package struct LogEvaluation: Sendable {
  package let target: LogTarget
  package let model: RewardModel.Kind
  package let result: OffPolicyEvaluation
  /// True value, if every line has the true expected rewards.
  package let truth: Double?
  package let health: LogHealth
  let rows: [OffPolicyRow]

  /// Evaluates a policy.
  ///
  /// Rows of one customer count as one cluster. Where the log was written by a policy that learned,
  /// an estimator for such logs is added, and the reward model sees only what came before a row.
  /// - Throws: ``ArgumentError`` if the target does not fit the log, or rows are too few.
  package init(
    _ log: DecisionLog, target: LogTarget,
    estimators: [OffPolicyEstimator] = OffPolicyEstimator.standard, alpha: Double = 0.05,
    model kind: RewardModel.Kind = .context
  ) throws(ArgumentError) {
    guard log.repeated.count <= log.decisions.count else {
      throw ArgumentError(
        "event_id", found: "\(log.repeated.count) lines with the id of an earlier one",
        allowed: "an id of its own for each decision")
    }
    let targets = try target.probabilities(log)
    let clusters = log.clusters
    let versions = log.versions
    let isAdaptive = (versions.max() ?? 0) > 0
    let model = RewardModel(log, kind: kind)
    let predictions = model.predictions(clusters: clusters, isSequential: isAdaptive)
    var rows: [OffPolicyRow] = []
    rows.reserveCapacity(log.decisions.count)
    for (index, decision) in log.decisions.enumerated() {
      var row = try OffPolicyRow(
        reward: decision.reward, action: decision.action,
        propensity: decision.probabilities[decision.action], targets: targets[index],
        predictions: predictions[index])
      row.cluster = clusters[index]
      row.version = versions[index]
      row.spread =
        decision.knowsAllChances
        ? zip(targets[index], decision.probabilities).reduce(0) {
          $1.1 > 0 ? $0 + $1.0 * $1.0 / $1.1 : $0
        } : row.weight * row.weight
      rows.append(row)
    }
    let usesModel = kind != .none
    let suite = (estimators + (isAdaptive ? [.adaptiveDoublyRobust] : []))
      .filter { usesModel || !$0.needsModel }
    self.rows = rows
    self.target = target
    self.model = kind
    result = try OffPolicyEvaluation(
      rows: rows, estimators: suite, alpha: alpha,
      directError: suite.contains(.directMethod)
        ? model.directError(targets: targets, clusters: clusters) : nil)
    truth = Self.truth(log, targets)
    health = LogHealth(log, target: target, targets: targets, rows: rows, result: result)
  }

  private static func truth(_ log: DecisionLog, _ targets: [[Double]]) -> Double? {
    var sum = 0.0
    for (decision, targets) in zip(log.decisions, targets) {
      guard let expected = decision.expectedRewards else { return nil }
      sum += zip(targets, expected).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return sum / Double(log.decisions.count)
  }
}

extension OffPolicyEstimator {
  /// Whether it says no more than others where there is no reward model.
  var needsModel: Bool {
    switch self {
    case .inversePropensity, .clipped, .selfNormalized, .subGaussian: false
    case .adaptiveDoublyRobust: false
    default: true
    }
  }
}

extension DecisionLog {
  /// A number for each customer of each market; nil for rows without a customer.
  var clusters: [Int?] {
    var numbers: [String: Int] = [:]
    return decisions.map { decision in
      guard let customer = decision.customer else { return nil }
      let key = "\(decision.market ?? -1) \(customer)"
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
  }

  /// A number for each policy and version in the order of the log; 0 where there is one.
  var versions: [Int] {
    var numbers: [String: Int] = [:]
    return decisions.map { decision in
      let key = "\(decision.policy) \(decision.market ?? -1) \(decision.version.compact)"
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
  }
}
