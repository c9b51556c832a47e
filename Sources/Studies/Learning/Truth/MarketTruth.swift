import MetaLearning
import Scenarios

/// What is best in one market, and what it brings with the market's own customers.
struct MarketTruth: Sendable {
  /// What is best at one decision point, the others at their best fixed action.
  struct Point: Sendable {
    var cells: ContextCells
    /// What to do by cell of context; cells of few customers are missing.
    var choice: ContextChoice
    /// Expected reward of each action by cell, in units of reward.
    var means: [[UInt8]: [Double]]
    /// Expected reward of each action over all contexts, in units of reward.
    var overall: [Double]

    func expected(_ context: [Double], at time: Double) -> [Double] {
      means[cells.cell(of: context, at: time)] ?? overall
    }
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

  /// Finds what is best from the roll-outs of all variants.
  ///
  /// Contexts are told apart in `free`, the roll-outs without the points' budgets; `budgets` is what
  /// may be spent at each point over all roll-outs of a variant, nil for no limit.
  init(
    sums: [VariantTotals], free: [VariantTotals], budgets: [Double?], cells: [ContextCells],
    actionCounts: [Int], unitsPerReward: Double
  ) {
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
        free[best + ($0 - bestActions[point]) * strides[point]]
      }
      var found: [[UInt8]: ContextChoice.Cell] = [:]
      for cell in variants[bestActions[point]].cells[point].keys {
        let tallies = variants.map { $0.cells[point][cell] ?? VariantTotals.Tally() }
        guard tallies.allSatisfy({ $0.count >= Self.fewestCustomers }) else { continue }
        found[cell] = ContextChoice.Cell(
          count: Double(tallies[bestActions[point]].count),
          rewards: tallies.map { $0.mean / unitsPerReward }, costs: tallies.map(\.meanCost))
      }
      return Point(
        cells: cells[point],
        choice: budgets[point].map {
          ContextChoice(found, fallback: bestActions[point], budget: $0)
        } ?? ContextChoice(found, fallback: bestActions[point]),
        means: found.mapValues(\.rewards),
        overall: variants.map { $0.points[point].mean / unitsPerReward })
    }
  }

  var fixedPolicies: [AnyPolicy] { bestActions.map { AnyPolicy(FixedPolicy(action: $0)) } }

  var contextPolicies: [AnyPolicy] {
    points.map { AnyPolicy(ContextPolicy(cells: $0.cells, choice: $0.choice)) }
  }

  /// The part that is reported.
  var summary: LearningOutcome.Truth {
    LearningOutcome.Truth(
      bestActions: bestActions, rewards: rewards, errors: errors, contextReward: contextReward,
      customers: customers)
  }
}
