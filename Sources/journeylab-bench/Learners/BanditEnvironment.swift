import GSL
import MetaLearning

/// A world of decisions whose truth is known, drawn by key: more tasks or steps change none before.
protocol BanditEnvironment {
  /// Draws of the world.
  var key: BanditKey { get }
  /// Number of tasks.
  var tasks: Int { get }
  /// Number of decisions over all tasks.
  var steps: Int { get }
  /// Number of actions.
  var actions: Int { get }
  /// Describes a decision, and makes it the one that `expected` and `reward` speak of.
  mutating func advance(to step: Int, _ context: inout Context)
  /// Expected reward of an action.
  func expected(_ action: Int) -> Double
  /// Draws the reward of an action.
  func reward(_ action: Int, at step: Int) -> Double
}

extension BanditEnvironment {
  /// Expected reward of the best action.
  var best: Double {
    var best = -Double.infinity
    for action in 0..<actions { best = max(best, expected(action)) }
    return best
  }
}

/// The draws of a world, apart from those of policies.
struct BanditKey: Sendable {
  let key: RandomKey
  private static let truth = Place("bandit", "truth")
  private static let rewards = Place("bandit", "reward")

  /// Draws of what a task is like.
  func truth(_ number: Int, visit: UInt32 = 0) -> RandomStream {
    RandomStream(
      key: key, customer: UInt64(number), place: Self.truth, visit: visit, purpose: .trait)
  }

  /// Draws of one decision's reward.
  func reward(_ step: Int) -> RandomStream {
    RandomStream(key: key, customer: UInt64(step), place: Self.rewards, purpose: .choice)
  }

  /// A policy's own draws in a task.
  func policy(_ task: Int) -> RandomStream {
    RandomStream(
      key: key, customer: UInt64(task), place: Place("bandit", "policy"), purpose: .policy)
  }
}
