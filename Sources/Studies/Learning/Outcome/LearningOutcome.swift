package import Foundation
package import MetaLearning
package import Scenarios

/// How policies fared on the markets of a family: exact sums by policy, market, bin and replication.
///
/// Bins split the customers of a market who met a decision by their number in the order of their
/// first decision, which is the same under each policy as long as customers share nothing: numbers
/// of two policies in the same cell are pairs.
package struct LearningOutcome: Sendable, Equatable, Codable {
  package struct Contestant: Sendable, Hashable, Codable {
    package var name: String
    package var learner: Learner

    package init(name: String, learner: Learner) {
      self.name = name
      self.learner = learner
    }
  }

  package struct Market: Sendable, Hashable, Codable {
    /// Number of the market in the family, training markets first.
    package var index: Int
    /// Whether policies are judged in it, each from its state after the training markets.
    package var isTest: Bool

    package init(index: Int, isTest: Bool) {
      self.index = index
      self.isTest = isTest
    }
  }

  package struct Point: Sendable, Hashable, Codable {
    package var name: String
    package var actions: [String]
    package var statusQuo: Int

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
    var errors: [Double]
    /// Expected reward per such customer with the best action of each observed context.
    var contextReward: Double
    /// Customers of the roll-out who met a decision.
    package var customers: Int

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

  /// What a policy's program was asked and got wrong, all of its processes together.
  package struct Conduct: Sendable, Hashable, Codable {
    package var policy: String
    package var counts: ExternalCounts

    package init(policy: String, counts: ExternalCounts) {
      self.policy = policy
      self.counts = counts
    }
  }

  package static let confidence = 0.95

  package var title: String
  package var seed: UInt64
  package var reward: RewardMeasure
  package var currency: Currency
  package var points: [Point]
  package var policies: [Contestant]
  /// The markets, in order; training markets first.
  package var markets: [Market]
  /// Greatest number of a customer, from 1, in each bin, ascending.
  package var bins: [Int]
  package var replications: Int
  /// In a quick look, the customers from whom the best of each market was found; else nil.
  package var quickTruth: Int?
  /// Sums by ((policy × markets + market) × bins + bin) × replications + replication.
  package var cells: [LearningSums]
  /// What was best, by market × replications + replication.
  package var truths: [Truth]
  /// Each policy's state after the training markets of replication 0, as JSON; nil if it has none.
  package var states: [Data?]
  /// The conduct of policies that are programs of the user's.
  package var programs: [Conduct] = []

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
  var minorUnitsPerMajor: Double { Double(currency.minorPerMajor) }

  func cell(policy: Int, market: Int, bin: Int, replication: Int) -> Int {
    ((policy * markets.count + market) * bins.count + bin) * replications + replication
  }

  package func sums(policy: Int, market: Int, bin: Int, replication: Int) -> LearningSums {
    cells[cell(policy: policy, market: market, bin: bin, replication: replication)]
  }

  package func sums(policy: Int, market: Int, bin: Int) -> LearningSums {
    var total = LearningSums()
    for replication in 0..<replications {
      total.add(sums(policy: policy, market: market, bin: bin, replication: replication))
    }
    return total
  }

  func truth(market: Int, replication: Int) -> Truth? {
    let index = market * replications + replication
    return truths.indices.contains(index) ? truths[index] : nil
  }

  /// Number of the first customer, from 1, of a bin.
  package func firstCustomer(ofBin bin: Int) -> Int {
    bin == 0 ? 1 : bins[bin - 1] + 1
  }

  package var testMarkets: [Int] { markets.indices.filter { markets[$0].isTest } }
  package var trainingMarkets: [Int] { markets.indices.filter { !markets[$0].isTest } }

  func policy(_ learner: Learner) -> Int? {
    policies.firstIndex { $0.learner == learner }
  }
}
