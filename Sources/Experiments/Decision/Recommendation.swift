package import Support

/// Which of several treatments that beat the control to ship, and which are not told apart from it.
package struct Recommendation: Sendable, Equatable, Codable {
  /// A treatment that beats the control, compared with the one that is recommended.
  package struct Rival: Sendable, Equatable, Codable {
    /// Index of the arm.
    package var treatment: Int
    package var name: String
    /// Recommended less rival.
    package var difference: Double
    package var interval: Interval?
    /// P-value times the number of pairs of treatments that beat the control, at most 1; nil
    /// without a test.
    package var adjustedPValue: Double?
    /// Whether the rival is shown to be behind.
    package var isBehind: Bool
  }

  /// Index of the recommended arm: of those that beat the control, the best on the primary metric.
  package var treatment: Int
  package var name: String
  package var rivals: [Rival]
  private var unit: DisplayUnit

  /// Compares the treatments to be shipped with each other; nil for fewer than two.
  init?(analysis: Analysis) {
    let plan = analysis.plan
    let metric = plan.metrics[plan.primary]
    let winners = analysis.verdicts.filter { $0.action == .ship }.map(\.treatment)
    let sign = metric.higherIsBetter ? 1.0 : -1.0
    func value(_ arm: Int) -> Double {
      (analysis.primarySamples[arm].value ?? -.infinity * sign) * sign
    }
    guard winners.count > 1, let best = winners.max(by: { value($0) < value($1) }) else {
      return nil
    }
    treatment = best
    name = plan.arms[best].name
    unit = metric.unit
    let pairs = Double(winners.count * (winners.count - 1) / 2)
    rivals = winners.filter { $0 != best }.map { arm in
      let pair = SamplePair(
        treatment: analysis.primarySamples[best], control: analysis.primarySamples[arm])
      let test = pair.test(
        level: plan.alpha / pairs, side: .twoSided, isClustered: plan.isClustered
      ).value
      let adjusted = test.map { min(1, $0.pValue * pairs) }
      return Rival(
        treatment: arm, name: plan.arms[arm].name, difference: pair.difference ?? 0,
        interval: test?.interval, adjustedPValue: adjusted,
        isBehind: (adjusted ?? 1) < plan.alpha)
    }
  }

  /// The recommendation in one sentence.
  package var sentence: Sentence {
    let behind = rivals.filter(\.isBehind)
    let tied = rivals.filter { !$0.isBehind }
    var parts: [Sentence] = []
    if !behind.isEmpty { parts.append("ahead of \(.list(behind.map(describe)))") }
    if !tied.isEmpty { parts.append("not told apart from \(.list(tied.map(describe)))") }
    return """
      \(.count(rivals.count + 1)) treatments beat the control; of these ship \(.quoted(name)), which is \
      \(parts.joined(separator: ", but ")).
      """
  }

  private func describe(_ rival: Rival) -> Sentence {
    "\(.quoted(rival.name)) (\(.signedAmount(rival.difference, unit, rival.interval)))"
  }

  /// The verdict of a treatment beside the recommended one.
  func judging(_ verdict: Verdict) -> Verdict {
    guard let rival = rivals.first(where: { $0.treatment == verdict.treatment }) else {
      return verdict
    }
    var result = verdict
    let size = StatedValue.signedAmount(-rival.difference, unit, rival.interval.map(\.negated))
    result.action = rival.isBehind ? .doNotShip : .keepTesting
    result.reason = """
      \(rival.isBehind ? "behind" : "not told apart from") \(.quoted(name)), which is \
      recommended (\(size) against it); \(verdict.reason)
      """
    return result
  }
}

extension Interval {
  fileprivate var negated: Interval { Interval(lower: -upper, upper: -lower) }
}
