import GSL
import MetaLearning

/// How many arms and tasks there are, and how far tasks lie apart.
struct ArmWorld: Sendable, Hashable {
  var actions = 4
  /// Standard deviation of an arm's common mean.
  var hyperDeviation = 0.5
  /// Standard deviation of a task's mean around it; the reward's own is 1.
  var taskDeviation = 0.1
  var tasks = 20
  /// Customers of a task.
  var rounds = 200
}

/// Arms with normal rewards, whose means differ between tasks around a common mean.
struct GaussianArms: BanditEnvironment {
  let key: BanditKey
  let tasks: Int
  let rounds: Int
  let noise = 1.0
  let common: [Double]
  private let means: [[Double]]
  private var task = 0

  init(key: BanditKey, _ world: ArmWorld) {
    self.key = key
    tasks = world.tasks
    rounds = world.rounds
    var stream = key.truth(0)
    let common = (0..<world.actions).map { _ in world.hyperDeviation * stream.standardNormal() }
    self.common = common
    means = (0..<world.tasks).map { task in
      var stream = key.truth(task, visit: 1)
      return common.map { $0 + world.taskDeviation * stream.standardNormal() }
    }
  }

  var steps: Int { tasks * rounds }
  var actions: Int { common.count }

  mutating func advance(to step: Int, _ context: inout Context) {
    task = step / rounds
    context.task = task
  }

  func expected(_ action: Int) -> Double { means[task][action] }

  func reward(_ action: Int, at step: Int) -> Double {
    var stream = key.reward(step)
    return expected(action) + noise * stream.standardNormal()
  }
}

/// Two arms with rewards of 0 and 1, whose chances come from one of two priors.
struct BernoulliArms: BanditEnvironment {
  typealias Shape = BetaThompson.Shape
  static let candidates = [
    [Shape(6, 2), Shape(2, 6)], [Shape(2, 6), Shape(6, 2)],
  ]

  let key: BanditKey
  let tasks = 20
  let rounds = 200
  /// Number of the prior that tasks are drawn from.
  let candidate: Int
  private let chances: [[Double]]
  private var task = 0

  init(key: BanditKey) {
    self.key = key
    var stream = key.truth(0)
    let candidate = stream.uniform() < 0.5 ? 0 : 1
    self.candidate = candidate
    chances = (0..<20).map { task in
      var stream = key.truth(task, visit: 1)
      return Self.candidates[candidate].map { stream.beta($0.a, $0.b) }
    }
  }

  var steps: Int { tasks * rounds }
  var actions: Int { 2 }

  mutating func advance(to step: Int, _ context: inout Context) {
    task = step / rounds
    context.task = task
  }

  func expected(_ action: Int) -> Double { chances[task][action] }

  func reward(_ action: Int, at step: Int) -> Double {
    var stream = key.reward(step)
    return stream.uniform() < expected(action) ? 1 : 0
  }
}
