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
      credit(
        Double(units) / unitsPerReward, to: open, at: notice.time,
        isArrival: notice.orders > 0 || notice.revenue > 0)
    }
    // That a journey is over is not looked at: no business is told that a customer left for good.
    let all = decisions
    accounts[number].open.removeAll { all[$0].deadline < notice.time }
  }

  /// Divides a reward among a customer's open decisions, each by the rule of its own point.
  private mutating func credit(
    _ reward: Double, to open: [Int], at time: Double, isArrival: Bool
  ) {
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
      if isArrival, decisions[number].arrival == nil { decisions[number].arrival = time }
      if measure == .conversion, decisions[number].reward >= 1 {
        decisions[number].reward = 1
        finish(number)
      } else {
        points[point].credited(decisions[number], number: number)
      }
    }
  }

  /// Closes the customer's earlier decisions that a new one takes all further rewards from.
  ///
  /// A decision credited as the last one gets nothing beside a later one that stays open as long.
  mutating func supersede(by number: Int) {
    let latest = decisions[number]
    for earlier in accounts[latest.account].open
    where points[decisions[earlier].point].point.credit == .last
      && decisions[earlier].time < latest.time && decisions[earlier].deadline <= latest.deadline
    {
      decisions[earlier].deadline = min(decisions[earlier].deadline, latest.time)
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
