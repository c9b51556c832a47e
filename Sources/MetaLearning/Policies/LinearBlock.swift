internal import GSL

/// One set of weights: its rows by task, and the posterior that decisions draw from.
struct LinearBlock: Sendable {
  let likelihood: LinearSettings.Likelihood
  let sharing: LinearSettings.Sharing
  let knownMean: [Double]?
  /// One model per candidate of S.
  private(set) var models: [HierarchicalGaussian]
  /// What a task has told for good.
  private(set) var final: [LinearStatistics] = []
  private(set) var provisional: [LinearStatistics?] = []
  private(set) var rows: [LogisticRows] = []
  private var provisionalRows: [LogisticRows] = []
  /// Priors that were settled when a task started, by task and model.
  var priors: [GaussianBelief?] = []
  private(set) var beliefs: [GaussianBelief] = []
  private var versions: [Int] = []
  private var taskVersions: [Int] = []
  private(set) var version = 0
  /// What least squares leaves of each task's rewards, and where that is out of date.
  private(set) var residuals: [PooledNoise.Part] = []
  private var staleResiduals: Set<Int> = []
  private let learnsNoise: Bool

  init(
    settings: LinearSettings, models: [HierarchicalGaussian], block: Int
  ) {
    likelihood = settings.likelihood
    sharing = settings.sharing
    self.models = models
    if case .gaussianWithUnknownNoise = settings.likelihood {
      learnsNoise = true
    } else {
      learnsNoise = false
    }
    if case .known(let means) = settings.sharing {
      knownMean = means[block]
    } else {
      knownMean = nil
    }
  }

  var dimension: Int { models[0].dimension }
  var taskCount: Int { final.count }

  private var isLogistic: Bool { likelihood == .logistic }
  private var learnsFromOthers: Bool {
    switch sharing {
    case .everyBatch, .taskStart, .sampledMean: true
    case .nothing, .known: false
    }
  }

  mutating func prepare(task: Int) {
    while final.count <= task {
      final.append(LinearStatistics(dimension: dimension))
      provisional.append(nil)
      rows.append(LogisticRows(dimension: dimension))
      provisionalRows.append(LogisticRows(dimension: dimension))
      taskVersions.append(0)
      residuals.append(PooledNoise.Part())
      for _ in models {
        priors.append(nil)
        beliefs.append(GaussianBelief(dimension: dimension))
        versions.append(-1)
      }
    }
    if learnsFromOthers {
      for index in models.indices { models[index].prepare(task: task) }
    }
  }

  mutating func add(_ row: Feedback) {
    prepare(task: row.task)
    if isLogistic {
      rows[row.task].add(features: row.features, outcome: row.reward, weight: row.weight)
    } else {
      final[row.task].add(features: row.features, reward: row.reward, weight: row.weight)
      if learnsFromOthers {
        for index in models.indices {
          models[index].add(
            task: row.task, features: row.features, reward: row.reward, weight: row.weight)
        }
      }
    }
    touch(row.task)
  }

  /// Forgets provisional rows; those to come follow by `addProvisional`.
  mutating func clearProvisional() {
    for task in final.indices {
      if provisionalRows[task].count > 0 {
        provisionalRows[task].removeAll()
        touch(task)
      }
      if provisional[task] != nil {
        provisional[task] = nil
        publish(task)
      }
    }
  }

  mutating func addProvisional(_ row: Feedback) {
    prepare(task: row.task)
    if isLogistic {
      provisionalRows[row.task].add(
        features: row.features, outcome: row.reward, weight: row.weight)
      touch(row.task)
    } else {
      var sums = provisional[row.task] ?? LinearStatistics(dimension: dimension)
      sums.add(features: row.features, reward: row.reward, weight: row.weight)
      provisional[row.task] = sums
      publish(row.task)
    }
  }

  /// Sums of a task, provisional rows included.
  private func sums(of task: Int) -> LinearStatistics {
    guard let extra = provisional[task] else { return final[task] }
    var sum = final[task]
    sum.add(extra)
    return sum
  }

