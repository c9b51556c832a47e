import Support

/// A value below which a known share of a distribution lies.
struct KnownQuantile: Sendable, Hashable {
  /// Share below the value, between 0 and 1.
  let probability: Double
  let value: Double

  init(probability: Double, value: Double) {
    self.probability = probability
    self.value = value
  }

  /// Reads the share from a name such as `p10` or `p97.5`.
  init?(name: String, value: Double) {
    guard name.hasPrefix("p"), let percent = Double(name.dropFirst()), percent > 0, percent < 100
    else { return nil }
    self.init(probability: percent / 100, value: value)
  }

  var name: String {
    let percent = probability * 100
    return percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
  }

  /// Throws unless two quantiles are those of a probability and rise strictly within bounds.
  static func check(
    _ first: KnownQuantile, _ second: KnownQuantile, of family: DistributionFamily
  ) throws(DistributionError) {
    let probability = DistributionParameter("probability of a quantile", .plain, .openUnit)
    for quantile in [first, second] {
      try probability.check(quantile.probability, family: family.name)
      let bounds = family.quantiles?.bounds ?? .any
      try DistributionParameter(quantile.name, .value, bounds)
        .check(quantile.value, family: family.name)
    }
    guard first.probability < second.probability, first.value < second.value else {
      throw DistributionError(
        family: family.name, parameter: second.name, value: second.value,
        requirement: "must be a higher quantile and greater than \(first.name) = \(first.value)")
    }
  }
}
