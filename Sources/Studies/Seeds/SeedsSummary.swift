import Experiments

/// What many seeds say of one treatment together.
package struct SeedsSummary: Sendable, Equatable {
  package let treatment: Int
  package let seeds: Int
  /// Seeds whose experiment could be tested at all.
  package let tested: Int
  package let ships: Int
  package let forbids: Int
  /// Seeds whose test found a difference.
  package let significant: Int
  /// Of these, how many found one with the sign opposite to the truth's; nil without a true
  /// difference.
  package let wrongSign: Int?
  /// Seeds whose interval contains the truth, of those below that have one.
  package let covered: Int
  package let withInterval: Int
  package let mean: Double?
  package let least: Double?
  package let most: Double?
  /// Mean of the estimates whose test found a difference.
  package let meanSignificant: Double?

  package init(_ result: SeedsResult, treatment: Int) {
    let rows = result.rows(of: treatment)
    let sizes = rows.compactMap(result.size)
    let found = rows.filter(\.isSignificant)
    self.treatment = treatment
    seeds = rows.count
    tested = rows.count { $0.pValue != nil }
    ships = rows.count { $0.action == .ship }
    forbids = rows.count { $0.action == .doNotShip }
    significant = found.count
    let intervals = rows.compactMap(\.isCovered)
    covered = intervals.count { $0 }
    withInterval = intervals.count
    mean = Self.mean(sizes)
    least = sizes.min()
    most = sizes.max()
    meanSignificant = Self.mean(found.compactMap(result.size))
    wrongSign = result.effect(treatment).flatMap { effect in
      effect.difference == 0
        ? nil
        : found.count { ($0.difference ?? 0) * effect.difference < 0 }
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

/// What the best-looking of several treatments promised, over seeds, beside what it brings.
package struct SeedsWinners: Sendable, Equatable {
  package let seeds: Int
  /// Mean of the largest estimate of each seed.
  package let promised: Double
  /// Mean of the truth of the treatments that had it.
  package let brings: Double
  /// Seeds whose best-looking treatment is the best in truth.
  package let right: Int

  /// Nil with one treatment, or without estimates.
  package init?(_ result: SeedsResult) {
    let treatments = result.plan.treatments
    guard treatments.count > 1 else { return nil }
    let sign = result.isHigherBetter ? 1.0 : -1.0
    let truths = treatments.compactMap { arm in result.trueSize(arm).map { (arm, $0 * sign) } }
    let best = truths.max { $0.1 < $1.1 }?.0
    var promised = 0.0
    var brings = 0.0
    var right = 0
    var count = 0
    for start in stride(from: 0, to: result.rows.count, by: treatments.count) {
      let rows = result.rows[start..<min(start + treatments.count, result.rows.count)]
      let sizes = rows.compactMap { row in result.size(row).map { (row.treatment, $0) } }
      guard let winner = sizes.max(by: { $0.1 * sign < $1.1 * sign }),
        let truth = result.trueSize(winner.0)
      else { continue }
      count += 1
      promised += winner.1
      brings += truth
      if winner.0 == best { right += 1 }
    }
    guard count > 0 else { return nil }
    seeds = count
    self.promised = promised / Double(count)
    self.brings = brings / Double(count)
    self.right = right
  }
}
