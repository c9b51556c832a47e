package import Support

/// When, whence and how many customers come.
package struct Market: Sendable, Equatable, Codable {
  /// Length of the simulated period in hours; journeys still open then are censored.
  package var horizonHours: Double
  /// Currency of every amount in the scenario.
  package var currency: Currency
  /// First day of the simulated period (midnight UTC).
  package var start: CalendarDay
  package var arrivals: Arrivals
  /// Where customers come from; shares sum to 1.
  ///
  /// Never empty.
  package var channels: [Channel]

  /// Hours from the market's start in which customers come.
  package var enrolmentHours: Double { min(arrivals.untilHours ?? horizonHours, horizonHours) }

  /// Whole days of the horizon, the last one possibly cut short.
  package var days: Int { max(1, Int((horizonHours / 24).rounded(.up))) }
}

/// A calendar day (proleptic Gregorian, UTC).
package struct CalendarDay: Sendable, Equatable, Codable {
  /// Days since 1970-01-01.
  package var daysSinceEpoch: Int

  /// 0 for Monday to 6 for Sunday.
  package var weekday: Int {
    ((daysSinceEpoch + 3) % 7 + 7) % 7
  }
}

/// The arrival process: Poisson with a weekly and a daily pattern.
package struct Arrivals: Sendable, Equatable, Codable {
  /// How many customers come.
  package enum Size: Sendable, Equatable, Codable {
    /// A Poisson number with this mean rate per hour, over the horizon.
    case ratePerHour(Double)
    /// Exactly this many: the Poisson process conditional on its total.
    case customers(Int)
  }

  package var size: Size
  /// Hours from the market's start after which nobody comes any more; nil for its end.
  package var untilHours: Double?
  /// Relative intensity from Monday to Sunday; seven weights of mean 1.
  package var weekly: [Double]
  /// Relative intensity by hour of the day; 24 weights of mean 1.
  package var daily: [Double]
}

/// A way by which customers arrive.
package struct Channel: Sendable, Equatable, Codable {
  package var name: String
  /// Share of arrivals, in 0...1.
  package var share: Double
  /// Cost to the shop of one arrival.
  package var cost: Money
}

extension TimeStamp {
  /// Counts from midnight UTC of the day on which a market starts.
  package init(start: CalendarDay) {
    self.init(daysSinceEpoch: start.daysSinceEpoch)
  }
}