  private mutating func publish(_ task: Int) {
    if learnsFromOthers {
      let sum = sums(of: task)
      for index in models.indices { models[index].replace(task: task, with: sum) }
    }
    touch(task)
  }

  private mutating func touch(_ task: Int) {
    version += 1
    taskVersions[task] = version
    if learnsNoise { staleResiduals.insert(task) }
  }

  /// Notes what is known of a task.
  mutating func describe(task: Int, features: [Double]) {
    prepare(task: task)
    for index in models.indices { models[index].describe(task: task, features: features) }
    version += 1
    taskVersions[task] = version
  }

  /// Brings the residuals of all tasks up to date; false if none had changed.
  mutating func refreshResiduals() -> Bool {
    guard !staleResiduals.isEmpty else { return false }
    for task in staleResiduals { residuals[task] = PooledNoise.part(of: sums(of: task)) }
    staleResiduals.removeAll(keepingCapacity: true)
    return true
  }

  /// Takes another noise variance for all tasks.
  mutating func setNoise(variance: Double) {
    for index in models.indices { models[index].setNoise(variance: variance) }
    version += 1
    for task in taskVersions.indices { taskVersions[task] = version }
  }

  mutating func discount(by factor: Double) {
    for task in final.indices {
      final[task].discount(by: factor)
      rows[task].discount(by: factor)
      if !isLogistic { publish(task) } else { touch(task) }
    }
  }

  mutating func reset(task: Int) {
    prepare(task: task)
    final[task] = LinearStatistics(dimension: dimension)
    rows[task].removeAll()
    for index in models.indices { priors[task * models.count + index] = nil }
    publish(task)
  }

  /// Replaces a logistic task's rows by their final stand-in.
  mutating func close(task: Int) {
    guard isLogistic, final.indices.contains(task) else { return }
    refresh(task: task)
    if learnsFromOthers { return }
    rows[task].removeAll()
  }

  /// Takes a saved task over.
  mutating func restore(task: Int, final sums: LinearStatistics, rows saved: [Feedback]) {
    prepare(task: task)
    final[task] = sums
    for row in saved { add(row) }
    if !isLogistic { publish(task) }
  }

  /// Fits of a task that a snapshot must hold, since they depend on when they were made.
  func fits(of task: Int) -> [LogisticFit] {
    guard isLogistic, versions[task * models.count] >= 0 else { return [] }
    return models.indices.map { model in
      let belief = beliefs[index(task, model)]
      return LogisticFit(
        mean: belief.mean, covariance: belief.covariance,
        site: models[model].tasks.indices.contains(task) ? models[model].tasks[task] : nil,
        isCurrent: !isStale(task: task))
    }
  }

  /// Takes the fits of a task over; to be called when all rows are there.
  mutating func restore(task: Int, fits: [LogisticFit]) throws(LearningError) {
    prepare(task: task)
    try LearningError.checkLength("snapshot's fits", fits.count, models.count)
    for (model, fit) in fits.enumerated() {
      let place = index(task, model)
      beliefs[place] = try fit.belief(dimension: dimension)
      if learnsFromOthers, let site = fit.site {
        guard site.isValid, site.dimension == dimension else {
          throw LearningError(
            "snapshot's fit of task \(task)", found: "sums that do not fit",
            allowed: "finite sums over \(dimension) features")
        }
        models[model].replace(task: task, with: site)
      }
      let wanted = sharing == .everyBatch ? version : taskVersions[task]
      // A number that no version has makes the fit start over, but from where it was.
      versions[place] = fit.isCurrent ? wanted : Int.max
    }
  }

  /// Number of a task's belief under a model.
  func index(_ task: Int, _ model: Int) -> Int { task * models.count + model }

  /// Whether decisions of a task would draw from outdated beliefs.
  func isStale(task: Int) -> Bool {
    guard taskVersions.indices.contains(task) else { return true }
    let wanted = sharing == .everyBatch ? version : taskVersions[task]
    return versions[task * models.count] != wanted
  }

