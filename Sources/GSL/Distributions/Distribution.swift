/// A distribution of real numbers: one of a family, or built from others.
///
/// An immutable value; parameters are checked when it is made, sampling cannot fail.
package enum Distribution: Sendable, Hashable {
  /// A family with at most three numbers as parameters.
  case primitive(PrimitiveDistribution)
  case discrete(DiscreteDistribution)
  case empirical(EmpiricalDistribution)
  case mixture(MixtureDistribution)
  case truncated(TruncatedDistribution)
  /// A multiple, where the family has no scale.
  indirect case scaled(ScaledDistribution)

  /// Draws a value; cannot fail.
  package func sample(using stream: inout RandomStream) -> Double {
    switch self {
    case .primitive(let kind): kind.sample(using: &stream)
    case .discrete(let kind): kind.sample(using: &stream)
    case .empirical(let kind): kind.sample(using: &stream)
    case .mixture(let kind): kind.sample(using: &stream)
    case .truncated(let kind): kind.sample(using: &stream)
    case .scaled(let kind): kind.sample(using: &stream)
    }
  }

  /// Gives the density at x, for a discrete distribution the probability of x.
  package func density(_ x: Double) -> Double {
    switch self {
    case .primitive(let kind): kind.density(x)
    case .discrete(let kind): kind.density(x)
    case .empirical(let kind): kind.density(x)
    case .mixture(let kind): kind.density(x)
    case .truncated(let kind): kind.density(x)
    case .scaled(let kind): kind.density(x)
    }
  }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    switch self {
    case .primitive(let kind): kind.cdf(x)
    case .discrete(let kind): kind.cdf(x)
    case .empirical(let kind): kind.cdf(x)
    case .mixture(let kind): kind.cdf(x)
    case .truncated(let kind): kind.cdf(x)
    case .scaled(let kind): kind.cdf(x)
    }
  }

  /// Gives P(X > x), accurate where it is small.
  package func upperTail(_ x: Double) -> Double {
    switch self {
    case .primitive(let kind): kind.upperTail(x)
    case .discrete(let kind): kind.upperTail(x)
    case .empirical(let kind): kind.upperTail(x)
    case .mixture(let kind): kind.upperTail(x)
    case .truncated(let kind): kind.upperTail(x)
    case .scaled(let kind): kind.upperTail(x)
    }
  }

  /// Gives the least x with P(X ≤ x) ≥ p, for p in 0...1; else NaN.
  package func quantile(_ p: Double) -> Double {
    switch self {
    case .primitive(let kind): kind.quantile(p)
    case .discrete(let kind): kind.quantile(p)
    case .empirical(let kind): kind.quantile(p)
    case .mixture(let kind): kind.quantile(p)
    case .truncated(let kind): kind.quantile(p)
    case .scaled(let kind): kind.quantile(p)
    }
  }

  /// Gives the least x with P(X > x) ≤ q, for q in 0...1; else NaN.
  ///
  /// More accurate than the quantile of 1 − q where q is small.
  package func upperQuantile(_ q: Double) -> Double {
    switch self {
    case .primitive(let kind): kind.upperQuantile(q)
    case .discrete(let kind): kind.quantile(1 - q)
    case .empirical(let kind): kind.quantile(1 - q)
    case .mixture(let kind): kind.upperQuantile(q)
    case .truncated(let kind): kind.upperQuantile(q)
    case .scaled(let kind): kind.upperQuantile(q)
    }
  }
}

extension Distribution {
  /// Values that can be drawn.
  package var support: DistributionSupport {
    switch self {
    case .primitive(let kind): kind.support
    case .discrete(let kind): kind.support
    case .empirical(let kind): kind.support
    case .mixture(let kind): kind.support
    case .truncated(let kind): kind.support
    case .scaled(let kind): kind.support
    }
  }

  /// Whether no single value has positive probability.
  package var isContinuous: Bool { !support.isDiscrete }

  /// Expected value, ∞ where it does not exist.
  package var mean: Double {
    switch self {
    case .primitive(let kind): kind.mean
    case .discrete(let kind): kind.mean
    case .empirical(let kind): kind.mean
    case .mixture(let kind): kind.mean
    case .truncated(let kind): kind.mean
    case .scaled(let kind): kind.mean
    }
  }

  /// Variance, ∞ where it does not exist.
  package var variance: Double {
    switch self {
    case .primitive(let kind): kind.variance
    case .discrete(let kind): kind.variance
    case .empirical(let kind): kind.variance
    case .mixture(let kind): kind.variance
    case .truncated(let kind): kind.variance
    case .scaled(let kind): kind.variance
    }
  }
}
