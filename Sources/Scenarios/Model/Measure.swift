/// A whole number per customer, of which metrics are made.
package enum Measure: Sendable, Hashable, Codable {
  /// What was counted in the experiment.
  case tally(Tally)
  /// What was counted in the warm-up.
  case before(Tally)
  /// 1 for a customer who visited the stage, else 0.
  case reached(stage: String)
  /// 1 for a customer whose journey ended by a step from this stage to an end, else 0.
  case endedFrom(stage: String)
  /// Whole seconds from arrival, or the later start of the experiment, to the end of the market.
  case secondsFollowed
  /// What was counted within so many hours of arrival, or of the later start of the experiment.
  case within(Tally, hours: Double)
  /// 1 for a customer whose journey ended within so many hours of that, else 0.
  case ended(hours: Double)
  /// 1 for a customer whose journey goes on after so many hours from that, else 0.
  case goesOn(hours: Double)

  package var name: String {
    switch self {
    case .tally(let tally): tally.rawValue
    case .before(let tally): tally.nameBefore
    case .reached(let stage): "reached \(stage)"
    case .endedFrom(let stage): "ended from \(stage)"
    case .secondsFollowed: "seconds_followed"
    case .within(let tally, let hours): "\(tally.rawValue) within \(Metric.period(hours))"
    case .ended(let hours): "ended within \(Metric.period(hours))"
    case .goesOn(let hours): "goes on after \(Metric.period(hours))"
    }
  }

  /// What stands in its column.
  package var meaning: String {
    switch self {
    case .tally(let tally): tally.meaning
    case .before(let tally):
      tally.nameBefore.prefix(1).uppercased() + tally.nameBefore.dropFirst()
        + " the experiment, in the warm-up."
    case .reached(let stage): "1 for a customer who visited \(stage), else 0."
    case .endedFrom(let stage):
      "1 for a customer whose journey ended by a step from \(stage), else 0."
    case .secondsFollowed:
      "Whole seconds from arrival, or the later start of the experiment, to the end of the market."
    case .within(let tally, let hours):
      "\(tally.meaning) Within \(Metric.period(hours)) of arrival, or of the later start of the"
        + " experiment."
    case .ended(let hours):
      "1 for a customer whose journey ended within \(Metric.period(hours)), else 0."
    case .goesOn(let hours):
      "1 for a customer whose journey goes on after \(Metric.period(hours)), else 0."
    }
  }

  /// Hours from coming for which it looks at customers; nil for all the time.
  var window: Double? {
    switch self {
    case .within(_, let hours), .ended(let hours), .goesOn(let hours): hours
    case .tally, .before, .reached, .endedFrom, .secondsFollowed: nil
    }
  }

  package var kind: Tally.Kind {
    switch self {
    case .tally(let tally), .before(let tally), .within(let tally, _): tally.kind
    case .reached, .endedFrom, .ended, .goesOn: .flag
    case .secondsFollowed: .seconds
    }
  }

  /// What is kept of every customer, whatever the metrics ask for.
  package static let plain = Tally.kept.map(Measure.tally)
}
