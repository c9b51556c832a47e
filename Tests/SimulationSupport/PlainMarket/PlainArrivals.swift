import Foundation
import GSL
import Scenarios
import Simulation

/// When customers come: intensities of the hours, cumulated.
struct PlainArrivals {
  let horizon: Double
  /// Sum of all hours' intensities.
  private let total: Double
  /// Share of the intensities up to the end of each hour.
  private let shares: [Double]

  init(_ market: Market) {
    horizon = min(market.arrivals.untilHours ?? .infinity, market.horizonHours)
    var sums: [Double] = []
    var sum = 0.0
    for hour in 0..<Int(horizon.rounded(.up)) {
      let weekday = (market.start.weekday + hour / 24) % 7
      let length = min(1, horizon - Double(hour))
      sum += length * market.arrivals.weekly[weekday] * market.arrivals.daily[hour % 24]
      sums.append(sum)
    }
    total = sum
    shares = sums.map { $0 / sum }
  }

  func expectedCustomers(_ market: Market) -> Double {
    switch market.arrivals.size {
    case .customers(let count): Double(count)
    case .ratePerHour(let rate): rate * horizon * (total / horizon)
    }
  }

  /// The numbers under which the customers draw, in the order of their places.
  ///
  /// Under a rate every day has a Poisson number of its own, and the numbers tell day and place.
  func numbers(_ market: Market, _ words: PlainWords) throws -> [UInt64] {
    guard case .ratePerHour(let rate) = market.arrivals.size else {
      return (0..<UInt64(expectedCustomers(market))).map { $0 }
    }
    var numbers: [UInt64] = []
    for day in 0..<Int((horizon / 24).rounded(.up)) {
      let weekday = (market.start.weekday + day) % 7
      let mean = rate * market.arrivals.weekly[weekday] * market.arrivals.daily.reduce(0, +)
      guard mean > 0 else { continue }
      let law = try Distribution.named("poisson", parameters: ["mean": mean])
      let address = PlainWords.Address(
        customer: 0, place: Place("market", "arrivals"), visit: day, purpose: .count)
      let count = UInt64(words.draw(law, address, seat: 0, part: 1))
      numbers += (0..<count).map { UInt64(day) << 24 | $0 }.filter {
        arrival(of: $0, market, words) < horizon
      }
    }
    return numbers
  }

  /// When the customer of a number comes.
  func arrival(of number: UInt64, _ market: Market, _ words: PlainWords) -> Double {
    let address = PlainWords.Address(
      customer: number, place: Place("market", "customer"), purpose: .customer)
    let share = words.uniform(address, seat: 0)
    guard case .ratePerHour = market.arrivals.size else { return time(ofShare: share) }
    let whole = market.arrivals.daily.reduce(0, +)
    var below = 0.0
    for (hour, intensity) in market.arrivals.daily.enumerated() {
      let part = intensity / whole
      if share < below + part {
        return Double(24 * (number >> 24)) + Double(hour) + (share - below) / part
      }
      below += part
    }
    return Double(24 * (number >> 24)) + 24
  }

  /// The hour by which a share of the customers has come.
  func time(ofShare share: Double) -> Double {
    // The first hour by whose end more have come, by halving.
    var (hour, last) = (0, shares.count - 1)
    while hour < last {
      let middle = (hour + last) / 2
      if shares[middle] > share { last = middle } else { hour = middle + 1 }
    }
    let below = hour == 0 ? 0 : shares[hour - 1]
    return Double(hour) + min(1, horizon - Double(hour)) * (share - below) / (shares[hour] - below)
  }
}

extension PlainMarket {
  /// Draws who a customer is and when the customer comes.
  func arriving(
    _ place: Int, drawing number: UInt64, _ arrivals: PlainArrivals
  ) -> PlainCustomer {
    func draw(_ seat: Int) -> Double {
      words.uniform(
        PlainWords.Address(
          customer: number, place: Place("market", "customer"), purpose: .customer), seat: seat)
    }
    let population = base.population
    let arrival = arrivals.arrival(of: number, base.market, words)
    let segment = Self.pick(population.segments.map(\.share), at: draw(2))
    let channel = Self.pick(base.market.channels.map(\.share), at: draw(3))
    let arm =
      switch worlds {
      case .experiment, .split, .dividedStock, .rollOuts:
        Self.pick(base.experiment.arms.map(\.share), at: draw(1))
      case .rollOut(let arm): arm
      case .blocks(let blocks): blocks.arm(at: arrival)
      }
    let isEarly = arrival < warmUp
    var customer = PlainCustomer(
      number: UInt64(place), drawNumber: number, arrival: arrival, segment: segment,
      channel: channel,
      traits: traits(of: number, segment: segment), arm: arm, variant: isEarly ? 0 : arm,
      states: population.states.map(\.start), peaks: population.states.map(\.start), now: arrival,
      book: PlainBook(visits: base.journey.stages.map { _ in 0 }), hasJoined: !isEarly)
    let own = arms[customer.variant]
    customer.book.margin = -own.market.channels[channel].cost.minorUnits
    let start = address(customer, own.journey.start, .popular)
    customer.product = popularProduct(own, at: words.uniform(start, seat: 0))
    return customer
  }

  /// Traits, of which correlated ones follow from normals by a Gaussian copula.
  ///
  /// A rank correlation of r is one of 2 sin(πr/6) between the normals (Pearson 1907).
  private func traits(of number: UInt64, segment: Int) -> [Double] {
    let population = base.population
    let laws = self.laws.traits[segment]
    func address(_ trait: Int) -> PlainWords.Address {
      PlainWords.Address(
        customer: number, place: Place("trait", population.traits[trait].name), purpose: .trait)
    }
    let correlated = population.traits.indices.filter { trait in
      let name = population.traits[trait].name
      return population.correlations.contains { $0.first == name || $0.second == name }
    }
    let normals = correlated.map { StandardNormal.quantile(words.level(address($0), seat: 0)) }
    let factor = Self.cholesky(
      correlated.map { first in
        correlated.map { second in
          Self.copulaCorrelation(
            population, population.traits[first].name, population.traits[second].name)
        }
      })
    var values: [Double] = []
    for trait in population.traits.indices {
      if let row = correlated.firstIndex(of: trait) {
        let z = zip(factor[row], normals).reduce(0) { $0 + $1.0 * $1.1 }
        values.append(
          z < 0
            ? laws[trait].quantile(StandardNormal.cdf(z))
            : laws[trait].upperQuantile(StandardNormal.upperTail(z)))
      } else {
        values.append(words.draw(laws[trait], address(trait), seat: 0, part: 1))
      }
    }
    return values
  }

  private static func copulaCorrelation(
    _ population: Population, _ first: String, _ second: String
  ) -> Double {
    if first == second { return 1 }
    let named = population.correlations.last {
      [$0.first, $0.second] == [first, second] || [$0.second, $0.first] == [first, second]
    }
    return named.map { 2 * sin(Double.pi * $0.value / 6) } ?? 0
  }

  /// The lower triangular factor of a positive definite matrix.
  private static func cholesky(_ matrix: [[Double]]) -> [[Double]] {
    var factor = matrix.map { $0.map { _ in 0.0 } }
    for row in matrix.indices {
      for column in 0...row {
        let sum = (0..<column).reduce(0) { $0 + factor[row][$1] * factor[column][$1] }
        let rest = matrix[row][column] - sum
        factor[row][column] = row == column ? rest.squareRoot() : rest / factor[column][column]
      }
    }
    return factor
  }
}