  /// Whether the task's prior has yet to be settled.
  func needsPrior(task: Int) -> Bool {
    sharing != .everyBatch && priors[task * models.count] == nil
  }

  /// Settles the task's prior; a draw needs a stream, without one the mean is taken.
  mutating func settlePrior(task: Int) {
    for index in models.indices { priors[task * models.count + index] = prior(task, index) }
  }

  /// Settles the task's prior around a draw of the mean of all tasks.
  mutating func settlePrior(task: Int, using stream: inout RandomStream) {
    for index in models.indices {
      var belief = prior(task, index)
      if sharing == .sampledMean {
        models[index].meanPosterior(of: task).draw(into: &belief.mean, using: &stream)
      }
      priors[task * models.count + index] = belief
    }
  }

  private mutating func prior(_ task: Int, _ model: Int) -> GaussianBelief {
    switch sharing {
    case .everyBatch, .taskStart: return models[model].newTaskPrior(excluding: task)
    case .sampledMean:
      var belief = GaussianBelief(dimension: dimension)
      belief.mean = models[model].meanPosterior(of: task).mean
      belief.covariance = models[model].taskCovariance
      belief.factor = models[model].taskFactor
      return belief
    case .known:
      var belief = GaussianBelief(dimension: dimension)
      belief.mean = knownMean ?? models[model].meanPrior(of: task).mean
      belief.covariance = models[model].taskCovariance
      belief.factor = models[model].taskFactor
      return belief
    case .nothing:
      var belief = models[model].meanPrior(of: task)
      for index in belief.covariance.indices {
        belief.covariance[index] += models[model].taskCovariance[index]
      }
      _ = DenseKernel.factorWithJitter(
        belief.covariance, size: dimension, into: &belief.factor)
      return belief
    }
  }

  /// Brings a task's beliefs up to date with all rows.
  mutating func refresh(task: Int) {
    prepare(task: task)
    if needsPrior(task: task) { settlePrior(task: task) }
    for model in models.indices {
      let place = index(task, model)
      if isLogistic {
        fit(task, model)
      } else if sharing == .everyBatch {
        models[model].marginal(of: task, into: &beliefs[place])
      } else if let prior = priors[place] {
        _ = beliefs[place].condition(
          priorMean: prior.mean, priorFactor: prior.factor, on: sums(of: task),
          noisePrecision: 1 / models[model].noiseVariance)
      }
      versions[place] = sharing == .everyBatch ? version : taskVersions[task]
    }
  }

  /// Fits a logistic task, and hands its stand-in to the model of all tasks.
  private mutating func fit(_ task: Int, _ model: Int) {
    let place = index(task, model)
    let prior = sharing == .everyBatch ? prior(task, model) : priors[place]
    guard let prior else { return }
    let start = versions[place] < 0 ? prior.mean : beliefs[place].mean
    let site = LaplaceSite(
      rows: [rows[task], provisionalRows[task]], priorMean: prior.mean,
      priorFactor: prior.factor, start: start)
    _ = beliefs[place].condition(
      priorMean: prior.mean, priorFactor: prior.factor, on: site.statistics, noisePrecision: 1)
    beliefs[place].mean = site.mode
    if learnsFromOthers { models[model].replace(task: task, with: site.statistics) }
  }

  /// Adds each model's log evidence to what other sets of weights have told.
  mutating func addEvidence(to logWeights: inout [Double]) {
    for model in models.indices { logWeights[model] += models[model].logEvidence() }
  }

  /// Draws the mean of all tasks.
  mutating func drawCommonMean(using stream: inout RandomStream) -> [Double] {
    models[0].drawCommonMean(using: &stream)
  }

  /// Draws a task's weights around a mean of all tasks.
  mutating func draw(
    task: Int, around mean: [Double], into weights: inout [Double],
    using stream: inout RandomStream
  ) {
    models[0].draw(task: task, around: mean, into: &weights, using: &stream)
  }
}
