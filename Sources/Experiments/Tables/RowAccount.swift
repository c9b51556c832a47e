import Support

/// What became of a table's rows: judged, left out, dropped for a missing cell, or too few.
package struct RowAccount: Sendable, Equatable {
  package struct Arm: Sendable, Equatable {
    package var name: String
    /// Units that the analysis read.
    package var units: Int
    /// Rows of an arm that was left out as asked.
    package var leftOut: Int
    /// Rows dropped because a cell was missing.
    package var missing: Int
    /// Value of each metric in an arm with too few units to be judged; empty for other arms.
    package var values: [Double?]
    package var isTooSmall: Bool
  }

  /// Arms in the order of the plan, then the others by name.
  package let arms: [Arm]
  /// Rows of events behind the units; nil where each row is a unit.
  package let eventRows: Int?
  /// Test that the judged arms lost the same share of rows; nil when none was lost.
  package let evenLoss: Estimate<TestStatistic>?

  /// Whether there is anything to say.
  package var isPlain: Bool {
    eventRows == nil && arms.allSatisfy { $0.leftOut == 0 && $0.missing == 0 && !$0.isTooSmall }
  }

  package var leftOut: [Arm] { arms.filter { $0.leftOut > 0 } }
  package var tooSmall: [Arm] { arms.filter(\.isTooSmall) }
  package var missing: Int { arms.reduce(0) { $0 + $1.missing } }

  /// Counts rows of an analysis; `judged` are places of the tally's arms in the order of the plan.
  init(
    tally: TableTally, judged: [Int], kinds: [MetricKind], passedOver: [RowFilter.Count],
    eventRows: Int?
  ) {
    let counts = Dictionary(passedOver.map { ($0.name, $0) }) { first, _ in first }
    let others = tally.arms.indices.filter { !judged.contains($0) }
      .sorted { tally.arms[$0] < tally.arms[$1] }
    var arms = (judged + others).map { place in
      let name = tally.arms[place]
      let isJudged = judged.contains(place)
      return Arm(
        name: name, units: tally.armRows[place], leftOut: 0, missing: counts[name]?.missing ?? 0,
        values: isJudged ? [] : Self.values(tally, arm: place, kinds: kinds),
        isTooSmall: !isJudged)
    }
    let known = Set(arms.map(\.name))
    arms += passedOver.filter { !known.contains($0.name) }.sorted { $0.name < $1.name }.map {
      Arm(
        name: $0.name, units: 0, leftOut: $0.leftOut, missing: $0.missing, values: [],
        isTooSmall: false)
    }
    self.arms = arms
    self.eventRows = eventRows
    let lost = arms.prefix(judged.count)
    // A row that counts a group is no unit, so that rows and units cannot be compared.
    let isCounted = if case .counted? = tally.columns.metrics.first { true } else { false }
    evenLoss =
      !isCounted && lost.contains { $0.missing > 0 }
      ? ContingencyTable.test(lost.map { [$0.missing, $0.units] }) : nil
  }

  private static func values(
    _ tally: TableTally, arm: Int, kinds: [MetricKind]
  ) -> [Double?] {
    var whole = kinds.map { _ in TableTally.Cell() }
    for segment in tally.segments.isEmpty ? [0] : Array(tally.segments.indices) {
      for (metric, cell) in tally.cells(segment: segment, arm: arm).enumerated() {
        whole[metric].merge(cell)
      }
    }
    return zip(whole, kinds).map { $0.sample(kind: $1).value }
  }
}
