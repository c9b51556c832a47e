import GSL
package import Support

/// How long a test of one treatment against the control takes, given traffic and shares.
package struct TrafficPlan: Sendable, Equatable, Codable {
  package let baseline: Double
  /// Variance per unit in the control.
  package let variance: Double
  /// Variance per unit in the treatment; nil for that of the control, or what a share has.
  package let treatmentVariance: Double?
  package let isProportion: Bool
  package let controlShare: Double
  package let treatmentShare: Double
  package let unitsPerDay: Double
  package let rates: ErrorRates

  package struct Row: Sendable, Equatable, Codable {
    package var lift: Double
    package var units: Double
    package var treatmentUnits: Double
    package var days: Double
  }

  /// Describes metric, shares and traffic.
  /// - Throws: `ArgumentError` for a baseline at zero, no variance, or shares and traffic not positive.
  package init(
    baseline: Double, variance: Double, treatmentVariance: Double? = nil, isProportion: Bool,
    controlShare: Double, treatmentShare: Double, unitsPerDay: Double, rates: ErrorRates
  ) throws(ArgumentError) {
    guard baseline.isFinite, baseline != 0 else {
      throw ArgumentError(
        "baseline", found: "\(baseline)",
        allowed: "a number other than 0, as changes are relative to it")
    }
    for (name, value) in [
      ("variance", variance), ("share of the control", controlShare),
      ("share of the treatment", treatmentShare), ("units per day", unitsPerDay),
    ] where !(value > 0 && value.isFinite) {
      throw ArgumentError(name, found: "\(value)", allowed: "a finite number above 0")
    }
    self.baseline = baseline
    self.variance = variance
    self.treatmentVariance = treatmentVariance
    self.isProportion = isProportion
    self.controlShare = controlShare
    self.treatmentShare = treatmentShare
    self.unitsPerDay = unitsPerDay
    self.rates = rates
  }

  /// Variance of the difference times the units over all arms.
  private func spread(lift: Double) -> Double {
    let treated = baseline * (1 + lift)
    let variance =
      isProportion ? max(0, treated * (1 - treated)) : treatmentVariance ?? variance
    return self.variance / controlShare + variance / treatmentShare
  }

  /// Units over all arms, and days, to find a relative change.
  package func row(lift: Double) -> Row {
    let ratio = rates.detectable / (baseline * lift)
    return row(lift: lift, units: spread(lift: lift) * ratio * ratio)
  }

  private func row(lift: Double, units: Double) -> Row {
    Row(
      lift: lift, units: units, treatmentUnits: units * treatmentShare, days: units / unitsPerDay)
  }

  /// The chance to find a relative change with so many units over all arms.
  package func power(lift: Double, units: Double) -> Double {
    rates.power(
      effect: abs(baseline * lift), standardError: (spread(lift: lift) / units).squareRoot())
  }

  /// The least relative rise found with the power, given so many units over all arms.
  package func detectableLift(units: Double) -> Double {
    var lift = rates.detectable * (spread(lift: 0) / units).squareRoot() / abs(baseline)
    // The variance of a share follows the lift: a few rounds settle it.
    for _ in 0..<50 where isProportion {
      lift = rates.detectable * (spread(lift: lift) / units).squareRoot() / abs(baseline)
    }
    return lift
  }

  /// Units over all arms for which the interval of the difference has a half-width.
  package func row(halfWidth: Double) -> Row {
    let ratio = rates.critical / halfWidth
    return row(lift: 0, units: spread(lift: 0) * ratio * ratio)
  }
}
