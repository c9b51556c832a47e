import GSL
package import Scenarios

/// Draws the markets of a family.
///
/// Each value is drawn by the key (seed, replication, task, its own name), so that adding tasks,
/// features or variations changes no other.
package struct MarketFamily: Sendable {
  /// Which of a family's tasks are counted.
  package enum Part: Sendable, Equatable {
    case training
    /// Markets on which policies are judged.
    case test
  }

  private struct Drawn: Sendable {
    var place: Place
    var distribution: Distribution?
    var constant = 0.0
    var coefficients: [Double] = []
  }

  private let features: [Drawn]
  private let variations: [Drawn]
  private let market = Place("family", "market")

  /// Compiles a family; without one, all markets are alike but for their seeds.
  /// - Throws: `CompileError` with the path of a distribution that cannot be drawn from.
  package init(_ family: Family?) throws(CompileError) {
    var features: [Drawn] = []
    var variations: [Drawn] = []
    var names: [UInt32: String] = [market.rawValue: "market"]
    func place(_ kind: String, _ name: String, _ path: [String]) throws(CompileError) -> Place {
      let place = Place(kind, name)
      if let other = names.updateValue(name, forKey: place.rawValue) {
        throw CompileError(
          path: path, message: "the name shares its random numbers with `\(other)`; rename it")
      }
      return place
    }
    for feature in family?.features ?? [] {
      let path = ["family", "features", feature.name]
      features.append(
        Drawn(
          place: try place("feature", feature.name, path),
          distribution: try DistributionCompiler.compile(feature.law, path: path)))
    }
    for variation in family?.variations ?? [] {
      let path = ["family", "vary", variation.name]
      var distribution: Distribution?
      if let law = variation.law {
        distribution = try DistributionCompiler.compile(law, path: path)
      }
      variations.append(
        Drawn(
          place: try place("variation", variation.name, path), distribution: distribution,
          constant: variation.constant, coefficients: variation.coefficients))
    }
    self.features = features
    self.variations = variations
  }

  /// Draws a market; tasks of a part and replications of the whole family count from 0.
  ///
  /// The two parts never share a draw, so that more tasks of the one change none of the other.
  package func market(task: Int, of part: Part, replication: Int, seed: UInt64) -> FamilyMarket {
    let key = RandomKey(seed: seed, replication: UInt32(truncatingIfNeeded: replication))
    func stream(_ place: Place) -> RandomStream {
      RandomStream(
        key: key, customer: UInt64(task), place: place, visit: part == .training ? 0 : 1,
        purpose: .family)
    }
    func draw(_ value: Drawn) -> Double {
      guard let distribution = value.distribution else { return 0 }
      var stream = stream(value.place)
      return distribution.sample(using: &stream)
    }
    let known = features.map(draw)
    let values = variations.map { value in
      zip(value.coefficients, known).reduce(value.constant) { $0 + $1.0 * $1.1 } + draw(value)
    }
    var stream = stream(market)
    return FamilyMarket(features: known, values: values, seed: stream.nextWord())
  }
}

package struct FamilyMarket: Sendable, Equatable {
  /// What is known of the market before its first customer, in the order of the family's features.
  package var features: [Double]
  /// Values of the family's variations, in their order.
  package var values: [Double]
  /// Seed of the market's customers.
  package var seed: UInt64
}
