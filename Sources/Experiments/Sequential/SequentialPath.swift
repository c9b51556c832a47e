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
    /// Two-sided p-value of a test that looks once.
    package var nominalPValue: Double
    /// Value that |Z| must exceed in the group sequential test.
    package var criticalValue: Double
    /// Interval of the group sequential test (repeated confidence interval).
    package var repeatedInterval: Interval
    /// The always-valid interval: asymptotic confidence sequence.
    package var confidenceSequence: AlwaysValid?
    /// Whether the group sequential test rejects here.
    package var crosses: Bool { abs(statistic) > criticalValue }
  }

  package struct Observation: Sendable, Equatable, Codable {
    /// Units in both arms so far.
    package var units: Int
    /// Treatment less control.
    package var estimate: Double
    /// Standard error of the estimate, above 0.
    package var standardError: Double

    package init(units: Int, estimate: Double, standardError: Double) {
      self.units = units
      self.estimate = estimate
      self.standardError = standardError
    }
  }

  package let boundaryName: String
  package let looks: [Look]
  /// Index of the first look at which the group sequential test rejects.
  package let stop: Int?
  /// The estimate corrected for stopping: at the stop, or at the last look.
  package let stopped: StoppedEstimate?

  /// Planned units are of both arms; a spending function fits any number of looks.
  /// - Throws: `ArgumentError` for looks out of order, `GSLError` where no root is found.
  package init(
    observations: [Observation], plannedUnits: Int,
    boundary: GroupSequentialBoundary = .spending(.obrienFleming), alpha: Double = 0.05
  ) throws {
    guard plannedUnits > 0 else {
      throw ArgumentError("planned units", found: "\(plannedUnits)", allowed: "1 or more")
    }
    for observation in observations where !(observation.standardError > 0) {
      throw ArgumentError(
        "standard error at \(observation.units) units",
        found: "\(observation.standardError)", allowed: "a number above 0")
    }
    let fractions = observations.map { min(1, Double($0.units) / Double(plannedUnits)) }
    let values = try boundary.criticalValues(information: fractions, alpha: alpha)
    let looks = observations.indices.map { index in
      let seen = observations[index]
      let statistic = seen.estimate / seen.standardError
      return Look(
        units: seen.units, information: fractions[index], estimate: seen.estimate,
        standardError: seen.standardError, statistic: statistic,
        nominalPValue: min(1, 2 * StandardNormal.upperTail(abs(statistic))),
        criticalValue: values[index],
        repeatedInterval: Interval(
          centre: seen.estimate, halfWidth: values[index] * seen.standardError),
        confidenceSequence: AlwaysValid.confidenceSequence(
          estimate: seen.estimate, variance: seen.standardError * seen.standardError,
          units: seen.units, tightestAt: Double(plannedUnits), alpha: alpha))
    }
    let stop = looks.firstIndex { $0.crosses }
    let last = stop ?? looks.count - 1
    boundaryName = boundary.name
    self.looks = looks
    self.stop = stop
    stopped = try StoppedEstimate(
      estimate: looks[last].estimate, standardError: looks[last].standardError,
      information: Array(fractions.prefix(last + 1)), criticalValues: values, alpha: alpha)
  }

  /// What stopping did to the estimate, in one sentence.
  package func stoppingNote(in unit: DisplayUnit = .number) -> Sentence {
    guard let stopped else { return "No look was made." }
    let seen = StatedValue.difference(stopped.naive, unit)
    let corrected = StatedValue.difference(stopped.medianUnbiased, unit, stopped.interval)
    guard let stop, stop + 1 < looks.count || looks[stop].information < 1 else {
      return "The test runs to its last look: \(seen) as seen, median-unbiased \(corrected)."
    }
    return """
      The test stops at look \(.count(stop + 1)), where estimates are too large on average: \
      \(seen) as seen, median-unbiased \(corrected).
      """
  }
}
