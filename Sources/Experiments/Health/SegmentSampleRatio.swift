/// Sample-ratio checks within segments, and of segments against arms.
package struct SegmentSampleRatio: Sendable, Equatable, Codable {
  package struct Part: Sendable, Equatable, Codable {
    package var name: String
    package var check: SampleRatioCheck
    /// Its p-value times the number of segments, at most 1.
    package var adjustedPValue: Double
    /// Whether the counts contradict the planned shares after the correction.
    package var isFailed: Bool { adjustedPValue < SampleRatioCheck.threshold }
  }

  package let parts: [Part]
  /// Chi-square of arm × segment: whether arms got the same mix of segments.
  package let statistic: Double
  /// (Arms - 1) × (segments - 1), empty rows and columns left out.
  package let degreesOfFreedom: Double
  /// Probability of so great a dependence when assignment ignores segments; 1 when untestable.
  package let pValue: Double

  /// Whether arms differ in their mix of segments (p below `SampleRatioCheck.threshold`).
  package var isMixFailed: Bool { pValue < SampleRatioCheck.threshold }

  /// Counts and shares are by arm; shares or weights are all positive.
  init(segments: [(name: String, counts: [Int])], shares: [Double]) {
    parts = segments.map { segment in
      let check = SampleRatioCheck(counts: segment.counts, shares: shares)
      return Part(
        name: segment.name, check: check,
        adjustedPValue: min(1, check.pValue * Double(segments.count)))
    }
    let table = segments.map { $0.counts.map(Double.init) }
    let byArm = shares.indices.map { arm in table.reduce(0) { $0 + $1[arm] } }
    let bySegment = table.map { $0.reduce(0, +) }
    let total = byArm.reduce(0, +)
    var sum = 0.0
    for (row, size) in zip(table, bySegment) {
      for (count, arm) in zip(row, byArm) where size > 0 && arm > 0 {
        let expected = size * arm / total
        sum += (count - expected) * (count - expected) / expected
      }
    }
    statistic = sum
    let test = TestStatistic.chiSquared(
      sum,
      degreesOfFreedom: max(0, byArm.count { $0 > 0 } - 1) * max(0, bySegment.count { $0 > 0 } - 1))
    degreesOfFreedom = test.degreesOfFreedom
    pValue = test.pValue
  }
}
