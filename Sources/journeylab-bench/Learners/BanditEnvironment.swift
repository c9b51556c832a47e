import GSL
import MetaLearning

/// A world of decisions whose truth is known, drawn by key: more tasks or steps change none before.
protocol BanditEnvironment {
  var key: BanditKey { get }
  var tasks: Int { get }
  /// Number of decisions over all tasks.
  var steps: Int { get }
  var actions: Int { get }
  /// Describes a decision, and makes it the one that `expected` and `reward` speak of.
  mutating func advance(to step: Int, _ context: inout Context)
  func expected(_ action: Int) -> Double
  func reward(_ action: Int, at step: Int) -> Double
}

extension BanditEnvironment {
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

  func truth(_ number: Int, visit: UInt32 = 0) -> RandomStream {
    RandomStream(
      key: key, customer: UInt64(number), place: Self.truth, visit: visit, purpose: .trait)
  }

  func reward(_ step: Int) -> RandomStream {
    RandomStream(key: key, customer: UInt64(step), place: Self.rewards, purpose: .visit)
  }

  func policy(_ task: Int) -> RandomStream {
    RandomStream(
      key: key, customer: UInt64(task), place: Place("bandit", "policy"), purpose: .policy)
  }
}
