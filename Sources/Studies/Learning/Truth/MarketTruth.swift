import MetaLearning
import Scenarios

/// What is best in one market, and what it brings with the market's own customers.
struct MarketTruth: Sendable {
  /// What is best at one decision point, the others at their best fixed action.
  struct Point: Sendable {
    var cells: ContextCells
    /// Best action by cell of context; cells of few customers are missing.
    var best: [[UInt8]: Int]
    /// Expected reward of each action by cell, in units of reward.
    var means: [[UInt8]: [Double]]
    /// Expected reward of each action over all contexts, in units of reward.
    var overall: [Double]

    func expected(_ context: [Double]) -> [Double] { means[cells.cell(of: context)] ?? overall }
  }

  /// Best fixed action of each decision point.
  var bestActions: [Int]
  /// Expected reward per customer who meets a decision, by variant, in units of reward.
  var rewards: [Double]
  /// Standard error of each.
  var errors: [Double]
  /// Expected reward per customer with the best action of each context.
  var contextReward: Double
  /// Customers of the roll-out who met a decision under the best variant.
  var customers: Int
  var points: [Point]
  /// Sums by bin with the best fixed actions for the market's own customers.
  var fixed: [LearningSums]
  /// Sums by bin with the best action of each context for the market's own customers.
  var context: [LearningSums]

  /// Fewest customers of a cell whose best action counts.
  static let fewestCustomers = 50

  init(sums: [VariantTotals], cells: [ContextCells], actionCounts: [Int], unitsPerReward: Double) {
    rewards = sums.map { $0.all.mean / unitsPerReward }
    errors = sums.map { $0.all.standardError / unitsPerReward }
    var best = 0
    for variant in sums.indices where rewards[variant] > rewards[best] { best = variant }
    let strides = actionCounts.indices.map { actionCounts[($0 + 1)...].reduce(1, *) }
    let bestActions = zip(strides, actionCounts).map { best / $0 % $1 }
    self.bestActions = bestActions
    customers = Int(sums[best].all.count)
    contextReward = 0
    fixed = []
    context = []
    points = actionCounts.indices.map { point in
      let variants = (0..<actionCounts[point]).map {
        best + ($0 - bestActions[point]) * strides[point]
      }
      var entry = Point(
        cells: cells[point], best: [:], means: [:],
        overall: variants.map { sums[$0].points[point].mean / unitsPerReward })
      for cell in sums[best].cells[point].keys {
        let tallies = variants.map { sums[$0].cells[point][cell] ?? VariantTotals.Tally() }
        guard tallies.allSatisfy({ $0.count >= Self.fewestCustomers }) else { continue }
        let means = tallies.map { $0.mean / unitsPerReward }
        entry.means[cell] = means
        // Equal means leave the best fixed action.
        var leader = bestActions[point]
        for action in means.indices where means[action] > means[leader] { leader = action }
        entry.best[cell] = leader
      }
      return entry
    }
  }

  var fixedPolicies: [AnyPolicy] { bestActions.map { AnyPolicy(FixedPolicy(action: $0)) } }

  var contextPolicies: [AnyPolicy] {
    zip(points, bestActions).map { point, action in
      AnyPolicy(ContextPolicy(cells: point.cells, actions: point.best, fallback: action))
    }
  }

  /// The part that is reported.
  var summary: LearningOutcome.Truth {
    LearningOutcome.Truth(
      bestActions: bestActions, rewards: rewards, errors: errors, contextReward: contextReward,
      customers: customers)
  }
}
