/// Who the customers are.
package struct Population: Sendable, Equatable, Codable {
  /// Segments; shares sum to 1.
  ///
  /// Never empty (a file without any has one, "everyone").
  package var segments: [Segment]
  /// Traits in file order: fixed for a customer, seen by no business but where it observes them.
  package var traits: [Trait]
  /// Rank correlations of traits through a Gaussian copula; pairs not named are 0.
  package var correlations: [Correlation]
  /// State that changes on the way, in file order.
  package var states: [StateVariable]
}

/// A part of the population.
package struct Segment: Sendable, Equatable, Codable {
  package var name: String
  /// Share of customers, in 0...1.
  package var share: Double
}

/// A property of a customer that does not change on the journey.
package struct Trait: Sendable, Equatable, Codable {
  package var name: String
  /// One distribution per segment, in the order of the segments.
  package var distributions: [DistributionSpec]
  /// Whether the business knows it of each customer, such as the distance to the shop.
  package var isObserved = false
}

/// The rank correlation (Spearman) of two traits.
package struct Correlation: Sendable, Equatable, Codable {
  package var first: String
  package var second: String
  /// Rank correlation, in -1...1.
  package var value: Double

  /// The correlation of two normals that have this rank correlation, 2 sin(πr/6).
  ///
  /// K. Pearson: On further methods of determining correlation (1907).
  package var ofNormals: Double {
    // The sine's Taylor sum, in plain operations that give the same on every processor.
    let angle = .pi * value / 6
    let terms = stride(from: 19.0, through: 3, by: -2)
    return 2 * angle * terms.reduce(1) { 1 - angle * angle / ($1 * ($1 - 1)) * $0 }
  }
}

/// A quantity of a customer that stages move, such as satisfaction.
package struct StateVariable: Sendable, Equatable, Codable {
  package var name: String
  /// Value at arrival.
  package var start: Double
  package var minimum: Double
  package var maximum: Double
  /// Hours in which half the way back to the start is gone; nil for a state that stays.
  package var halfLifeHours: Double?
}

/// A distribution as a file states it, such as `gamma(mean: 9 min, sd: 8 min)`.
///
/// Parameters are in the base unit of the place: hours for times, plain numbers else. The reader
/// has checked the family's name, the combination of parameter names and each parameter's range.
package struct DistributionSpec: Sendable, Equatable, Codable {
  /// Family name: `normal`, `lognormal`, `gamma`, ….
  package var family: String
  /// Parameters by name in the order written; unnamed ones have got their standard names.
  package var parameters: [Parameter]
  /// Values of `discrete` and `empirical`, with weights.
  package var points: [Point]
  /// Parts of a `mixture` with weights, or the one base of a `truncated`.
  package var components: [Component]

  init(
    family: String, parameters: [(name: String, value: Double)] = [],
    points: [(value: Double, weight: Double)] = [],
    components: [(weight: Double, distribution: DistributionSpec)] = []
  ) {
    self.family = family
    self.parameters = parameters.map { Parameter(name: $0.name, value: $0.value) }
    self.points = points.map { Point(value: $0.value, weight: $0.weight) }
    self.components = components.map {
      Component(weight: $0.weight, distribution: $0.distribution)
    }
  }

  package struct Parameter: Sendable, Equatable, Codable {
    package var name: String
    package var value: Double
  }

  package struct Point: Sendable, Equatable, Codable {
    package var value: Double
    package var weight: Double
  }

  package struct Component: Sendable, Equatable, Codable {
    package var weight: Double
    package var distribution: DistributionSpec
  }

  package subscript(parameter: String) -> Double? {
    parameters.first { $0.name == parameter }?.value
  }
}
