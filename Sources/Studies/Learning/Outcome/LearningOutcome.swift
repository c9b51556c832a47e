package import Foundation
package import Scenarios

/// How policies fared on the markets of a family: exact sums by policy, market, bin and replication.
///
/// Bins split the customers of a market who met a decision by their number in the order of their
/// first decision, which is the same under each policy as long as customers share nothing: numbers
/// of two policies in the same cell are pairs.
package struct LearningOutcome: Sendable, Equatable, Codable {
  /// A policy of the comparison.
  package struct Contestant: Sendable, Hashable, Codable {
    /// Name as in the file.
    package var name: String
    /// How it learns.
    package var learner: Learner

    /// Describes a policy.
    package init(name: String, learner: Learner) {
      self.name = name
      self.learner = learner
    }
  }

  /// A market of the family.
  package struct Market: Sendable, Hashable, Codable {
    /// Number of the market in the family, training markets first.
    package var index: Int
    /// Whether policies are judged in it, each from its state after the training markets.
    package var isTest: Bool

    /// Describes a market.
    package init(index: Int, isTest: Bool) {
      self.index = index
      self.isTest = isTest
    }
  }

  /// A decision point and its actions.
  package struct Point: Sendable, Hashable, Codable {
    /// Name as in the file.
    package var name: String
    /// Names of the lever's actions, in file order.
    package var actions: [String]
    /// Index of the action that business as usual takes.
    package var statusQuo: Int

    /// Describes a decision point.
    package init(name: String, actions: [String], statusQuo: Int) {
      self.name = name
      self.actions = actions
      self.statusQuo = statusQuo
    }
  }

  /// What the best makers of a market are, found by roll-out with common random numbers.
  package struct Truth: Sendable, Hashable, Codable {
    /// Best fixed action of each decision point.
    package var bestActions: [Int]
    /// Expected reward per customer who meets a decision, by variant, in units of reward.
    package var rewards: [Double]
    /// Standard error of each.
    package var errors: [Double]
    /// Expected reward per such customer with the best action of each observed context.
    package var contextReward: Double
    /// Customers of the roll-out who met a decision.
    package var customers: Int

    /// Collects what a roll-out found.
    package init(
      bestActions: [Int], rewards: [Double], errors: [Double], contextReward: Double,
      customers: Int
    ) {
      self.bestActions = bestActions
      self.rewards = rewards
      self.errors = errors
      self.contextReward = contextReward
      self.customers = customers
    }
  }

  /// Level of all intervals.
  package static let confidence = 0.95

  /// What the scenario is called.
  package var title: String
  /// Seed of all draws.
  package var seed: UInt64
  /// What policies were rewarded by.
  package var reward: RewardMeasure
  /// The scenario's currency.
  package var currency: Currency
  /// The decision points, in file order.
  package var points: [Point]
  /// The policies, in file order.
  package var policies: [Contestant]
  /// The markets, in order; training markets first.
  package var markets: [Market]
  /// Greatest number of a customer, from 1, in each bin, ascending.
  package var bins: [Int]
  /// Draws of the whole family.
  package var replications: Int
  /// Sums by ((policy × markets + market) × bins + bin) × replications + replication.
  package var cells: [LearningSums]
  /// What was best, by market × replications + replication.
  package var truths: [Truth]
  /// Each policy's state after the training markets of replication 0, as JSON; nil if it has none.
  package var states: [Data?]

  /// Collects what a study found.
  ///
  /// Cells are as many as policies × markets × bins × replications; other numbers are taken as none.
  package init(
    title: String, seed: UInt64, reward: RewardMeasure, currency: Currency, points: [Point],
    policies: [Contestant], markets: [Market], bins: [Int], replications: Int,
    cells: [LearningSums] = [], truths: [Truth] = [], states: [Data?] = []
  ) {
    self.title = title
    self.seed = seed
    self.reward = reward
    self.currency = currency
    self.points = points
    self.policies = policies
    self.markets = markets
    self.bins = bins
    self.replications = replications
    let count = policies.count * markets.count * bins.count * replications
    self.cells = cells.count == count ? cells : Array(repeating: LearningSums(), count: count)
    self.truths = truths
    self.states =
      states.count == policies.count
      ? states : Array(repeating: nil, count: policies.count)
  }

  /// The part of a unit of reward in one unit of the sums: 1 for conversions and orders, minor
  /// units of a major unit of money else.
  package var unitsPerReward: Double { reward.unitsPerReward(in: currency) }

  /// Minor units of one major unit of the currency.
  package var minorUnitsPerMajor: Double { Double(currency.minorPerMajor) }

  /// Index into ``cells``.
  package func cell(policy: Int, market: Int, bin: Int, replication: Int) -> Int {
    ((policy * markets.count + market) * bins.count + bin) * replications + replication
  }

  /// Sums of one cell.
  package func sums(policy: Int, market: Int, bin: Int, replication: Int) -> LearningSums {
    cells[cell(policy: policy, market: market, bin: bin, replication: replication)]
  }

  /// Sums of a policy in a market's bin over all replications.
  package func sums(policy: Int, market: Int, bin: Int) -> LearningSums {
    var total = LearningSums()
    for replication in 0..<replications {
      total.add(sums(policy: policy, market: market, bin: bin, replication: replication))
    }
    return total
  }

  /// What was best in a market of a replication, if the truth was found.
  package func truth(market: Int, replication: Int) -> Truth? {
    let index = market * replications + replication
    return truths.indices.contains(index) ? truths[index] : nil
  }

  /// Number of the first customer, from 1, of a bin.
  package func firstCustomer(ofBin bin: Int) -> Int {
    bin == 0 ? 1 : bins[bin - 1] + 1
  }

  /// Indices of the markets in which policies are judged.
  package var testMarkets: [Int] { markets.indices.filter { markets[$0].isTest } }

  /// Indices of the markets in which policies learned before.
  package var trainingMarkets: [Int] { markets.indices.filter { !markets[$0].isTest } }

  /// Index of the first policy with a learner.
  package func policy(_ learner: Learner) -> Int? {
    policies.firstIndex { $0.learner == learner }
  }
}
