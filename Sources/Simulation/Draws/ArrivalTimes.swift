import Scenarios

/// The arrival process: Poisson, with an intensity that is constant within each hour.
///
/// Given their number, the arrivals of a Poisson process are independent with the intensity as
/// density, so each customer's time is a quantile at the customer's own uniform draw: of the whole
/// horizon where the number is fixed, of a day where a rate gives each day its Poisson number.
struct ArrivalTimes: Sendable {
  /// Length in hours of the period in which customers come.
  let horizon: Double
  private let whole: HourShares
  /// Shares within a day, where days have numbers of their own.
  private let day: HourShares?
  /// Customers expected on each day, the last one whole; empty with a fixed number.
  let expectedByDay: [Double]
  /// Customers expected up to the horizon.
  let expectedCustomers: Double

  init(market: Market) throws(CompileError) {
    horizon = market.enrolmentHours
    let hours = Int(horizon.rounded(.up))
    guard hours <= 1_000_000 else {
      throw CompileError(path: ["market", "horizon"], message: "longer than 1,000,000 hours")
    }
    let arrivals = market.arrivals
    func intensity(_ hour: Int) -> Double {
      arrivals.weekly[(market.start.weekday + hour / 24) % 7] * arrivals.daily[hour % 24]
    }
    let weights = (0..<hours).map { hour in
      (min(Double(hour + 1), market.enrolmentHours) - Double(hour)) * intensity(hour)
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw CompileError(
        path: ["market", "arrivals"], message: "the patterns leave no hour in which anyone arrives")
    }
    whole = HourShares(weights: weights, end: market.enrolmentHours)
    switch arrivals.size {
    case .customers(let count):
      expectedCustomers = Double(count)
      expectedByDay = []
      day = nil
    case .ratePerHour(let rate):
      expectedCustomers = rate * weights.reduce(0, +)
      expectedByDay = (0..<(hours + 23) / 24).map { day in
        rate * (24 * day..<24 * day + 24).reduce(0) { $0 + intensity($1) }
      }
      day = HourShares(weights: arrivals.daily, end: 24)
      guard expectedByDay.allSatisfy({ $0 <= CustomerNumbers.mostPerDay }) else {
        throw CompileError(
          path: ["market", "arrivals"], message: "more than 16,000,000 customers on a day")
      }
    }
  }

  /// The arrival in hours of a customer of this number, at the customer's own draw in [0, 1).
  @inline(__always)
  func time(ofNumber number: UInt64, atQuantile level: Double) -> Double {
    guard let day else { return whole.time(atQuantile: level) }
    return Double(24 * CustomerNumbers.day(of: number)) + day.time(atQuantile: level)
  }

  /// The time by which a share of all customers is expected.
  func time(ofShare share: Double) -> Double { whole.time(atQuantile: share) }

  /// The share of all customers who are expected before a time.
  func share(before time: Double) -> Double { whole.share(before: time) }
}

/// A distribution over hours, even within each.
private struct HourShares: Sendable {
  /// The end of the last hour, which may be a part of one.
  private let end: Double
  /// Share up to the end of each hour; the last is 1.
  private let cumulative: [Double]
  /// First hour whose cumulative share exceeds i / count, to start the search at.
  private let guide: [Int32]

  init(weights: [Double], end: Double) {
    self.end = end
    var sum = 0.0
    let sums = weights.map { weight in
      sum += weight
      return sum
    }
    let cumulative = sums.map { $0 / sum }
    self.cumulative = cumulative
    var hour = 0
    guide = weights.indices.map { index in
      let level = Double(index) / Double(weights.count)
      while hour < weights.count - 1, cumulative[hour] <= level { hour += 1 }
      return Int32(hour)
    }
  }

  func time(atQuantile level: Double) -> Double {
    var hour = Int(guide[min(Int(level * Double(guide.count)), guide.count - 1)])
    while hour < cumulative.count - 1, cumulative[hour] <= level { hour += 1 }
    let below = hour == 0 ? 0 : cumulative[hour - 1]
    return Double(hour) + width(hour) * (level - below) / (cumulative[hour] - below)
  }

  func share(before time: Double) -> Double {
    let hour = min(max(Int(time), 0), cumulative.count - 1)
    let below = hour == 0 ? 0 : cumulative[hour - 1]
    return below + (cumulative[hour] - below) * (time - Double(hour)) / width(hour)
  }

  private func width(_ hour: Int) -> Double { min(Double(hour + 1), end) - Double(hour) }
}
