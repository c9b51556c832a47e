import GSL
import Scenarios

/// The numbers under which the customers of a replication draw, by their place among them.
///
/// With a fixed count the number is the place. Under a rate it tells the day of arrival and the place
/// within the day, so that a longer horizon or a higher rate adds customers and moves none.
struct CustomerNumbers: Sendable {
  /// Bits of the place within a day.
  private static let bits: UInt64 = 24
  /// Most customers that may be expected on one day: the place within it has 24 bits.
  static let mostPerDay = 16_000_000.0

  let count: Int
  /// The place of each day's first customer; empty with a fixed count.
  private let firsts: [Int]
  /// Places within the last day of those who arrive before the horizon, where it ends within a day.
  private let last: [UInt32]

  /// Numbers a fixed count of customers.
  init(count: Int) {
    self.count = count
    firsts = []
    last = []
  }

  /// Numbers the customers of the days up to a horizon, of whom so many are expected on each.
  init(expectedByDay: [Double], arrivals: ArrivalTimes, key: RandomKey) {
    var firsts: [Int] = []
    var sum = 0
    var last: [UInt32] = []
    for (day, mean) in expectedByDay.enumerated() {
      firsts.append(sum)
      let count = Self.count(on: day, mean: mean, key: key)
      guard Double(24 * (day + 1)) > arrivals.horizon else {
        sum += count
        continue
      }
      // Those of the whole day who come before the horizon.
      last = (0..<UInt32(count)).filter { index in
        let number = Self.number(day: day, place: UInt64(index))
        let seats = Seats(
          key: key, customer: number, place: DrawPlace.customer, purpose: .customer)
        let level = Walk.unit(seats.word(CustomerSeat.arrival.rawValue))
        return arrivals.time(ofNumber: number, atQuantile: level) < arrivals.horizon
      }
      sum += last.count
    }
    count = sum
    self.firsts = firsts
    self.last = last
  }

  /// The Poisson number of a day's customers, monotone in the word and thus in the mean.
  private static func count(on day: Int, mean: Double, key: RandomKey) -> Int {
    guard mean > 0, let poisson = try? PoissonDistribution(mean: mean) else { return 0 }
    let seats = Seats(
      key: key, customer: 0, place: DrawPlace.count, visit: UInt32(day), purpose: .count)
    return Int(Distribution.primitive(.poisson(poisson)).quantile(of: seats.word(0)))
  }

  private static func number(day: Int, place: UInt64) -> UInt64 { UInt64(day) << bits | place }

  /// The day of arrival that a number tells.
  static func day(of number: UInt64) -> Int { Int(number >> bits) }

  /// Whether numbers tell days.
  var areByDay: Bool { !firsts.isEmpty }

  /// The number of the customer at a place.
  func number(of place: UInt64) -> UInt64 {
    guard areByDay else { return place }
    // The last day that begins at or before the place, by halving.
    var (day, end) = (0, firsts.count)
    while end - day > 1 {
      let middle = (day + end) / 2
      if firsts[middle] <= Int(place) { day = middle } else { end = middle }
    }
    let within = Int(place) - firsts[day]
    let isCut = day == firsts.count - 1 && !last.isEmpty
    return Self.number(day: day, place: isCut ? UInt64(last[within]) : UInt64(within))
  }
}
