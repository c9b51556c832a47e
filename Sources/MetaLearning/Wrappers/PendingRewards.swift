import Foundation
package import Support

/// Decisions whose reward may still come, and what to learn from them meanwhile.
///
/// Combines with any policy: `settle` gives rows that are final and rows that may still change, for
/// `update` and `replaceProvisional`. An event is known by its number: telling a reward twice does
/// no harm.
package struct PendingRewards: Sendable, Codable {
  /// What a decision without a reward so far means.
  package enum Rule: Sendable, Hashable, Codable {
    /// A failure, until a reward comes: biased down for fresh actions.
    case naive
    /// Nothing, until the window is over.
    case wait(window: Double)
    /// A failure that counts as much as rewards have come by its age: 1 − e^(−age/mean).
    ///
    /// Effective exposure, after Chapelle (2014), doi:10.1145/2623330.2623634.
    case exposure(meanDelay: Double)
    /// As `exposure` for whole steps: 1 − (1 − 1/mean)^age.
    case geometricExposure(meanDelay: Double)
  }

  private struct Open: Sendable, Codable {
    var row: Feedback
    var time: Double
    var reward: Double?
  }

  let rule: Rule
  private var open: [UInt64: Open] = [:]

  /// Starts without decisions.
  /// - Throws: ``ArgumentError`` if a number is not above 0 (a geometric mean below 1).
  package init(_ rule: Rule) throws(ArgumentError) {
    switch rule {
    case .naive: break
    case .wait(let window): try ArgumentError.checkPositive("window", window)
    case .exposure(let mean): try ArgumentError.checkPositive("meanDelay", mean)
    case .geometricExposure(let mean):
      try ArgumentError.check("meanDelay", mean, "a number from 1 on") { $0 >= 1 }
    }
    self.rule = rule
  }

  var count: Int { open.count }

  /// Notes a decision; the row's own reward is what it means to get none.
  package mutating func decided(_ event: UInt64, _ row: Feedback, at time: Double) {
    open[event] = Open(row: row, time: time)
  }

  /// Notes a reward; false if the event is unknown or settled.
  @discardableResult
  package mutating func rewarded(_ event: UInt64, _ reward: Double) -> Bool {
    guard open[event] != nil else { return false }
    open[event]?.reward = reward
    return true
  }

  /// Gives what can be learned at a time, in the order of events.
  package mutating func settle(at time: Double) -> (final: [Feedback], provisional: [Feedback]) {
    var final: [Feedback] = []
    var provisional: [Feedback] = []
    for event in open.keys.sorted() {
      guard let entry = open[event] else { continue }
      var row = entry.row
      let age = time - entry.time
      if case .wait(let window) = rule, age < window { continue }
      if let reward = entry.reward {
        row.reward = reward
        final.append(row)
        open[event] = nil
        continue
      }
      switch rule {
      case .naive, .wait: break
      case .exposure(let mean): row.weight *= 1 - exp(-age / mean)
      case .geometricExposure(let mean): row.weight *= 1 - pow(1 - 1 / mean, age)
      }
      provisional.append(row)
    }
    return (final, provisional)
  }

  /// Gives all that is left as final, when no reward can come any more.
  package mutating func close() -> [Feedback] {
    let rows = open.keys.sorted().compactMap { event -> Feedback? in
      guard let entry = open[event] else { return nil }
      var row = entry.row
      row.reward = entry.reward ?? row.reward
      return row
    }
    open.removeAll()
    return rows
  }
}
