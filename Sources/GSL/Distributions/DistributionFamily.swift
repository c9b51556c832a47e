package import Support

/// A family of distributions as data: its name, the ways to state it, and what its values may be.
///
/// Each family's row stands beside its own code. The maker by name, the scenario language, its
/// schema and its messages read the rows of ``all``.
package struct DistributionFamily: Sendable {
  /// One way to state a family: names of parameters and what they make.
  package struct Way: Sendable {
    /// Names of the parameters in the order of writing.
    package let names: [String]
    let make: @Sendable ([Double]) throws(DistributionError) -> PrimitiveDistribution

    /// Pairs names with the maker that takes their values in the same order.
    static func by(
      _ names: String...,
      make: @escaping @Sendable ([Double]) throws(DistributionError) -> PrimitiveDistribution
    ) -> Way {
      Way(names: names, make: make)
    }
  }

  /// The statement by two quantiles such as p10 and p90.
  package struct Quantiles: Sendable {
    /// Values that the quantiles may have.
    package let bounds: Bounds
    let make:
      @Sendable (KnownQuantile, KnownQuantile) throws(DistributionError) -> PrimitiveDistribution
  }

  package let name: String
  /// Every parameter of any way, once.
  package let parameters: [DistributionParameter]
  /// The accepted sets of parameters; arguments without a name mean those of the first.
  package let ways: [Way]
  /// How two quantiles state it, where they can.
  package let quantiles: Quantiles?
  /// Whether it has a density, so that a copula can correlate it.
  package let isContinuous: Bool
  /// Whether its values may be times.
  package let fitsTime: Bool
  /// Whether the finite ends of its support can be drawn.
  package let meetsEnds: Bool

  init(
    _ name: String, _ parameters: [DistributionParameter], ways: [Way],
    quantiles: Quantiles? = nil, isContinuous: Bool = true, fitsTime: Bool = true,
    meetsEnds: Bool = true
  ) {
    self.name = name
    self.parameters = parameters
    self.ways = ways
    self.quantiles = quantiles
    self.isContinuous = isContinuous
    self.fitsTime = fitsTime
    self.meetsEnds = meetsEnds
  }

  package func parameter(_ name: String) -> DistributionParameter? {
    parameters.first { $0.name == name }
  }

  /// The ways in words, as in "(mean, sd) or two quantiles such as (p10, p90)".
  package var statements: String {
    var texts = ways.map { "(\($0.names.joined(separator: ", ")))" }
    if quantiles != nil { texts.append("two quantiles such as (p10, p90)") }
    return texts.joined(separator: " or ")
  }

  /// Families that are stated by values or by other distributions.
  static let compound = ["discrete", "empirical", "mixture", "truncated"]

  /// Every name, those of compound families last.
  package static let names = all.map(\.name) + compound

  /// The family of this name, if its arguments are numbers.
  package static func named(_ name: String) -> DistributionFamily? {
    all.first { $0.name == name }
  }

  /// Makes the distribution of named numbers.
  ///
  /// - Throws: ``DistributionError`` if the combination is none of the family's, or a value is not
  ///   allowed.
  func distribution(
    _ parameters: [String: Double]
  ) throws(DistributionError) -> PrimitiveDistribution {
    for way in ways where way.names.count == parameters.count {
      let values = way.names.compactMap { parameters[$0] }
      if values.count == parameters.count { return try way.make(values) }
    }
    let known = parameters.compactMap { KnownQuantile(name: $0.key, value: $0.value) }
      .sorted { $0.probability < $1.probability }
    if let quantiles, known.count == 2, parameters.count == 2 {
      return try quantiles.make(known[0], known[1])
    }
    let found = parameters.keys.sorted().joined(separator: ", ")
    throw DistributionError(
      family: name, parameter: "parameters", value: nil,
      requirement: "must be \(statements), found (\(found))")
  }
}
