import GSL
package import Support

/// The estimate and its boundaries over the looks of one comparison.
package struct SequentialPath: Sendable, Equatable, Codable {
  package struct Look: Sendable, Equatable, Codable {
    /// Units in both arms so far.
    package var units: Int
    package var information: Double
    /// Treatment less control.
    package var estimate: Double
    package var standardError: Double
    package var statistic: Double
    /// P-value of a test that looks once.
    package var nominalPValue: Double
    /// Value that |Z| must exceed in the group sequential test.
    package var criticalValue: Double
    /// Interval of the group sequential test (repeated confidence interval).
    package var repeatedInterval: Interval
    /// The always-valid interval: asymptotic confidence sequence.
    package var confidenceSequence: AlwaysValid?
    /// Whether the group sequential test rejects here, on a side that it looks at.
    package var crosses: Bool
  }

  package struct Observation: Sendable, Equatable, Codable {
    /// Units in both arms so far.
    package var units: Int
    /// Treatment less control.
    package var estimate: Double
    /// Standard error of the estimate, above 0.
    package var standardError: Double
    /// The normal statistic that is held against the boundary.
    package var statistic: Double

    /// The statistic is the estimate over its standard error, unless the test has another.
    package init(
      units: Int, estimate: Double, standardError: Double, statistic: Double? = nil
    ) {
      self.units = units
      self.estimate = estimate
      self.standardError = standardError
      self.statistic = statistic ?? estimate / standardError
    }

    /// The standard error of which the estimate is so many: that of the test.
    var testError: Double {
      let error = abs(estimate / statistic)
      return error > 0 && error.isFinite ? error : standardError
    }
  }

  package let boundaryName: String
  package let looks: [Look]
  package let alternative: Alternative
  /// Index of the first look at which the group sequential test rejects.
  package let stop: Int?
  /// The estimate corrected for stopping, at the stop or at the last look; nil where only the
  /// decision was asked for.
  package let stopped: StoppedEstimate?
  /// P-value of the looks so far, below alpha exactly where one crossed its boundary: the least
  /// so far of an always-valid test or of mere peeking, else by the stagewise ordering.
  ///
  /// Nil while looks are to come and none has crossed: a boundary tells no more than that. Nil for
  /// one that rests on the stagewise ordering where only the decision was asked for.
  package let pValue: Double?

  /// Index of the look that decided, or of the last one made.
  package var decisive: Int { stop ?? looks.count - 1 }

  /// Error level of a single test that rejects where that look's boundary is crossed.
  package var decisiveLevel: Double {
    (alternative == .twoSided ? 2 : 1) * StandardNormal.upperTail(looks[decisive].criticalValue)
  }

  /// Planned units are of both arms; a spending function fits any number of looks.
  ///
  /// A one-sided test has the boundaries of a two-sided one of twice its error rate. What stopping
  /// did to the estimate takes by far the longest, and is left out where it is not asked for.
  /// - Throws: `ArgumentError` for looks out of order, `GSLError` where no root is found.
  package init(
    observations: [Observation], plannedUnits: Int, remainingLooks: Int = 0,
    boundary: GroupSequentialBoundary = .spending(.obrienFleming), alpha: Double = 0.05,
    alternative: Alternative = .twoSided, estimatesStop: Bool = true
  ) throws {
    guard plannedUnits > 0 else {
      throw ArgumentError("planned units", found: "\(plannedUnits)", allowed: "1 or more")
    }
    for observation in observations where !(observation.standardError > 0) {
      throw ArgumentError(
        "standard error at \(observation.units) units",
        found: "\(observation.standardError)", allowed: "a number above 0")
    }
    let alpha = alternative == .twoSided ? alpha : min(2 * alpha, 0.999_999)
    let fractions = observations.map { min(1, Double($0.units) / Double(plannedUnits)) }
    let values = try boundary.criticalValues(
      information: Self.planned(fractions, remaining: remainingLooks), alpha: alpha)
    let looks = observations.indices.map { index in
      let seen = observations[index]
      let statistic = seen.statistic
      let error = seen.testError
      let nominal = EffectEstimate(effect: statistic, standardError: 1)
      return Look(
        units: seen.units, information: fractions[index], estimate: seen.estimate,
        standardError: seen.standardError, statistic: statistic,
        nominalPValue: nominal.pValue(alternative), criticalValue: values[index],
        repeatedInterval: Interval(
          centre: seen.estimate, halfWidth: values[index] * error
        ).open(alternative),
        confidenceSequence: AlwaysValid.confidenceSequence(
          estimate: seen.estimate, variance: error * error,
          units: seen.units, tightestAt: Double(plannedUnits), alpha: alpha),
        crosses: alternative.points(statistic) && abs(statistic) > values[index])
    }
    let stop = looks.firstIndex { $0.crosses }
    let last = stop ?? looks.count - 1
    boundaryName = boundary.name
    self.looks = looks
    self.alternative = alternative
    self.stop = stop
    let stopped =
      estimatesStop
      ? try StoppedEstimate(
        estimate: observations[last].estimate, standardError: observations[last].testError,
        information: Array(fractions.prefix(last + 1)), criticalValues: values, alpha: alpha)
      : nil
    self.stopped = stopped
    switch boundary {
    case .alwaysValid:
      pValue = looks[...last].compactMap { look in
        look.confidenceSequence?.pValue.map { alternative.oneSided($0, look.statistic) }
      }.min()
    case .peeking: pValue = looks[...last].map(\.nominalPValue).min()
    case .wangTsiatis, .spending:
      pValue =
        stop == nil && looks[last].information < 1 ? nil : stopped?.pValue(alternative)
    }
  }

  /// Adds the looks that are still to come, at equal steps to the end.
  private static func planned(_ fractions: [Double], remaining: Int) -> [Double] {
    guard remaining > 0, let last = fractions.last, last < 1 else { return fractions }
    return fractions
      + (1...remaining).map { step in
        step == remaining ? 1 : last + (1 - last) * Double(step) / Double(remaining)
      }
  }

  /// What stopping did to the estimate, in one sentence.
  package func stoppingNote(in unit: DisplayUnit = .number) -> Sentence {
    guard let stopped else { return "No look was made." }
    let seen = StatedValue.difference(stopped.naive, unit)
    let corrected = StatedValue.difference(stopped.medianUnbiased, unit, stopped.interval)
    if stop == nil, let last = looks.last, last.information < 1 {
      return """
        No boundary is crossed after \(.share(last.information, decimals: 0)) of the planned \
        units: \(seen) so far; the test goes on.
        """
    }
    guard let stop, stop + 1 < looks.count || looks[stop].information < 1 else {
      return "The test runs to its last look: \(seen) as seen, median-unbiased \(corrected)."
    }
    return """
      The test stops at look \(.count(stop + 1)), where estimates are too large on average: \
      \(seen) as seen, median-unbiased \(corrected).
      """
  }
}

extension Alternative {
  /// Whether a statistic lies on a side that the test looks at.
  func points(_ statistic: Double) -> Bool {
    switch self {
    case .twoSided: true
    case .greater: statistic > 0
    case .less: statistic < 0
    }
  }

  /// The p-value of this side from a two-sided one.
  func oneSided(_ pValue: Double, _ statistic: Double) -> Double {
    self == .twoSided ? pValue : points(statistic) ? pValue / 2 : 1 - pValue / 2
  }
}
