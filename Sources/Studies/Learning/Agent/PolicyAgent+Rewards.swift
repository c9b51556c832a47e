import Scenarios
import Simulation

extension PolicyAgent {
  mutating func observe(_ notice: OutcomeNotice) {
    guard let number = accountNumbers[notice.customer] else { return }
    let units = measure.units(of: notice)
    // A batch may have been decided ahead of the notices between its decisions.
    let open = accounts[number].open.filter {
      decisions[$0].time <= notice.time && notice.time <= decisions[$0].deadline
    }
    if notice.time >= accounts[number].firstTime { accounts[number].count(notice) }
    if units != 0, !open.isEmpty {
      accounts[number].reward(units, by: measure)
      credit(Double(units) / unitsPerReward, to: open, at: notice.time)
    }
    if notice.isLast {
      for decision in accounts[number].open where !decisions[decision].isFinal {
        finish(decision)
      }
      accounts[number].open = []
    } else {
      let decisions = decisions
      accounts[number].open.removeAll { decisions[$0].deadline < notice.time }
    }
  }

  /// Divides a reward among a customer's open decisions, each by the rule of its own point.
  private mutating func credit(_ reward: Double, to open: [Int], at time: Double) {
    for (position, number) in open.enumerated() where !decisions[number].isFinal {
      let point = decisions[number].point
      let part =
        switch points[point].point.credit {
        case .last: position == open.count - 1 ? reward : 0
        case .first: position == 0 ? reward : 0
        case .equal: reward / Double(open.count)
        case .all: reward
        }
      guard part != 0 else { continue }
      decisions[number].reward += part
      decisions[number].rewardTime = time
      if measure == .conversion, decisions[number].reward >= 1 {
        decisions[number].reward = 1
        finish(number)
      } else {
        points[point].credited(decisions[number], number: number)
      }
    }
  }

  private mutating func finish(_ number: Int) {
    decisions[number].isFinal = true
    points[decisions[number].point].finished(decisions[number], number: number)
  }

  /// Sums by bin over the customers who met a decision, in the order of their first one.
  func sums(bins: [Int]) -> [LearningSums] {
    var sums = [LearningSums](repeating: LearningSums(), count: bins.count)
    let ordered = accounts.sorted {
      ($0.firstTime, $0.customer) < ($1.firstTime, $1.customer)
    }
    var bin = 0
    for (position, account) in ordered.enumerated() {
      while bin < bins.count - 1, position >= bins[bin] { bin += 1 }
      sums[bin].add(account.sums)
    }
    return sums
  }
}
