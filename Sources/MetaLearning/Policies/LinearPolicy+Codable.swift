import GSL
import Support

extension LinearPolicy {
  /// What a snapshot holds: assumptions and sums over rows; all else is computed from them.
  private struct Saved: Codable {
    struct Prior: Codable {
      var block: Int
      var task: Int
      var means: [[Double]]
      var covariances: [[Double]]
      /// ln p(rewards of other tasks) under each model.
      var evidence: [Double]?
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
      var fits: [Fit]?
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
    /// Models that count, by task; none where they are not chosen.
    var models: [[Int]]?

    /// Holds the sizes that no list bears out against what a state may cost, before it costs it.
    func check() throws(ArgumentError) {
      try settings.checkSize()
      try StateBounds.requireCount(decisions, "decisions")
      let numbers = settings.numbersPerTask
      try StateBounds.requireSize(tasks.count, numbers / settings.layout.blocks + 1)
      try StateBounds.requireSize(descriptions.count, numbers)
    }
  }

  /// What a fit of a logistic task found, which depends on what other tasks had told by then.
  private struct Fit: Codable {
    /// The stand-in for the rows that the model of all tasks has.
    var site: LinearStatistics
    var mean: [Double]
    var covariance: [Double]
    /// Whether nothing has come in since.
    var isCurrent: Bool
    /// ln p(rewards of the task), less what no model changes.
    var evidence: Double?
  }

  /// Writes assumptions and sums; provisional rows are not state, their owner sends them again.
  package func encode(to encoder: any Encoder) throws {
    try Saved(
      settings: settings, rule: rule, floor: floor, kind: kind, decisions: decisions,
      noise: noise,
      descriptions: settings.taskFeatures == 0
        ? []
        : models[0].parts[0].descriptions.enumerated().map {
          Saved.Description(task: $0.offset, features: Array($0.element.dropFirst()))
        },
      tasks: savedTasks, priors: savedPriors, models: tasks.map(\.models)
    ).encode(to: encoder)
  }

  private var savedTasks: [Saved.Task] {
    blocks.enumerated().flatMap { number, block in
      tasks.indices.map { task in
        let rows = block.rows[task]
        return Saved.Task(
          block: number, task: task, sums: block.final[task],
          rows: (0..<rows.count).map { index in
            let start = index * rows.dimension
            return Feedback(
              task: task, action: number,
              features: Array(rows.features[start..<(start + rows.dimension)]),
              reward: rows.outcomes[index], weight: rows.weights[index])
          }, fits: fits(of: task, block: number))
      }
    }
  }

  /// Priors that were settled when a task started; all others follow from the sums.
  private var savedPriors: [Saved.Prior] {
    guard [.taskStart, .sampledMean].contains(settings.sharing) else { return [] }
    return blocks.indices.flatMap { block in
      tasks.indices.compactMap { task in
        guard tasks[task].settled != nil else { return nil }
        let priors = models.map { $0.tasks[task].priors[block] }
        return Saved.Prior(
          block: block, task: task, means: priors.map(\.mean),
          covariances: priors.map(\.covariance),
          evidence: models.map { $0.tasks[task].priorEvidence })
      }
    }
  }

  /// The fits of a logistic task, one per model; none where rows tell all.
  private func fits(of task: Int, block: Int) -> [Fit] {
    guard settings.likelihood == .logistic, settings.sharing.learnsFromOthers,
      tasks[task].isFitted
    else { return [] }
    return models.map { model in
      let belief = model.tasks[task].beliefs[block]
      return Fit(
        site: model.parts[block].tasks[task], mean: belief.mean, covariance: belief.covariance,
        isCurrent: isCurrent(task), evidence: model.tasks[task].ownEvidence)
    }
  }

