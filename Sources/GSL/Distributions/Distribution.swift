/// A distribution of real numbers: one of a family, or built from others.
///
/// An immutable value; parameters are checked when it is made, sampling cannot fail.
package enum Distribution: RealDistribution, Hashable {
  /// A family with at most three numbers as parameters.
  case primitive(PrimitiveDistribution)
  case discrete(DiscreteDistribution)
  case empirical(EmpiricalDistribution)
  case mixture(MixtureDistribution)
  case truncated(TruncatedDistribution)
  /// A multiple, where the family has no scale.
  indirect case scaled(ScaledDistribution)

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

  package func upperQuantile(_ q: Double) -> Double {
    switch self {
    case .primitive(let kind): kind.upperQuantile(q)
    case .discrete(let kind): kind.upperQuantile(q)
    case .empirical(let kind): kind.upperQuantile(q)
    case .mixture(let kind): kind.upperQuantile(q)
    case .truncated(let kind): kind.upperQuantile(q)
    case .scaled(let kind): kind.upperQuantile(q)
    }
  }
}

extension Distribution {
  /// The value within, for everything but the hot path.
  private var form: any RealDistribution {
    switch self {
    case .primitive(let kind): kind.family
    case .discrete(let kind): kind
    case .empirical(let kind): kind
    case .mixture(let kind): kind
    case .truncated(let kind): kind
    case .scaled(let kind): kind
    }
  }

  package var support: DistributionSupport { form.support }
  var isContinuous: Bool { !support.isDiscrete }
  var mean: Double { form.mean }
  package var variance: Double { form.variance }
  package func density(_ x: Double) -> Double { form.density(x) }
  func cdf(_ x: Double) -> Double { form.cdf(x) }
  func upperTail(_ x: Double) -> Double { form.upperTail(x) }
}
