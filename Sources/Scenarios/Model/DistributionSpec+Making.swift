package import GSL

extension DistributionSpec {
  /// Makes the distribution, with times in hours.
  ///
  /// - Throws: `DistributionError` if the description is none of a distribution.
  package func made() throws(DistributionError) -> Distribution {
    var parts: [(weight: Double, distribution: Distribution)] = []
    for component in components {
      parts.append((component.weight, try component.distribution.made()))
    }
    return try Distribution.named(
      family, parameters: Dictionary(parameters.map { ($0.name, $0.value) }) { $1 },
      points: points.map { (value: $0.value, weight: $0.weight) }, components: parts)
  }

  /// The least number that no value is above; infinity where none is known.
  var upperLimit: Double { (try? made())?.support.upper ?? .infinity }

  /// Whether the distribution has a density.
  var isContinuous: Bool {
    switch family {
    case "discrete", "empirical": false
    case "mixture", "truncated": components.allSatisfy { $0.distribution.isContinuous }
    default: DistributionFamily.named(family)?.isContinuous ?? false
    }
  }

  /// The greatest number that no value is below; minus infinity where none is known.
  var lowerLimit: Double {
    switch family {
    case "discrete", "empirical": points.map(\.value).min() ?? -.infinity
    case "mixture": components.map(\.distribution.lowerLimit).min() ?? -.infinity
    case "truncated":
      max(self["min"] ?? -.infinity, components.first?.distribution.lowerLimit ?? -.infinity)
    default: (try? made())?.support.lower ?? -.infinity
    }
  }
}
