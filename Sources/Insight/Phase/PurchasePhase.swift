import Foundation

/// When customers are about to order: a chance after each event, learned from half of them and
/// judged by the others.
package struct PurchasePhase: Sendable {
  /// A signal that an order is near.
  package struct Alarm: Sendable, Equatable {
    package var event: Int
    /// Seconds until the order; nil for a false alarm.
    package var lead: Double?
  }

  package let judgement: Judgement
  /// Chance from which on an alarm is raised, the best on the customers learned from (F1).
  package let threshold: Double
  /// Alarms among the customers who judge; one covers the whole window after it.
  package let alarms: [Alarm]
  /// Orders of these customers, and those within the window of an alarm.
  package let orders: Int
  package let caught: Int
  /// Moments learned from, and moments judged.
  package let learned: Int
  /// The columns by the size of their standardised coefficients.
  package let drivers: [(column: String, coefficient: Double)]

  /// Most moments to learn from; more would not change the coefficients that are told.
  private static let mostLearned = 40_000

  /// Fewest moments with an order in either half.
  package static let fewest = 30

  /// Learns from every second case and judges by the others; nil with too few orders in a half.
  /// - Throws: What the regression throws.
  package init?(_ moments: PurchaseMoments, ridge: Double = 1) throws {
    let log = moments.log
    let width = moments.columns.count
    var rows: [Double] = []
    let step = max(1, (log.count / 2 + Self.mostLearned - 1) / Self.mostLearned)
    var table: [Double] = []
    var outcomes: [Bool] = []
    for index in stride(from: 0, to: log.cases.count, by: 2 * step) {
      for (number, moment) in moments.moments(of: index, into: &rows).enumerated() {
        guard let isFollowed = moment.isFollowed else { continue }
        table.append(contentsOf: rows[(number * width)..<((number + 1) * width)])
        outcomes.append(isFollowed)
      }
    }
    guard outcomes.count(where: { $0 }) >= Self.fewest, outcomes.contains(false) else { return nil }
    let model = try RidgeLogit(rows: table, columns: width, outcomes: outcomes, ridge: ridge)
    learned = outcomes.count
    let chances = outcomes.indices.map { row in
      model.chance(table[(row * width)..<((row + 1) * width)])
    }
    let threshold = Self.threshold(chances, outcomes)
    self.threshold = threshold

    var judged: (chances: [Double], outcomes: [Bool]) = ([], [])
    var alarms: [Alarm] = []
    var (orders, caught) = (0, 0)
    for index in stride(from: 1, to: log.cases.count, by: 2) {
      let found = moments.moments(of: index, into: &rows)
      var chance: [Int: Double] = [:]
      var isFollowed: [Int: Bool] = [:]
      for (number, moment) in found.enumerated() {
        let value = model.chance(rows[(number * width)..<((number + 1) * width)])
        chance[moment.event] = value
        if let known = moment.isFollowed {
          isFollowed[moment.event] = known
          judged.chances.append(value)
          judged.outcomes.append(known)
        }
      }
      var open: Int?
      for event in log.events(of: index) {
        if let alarm = open, log.times[event] - log.times[alarms[alarm].event] > moments.window {
          open = nil
        }
        if log.isOrder[event] {
          orders += 1
          if let alarm = open {
            caught += 1
            alarms[alarm].lead = log.times[event] - log.times[alarms[alarm].event]
            open = nil
          }
        } else if open == nil, let value = chance[event], value >= threshold,
          isFollowed[event] != nil
        {
          open = alarms.count
          alarms.append(Alarm(event: event))
        }
      }
    }
    guard judged.outcomes.count(where: { $0 }) >= Self.fewest, judged.outcomes.contains(false)
    else {
      return nil
    }
    judgement = Judgement(chances: judged.chances, outcomes: judged.outcomes)
    self.alarms = alarms
    self.orders = orders
    self.caught = caught
    drivers = zip(moments.columns, model.coefficients.dropFirst()).map { ($0, $1) }
      .sorted { abs($0.1) > abs($1.1) }
  }

  /// The chance at which precision and recall together are best.
  private static func threshold(_ chances: [Double], _ outcomes: [Bool]) -> Double {
    let all = Double(outcomes.count { $0 })
    let order = chances.indices.sorted { chances[$0] > chances[$1] }
    var (best, threshold, right) = (-1.0, 1.0, 0.0)
    for (number, place) in order.enumerated() {
      if outcomes[place] { right += 1 }
      let isLast = number + 1 == order.count || chances[order[number + 1]] != chances[place]
      let score = 2 * right / (Double(number + 1) + all)
      if isLast, score > best { (best, threshold) = (score, chances[place]) }
    }
    return threshold
  }
}
