import Scenarios

/// The arrival process: Poisson, with an intensity that is constant within each hour.
///
/// Given their number, the arrivals of a Poisson process are independent with the intensity as
/// density, so each customer's time is a quantile at the customer's own uniform draw. The number
/// itself is Poisson, or fixed by the scenario.
struct ArrivalTimes: Sendable {
  /// Length in hours of the period in which customers come.
  private let horizon: Double
  /// Share of arrivals up to the end of each hour; the last is 1.
  private let cumulative: [Double]
  /// First hour whose cumulative share exceeds i / count, to start the search at.
  private let guide: [Int32]
  /// Mean of the intensity pattern over that period.
  private let meanIntensity: Double

  init(market: Market) throws(CompileError) {
    horizon = market.enrolmentHours
    let hours = Int(horizon.rounded(.up))
    guard hours <= 1_000_000 else {
      throw CompileError(path: ["market", "horizon"], message: "longer than 1,000,000 hours")
    }
    var sums: [Double] = []
    sums.reserveCapacity(hours)
    var total = 0.0
    for hour in 0..<hours {
      let width = min(Double(hour + 1), horizon) - Double(hour)
      let weekday = (market.start.weekday + hour / 24) % 7
      total += width * market.arrivals.weekly[weekday] * market.arrivals.daily[hour % 24]
      sums.append(total)
    }
    guard total > 0 else {
      throw CompileError(
        path: ["market", "arrivals"], message: "the patterns leave no hour in which anyone arrives")
    }
    meanIntensity = total / horizon
    cumulative = sums.map { $0 / total }
    var guide: [Int32] = []
    var hour = 0
    for index in 0..<hours {
      while hour < hours - 1, cumulative[hour] <= Double(index) / Double(hours) { hour += 1 }
      guide.append(Int32(hour))
    }
    self.guide = guide
  }

  /// Mean number of customers at a mean rate per hour.
  func expectedCustomers(ratePerHour: Double) -> Double { ratePerHour * horizon * meanIntensity }

  /// The time in hours by which this share of customers has arrived.
  func time(atQuantile level: Double) -> Double {
    var hour = Int(guide[min(Int(level * Double(guide.count)), guide.count - 1)])
    while hour < cumulative.count - 1, cumulative[hour] <= level { hour += 1 }
    let below = hour == 0 ? 0 : cumulative[hour - 1]
    let width = min(Double(hour + 1), horizon) - Double(hour)
    return Double(hour) + width * (level - below) / (cumulative[hour] - below)
  }
}
