import GSL

/// One structure of how tasks differ, with its posterior of what they share and its beliefs.
struct LinearModel: Sendable {
  /// What is believed of a task.
  struct Task: Sendable {
    /// Priors of the task's weights by part; empty until they are settled.
    var priors: [GaussianBelief] = []
    /// ln p(rewards of all other tasks), as far as the priors know them.
    var priorEvidence = 0.0
    var beliefs: [GaussianBelief] = []
    /// ln p(rewards of the task) under the priors, less what no structure changes.
    var ownEvidence = 0.0

    var logEvidence: Double { priorEvidence + ownEvidence }
  }

  /// One for each set of weights, or a single one of all sets stacked where they differ together.
  private(set) var parts: [HierarchicalGaussian]
  let isJoint: Bool
  private(set) var tasks: [Task] = []
  /// Changes of each task that the parts know of.
  private var seen: [Int] = []

  init(parts: [HierarchicalGaussian], isJoint: Bool) {
    self.parts = parts
    self.isJoint = isJoint
  }

  mutating func prepare(task: Int) {
    while tasks.count <= task {
      tasks.append(Task(beliefs: parts.map { GaussianBelief(dimension: $0.dimension) }))
      seen.append(0)
    }
    for part in parts.indices { parts[part].prepare(task: task) }
  }

  mutating func describe(task: Int, features: [Double]) {
    for part in parts.indices { parts[part].describe(task: task, features: features) }
  }

  mutating func setNoise(variance: Double) {
    for part in parts.indices { parts[part].setNoise(variance: variance) }
  }

  /// Takes over the sums of all tasks that have changed, but those of one.
  mutating func pull(_ rows: [LinearRows], changes: [Int], except own: Int? = nil) {
    for task in changes.indices where task != own && seen[task] != changes[task] {
      seen[task] = changes[task]
      let sums = rows.map { $0.sums(of: task) }
      if isJoint {
        parts[0].replace(task: task, with: LinearStatistics(stacking: sums))
      } else {
        for part in parts.indices { parts[part].replace(task: task, with: sums[part]) }
      }
    }
  }

  /// Settles a task's priors by what others have told.
  mutating func settle(task: Int, _ sharing: LinearSettings.Sharing) {
    var evidence = 0.0
    let priors = parts.indices.map { part in
      switch sharing {
      case .everyBatch, .taskStart:
        let outlook = parts[part].outlook(on: task)
        evidence += outlook.logEvidence
        return outlook.prior
      case .sampledMean: return parts[part].taskPrior(at: parts[part].meanPosterior(of: task).mean)
      case .known(let means): return parts[part].taskPrior(at: means[part])
      case .nothing: return parts[part].taskPrior(around: parts[part].meanPrior(of: task))
      }
    }
    tasks[task].priors = priors
    tasks[task].priorEvidence = evidence
  }

  /// Moves the priors' means to a draw of what tasks share.
  mutating func drawPriors(of task: Int, using stream: inout RandomStream) {
    for part in parts.indices {
      parts[part].meanPosterior(of: task).draw(
        into: &tasks[task].priors[part].mean, using: &stream)
    }
  }

  /// Conditions the settled priors on the task's own rows.
  mutating func believe(
    task: Int, _ rows: [LinearRows], learnsFromOthers: Bool, isFitted: Bool
  ) {
    let precision = 1 / parts[0].noiseVariance
    let priors = tasks[task].priors
    var evidence = 0.0
    if isJoint {
      evidence =
        tasks[task].beliefs[0].condition(
          onBlocks: rows.map { $0.sums(of: task) }, prior: priors[0], noisePrecision: precision)
        ?? 0
    } else if rows[0].isLogistic {
      for (part, prior) in priors.enumerated() {
        let start = isFitted ? tasks[task].beliefs[part].mean : prior.mean
        let site = LaplaceSite(rows: rows[part].groups(of: task), prior: prior, start: start)
        evidence +=
          tasks[task].beliefs[part].condition(
            on: site.statistics, prior: prior, noisePrecision: precision) ?? 0
        evidence -= 0.5 * site.statistics.square
        tasks[task].beliefs[part].mean = site.mode
        if learnsFromOthers { parts[part].replace(task: task, with: site.statistics) }
      }
    } else {
      for (part, prior) in priors.enumerated() {
        evidence +=
          tasks[task].beliefs[part].condition(
            on: rows[part].sums(of: task), prior: prior, noisePrecision: precision) ?? 0
      }
    }
    tasks[task].ownEvidence = evidence
  }
}

extension LinearModel {
  /// Means and covariances of the scores of all blocks, laid out for decisions.
  func addRows(of task: Int, to panel: inout QuadraticPanel, blocks: Int) {
    let beliefs = tasks[task].beliefs
    guard isJoint else {
      for belief in beliefs {
        panel.addMean(belief.mean, from: 0)
        panel.addForm(belief.covariance, size: belief.dimension, row: 0, column: 0)
      }
      return
    }
    let size = beliefs[0].dimension / blocks
    for block in 0..<blocks {
      panel.addMean(beliefs[0].mean, from: block * size)
      for other in 0...block {
        panel.addForm(
          beliefs[0].covariance, size: beliefs[0].dimension, row: block * size,
          column: other * size)
      }
    }
  }

  /// Belief about one set of weights, whatever the others are.
  func belief(of block: Int, task: Int, dimension: Int) -> GaussianBelief {
    let beliefs = tasks[task].beliefs
    guard isJoint else { return beliefs[block] }
    var belief = GaussianBelief(dimension: dimension)
    let whole = beliefs[0].dimension
    let start = block * dimension
    for row in 0..<dimension {
      belief.mean[row] = beliefs[0].mean[start + row]
      for column in 0..<dimension {
        belief.covariance[row * dimension + column] =
          beliefs[0].covariance[(start + row) * whole + start + column]
      }
    }
    _ = DenseKernel.factorWithJitter(
      belief.covariance, size: dimension, into: &belief.factor)
    return belief
  }

  mutating func drawCommonMean(
    of part: Int, scale: Double, using stream: inout RandomStream
  ) -> [Double] {
    parts[part].drawCommonMean(scale: scale, using: &stream)
  }

  mutating func draw(
    _ part: Int, task: Int, around mean: [Double], scale: Double, into weights: inout [Double],
    using stream: inout RandomStream
  ) {
    parts[part].draw(task: task, around: mean, scale: scale, into: &weights, using: &stream)
  }

  mutating func restorePrior(
    task: Int, part: Int, _ prior: GaussianBelief, evidence: Double
  ) {
    tasks[task].priors[part] = prior
    tasks[task].priorEvidence = evidence
  }

  /// Takes over the fit of a logistic task.
  mutating func restoreFit(
    task: Int, part: Int, site: LinearStatistics, belief: GaussianBelief, evidence: Double
  ) {
    parts[part].replace(task: task, with: site)
    tasks[task].beliefs[part] = belief
    tasks[task].ownEvidence = evidence
  }
}
