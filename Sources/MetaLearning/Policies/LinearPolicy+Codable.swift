import Support

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
      var fits: [LinearBlock.Fit]?
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
    /// Weights of the models, if nothing has come in after they were weighed.
    var weights: [Double]?

    /// Holds the sizes that no list bears out against what a state may cost, before it costs it.
    func check() throws(ArgumentError) {
      try settings.checkSize()
      try StateBounds.requireCount(decisions, "decisions")
      let (blocks, models) = (settings.layout.blocks, settings.taskCovariances.count)
      let numbers = settings.layout.features * settings.layout.features + 16
      try StateBounds.requireSize(tasks.count, models, numbers)
      try StateBounds.requireSize(descriptions.count, blocks, models, numbers)
    }
  }

  /// Writes assumptions and sums; provisional rows are not state, their owner sends them again.
  package func encode(to encoder: any Encoder) throws {
    var tasks: [Saved.Task] = []
    var priors: [Saved.Prior] = []
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
            }, fits: block.fits(of: task)))
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
      tasks: tasks, priors: priors,
      weights: weightsVersion == rowsVersion ? logWeights : nil
    ).encode(to: encoder)
  }

  package init(from decoder: any Decoder) throws {
    let saved = try Saved(from: decoder)
    try saved.check()
    try self.init(saved.settings, rule: saved.rule, floor: saved.floor, kind: saved.kind)
    let size = settings.layout.features
    for item in saved.descriptions {
      guard (0...taskCount).contains(item.task), item.features.count == settings.taskFeatures,
        item.features.allSatisfy(\.isFinite)
      else {
        throw ArgumentError(
          "snapshot's task \(item.task)", found: "features that do not fit",
          allowed: "\(settings.taskFeatures) finite numbers")
      }
      begin(task: item.task, features: item.features)
    }
    var restored = blocks.map { _ in 0 }
    for item in saved.tasks {
      // Each set of weights lists its markets in order, so that none comes twice and none is made
      // up by a great number.
      guard item.sums.isValid, item.sums.dimension == size, blocks.indices.contains(item.block),
        item.task == restored[item.block],
        item.rows.allSatisfy({
          $0.task == item.task && $0.features.count == size && $0.reward.isFinite
            && $0.weight.isFinite && $0.features.allSatisfy(\.isFinite)
        })
      else {
        throw ArgumentError(
          "snapshot's task \(item.task)", found: "sums or rows that do not fit",
          allowed: "finite sums over \(size) features, market by market")
      }
      restored[item.block] += 1
      try restore(block: item.block, task: item.task, sums: item.sums, rows: item.rows)
    }
    for item in saved.priors {
      try restorePrior(
        block: item.block, task: item.task, means: item.means, covariances: item.covariances)
    }
    for item in saved.tasks {
      if let fits = item.fits, !fits.isEmpty {
        try restore(block: item.block, task: item.task, fits: fits)
      }
    }
    decisions = saved.decisions
    if noise != nil, let saved = saved.noise {
      for number in [saved.variance, saved.guess, saved.degrees] {
        try ArgumentError.checkPositive("snapshot's noise", number)
      }
      noise = saved
      setNoise(variance: saved.variance)
    }
    if let weights = saved.weights {
      try ArgumentError.checkLength("snapshot's weights", weights.count, blocks[0].models.count)
      guard weights.allSatisfy({ $0 >= 0 }), abs(weights.reduce(0, +) - 1) < 1e-6 else {
        throw ArgumentError(
          "snapshot's weights", found: "\(weights)", allowed: "shares that sum to 1")
      }
      logWeights = weights
      weightsVersion = rowsVersion
    }
  }
}
