internal import CKeyedRandom

/// The distribution of 1 with probability p, else 0.
public struct BernoulliDistribution: LatticeDistribution {
  /// Name in scenario files.
  public static let family = "bernoulli"
  /// Probability of 1.
  public static let parameters = [DistributionParameter("p", .probability)]
  /// Probability of 1.
  public let p: Double

  /// Makes the distribution from the probability of 1.
  public init(p: Double) throws(DistributionError) {
    try Self.check(p)
    self.p = p
  }

  /// Values that can be drawn.
  public var support: Support { Support(0, 1, isDiscrete: true) }
  /// Expected value.
  public var mean: Double { p }
  /// Variance.
  public var variance: Double { p * (1 - p) }

  /// Draws a value.
  public func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_bernoulli(&stream.state, p)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  public func density(_ x: Double) -> Double { x == 1 ? p : x == 0 ? 1 - p : 0 }

  /// Gives P(X ≤ x).
  public func cdf(_ x: Double) -> Double { x < 0 ? 0 : x < 1 ? 1 - p : 1 }

  /// Gives P(X > x).
  public func upperTail(_ x: Double) -> Double { x < 0 ? 1 : x < 1 ? p : 0 }
}
