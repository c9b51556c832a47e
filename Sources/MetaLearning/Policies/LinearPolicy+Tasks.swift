import Foundation
import GSL

/// How far the beliefs about a task have come.
struct TaskProgress: Sendable {
  /// Changes of its rows.
  var changes = 0
  /// Changes of other tasks' rows, and of the noise, when its priors were settled; nil for not yet.
  var settled: Settled?
  var isBelieved = false
  /// Whether a fit of its rows was ever made.
  var isFitted = false
  /// Models that count, by index, and their weights.
  var models: [Int] = []
  var weights: [Double] = []
  /// Beliefs of those models about the scores of all actions.
  var panel = QuadraticPanel(features: 0)

  struct Settled: Sendable, Hashable {
    var others: Int
    var noise: Int
  }
}

extension LinearPolicy {
  /// A model is left out of a task's mixture below this share of the greatest weight.
  private static let leastWeight = 1e-3
  /// Models of a mixture once any other task has told something.
  private static let mostModels = 8

  /// Makes all that was computed from the rows so far be computed again.
  mutating func changed() {
    preparedTask = -1
    commonDraws.removeAll(keepingCapacity: true)
  }

  mutating func prepare(task: Int) {
    guard tasks.count <= task else { return }
    while tasks.count <= task { tasks.append(TaskProgress()) }
    for block in blocks.indices { blocks[block].prepare(task: task) }
    for model in models.indices { models[model].prepare(task: task) }
  }

  /// Notes that a task's rows have changed.
  mutating func touch(_ task: Int) {
    prepare(task: task)
    changes += 1
    tasks[task].changes += 1
    tasks[task].isBelieved = false
  }

  /// Brings the noise variance up to date, and with it what all tasks tell.
  mutating func refreshNoise() {
    guard var noise else { return }
    var hasChanged = false
    for block in blocks.indices where blocks[block].refreshResiduals() { hasChanged = true }
    guard hasChanged else { return }
    let hasMoved = noise.pool(blocks.lazy.flatMap(\.residuals))
    self.noise = noise
    if hasMoved { setNoise(variance: noise.variance) }
  }

  mutating func setNoise(variance: Double) {
    preparedTask = -1
    noiseChanges += 1
    for model in models.indices { models[model].setNoise(variance: variance) }
    for task in tasks.indices { tasks[task].isBelieved = false }
  }

  private func isSettled(_ task: Int) -> Bool {
    guard let settled = tasks[task].settled else { return false }
    return settings.sharing != .everyBatch
      || settled
        == TaskProgress.Settled(others: changes - tasks[task].changes, noise: noiseChanges)
  }

  /// Whether decisions of a task can draw from its beliefs as they are.
  func isCurrent(_ task: Int) -> Bool { tasks[task].isBelieved && isSettled(task) }

  /// Brings the beliefs about a task up to date; draws of a prior are left at their mean.
  mutating func refreshBeliefs(of task: Int) {
    refreshNoise()
    prepare(task: task)
    if !isSettled(task) { settle(task) }
    if !tasks[task].isBelieved { believe(task) }
  }

  mutating func refreshBeliefs(of task: Int, using stream: inout RandomStream) {
    refreshNoise()
    prepare(task: task)
    if !isSettled(task) {
      settle(task)
      if settings.sharing == .sampledMean {
        for model in models.indices { models[model].drawPriors(of: task, using: &stream) }
      }
    }
    if !tasks[task].isBelieved { believe(task) }
  }

  /// Settles a task's priors anew, and chooses the models that count when others first tell of it.
  mutating func settle(_ task: Int) {
    let isChosen = !tasks[task].models.isEmpty && tasks[task].models.count < models.count
    for model in isChosen ? tasks[task].models : Array(models.indices) {
      if settings.sharing.learnsFromOthers, settings.likelihood != .logistic {
        models[model].pull(blocks, changes: tasks.map(\.changes), except: task)
      }
      models[model].settle(task: task, settings.sharing)
    }
    if !isChosen { chooseModels(of: task) }
    markSettled(task)
  }

  mutating func markSettled(_ task: Int) {
    tasks[task].settled = TaskProgress.Settled(
      others: changes - tasks[task].changes, noise: noiseChanges)
    tasks[task].isBelieved = false
  }

  /// Chooses the models that count for a task by what other tasks have told of them.
  ///
  /// While none has told anything all count; then at most eight, none of which has less than a
  /// thousandth of the weight of the likeliest. Logistic models all count, because each fits a task
  /// for others to know it by.
  mutating func chooseModels(of task: Int) {
    let evidence = models.map { $0.tasks[task].priorEvidence }
    let greatest = evidence.max() ?? 0
    guard settings.likelihood != .logistic, greatest - (evidence.min() ?? 0) > 1e-9 else {
      tasks[task].models = Array(models.indices)
      return
    }
    let order = models.indices.sorted { (-evidence[$0], $0) < (-evidence[$1], $1) }
    tasks[task].models = order.prefix(Self.mostModels).filter {
      evidence[$0] >= greatest + log(Self.leastWeight)
    }.sorted()
  }

  private mutating func believe(_ task: Int) {
    for model in tasks[task].models {
      models[model].believe(
        task: task, blocks, learnsFromOthers: settings.sharing.learnsFromOthers,
        isFitted: tasks[task].isFitted)
    }
    markBelieved(task)
  }

  /// Weighs a task's models, and lays out their beliefs for decisions.
  mutating func markBelieved(_ task: Int) {
    var weights = tasks[task].models.map { models[$0].tasks[task].logEvidence }
    MixtureWeights.normalise(&weights)
    tasks[task].weights = weights
    tasks[task].isBelieved = true
    tasks[task].isFitted = true
    guard isPerAction else { return }
    var panel = QuadraticPanel(features: settings.layout.features)
    for model in tasks[task].models {
      models[model].addRows(of: task, to: &panel, blocks: blocks.count)
    }
    tasks[task].panel = panel
  }

  /// Index among a task's models of one drawn by their weights.
  func drawModel(of task: Int, using stream: inout RandomStream) -> Int {
    tasks[task].models.count > 1
      ? MixtureWeights.draw(tasks[task].weights, using: &stream) : 0
  }

  /// Index among a task's models of the one with the greatest weight.
  func likeliestModel(of task: Int) -> Int {
    let weights = tasks[task].weights
    return weights.indices.max { weights[$0] < weights[$1] } ?? 0
  }
}
