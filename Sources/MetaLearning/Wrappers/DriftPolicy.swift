package import GSL
package import Support

/// A policy that lets old rewards go, for tastes that change.
package struct DriftPolicy<Base: Policy>: PolicyWrapper {
  /// How old rewards lose their say; priors are kept apart and never fade.
  package enum Forgetting: Sendable, Hashable, Codable {
    /// Each reward makes all earlier ones count less by a factor.
    case discount(Double)
    case window(Int)
    /// All rewards of a task are dropped when its predictions fail: CUSUM on standardised errors.
    ///
    /// Page (1954), doi:10.2307/2333009: g ← max(0, g + z − slack) for z and for −z, alarm above
    /// the threshold. What is left is what other tasks tell, not ignorance.
    case restart(threshold: Double, slack: Double)

    fileprivate func validate() throws(ArgumentError) {
      switch self {
      case .discount(let factor):
        try ArgumentError.check("discount", factor, "above 0, at most 1") { $0 > 0 && $0 <= 1 }
      case .window(let length):
        try ArgumentError.checkPositive("window", Double(length))
      case .restart(let threshold, let slack):
        try ArgumentError.checkPositive("threshold", threshold)
        try ArgumentError.check("slack", slack, "a number from 0 on") { $0 >= 0 }
      }
    }
  }

  private struct Sums: Sendable, Codable {
    var up = 0.0
    var down = 0.0
  }

  package var base: Base
  let forgetting: Forgetting
  private(set) var restarts = 0
  private var sums: [Sums] = []
  private var recent: [Feedback] = []
  private var expired = 0
  private var first = 0

  package init(_ base: Base, forgetting: Forgetting) throws(ArgumentError) {
    try forgetting.validate()
    self.base = base
    self.forgetting = forgetting
  }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try forgetting.validate()
    try bounds.require(recent, "recent rewards")
    try StateBounds.require(
      (0...recent.count).contains(first), "first", "a place among \(recent.count) rewards")
    try StateBounds.requireCount(expired, "expired")
    try StateBounds.requireCount(restarts, "restarts")
    try StateBounds.require(
      sums.count <= bounds.tasks && sums.allSatisfy { $0.up.isFinite && $0.down.isFinite },
      "sums", "finite numbers of at most \(bounds.tasks) markets")
    try base.checkState(bounds)
  }

  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts, into: &rows, stream: stream)
  }

  package mutating func update(_ batch: [Feedback]) {
    switch forgetting {
    case .discount(let factor):
      for row in batch {
        base.discount(by: factor)
        base.update([row])
      }
    case .window(let length): slide(batch, length)
    case .restart(let threshold, let slack): watch(batch, threshold, slack)
    }
  }

  private mutating func slide(_ batch: [Feedback], _ length: Int) {
    recent.append(contentsOf: batch)
    base.update(batch)
    var old: [Feedback] = []
    while recent.count - first > length {
      var row = recent[first]
      row.weight = -row.weight
      old.append(row)
      first += 1
    }
    guard !old.isEmpty else { return }
    expired += old.count
    guard expired > length else { return base.update(old) }
    // Differences would gather rounding errors for ever: start again from the rows themselves.
    recent.removeFirst(first)
    first = 0
    expired = 0
    for task in Set((recent + old).map(\.task)).sorted() { base.reset(task: task) }
    base.update(recent)
  }

  private mutating func watch(_ batch: [Feedback], _ threshold: Double, _ slack: Double) {
    for row in batch where row.task >= 0 {
      while sums.count <= row.task { sums.append(Sums()) }
      if let expected = base.prediction(
        task: row.task, action: row.action, features: row.features)
      {
        let variance = expected.noiseVariance + expected.deviation * expected.deviation
        let error = (row.reward - expected.mean) / max(variance, 1e-12).squareRoot()
        sums[row.task].up = max(0, sums[row.task].up + error - slack)
        sums[row.task].down = max(0, sums[row.task].down - error - slack)
        if max(sums[row.task].up, sums[row.task].down) > threshold {
          restarts += 1
          sums[row.task] = Sums()
          base.reset(task: row.task)
        }
      }
      // One-step errors: the next prediction knows this row, though no decision fell in between.
      base.update([row])
    }
  }
}
