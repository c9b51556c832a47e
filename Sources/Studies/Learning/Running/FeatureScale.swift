import Simulation

/// By what one of a family's features is standardised.
struct FeatureScale: Sendable {
  var mean = 0.0
  /// Standard deviation; 1 for a feature that never changes.
  var deviation = 1.0

  /// Markets behind the moments.
  private static let draws = 1_000
  /// A replication that no run has, whose draws are nobody's market.
  private static let asideReplication = Int(UInt32.max)

  func standardised(_ value: Double) -> Double { (value - mean) / deviation }

  /// The scale of each feature, from markets drawn aside.
  static func scales(of family: MarketFamily, features: Int) -> [FeatureScale] {
    guard features > 0 else { return [] }
    let draws = (0..<draws).map {
      family.market(task: $0, of: .training, replication: asideReplication, seed: 1).features
    }
    return (0..<features).map { feature in
      let values = draws.map { $0[feature] }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(values.count)).squareRoot()
      return FeatureScale(
        mean: mean, deviation: deviation > 1e-12 * max(1, abs(mean)) ? deviation : 1)
    }
  }
}
