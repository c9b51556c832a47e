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
    /// A reward that has come counts in full.
    ///
    /// Effective exposure, after Chapelle (2014), doi:10.1145/2623330.2623634.
    case exposure(meanDelay: Double)
    /// As `exposure` for whole steps: 1 − (1 − 1/mean)^age.
    case geometricExposure(meanDelay: Double)
  }

  private struct Open: Sendable, Codable {
    var row: Feedback
    var time: Double
    /// The final reward; nil while it may still change.
    var reward: Double?
    /// Whether the reward that is waited for has come, though it may still change.
    var hasCome = false
  }

  let rule: Rule
  private var open: [UInt64: Open] = [:]
  /// The open events in their order.
  private var order: [UInt64] = []

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
    if open.updateValue(Open(row: row, time: time), forKey: event) == nil { insert(event) }
  }

  private mutating func insert(_ event: UInt64) {
    guard let last = order.last, event < last else { return order.append(event) }
    order.insert(event, at: order.firstIndex { $0 > event } ?? order.endIndex)
  }

  /// Notes what a decision has brought so far, which may still change.
  ///
  /// With `isArrival` the reward that was waited for is there and counts in full, as if it were
  /// final; without it, such as for a cost alone, it is only what it means to get nothing more.
  package mutating func credited(_ event: UInt64, _ reward: Double, isArrival: Bool) {
    open[event]?.row.reward = reward
    if isArrival { open[event]?.hasCome = true }
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
    let events = order
    order.removeAll(keepingCapacity: true)
    for event in events {
      guard let entry = open[event] else { continue }
      var row = entry.row
      let age = time - entry.time
      if case .wait(let window) = rule, age < window {
        order.append(event)
        continue
      }
      if let reward = entry.reward {
        row.reward = reward
        final.append(row)
        open[event] = nil
        continue
      }
      order.append(event)
      switch rule {
      case .naive, .wait: break
      case _ where entry.hasCome: break
      case .exposure(let mean): row.weight *= 1 - exp(-age / mean)
      case .geometricExposure(let mean): row.weight *= 1 - pow(1 - 1 / mean, age)
      }
      provisional.append(row)
    }
    return (final, provisional)
  }

  /// Gives all that is left as final, when no reward can come any more.
  package mutating func close() -> [Feedback] {
    let rows = order.compactMap { event -> Feedback? in
      guard let entry = open[event] else { return nil }
      var row = entry.row
      row.reward = entry.reward ?? row.reward
      return row
    }
    open.removeAll()
    order.removeAll()
    return rows
  }
}
