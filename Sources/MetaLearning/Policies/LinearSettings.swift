import GSL
import Support

/// What a linear policy assumes of its rewards and of how tasks resemble each other.
package struct LinearSettings: Sendable, Hashable, Codable {
  package enum Layout: Sendable, Hashable, Codable {
    /// Each action has its own weights for the customer's features.
    case perAction(actions: Int, features: Int)
    /// All actions share weights for the features of the actions.
    case shared(features: Int)
  }

  package enum Likelihood: Sendable, Hashable, Codable {
    /// Normal with a known variance.
    case gaussian(noiseVariance: Double)
    /// Normal with a variance that is learned, pooled over all rows.
    ///
    /// The guess counts as so many rows (degrees of freedom).
    case gaussianWithUnknownNoise(guess: Double, degrees: Double)
    /// 0 or 1 with the predictor as log odds.
    case logistic
  }

  package enum Sharing: Sendable, Hashable, Codable {
    /// The mean of all tasks, learned from all at every batch (HierTS).
    case everyBatch
    /// The mean of all tasks as known when the task starts, with its uncertainty (AdaTS).
    case taskStart
    /// One draw of that mean when the task starts, taken for true (MetaTS).
    case sampledMean
    /// Nothing: the prior N(m, Q + S) for each task alone (agnostic).
    case nothing
    /// Nothing: the true mean is known, one vector per set of weights (oracle).
    case known([[Double]])
  }

  var layout: Layout
  var likelihood: Likelihood
  var sharing: Sharing
  /// Number of features of a task that move its mean; 0 for none.
  ///
  /// m and Q then have a block of weights for the constant and one for each feature of a task.
  var taskFeatures: Int
  /// m: the prior mean of the mean of all tasks, one element per feature.
  var hyperMean: [Double]
  /// Q: how far the mean of all tasks may lie from m.
  var hyperCovariance: [[Double]]
  /// S: how far tasks lie from their mean; several are weighted by their evidence.
  var taskCovariances: [[[Double]]]

  /// Collects the assumptions; nothing is checked before a policy is made of them.
  package init(
    layout: Layout, likelihood: Likelihood, sharing: Sharing, hyperMean: [Double],
    hyperCovariance: [[Double]], taskCovariances: [[[Double]]], taskFeatures: Int = 0
  ) {
    self.taskFeatures = taskFeatures
    self.layout = layout
    self.likelihood = likelihood
    self.sharing = sharing
    self.hyperMean = hyperMean
    self.hyperCovariance = hyperCovariance
    self.taskCovariances = taskCovariances
  }

  /// Collects assumptions in which features are independent: variances instead of matrices.
  package init(
    layout: Layout, likelihood: Likelihood, sharing: Sharing, hyperMean: [Double]? = nil,
    hyperVariance: Double, taskVariances: [Double]
  ) {
    let size = layout.features
    self.init(
      layout: layout, likelihood: likelihood, sharing: sharing,
      hyperMean: hyperMean ?? Array(repeating: 0, count: size),
      hyperCovariance: Self.diagonal(hyperVariance, size),
      taskCovariances: taskVariances.map { Self.diagonal($0, size) })
  }

  package static func diagonal(_ value: Double, _ size: Int) -> [[Double]] {
    diagonal(Array(repeating: value, count: max(size, 0)))
  }

  package static func diagonal(_ values: [Double]) -> [[Double]] {
    values.indices.map { row in values.indices.map { $0 == row ? values[row] : 0 } }
  }

  /// Models of one set of weights, one per S.
  /// - Throws: ``ArgumentError`` if lengths differ or a covariance is not positive definite.
  func models() throws(ArgumentError) -> [HierarchicalGaussian] {
    try checkSize()
    try ArgumentError.checkLength(
      "hyperMean", hyperMean.count, layout.features * (1 + taskFeatures))
    guard !taskCovariances.isEmpty else {
      throw ArgumentError("taskCovariances", found: "none", allowed: "at least one")
    }
    if case .known(let means) = sharing {
      try ArgumentError.checkLength("known means", means.count, layout.blocks)
      for mean in means {
        try ArgumentError.checkLength("known mean", mean.count, layout.features)
      }
    }
    let noise: Double
    switch likelihood {
    case .gaussian(let variance): noise = variance
    case .gaussianWithUnknownNoise(let guess, let degrees):
      try ArgumentError.checkPositive("degrees", degrees)
      noise = guess
    case .logistic: noise = 1
    }
    var models: [HierarchicalGaussian] = []
    for covariance in taskCovariances {
      do {
        models.append(
          try HierarchicalGaussian(
            hyperMean: hyperMean, hyperCovariance: Matrix(hyperCovariance),
            taskCovariance: Matrix(covariance), noiseVariance: noise,
            taskFeatures: taskFeatures))
      } catch let error as ArgumentError {
        throw error
      } catch {
        throw ArgumentError("covariance", found: "\(error)", allowed: "rows of equal length")
      }
    }
    return models
  }

  /// Checks what decides how much memory the models take.
  /// - Throws: ``ArgumentError`` if a number is not within its bounds.
  func checkSize() throws(ArgumentError) {
    let counts = 1...StateBounds.greatestCount
    guard counts.contains(layout.blocks), counts.contains(layout.features) else {
      throw ArgumentError(
        "layout", found: "\(layout)",
        allowed: "1 to \(StateBounds.greatestCount) actions and features")
    }
    try ArgumentError.check("taskFeatures", Double(taskFeatures), "0 to 100") {
      $0 >= 0 && $0 <= 100
    }
    let size = layout.features * (1 + taskFeatures)
    try ArgumentError.check("weights", Double(size), "at most \(StateBounds.greatestMean)") {
      $0 <= Double(StateBounds.greatestMean)
    }
    let most = 100
    guard taskCovariances.count <= most else {
      throw ArgumentError(
        "taskCovariances", found: "\(taskCovariances.count)", allowed: "at most \(most)")
    }
  }
}

extension LinearSettings.Layout {
  /// Number of features of one set of weights.
  var features: Int {
    switch self {
    case .perAction(_, let features), .shared(let features): features
    }
  }

  /// Number of sets of weights.
  var blocks: Int {
    switch self {
    case .perAction(let actions, _): actions
    case .shared: 1
    }
  }
}
