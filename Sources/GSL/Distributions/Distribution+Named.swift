extension Distribution {
  /// Makes a distribution from its family's name and the parts that a scenario file states.
  ///
  /// Two quantiles have names such as p10 and p90. Points are those of `discrete`, or values of
  /// `empirical`, with weights ignored; components the parts of a `mixture`, or the one base of a
  /// `truncated`.
  ///
  /// - Throws: ``DistributionError`` if the family is unknown, the combination is none of the
  ///   family's, or a value is not allowed.
  package static func named(
    _ family: String, parameters: [String: Double],
    points: [(value: Double, weight: Double)] = [],
    components: [(weight: Double, distribution: Distribution)] = []
  ) throws(DistributionError) -> Distribution {
    switch family {
    case "discrete":
      try checkNames(parameters, allowed: [], family: family)
      return .discrete(try DiscreteDistribution(points))
    case "empirical":
      try checkNames(parameters, allowed: [], family: family)
      return .empirical(try EmpiricalDistribution(points.map(\.value)))
    case "mixture":
      try checkNames(parameters, allowed: [], family: family)
      return .mixture(try MixtureDistribution(components))
    case "truncated":
      return try truncated(parameters, components)
    default:
      guard let row = DistributionFamily.named(family) else {
        throw DistributionError(
          family: family, parameter: "family", value: nil,
          requirement: "must be one of \(DistributionFamily.names.joined(separator: ", "))")
      }
      return .primitive(try row.distribution(parameters))
    }
  }

  private static func truncated(
    _ parameters: [String: Double], _ components: [(weight: Double, distribution: Distribution)]
  ) throws(DistributionError) -> Distribution {
    try checkNames(parameters, allowed: ["min", "max"], family: "truncated")
    guard let base = components.first?.distribution, components.count == 1 else {
      throw DistributionError(
        family: "truncated", parameter: "number of distributions",
        value: Double(components.count), requirement: "must be 1")
    }
    guard !parameters.isEmpty else {
      throw DistributionError(
        family: "truncated", parameter: "min or max", value: nil, requirement: "must be given")
    }
    return try base.truncated(
      from: parameters["min"] ?? -.infinity, to: parameters["max"] ?? .infinity)
  }

  private static func checkNames(
    _ parameters: [String: Double], allowed: [String], family: String
  ) throws(DistributionError) {
    for name in parameters.keys.sorted() where !allowed.contains(name) {
      throw DistributionError(
        family: family, parameter: name, value: parameters[name],
        requirement: "is not a parameter of this family")
    }
  }
}
