import Support

/// Metrics made of every customer's own value.
extension Metric {
  /// Those of which quantiles and caps are taken: each is the mean of a value that every customer
  /// has.
  static let ofEveryCustomer = plain.filter { $0.form == .mean }

  /// The value below which a share of the customers lies, in percent above 0 and below 100.
  package static func quantile(
    of mean: Metric, percent: Double, over scope: CustomerScope
  ) -> Metric {
    let customers = scope == .nonZero ? "customers whose value is not zero" : "customers"
    return Metric(
      (percent == 50 ? "median" : "\(Bounds.write(percent)) % quantile")
        + " of \(mean.name)\(scope == .nonZero ? " over non-zero" : "")",
      "The value below which \(Bounds.write(percent)) % of the \(customers) lie.",
      .quantile(percent: percent, over: scope), mean.numerator,
      in: mean.unit == .moneyPerCustomer ? .money : mean.unit,
      higherIsBetter: mean.higherIsBetter)
  }

  /// The mean of a value whose extremes are cut down to a limit.
  package static func capped(_ mean: Metric, at cap: MetricCap) -> Metric {
    let limit =
      switch cap {
      case .value(let value): Bounds.write(value)
      case .quantile(let percent, let scope):
        "\(Bounds.write(percent)) %" + (scope == .nonZero ? " of non-zero" : "")
      }
    return Metric(
      "\(mean.name) capped at \(limit)", "\(mean.meaning) Greater values count as the cap.",
      .capped(cap), mean.numerator, in: mean.unit, higherIsBetter: mean.higherIsBetter)
  }

  /// Days to the first order, customers without one being followed until the market ends.
  ///
  /// The mean is restricted to a number of hours, else to the horizon.
  static func timeToPurchase(withinHours hours: Double?) -> Metric {
    Metric(
      "time to purchase" + (hours.map { " within \(period($0))" } ?? ""),
      "Mean days to the first order, customers without one being followed until the market ends.",
      .restrictedMean(hours: hours), .tally(.secondsToPurchase), in: .days, higherIsBetter: false)
  }

  /// A metric over what customers do within a time of coming; nil for one of stages.
  static func within(_ metric: Metric, hours: Double) -> Metric? {
    func early(_ measure: Measure) -> Measure? {
      if case .tally(let tally) = measure { .within(tally, hours: hours) } else { nil }
    }
    guard let numerator = early(metric.numerator) else { return nil }
    let denominator = metric.denominator.flatMap(early)
    guard (denominator == nil) == (metric.denominator == nil) else { return nil }
    return Metric(
      "\(metric.name) within \(period(hours))",
      "\(metric.meaning) Over what customers do within \(period(hours)) of coming, or of the later"
        + " start of the experiment.",
      metric.form, numerator, per: denominator, in: metric.unit,
      higherIsBetter: metric.higherIsBetter)
  }

  /// Share of customers whose journey ended within a time of coming.
  static func churned(withinHours hours: Double) -> Metric {
    Metric(
      "churned within \(period(hours))",
      "Share of customers whose journey ended within \(period(hours)) of coming, or of the later"
        + " start of the experiment.", .proportion, .ended(hours: hours), in: .share,
      higherIsBetter: false)
  }

  /// Share of customers whose journey goes on after a time from coming.
  static func retained(afterHours hours: Double) -> Metric {
    Metric(
      "retained after \(period(hours))",
      "Share of customers whose journey still goes on \(period(hours)) after coming, or after the"
        + " later start of the experiment.", .proportion, .goesOn(hours: hours), in: .share)
  }

  static func period(_ hours: Double) -> String {
    let days = hours / 24
    guard days == days.rounded() else { return "\(Bounds.write(hours)) h" }
    return days == 1 ? "1 day" : "\(Bounds.write(days)) days"
  }
}

/// Which customers a quantile is taken over.
package enum CustomerScope: Sendable, Equatable, Hashable, Codable {
  case all
  /// Those whose value is not zero.
  case nonZero
}

/// Where a value is cut off.
package enum MetricCap: Sendable, Equatable, Hashable, Codable {
  /// At a value fixed beforehand, in the metric's unit.
  case value(Double)
  /// At a quantile of the customers of all arms together.
  case quantile(percent: Double, over: CustomerScope)
}
