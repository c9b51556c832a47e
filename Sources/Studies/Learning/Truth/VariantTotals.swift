import Scenarios

/// What one variant brought in a roll-out: per customer who met a decision, and by cell of context.
struct VariantTotals: Sendable {
  /// A mean in the making; in units of ``LearningSums``.
  struct Tally: Sendable {
    var count: Int64 = 0
    var sum: Int64 = 0
    var squares = 0.0
    /// What the actions taken at the point cost, by the lever's values.
    var cost = 0.0

    mutating func add(_ reward: Int64, cost: Double = 0) {
      self.cost += cost
      count += 1
      sum += reward
      squares += Double(reward) * Double(reward)
    }

    var meanCost: Double { count > 0 ? cost / Double(count) : 0 }
    var mean: Double { count > 0 ? Double(sum) / Double(count) : 0 }

    var standardError: Double {
      guard count > 1 else { return 0 }
      let number = Double(count)
      let variance = max(0, squares - Double(sum) * mean) / (number - 1)
      return (variance / number).squareRoot()
    }
  }

  var all = Tally()
  /// Those who met a decision point, by cell of their first decision there.
  var cells: [[[UInt8]: Tally]]
  var points: [Tally]

  init(points: Int) {
    cells = Array(repeating: [:], count: points)
    self.points = Array(repeating: Tally(), count: points)
  }

  mutating func add(_ agent: PolicyAgent, cells kinds: [ContextCells]) {
    for account in agent.accounts { all.add(account.sums.reward) }
    let count = agent.points.count
    var costs = [Double](repeating: 0, count: agent.accounts.count * count)
    for decision in agent.decisions {
      let value = agent.points[decision.point].limits.values[decision.action]
      costs[decision.account * count + decision.point] += value.isFinite ? max(0, value) : 0
    }
    for decision in Self.firstDecisions(of: agent) {
      let reward = agent.accounts[decision.account].sums.reward
      points[decision.point].add(reward)
      let cell = kinds[decision.point].cell(of: decision.context, at: decision.time)
      cells[decision.point][cell, default: Tally()].add(
        reward, cost: costs[decision.account * count + decision.point])
    }
  }

  /// Each customer's first decision at each decision point.
  static func firstDecisions(of agent: PolicyAgent) -> [AgentDecision] {
    let points = agent.points.count
    var first = [Int](repeating: -1, count: agent.accounts.count * points)
    for (number, decision) in agent.decisions.enumerated() {
      let index = decision.account * points + decision.point
      if first[index] < 0 || decision.time < agent.decisions[first[index]].time {
        first[index] = number
      }
    }
    return first.filter { $0 >= 0 }.map { agent.decisions[$0] }
  }
}
