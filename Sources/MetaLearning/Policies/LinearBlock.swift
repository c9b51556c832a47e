import GSL

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

  mutating func restore(task: Int, final sums: LinearStatistics, rows saved: [Feedback]) {
    prepare(task: task)
    final[task] = sums
    for row in saved { add(row) }
    if !isLogistic { publish(task) }
  }

  /// What a fit of a logistic task found, which depends on what other tasks had told by then.
  struct Fit: Sendable, Codable {
    /// The stand-in for the rows that the model of all tasks has.
    var site: LinearStatistics
    var mean: [Double]
    var covariance: [Double]
    /// Whether nothing has come in since.
    var isCurrent: Bool
  }

  /// The fits of a logistic task, one per model; none where rows tell all.
  func fits(of task: Int) -> [Fit] {
    guard isLogistic, learnsFromOthers, models.allSatisfy({ $0.tasks.indices.contains(task) }),
      versions[index(task, 0)] >= 0
    else { return [] }
    let isCurrent = !isStale(task: task)
    return models.indices.map { model in
      let belief = beliefs[index(task, model)]
      return Fit(
        site: models[model].tasks[task], mean: belief.mean, covariance: belief.covariance,
        isCurrent: isCurrent)
    }
  }

  mutating func restore(task: Int, fits: [Fit], beliefs restored: [GaussianBelief]) {
    for model in models.indices {
      models[model].replace(task: task, with: fits[model].site)
      beliefs[index(task, model)] = restored[model]
      versions[index(task, model)] =
        fits[model].isCurrent ? (sharing == .everyBatch ? version : taskVersions[task]) : 0
    }
  }

  func index(_ task: Int, _ model: Int) -> Int { task * models.count + model }

  /// Whether decisions of a task would draw from outdated beliefs.
  func isStale(task: Int) -> Bool {
    guard taskVersions.indices.contains(task) else { return true }
    let wanted = sharing == .everyBatch ? version : taskVersions[task]
    return versions[task * models.count] != wanted
  }

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
    case .sampledMean, .known:
      var belief = GaussianBelief(dimension: dimension)
      belief.mean = knownMean ?? models[model].meanPosterior(of: task).mean
      belief.covariance = models[model].taskCovariance
      belief.factor = models[model].taskFactor
      return belief
    case .nothing: return models[model].taskPrior(around: models[model].meanPrior(of: task))
    }
  }

  mutating func refresh(task: Int) {
    prepare(task: task)
    if needsPrior(task: task) { settlePrior(task: task) }
    for model in models.indices {
      let position = index(task, model)
      if isLogistic {
        fit(task, model)
      } else if sharing == .everyBatch {
        models[model].marginal(of: task, into: &beliefs[position])
      } else if let prior = priors[position] {
        _ = beliefs[position].condition(
          priorMean: prior.mean, priorFactor: prior.factor, on: sums(of: task),
          noisePrecision: 1 / models[model].noiseVariance)
      }
      versions[position] = sharing == .everyBatch ? version : taskVersions[task]
    }
  }

  /// Fits a logistic task, and hands its stand-in to the model of all tasks.
  private mutating func fit(_ task: Int, _ model: Int) {
    let position = index(task, model)
    let prior = sharing == .everyBatch ? prior(task, model) : priors[position]
    guard let prior else { return }
    let start = versions[position] < 0 ? prior.mean : beliefs[position].mean
    let site = LaplaceSite(
      rows: [rows[task], provisionalRows[task]], priorMean: prior.mean,
      priorFactor: prior.factor, start: start)
    _ = beliefs[position].condition(
      priorMean: prior.mean, priorFactor: prior.factor, on: site.statistics, noisePrecision: 1)
    beliefs[position].mean = site.mode
    if learnsFromOthers { models[model].replace(task: task, with: site.statistics) }
  }

  /// Adds each model's log evidence to what other sets of weights have told.
  mutating func addEvidence(to logWeights: inout [Double]) {
    for model in models.indices { logWeights[model] += models[model].logEvidence() }
  }

  mutating func drawCommonMean(using stream: inout RandomStream) -> [Double] {
    models[0].drawCommonMean(using: &stream)
  }

  mutating func draw(
    task: Int, around mean: [Double], into weights: inout [Double],
    using stream: inout RandomStream
  ) {
    models[0].draw(task: task, around: mean, into: &weights, using: &stream)
  }
}