  package init(from decoder: any Decoder) throws {
    let saved = try Saved(from: decoder)
    try saved.check()
    try self.init(saved.settings, rule: saved.rule, floor: saved.floor, kind: saved.kind)
    for item in saved.descriptions {
      guard (0...tasks.count).contains(item.task), item.features.count == settings.taskFeatures,
        item.features.allSatisfy(\.isFinite)
      else {
        throw ArgumentError(
          "snapshot's task \(item.task)", found: "features that do not fit",
          allowed: "\(settings.taskFeatures) finite numbers")
      }
      begin(task: item.task, features: item.features)
    }
    try restore(saved.tasks)
    decisions = saved.decisions
    if noise != nil, let saved = saved.noise {
      for number in [saved.variance, saved.guess, saved.degrees] {
        try ArgumentError.checkPositive("snapshot's noise", number)
      }
      noise = saved
      setNoise(variance: saved.variance)
    }
    try restore(saved.priors)
    for (task, chosen) in (saved.models ?? []).enumerated() where tasks.indices.contains(task) {
      guard chosen.allSatisfy(models.indices.contains), Set(chosen).count == chosen.count else {
        throw ArgumentError(
          "snapshot's models of task \(task)", found: "\(chosen)",
          allowed: "different ones below \(models.count)")
      }
      tasks[task].models = chosen
    }
    try restoreFits(saved.tasks)
  }

  private mutating func restore(_ saved: [Saved.Task]) throws(ArgumentError) {
    let size = settings.layout.features
    var restored = blocks.map { _ in 0 }
    for item in saved {
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
      blocks[item.block].restore(task: item.task, final: item.sums, rows: item.rows)
      touch(item.task)
    }
  }

  private mutating func restore(_ saved: [Saved.Prior]) throws(ArgumentError) {
    for item in saved {
      guard blocks.indices.contains(item.block), item.means.count == models.count,
        item.covariances.count == models.count, tasks.indices.contains(item.task)
      else {
        throw ArgumentError(
          "snapshot's prior", found: "task \(item.task), block \(item.block)",
          allowed: "one that exists")
      }
      let evidence = item.evidence ?? models.map { _ in 0 }
      try ArgumentError.checkLength("snapshot's evidence", evidence.count, models.count)
      // What a task of the past was expected to be is no use; the rest of it follows.
      for model in models.indices {
        let belief = try savedBelief(
          mean: item.means[model], covariance: item.covariances[model])
        if models[model].tasks[item.task].priors.isEmpty {
          models[model].settle(task: item.task, settings.sharing)
        }
        models[model].restorePrior(
          task: item.task, part: item.block, belief, evidence: evidence[model])
      }
      if item.block == blocks.count - 1 {
        chooseModels(of: item.task)
        markSettled(item.task)
      }
    }
  }

  private mutating func restoreFits(_ saved: [Saved.Task]) throws(ArgumentError) {
    var current: Set<Int> = []
    for item in saved {
      guard let fits = item.fits, !fits.isEmpty else { continue }
      try ArgumentError.checkLength("snapshot's fits", fits.count, models.count)
      for (model, fit) in fits.enumerated() {
        guard fit.site.isValid, fit.site.dimension == settings.layout.features else {
          throw ArgumentError(
            "snapshot's fit of task \(item.task)", found: "sums that do not fit",
            allowed: "finite sums")
        }
        models[model].restoreFit(
          task: item.task, part: item.block, site: fit.site,
          belief: try savedBelief(mean: fit.mean, covariance: fit.covariance),
          evidence: fit.evidence ?? 0)
      }
      tasks[item.task].isFitted = true
      if fits.allSatisfy(\.isCurrent) { current.insert(item.task) }
    }
    for task in current.sorted() {
      if settings.sharing == .everyBatch { settle(task) }
      if tasks[task].settled != nil { markBelieved(task) }
    }
  }

  private func savedBelief(
    mean: [Double], covariance: [Double]
  ) throws(ArgumentError) -> GaussianBelief {
    let size = settings.layout.features
    try ArgumentError.checkLength("snapshot's mean", mean.count, size)
    try ArgumentError.checkLength("snapshot's covariance", covariance.count, size * size)
    var matrix = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size { matrix[row, column] = covariance[row * size + column] }
    }
    return try GaussianBelief(mean: mean, covariance: matrix)
  }
}
