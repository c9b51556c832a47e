/// Who the customers are.
public struct Population: Sendable, Equatable {
  /// Segments; shares sum to 1.
  ///
  /// Never empty (a file without any has one, "everyone").
  public var segments: [Segment]
  /// Traits in file order: fixed for a customer, seen by no business.
  public var traits: [Trait]
  /// Rank correlations of traits through a Gaussian copula; pairs not named are 0.
  public var correlations: [Correlation]
  /// State that changes on the way, in file order.
  public var states: [StateVariable]
}

/// A part of the population.
public struct Segment: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// Share of customers, in 0...1.
  public var share: Double
}

/// A property of a customer that does not change on the journey.
public struct Trait: Sendable, Equatable {
  /// Name as used in formulas.
  public var name: String
  /// One distribution per segment, in the order of the segments.
  public var distributions: [DistributionSpec]
}

/// The copula correlation of two traits.
public struct Correlation: Sendable, Equatable {
  /// Name of the first trait.
  public var first: String
  /// Name of the second trait.
  public var second: String
  /// Correlation of the underlying normals, in -1...1.
  public var value: Double
}

/// A quantity of a customer that stages move, such as satisfaction.
public struct StateVariable: Sendable, Equatable {
  /// Name as used in formulas.
  public var name: String
  /// Value at arrival.
  public var start: Double
  /// Least value it can take.
  public var minimum: Double
  /// Greatest value it can take.
  public var maximum: Double
}

/// A distribution as a file states it, such as `gamma(mean: 9 min, sd: 8 min)`.
///
/// Parameters are in the base unit of the place: hours for times, plain numbers else. The reader
/// has checked the family's name, the combination of parameter names and each parameter's range.
public struct DistributionSpec: Sendable, Equatable {
  /// Family name: `normal`, `lognormal`, `gamma`, ….
  public var family: String
  /// Parameters by name in the order written; unnamed ones have got their standard names.
  public var parameters: [(name: String, value: Double)]
  /// Values of `discrete` and `empirical`, with weights.
  public var points: [(value: Double, weight: Double)]
  /// Parts of a `mixture` with weights, or the one base of a `truncated`.
  public var components: [(weight: Double, distribution: DistributionSpec)]

  /// Describes a distribution.
  public init(
    family: String, parameters: [(name: String, value: Double)] = [],
    points: [(value: Double, weight: Double)] = [],
    components: [(weight: Double, distribution: DistributionSpec)] = []
  ) {
    self.family = family
    self.parameters = parameters
    self.points = points
    self.components = components
  }

  /// Value of a named parameter, if it was given.
  public subscript(parameter: String) -> Double? {
    parameters.first { $0.name == parameter }?.value
  }

  /// Compares families, parameters, points and components.
  public static func == (left: DistributionSpec, right: DistributionSpec) -> Bool {
    left.family == right.family
      && left.parameters.elementsEqual(right.parameters, by: ==)
      && left.points.elementsEqual(right.points, by: ==)
      && left.components.elementsEqual(right.components, by: ==)
  }
}
