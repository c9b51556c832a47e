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

  /// The number of customers, given or drawn.
  func count(_ market: Market, key: RandomKey) throws -> Int {
    guard case .ratePerHour = market.arrivals.size else { return Int(expectedCustomers(market)) }
    let mean = expectedCustomers(market)
    var stream = RandomStream(
      key: key, customer: 0, place: Place("market", "arrivals"), visit: 0, purpose: .count)
    return Int(try Distribution.named("poisson", parameters: ["mean": mean]).sample(using: &stream))
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
  func arriving(_ number: UInt64, _ arrivals: PlainArrivals) -> PlainCustomer {
    func draw(_ purpose: Purpose) -> Double {
      uniform(number, Place("market", "customer"), 0, purpose)
    }
    let population = base.population
    let arrival = arrivals.time(ofShare: draw(.arrival))
    let segment = Self.pick(population.segments.map(\.share), at: draw(.segment))
    let channel = Self.pick(base.market.channels.map(\.share), at: draw(.channel))
    let arm =
      switch worlds {
      case .experiment, .split, .dividedStock, .rollOuts:
        Self.pick(base.experiment.arms.map(\.share), at: draw(.assignment))
      case .rollOut(let arm): arm
      case .blocks(let blocks): blocks.arm(at: arrival)
      }
    let isEarly = arrival < warmUp
    var customer = PlainCustomer(
      number: number, arrival: arrival, segment: segment, channel: channel,
      traits: traits(of: number, segment: segment), arm: arm, variant: isEarly ? 0 : arm,
      states: population.states.map(\.start), peaks: population.states.map(\.start), now: arrival,
      book: PlainBook(visits: base.journey.stages.map { _ in 0 }), hasJoined: !isEarly)
    let own = arms[customer.variant]
    customer.book.margin = -own.market.channels[channel].cost.minorUnits
    let start = Place("stage", own.journey.stages[own.journey.start].name)
    customer.product = popularProduct(own, at: uniform(number, start, 0, .product))
    return customer
  }

  /// Traits, of which correlated ones follow from normals by a Gaussian copula.
  ///
  /// A rank correlation of r is one of 2 sin(πr/6) between the normals (Pearson 1907).
  private func traits(of number: UInt64, segment: Int) -> [Double] {
    let population = base.population
    let laws = self.laws.traits[segment]
    func stream(_ trait: Int) -> RandomStream {
      self.stream(number, Place("trait", population.traits[trait].name), 0, .trait)
    }
    let correlated = population.traits.indices.filter { trait in
      let name = population.traits[trait].name
      return population.correlations.contains { $0.first == name || $0.second == name }
    }
    let normals = correlated.map { trait in
      var stream = stream(trait)
      return StandardNormal.quantile(stream.uniformOpen())
    }
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
        var stream = stream(trait)
        values.append(laws[trait].sample(using: &stream))
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
