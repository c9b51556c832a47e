/// When, whence and how many customers come.
public struct Market: Sendable, Equatable {
  /// Length of the simulated period in hours; journeys still open then are censored.
  public var horizonHours: Double
  /// Currency of every amount in the scenario.
  public var currency: Currency
  /// First day of the simulated period (midnight UTC).
  public var start: CalendarDay
  /// How many customers come and when.
  public var arrivals: Arrivals
  /// Where customers come from; shares sum to 1.
  ///
  /// Never empty.
  public var channels: [Channel]
}

/// A calendar day (proleptic Gregorian, UTC).
public struct CalendarDay: Sendable, Equatable {
  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int

  /// Wraps a day number.
  public init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int {
    ((daysSinceEpoch + 3) % 7 + 7) % 7
  }
}

/// The arrival process: Poisson with a weekly and a daily pattern.
public struct Arrivals: Sendable, Equatable {
  /// How many customers come.
  public enum Size: Sendable, Equatable {
    /// A Poisson number with this mean rate per hour, over the horizon.
    case ratePerHour(Double)
    /// Exactly this many: the Poisson process conditional on its total.
    case customers(Int)
  }

  /// How many customers come.
  public var size: Size
  /// Relative intensity from Monday to Sunday; seven weights of mean 1.
  public var weekly: [Double]
  /// Relative intensity by hour of the day; 24 weights of mean 1.
  public var daily: [Double]
}

/// A way by which customers arrive.
public struct Channel: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// Share of arrivals, in 0...1.
  public var share: Double
  /// Cost to the shop of one arrival.
  public var cost: Money
}
