extension LinearPolicy {
  /// What a snapshot holds: assumptions and sums over rows; all else is computed from them.
  private struct Saved: Codable {
    struct Prior: Codable {
      var block: Int
      var task: Int
      var means: [[Double]]
      var covariances: [[Double]]
    }

    struct Description: Codable {
      var task: Int
      var features: [Double]
    }

    struct Task: Codable {
      var block: Int
      var task: Int
      var sums: LinearStatistics
      var rows: [Feedback]
    }

    struct Fits: Codable {
      var block: Int
      var task: Int
      var models: [LogisticFit]
    }

    var settings: LinearSettings
    var rule: ChoiceRule
    var floor: Double
    var kind: String
    var decisions: Int
    var noise: PooledNoise?
    var descriptions: [Description]
    var tasks: [Task]
    var priors: [Prior]
    var fits: [Fits]
  }

  /// Writes assumptions and sums; provisional rows are not state, their owner sends them again.
  public func encode(to encoder: any Encoder) throws {
    var tasks: [Saved.Task] = []
    var priors: [Saved.Prior] = []
    var fits: [Saved.Fits] = []
    for (number, block) in blocks.enumerated() {
      for task in 0..<block.taskCount {
        let rows = block.rows[task]
        tasks.append(
          Saved.Task(
            block: number, task: task, sums: block.final[task],
            rows: (0..<rows.count).map { index in
              let start = index * rows.dimension
              return Feedback(
                task: task, action: number,
                features: Array(rows.features[start..<(start + rows.dimension)]),
                reward: rows.outcomes[index], weight: rows.weights[index])
            }))
        let own = block.fits(of: task)
        if !own.isEmpty { fits.append(Saved.Fits(block: number, task: task, models: own)) }
        let settled = (0..<block.models.count).compactMap { block.priors[block.index(task, $0)] }
        if settled.count == block.models.count {
          priors.append(
            Saved.Prior(
              block: number, task: task, means: settled.map(\.mean),
              covariances: settled.map(\.covariance)))
        }
      }
    }
    try Saved(
      settings: settings, rule: rule, floor: floor, kind: kind, decisions: decisions,
      noise: noise,
      descriptions: settings.taskFeatures == 0
        ? []
        : blocks[0].models[0].descriptions.enumerated().map {
          Saved.Description(task: $0.offset, features: Array($0.element.dropFirst()))
        },
      tasks: tasks, priors: priors, fits: fits
    ).encode(to: encoder)
  }

  /// Reads a snapshot, checking every length.
  public init(from decoder: any Decoder) throws {
    let saved = try Saved(from: decoder)
    try self.init(saved.settings, rule: saved.rule, floor: saved.floor, kind: saved.kind)
    let size = settings.layout.features
    for item in saved.descriptions {
      guard (0..<1_000_000).contains(item.task), item.features.count == settings.taskFeatures,
        item.features.allSatisfy(\.isFinite)
      else {
        throw LearningError(
          "snapshot's task \(item.task)", found: "features that do not fit",
          allowed: "\(settings.taskFeatures) finite numbers")
      }
      begin(task: item.task, features: item.features)
    }
    for item in saved.tasks {
      guard item.sums.isValid, item.sums.dimension == size, (0..<1_000_000).contains(item.task),
        item.rows.allSatisfy({ $0.task == item.task && $0.features.count == size })
      else {
        throw LearningError(
          "snapshot's task \(item.task)", found: "sums or rows that do not fit",
          allowed: "finite sums over \(size) features")
      }
      try restore(block: item.block, task: item.task, sums: item.sums, rows: item.rows)
    }
    for item in saved.priors {
      try restorePrior(
        block: item.block, task: item.task, means: item.means, covariances: item.covariances)
    }
    for item in saved.fits {
      guard blocks.indices.contains(item.block), item.task >= 0,
        item.task < blocks[item.block].taskCount
      else {
        throw LearningError(
          "snapshot's fit", found: "task \(item.task), block \(item.block)",
          allowed: "one that exists")
      }
      try blocks[item.block].restore(task: item.task, fits: item.models)
    }
    restore(decisions: saved.decisions)
    if noise != nil, let saved = saved.noise {
      try LearningError.checkPositive("snapshot's noise", saved.variance)
      noise = saved
      setNoise(variance: saved.variance)
    }
  }
}
