/// A value over replicates with its Monte-Carlo error.
package struct MonteCarloEstimate: Sendable, Equatable, Codable {
  /// The value; nil when no replicate defines it.
  package var value: Double?
  /// Its Monte-Carlo standard error; nil with fewer than two replicates.
  package var standardError: Double?
  package var replicates: Int

  init(_ moments: Moments) {
    replicates = moments.count
    value = moments.count > 0 ? moments.mean : nil
    standardError =
      moments.count > 1 ? (moments.variance / Double(moments.count)).squareRoot() : nil
  }

  package init(mean values: some Sequence<Double>) {
    var accumulator = MomentsAccumulator()
    for value in values { accumulator.add(value) }
    self.init(accumulator.moments)
  }

  init(share values: some Sequence<Bool>) {
    self.init(mean: values.lazy.map { $0 ? 1 : 0 })
  }

  /// Replicates that do not define a value.
  static func undefined(_ replicates: Int) -> MonteCarloEstimate {
    MonteCarloEstimate(value: nil, standardError: nil, replicates: replicates)
  }

  init(value: Double?, standardError: Double?, replicates: Int) {
    self.value = value
    self.standardError = standardError
    self.replicates = replicates
  }
}
