import Foundation
import GSL
import MetaLearning

/// Ten actions with features that never change, rewards linear in weights that differ by task.
struct LinearActions: BanditEnvironment {
  /// How the decisions of tasks follow each other.
  enum Schedule {
    /// One task after the other.
    case sequential(rounds: Int)
    /// So many tasks drawn for each step.
    case concurrent(tasks: Int, steps: Int)
  }

  enum Drift {
    case none, abrupt, randomWalk
  }

  static let size = 4
  static let noiseVariance = 0.5
  let key: BanditKey
  let tasks: Int
  let common: [Double]
  let features: [Double]
  private let schedule: [Int]
  private let drift: Drift
  private var weights: [[Double]]
  private var task = 0

  init(
    key: BanditKey, tasks: Int, hyperDeviation: Double, taskDeviation: Double,
    schedule: Schedule, drift: Drift = .none, actions: Int = 10
  ) {
    self.key = key
    self.tasks = tasks
    self.drift = drift
    var stream = key.truth(0)
    features = (0..<(actions * Self.size)).map { _ in stream.uniform() - 0.5 }
    let common = (0..<Self.size).map { _ in hyperDeviation * stream.standardNormal() }
    self.common = common
    weights = (0..<tasks).map { task in
      var stream = key.truth(task, visit: 1)
      return common.map { $0 + taskDeviation * stream.standardNormal() }
    }
    switch schedule {
    case .sequential(let rounds):
      self.schedule = (0..<(tasks * rounds)).map { $0 / rounds }
    case .concurrent(let together, let steps):
      var order: [Int] = []
      for step in 0..<steps {
        var stream = key.truth(step, visit: 2)
        var rest = Array(0..<tasks)
        for _ in 0..<together {
          order.append(rest.remove(at: Int(stream.uniform(below: UInt64(rest.count)))))
        }
      }
      self.schedule = order
    }
  }

  var steps: Int { schedule.count }
  var actions: Int { features.count / Self.size }

  mutating func advance(to step: Int, _ context: inout Context) {
    task = schedule[step]
    context.task = task
    if context.actionFeatures.isEmpty { context.actionFeatures = features }
    switch drift {
    case .none: break
    case .abrupt:
      if step == steps / 2 {
        var stream = key.truth(step, visit: 3)
        for index in 0..<Self.size { weights[0][index] = stream.standardNormal() }
      }
    case .randomWalk:
      var stream = key.truth(step, visit: 3)
      for index in 0..<Self.size {
        weights[0][index] =
          weights[0][index] * (1 - 1e-3).squareRoot()
          + 1e-3.squareRoot() * stream.standardNormal()
      }
    }
  }

  func expected(_ action: Int) -> Double {
    var sum = 0.0
    for index in 0..<Self.size {
      sum += features[action * Self.size + index] * weights[task][index]
    }
    return sum
  }

  func reward(_ action: Int, at step: Int) -> Double {
    var stream = key.reward(step)
    return expected(action) + Self.noiseVariance.squareRoot() * stream.standardNormal()
  }
}

/// Five interventions on customers with two observed traits; conversion is logistic.
struct LogisticCustomers: BanditEnvironment {
  static let hyperMean = [-1.0, 0, 0]
  static let hyperVariances = [0.49, 0.25, 0.25]
  static let taskDeviation = 0.25
  static let rounds = 300
  let key: BanditKey
  let tasks = 15
  let actions = 5
  /// Mean weights of all tasks, by intervention.
  let common: [[Double]]
  private let weights: [[[Double]]]
  private var task = 0
  private var customer = [1.0, 0, 0]

  init(key: BanditKey) {
    self.key = key
    var stream = key.truth(0)
    let common = (0..<5).map { _ in
      (0..<3).map {
        Self.hyperMean[$0] + Self.hyperVariances[$0].squareRoot() * stream.standardNormal()
      }
    }
    self.common = common
    weights = (0..<15).map { task in
      var stream = key.truth(task, visit: 1)
      return common.map { $0.map { $0 + Self.taskDeviation * stream.standardNormal() } }
    }
  }

  var steps: Int { tasks * Self.rounds }

  mutating func advance(to step: Int, _ context: inout Context) {
    task = step / Self.rounds
    var stream = key.truth(step, visit: 2)
    customer[1] = 0.7 * stream.standardNormal()
    customer[2] = 0.7 * stream.standardNormal()
    context.task = task
    context.features = customer
  }

  func expected(_ action: Int) -> Double {
    var sum = 0.0
    for index in customer.indices { sum += customer[index] * weights[task][action][index] }
    return 1 / (1 + exp(-sum))
  }

  func reward(_ action: Int, at step: Int) -> Double {
    var stream = key.reward(step)
    return stream.uniform() < expected(action) ? 1 : 0
  }

  /// Steps until a conversion is seen, geometric from 1 on.
  func delay(mean: Double, at step: Int) -> Int {
    var stream = key.truth(step, visit: 3)
    return 1 + Int(log(stream.uniformOpen()) / log(1 - 1 / mean))
  }
}
