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

    var learnsFromOthers: Bool {
      switch self {
      case .everyBatch, .taskStart, .sampledMean: true
      case .nothing, .known: false
      }
    }
  }

  /// How tasks lie around their mean where the weights of actions differ together.
  ///
  /// The weight of feature j at action k lies lₖ (uⱼ + vⱼₖ) off the mean, uⱼ common to all actions.
  package struct JointCovariance: Sendable, Hashable, Codable {
    /// Variances of the u, by feature.
    var common: [Double]
    /// Variances of the v, by feature; above 0.
    var own: [Double]
    /// The loadings l, by action; 1 for all where there are none.
    var loadings: [Double]?
    /// How alike actions are in the mean of all tasks, as correlations; nil for not at all.
    var likeness: [[Double]]?

    package init(
      common: [Double], own: [Double], loadings: [Double]? = nil, likeness: [[Double]]? = nil
    ) {
      self.common = common
      self.own = own
      self.loadings = loadings
      self.likeness = likeness
    }

    /// Covariance of the weights of all actions, stacked action by action.
    func matrix(actions: Int) -> [[Double]] {
      func loading(_ index: Int) -> Double { loadings?[index / own.count] ?? 1 }
      return (0..<(actions * own.count)).map { row in
        (0..<(actions * own.count)).map { column in
          guard row % own.count == column % own.count else { return 0 }
          let value = common[row % own.count] + (row == column ? own[row % own.count] : 0)
          return loading(row) * loading(column) * value
        }
      }
    }
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
  /// Structures in which actions differ together, weighted by evidence beside those of S.
  package var jointCovariances: [JointCovariance] = []

  /// Collects the assumptions; nothing is checked before a policy is made of them.
  package init(
    layout: Layout, likelihood: Likelihood, sharing: Sharing, hyperMean: [Double],
    hyperCovariance: [[Double]], taskCovariances: [[[Double]]],
    jointCovariances: [JointCovariance] = [], taskFeatures: Int = 0
  ) {
    self.jointCovariances = jointCovariances
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

  /// Models of all structures: those of S first, each with a part per set of weights.
  /// - Throws: ``ArgumentError`` if lengths differ or a covariance is not positive definite.
  func models() throws(ArgumentError) -> [LinearModel] {
    try check()
    var models: [LinearModel] = []
    for covariance in taskCovariances {
      let part = try part(hyperMean, hyperCovariance, covariance)
      models.append(
        LinearModel(parts: Array(repeating: part, count: layout.blocks), isJoint: false))
    }
    guard !jointCovariances.isEmpty else { return models }
    for joint in jointCovariances {
      let (mean, covariance) = stackedPrior(joint)
      models.append(
        LinearModel(
          parts: [try part(mean, covariance, joint.matrix(actions: layout.blocks))], isJoint: true))
    }
    return models
  }

  private func check() throws(ArgumentError) {
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
    if case .gaussianWithUnknownNoise(_, let degrees) = likelihood {
      try ArgumentError.checkPositive("degrees", degrees)
    }
    guard !jointCovariances.isEmpty else { return }
    guard case .perAction(_, let features) = layout, sharing == .everyBatch,
      likelihood != .logistic
    else {
      throw ArgumentError(
        "jointCovariances", found: "\(layout), \(sharing)",
        allowed: "weights per action, sharing at every batch, and normal rewards")
    }
    for joint in jointCovariances {
      try ArgumentError.checkLength("common", joint.common.count, features)
      try ArgumentError.checkLength("own", joint.own.count, features)
      for value in joint.common {
        try ArgumentError.check("common", value, "a number from 0 on") { $0 >= 0 }
      }
      for value in joint.own { try ArgumentError.checkPositive("own", value) }
      if let loadings = joint.loadings {
        try ArgumentError.checkLength("loadings", loadings.count, layout.blocks)
        for value in loadings { try ArgumentError.checkPositive("loading", value) }
      }
      guard let likeness = joint.likeness else { continue }
      try ArgumentError.checkLength("likeness", likeness.count, layout.blocks)
      for row in likeness {
        try ArgumentError.checkLength("row of likeness", row.count, layout.blocks)
      }
    }
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
    for (name, count) in [
      ("taskCovariances", taskCovariances.count), ("jointCovariances", jointCovariances.count),
    ] where count > most {
      throw ArgumentError(name, found: "\(count)", allowed: "at most \(most)")
    }
    guard !jointCovariances.isEmpty else { return }
    try ArgumentError.check(
      "stacked weights", Double(layout.blocks * size), "at most \(Self.mostStacked)"
    ) { $0 <= Double(Self.mostStacked) }
  }

  /// Numbers that the models keep of a task, about.
  var numbersPerTask: Int {
    let (size, stacked) = (layout.features, layout.features * layout.blocks)
    return layout.blocks * taskCovariances.count * (size * size + 16)
      + (jointCovariances.isEmpty ? 0 : jointCovariances.count * (stacked * stacked + 16))
  }

  private func part(
    _ mean: [Double], _ hyperCovariance: [[Double]], _ covariance: [[Double]]
  ) throws(ArgumentError) -> HierarchicalGaussian {
    let noise =
      switch likelihood {
      case .gaussian(let variance): variance
      case .gaussianWithUnknownNoise(let guess, _): guess
      case .logistic: 1.0
      }
    do {
      return try HierarchicalGaussian(
        hyperMean: mean, hyperCovariance: Matrix(hyperCovariance),
        taskCovariance: Matrix(covariance), noiseVariance: noise, taskFeatures: taskFeatures)
    } catch let error as ArgumentError {
      throw error
    } catch {
      throw ArgumentError("covariance", found: "\(error)", allowed: "rows of equal length")
    }
  }

  /// m and Q of the weights of all actions, stacked: task feature by task feature, then by action.
  private func stackedPrior(
    _ joint: JointCovariance
  ) -> (mean: [Double], covariance: [[Double]]) {
    let (size, actions) = (layout.features, layout.blocks)
    let whole = size * actions
    /// Place of a stacked weight in a block's own m and Q.
    func place(_ index: Int) -> Int { index / whole * size + index % size }
    let range = 0..<(whole * (1 + taskFeatures))
    return (
      range.map { hyperMean[place($0)] },
      range.map { row in
        range.map { column in
          let (own, other) = (row % whole / size, column % whole / size)
          let share = joint.likeness?[own][other] ?? (own == other ? 1 : 0)
          return share == 0 ? 0 : share * hyperCovariance[place(row)][place(column)]
        }
      }
    )
  }

  /// Most weights of all actions together; more would make an update slow.
  package static let mostStacked = 240
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

extension LinearSettings {
  /// Reads assumptions; those of earlier versions know no joint structures.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      layout: try container.decode(Layout.self, forKey: .layout),
      likelihood: try container.decode(Likelihood.self, forKey: .likelihood),
      sharing: try container.decode(Sharing.self, forKey: .sharing),
      hyperMean: try container.decode([Double].self, forKey: .hyperMean),
      hyperCovariance: try container.decode([[Double]].self, forKey: .hyperCovariance),
      taskCovariances: try container.decode([[[Double]]].self, forKey: .taskCovariances),
      jointCovariances: try container.decodeIfPresent(
        [JointCovariance].self, forKey: .jointCovariances) ?? [],
      taskFeatures: try container.decode(Int.self, forKey: .taskFeatures))
  }
}
