extension Distribution {
  /// Makes a distribution from its family's name and the parts that a scenario file states.
  ///
  /// - Parameters:
  ///   - family: A family of ``Parameterisation/all`` or ``Parameterisation/compoundFamilies``.
  ///   - parameters: Numbers by name, in a combination that the family has; two quantiles have
  ///     names such as p10 and p90.
  ///   - points: Values and weights of `discrete`; values of `empirical`, with weights ignored.
  ///   - components: Parts of a `mixture`; the one base of a `truncated`.
  /// - Returns: The distribution.
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
      return try .discrete(points)
    case "empirical":
      try checkNames(parameters, allowed: [], family: family)
      return try .empirical(points.map(\.value))
    case "mixture":
      try checkNames(parameters, allowed: [], family: family)
      return try .mixture(components)
    case "truncated":
      return try truncated(parameters, components)
    default:
      return try simple(family, parameters)
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

  private static func simple(
    _ family: String, _ parameters: [String: Double]
  ) throws(DistributionError) -> Distribution {
    let candidates = Parameterisation.all.filter { $0.family == family }
    guard !candidates.isEmpty else {
      var known: [String] = []
      for candidate in Parameterisation.all where !known.contains(candidate.family) {
        known.append(candidate.family)
      }
      known += Parameterisation.compoundFamilies
      throw DistributionError(
        family: family, parameter: "family", value: nil,
        requirement: "must be one of \(known.joined(separator: ", "))")
    }
    for candidate in candidates where candidate.parameters.count == parameters.count {
      let values = candidate.parameters.compactMap { parameters[$0.name] }
      if values.count == parameters.count { return try candidate.make(values) }
    }
    if let distribution = try fromQuantiles(family, parameters) { return distribution }
    var signatures = candidates.map(\.signature)
    if Parameterisation.quantileFamilies.contains(family) {
      signatures.append("two quantiles such as (p10, p90)")
    }
    let found = parameters.keys.sorted().joined(separator: ", ")
    throw DistributionError(
      family: family, parameter: "parameters", value: nil,
      requirement: "must be \(signatures.joined(separator: " or ")), found (\(found))")
  }

  /// Makes a distribution from two quantiles; nil if the parameters are not that.
  private static func fromQuantiles(
    _ family: String, _ parameters: [String: Double]
  ) throws(DistributionError) -> Distribution? {
    let quantiles = parameters.compactMap { KnownQuantile(name: $0.key, value: $0.value) }
      .sorted { $0.probability < $1.probability }
    guard quantiles.count == 2, parameters.count == 2 else { return nil }
    switch family {
    case "normal": return try .normal(quantiles: quantiles[0], quantiles[1])
    case "lognormal": return try .lognormal(quantiles: quantiles[0], quantiles[1])
    case "weibull": return try .weibull(quantiles: quantiles[0], quantiles[1])
    default: return nil
    }
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
