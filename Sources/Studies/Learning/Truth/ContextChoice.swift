/// What to do in each cell of context.
struct ContextChoice: Sendable, Hashable, Codable {
  var best: [[UInt8]: Int] = [:]
  /// Action in cells that are not known.
  var fallback: Int
  /// Under a budget, the actions for a share of the decisions, so that the budget is used up.
  var dearer: [[UInt8]: Int] = [:]
  var share = 0.0

  func action(in cell: [UInt8]) -> Int { best[cell] ?? fallback }
}

extension ContextChoice {
  /// What a customer of a cell brings and costs under each action.
  struct Cell {
    var count: Double
    /// Mean reward per customer, by action.
    var rewards: [Double]
    /// Mean cost per customer, by action.
    var costs: [Double]
  }

  /// The best action of each cell; equal ones leave the fallback.
  init(_ cells: [[UInt8]: Cell], fallback: Int) {
    self.fallback = fallback
    best = cells.mapValues { Self.leader($0, price: 0, fallback: fallback) }
  }

  /// The actions that bring most for a budget: greatest reward less a price of its cost.
  ///
  /// At the least price whose actions keep to the budget; a share of the decisions goes to those of
  /// a price just below, so that the budget is used up. The optimum of the linear programme.
  init(_ cells: [[UInt8]: Cell], fallback: Int, budget: Double) {
    self.init(cells, fallback: fallback)
    func actions(_ price: Double) -> [[UInt8]: Int] {
      cells.mapValues { Self.leader($0, price: price, fallback: fallback) }
    }
    func cost(_ actions: [[UInt8]: Int]) -> Double {
      actions.reduce(0) { sum, entry in
        sum + (cells[entry.key].map { $0.count * $0.costs[entry.value] } ?? 0)
      }
    }
    guard cost(best) > budget else { return }
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 where cost(actions(high)) > budget { high *= 2 }
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if cost(actions(middle)) > budget { low = middle } else { high = middle }
    }
    best = actions(high)
    dearer = actions(low)
    let (cheap, dear) = (cost(best), cost(dearer))
    share = dear > cheap ? min(max((budget - cheap) / (dear - cheap), 0), 1) : 0
  }

  private static func leader(_ cell: Cell, price: Double, fallback: Int) -> Int {
    func value(_ action: Int) -> Double { cell.rewards[action] - price * cell.costs[action] }
    var leader = fallback
    for action in cell.rewards.indices where value(action) > value(leader) { leader = action }
    return leader
  }
}
