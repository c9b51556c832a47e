package import Support

/// What an experiment is judged by: a share, mean or ratio over customers, or a number that needs
/// every customer's value.
///
/// A metric is its own definition: files name it, results write it and simulations take it as it
/// says here.
package struct Metric: Sendable, Hashable, Codable {
  /// How it is made of measures.
  package enum Form: Sendable, Hashable, Codable {
    /// The share of customers whose measure is 1.
    case proportion
    /// The mean of a measure over customers.
    case mean
    /// The sum of one measure over the sum of another.
    case ratio
    /// The value below which a share of the customers lies.
    case quantile(percent: Double, over: CustomerScope)
    /// The mean of a measure that is cut off.
    case capped(MetricCap)
    /// The mean time to an event, restricted to a number of hours, else to the horizon.
    case restrictedMean(hours: Double?)
  }

  /// How its values are written for people.
  package enum Unit: Sendable, Hashable, Codable {
    case share, number, days, money
    /// A mean over all customers is small beside an order: one more decimal shows its change.
    case moneyPerCustomer
  }

  package let name: String
  package let meaning: String
  package let form: Form
  package let numerator: Measure
  /// The measure below the line; nil where that is the number of customers.
  package let denominator: Measure?
  package let unit: Unit
  package let higherIsBetter: Bool

  init(
    _ name: String, _ meaning: String, _ form: Form, _ numerator: Measure,
    per denominator: Measure? = nil, in unit: Unit, higherIsBetter: Bool = true
  ) {
    self.name = name
    self.meaning = meaning
    self.form = form
    self.numerator = numerator
    self.denominator = denominator
    self.unit = unit
    self.higherIsBetter = higherIsBetter
  }

  /// Whether it is made of sums over customers, which more customers only add to.
  ///
  /// Quantiles, caps and times to an event need every customer's own value.
  package var isMadeOfSums: Bool {
    switch form {
    case .proportion, .mean, .ratio: true
    case .quantile, .capped, .restrictedMean: false
    }
  }

  /// Units of the numerator in one unit of the metric: 100 for cents of a euro, 86,400 for days.
  package func scale(in currency: Currency) -> Double {
    switch numerator.kind {
    case .money: Double(currency.minorPerMajor)
    case .seconds: 86_400
    case .flag, .count: 1
    }
  }

  /// How its values are written in a market's currency.
  package func displayUnit(in currency: Currency) -> DisplayUnit {
    switch unit {
    case .share: .percent
    case .number: .number
    case .days: .named("days")
    case .money: .money(currency: currency.code, decimals: currency.decimals)
    case .moneyPerCustomer:
      .money(currency: currency.code, decimals: currency.decimals + 1)
    }
  }
}
