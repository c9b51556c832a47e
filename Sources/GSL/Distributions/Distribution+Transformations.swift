import Support

extension Distribution {
  /// Gives the distribution of a multiple, such as the same time in another unit.
  ///
  /// - Throws: ``DistributionError`` if the factor is not above 0, or the multiple leaves the
  ///   range of a parameter.
  func scaled(by factor: Double) throws(DistributionError) -> Distribution {
    try DistributionParameter("factor", .plain, .positive).check(factor, family: "scaled")
    if factor == 1 { return self }
    switch self {
    case .primitive(let kind):
      if let multiple = try kind.family.scaled(by: factor) { return .primitive(multiple) }
    case .discrete(let kind):
      return .discrete(try kind.scaled(by: factor))
    case .empirical(let kind):
      return .empirical(try kind.scaled(by: factor))
    case .mixture(let kind):
      var components: [(weight: Double, distribution: Distribution)] = []
      for (component, weight) in zip(kind.components, kind.probabilities) {
        components.append((weight, try component.scaled(by: factor)))
      }
      return .mixture(try MixtureDistribution(components))
    case .truncated(let kind):
      if let base = try kind.base.family.scaled(by: factor) {
        return try Distribution.primitive(base).truncated(
          from: kind.minimum * factor, to: kind.maximum * factor)
      }
    case .scaled(let kind):
      return try kind.base.scaled(by: kind.factor * factor)
    }
    return .scaled(ScaledDistribution(base: self, factor: factor))
  }

  /// Gives the distribution under the condition that the value lies between two bounds.
  ///
  /// Both bounds are included, and either may be infinite.
  ///
  /// - Throws: ``DistributionError`` if min < max does not hold, or there is nothing between them.
  func truncated(
    from minimum: Double = -.infinity, to maximum: Double = .infinity
  ) throws(DistributionError) -> Distribution {
    guard minimum < maximum else {
      throw DistributionError(
        family: "truncated", parameter: "max", value: maximum,
        requirement: "must be greater than min = \(minimum)")
    }
    guard let part = try part(from: minimum, to: maximum) else {
      throw DistributionError(
        family: "truncated", parameter: "probability between min and max", value: nil,
        requirement: "must be at least 1e-290")
    }
    return part.distribution
  }

  /// Gives what lies between two bounds with its probability; nil if that is 0.
  private func part(
    from minimum: Double, to maximum: Double
  ) throws(DistributionError) -> (probability: Double, distribution: Distribution)? {
    if minimum <= support.lower, maximum >= support.upper { return (1, self) }
    switch self {
    case .primitive(let kind):
      guard let truncated = TruncatedDistribution(kind, from: minimum, to: maximum) else {
        return nil
      }
      if case .pareto(let pareto) = kind, maximum == .infinity {
        // What is left of a Pareto distribution above a bound is one.
        let rest = try ParetoDistribution(shape: pareto.shape, min: minimum)
        return (truncated.acceptance, .primitive(.pareto(rest)))
      }
      return (truncated.acceptance, .truncated(truncated))
    case .discrete(let kind):
      let points = kind.points(from: minimum, to: maximum)
      guard !points.isEmpty else { return nil }
      return (points.reduce(0) { $0 + $1.weight }, .discrete(try DiscreteDistribution(points)))
    case .empirical(let kind):
      let values = kind.values.filter { $0 >= minimum && $0 <= maximum }
      guard !values.isEmpty else { return nil }
      let share = Double(values.count) / Double(kind.values.count)
      return (share, .empirical(try EmpiricalDistribution(values)))
    case .mixture(let kind):
      var components: [(weight: Double, distribution: Distribution)] = []
      for (component, weight) in zip(kind.components, kind.probabilities) {
        guard let part = try component.part(from: minimum, to: maximum) else { continue }
        components.append((weight * part.probability, part.distribution))
      }
      // Weights may be tiny: only their ratios matter.
      guard let greatest = components.map(\.weight).max(), greatest > 0 else { return nil }
      let probability = components.reduce(0) { $0 + $1.weight }
      let mixture = try MixtureDistribution(
        components.map { (weight: $0.weight / greatest, distribution: $0.distribution) })
      return (probability, .mixture(mixture))
    case .truncated(let kind):
      guard
        let truncated = TruncatedDistribution(
          kind.base, from: max(minimum, kind.minimum), to: min(maximum, kind.maximum))
      else { return nil }
      return (truncated.acceptance / kind.acceptance, .truncated(truncated))
    case .scaled(let kind):
      guard
        let part = try kind.base.part(from: minimum / kind.factor, to: maximum / kind.factor)
      else { return nil }
      return (part.probability, try part.distribution.scaled(by: kind.factor))
    }
  }
}
