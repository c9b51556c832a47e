import GSL
package import Support

/// An estimate corrected for having stopped a group sequential test early.
///
/// A test that stops on a high value reports too much. Outcomes are ordered by stage, then by
/// value (Tsiatis, Rosner and Mehta 1984, doi:10.2307/2531001): the median-unbiased estimate is the
/// effect under which a more extreme outcome has chance one half, and the interval's ends have
/// chance α/2 on their side.
package struct StoppedEstimate: Sendable, Equatable, Codable {
  /// The estimate as computed at the stop, too large on average.
  package let naive: Double
  /// The median-unbiased estimate.
  package let medianUnbiased: Double
  /// Interval by the same ordering, of confidence 1 - α.
  package let interval: Interval
  /// Two-sided p-value by the same ordering.
  package let pValue: Double
  /// P-value by the same ordering for an effect above zero.
  package let greaterPValue: Double

  func pValue(_ alternative: Alternative) -> Double {
    switch alternative {
    case .twoSided: pValue
    case .greater: greaterPValue
    case .less: 1 - greaterPValue
    }
  }

  /// Information fractions are of the looks made, critical values of those before the last.
  /// - Throws: `ArgumentError` for arguments out of range, `GSLError` where no root is found.
  init(
    estimate: Double, standardError: Double, information: [Double], criticalValues: [Double],
    alpha: Double = 0.05
  ) throws {
    try GroupSequentialBoundary.check(information: information, alpha: alpha)
    guard criticalValues.count >= information.count - 1 else {
      throw ArgumentError(
        "critical values", found: "\(criticalValues.count)",
        allowed: "one for each look before the last")
    }
    guard standardError > 0, standardError.isFinite, estimate.isFinite else {
      throw ArgumentError("standard error", found: "\(standardError)", allowed: "a number above 0")
    }
    let statistic = estimate / standardError
    let earlier = Array(criticalValues.prefix(information.count - 1))
    let fraction = information[information.count - 1]
    // The effect per unit of drift: Z at the stop has mean drift √t.
    let unit = standardError * fraction.squareRoot()
    func above(_ drift: Double) -> Double {
      var recursion = CrossingRecursion(information: information, drift: drift)
      var sum = 0.0
      for value in earlier {
        sum += recursion.upper(value)
        recursion.advance(past: value)
      }
      return sum + recursion.upper(statistic)
    }
    let centre = statistic / fraction.squareRoot()
    func drift(chance: Double) throws -> Double {
      try RootFinder.brent(
        lower: centre - 14 / fraction.squareRoot(), upper: centre + 14 / fraction.squareRoot(),
        absoluteTolerance: 1e-12
      ) { above($0) - chance }
    }
    naive = estimate
    medianUnbiased = try drift(chance: 0.5) * unit
    interval = Interval(
      lower: try drift(chance: alpha / 2) * unit, upper: try drift(chance: 1 - alpha / 2) * unit)
    let upper = above(0)
    greaterPValue = upper
    pValue = min(1, 2 * min(upper, 1 - upper))
  }
}
