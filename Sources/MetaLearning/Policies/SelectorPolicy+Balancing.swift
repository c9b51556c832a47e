import Foundation
package import Support

extension SelectorPolicy {
  /// Counts a reward for the learner that decided, and doubles its coefficient if it fell behind.
  mutating func judge(_ row: Feedback) {
    while levels.count <= row.task { levels.append(Level()) }
    let level = levels[row.task]
    levels[row.task].count += 1
    levels[row.task].sum += row.reward
    guard let learner = decider(of: row), level.count > 0 else { return }
    records[learner].rewards += 1
    records[learner].sum += (row.reward - level.sum / level.count) / rewardDeviation
    let own = records[learner]
    let optimistic =
      own.sum / own.rewards + own.coefficient / own.rewards.squareRoot() + width(own)
    for other in records where other.rewards > 0 {
      if optimistic < other.sum / other.rewards - width(other) {
        records[learner].coefficient *= 2
        return
      }
    }
  }

  /// √(ln(M ln n / δ) / n), for rewards in deviations.
  private func width(_ record: Record) -> Double {
    let count = max(record.rewards, 1)
    let spread = Double(records.count) * max(log(count), 1) / confidence
    return (log(spread) / count).squareRoot()
  }

  private mutating func decider(of row: Feedback) -> Int? {
    for features in [row.features, []] {
      let key = Key(task: row.task, features: features)
      guard let first = waiting[key]?.first else { continue }
      waiting[key]?.removeFirst()
      if waiting[key]?.isEmpty == true { waiting[key] = nil }
      return first
    }
    return nil
  }
}

extension SelectorPolicy {
  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try StateBounds.require(levels.count <= bounds.tasks, "levels", "at most \(bounds.tasks)")
    for candidate in candidates { try candidate.checkState(bounds) }
  }

  private struct Saved: Codable {
    struct Open: Codable {
      var key: Key
      var deciders: [Int]
    }

    var candidates: [AnyPolicy]
    var records: [Record]
    var rewardDeviation: Double
    var confidence: Double
    var levels: [Level]
    var waiting: [Open]
  }

  /// Writes all learners, and open decisions in a fixed order.
  package func encode(to encoder: any Encoder) throws {
    let open = waiting.map { Saved.Open(key: $0.key, deciders: $0.value) }.sorted {
      $0.key.task == $1.key.task
        ? $0.key.features.lexicographicallyPrecedes($1.key.features) : $0.key.task < $1.key.task
    }
    try Saved(
      candidates: candidates, records: records, rewardDeviation: rewardDeviation,
      confidence: confidence, levels: levels, waiting: open
    ).encode(to: encoder)
  }

  package init(from decoder: any Decoder) throws {
    let saved = try Saved(from: decoder)
    try self.init(
      saved.candidates, rewardDeviation: saved.rewardDeviation, confidence: saved.confidence)
    try ArgumentError.checkLength(
      "snapshot's records", saved.records.count, saved.candidates.count)
    records = saved.records
    levels = saved.levels
    for item in saved.waiting where item.deciders.allSatisfy(candidates.indices.contains) {
      waiting[item.key] = item.deciders
    }
  }
}
