/// A family with at most three numbers as parameters, checked when a value is made.
protocol ScalarDistribution: RealDistribution, Hashable, BitwiseCopyable {
  /// The family's row: name, parameters and the ways to state it.
  static var family: DistributionFamily { get }
  /// Gives the distribution of a multiple, if the family has it.
  ///
  /// - Throws: ``DistributionError`` if the multiple leaves the range of a parameter.
  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution?
}

extension ScalarDistribution {
  /// Throws unless each named parameter has a value in its range.
  static func check(_ values: (name: String, value: Double)...) throws(DistributionError) {
    for (name, value) in values {
      try family.parameter(name)?.check(value, family: family.name)
    }
  }

  /// Gives an error about one parameter.
  ///
  /// `clash` words the fault as a clause about the distribution, where parameters that are allowed
  /// alone contradict each other.
  static func error(
    _ parameter: String, _ value: Double, _ requirement: String, clash: String? = nil
  ) -> DistributionError {
    DistributionError(
      family: family.name, parameter: parameter, value: value, requirement: requirement,
      clash: clash)
  }
}

/// Families on the whole numbers: quantiles by a search over the distribution function.
protocol LatticeDistribution: ScalarDistribution {}

extension LatticeDistribution {
  /// Finds the quantile by bisection in a bracket that grows from the mean.
  func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return support.lower }
    if p == 1 { return support.upper }
    return leastWhole { cdf($0) >= p }
  }

  func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q == 0 { return support.upper }
    if q == 1 { return support.lower }
    return leastWhole { upperTail($0) <= q }
  }

  /// Finds the least whole number in the support that satisfies a monotone condition.
  private func leastWhole(_ holds: (Double) -> Bool) -> Double {
    if holds(support.lower) { return support.lower }
    var low = support.lower
    var step = variance.squareRoot().rounded(.up) + 1
    var high = min(max(mean.rounded(), low + 1), support.upper)
    while !holds(high), high < support.upper, step.isFinite {
      low = high
      high = min(high + step, support.upper)
      step *= 2
    }
    while high - low > 1 {
      let middle = (low + 0.5 * (high - low)).rounded(.down)
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// Gives nothing: a multiple of a whole number is another lattice.
  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    nil
  }
}
