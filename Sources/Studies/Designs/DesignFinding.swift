package import Experiments

/// What a design finds about a treatment over many replications.
package struct DesignFinding: Sendable, Codable {
  package var design: ExperimentDesign
  package var treatment: Int
  /// Mean estimate less the effect of the roll-out, with the Monte-Carlo error of both.
  package var bias: MonteCarloEstimate
  /// Standard deviation of the estimates.
  package var spread: Double?
  /// Monte-Carlo standard error of the spread (normal theory: s/√(2(R-1))).
  package var spreadError: Double?
  /// Mean standard error that the experiments report.
  package var reportedError: MonteCarloEstimate
  /// Share of intervals that cover the effect of the roll-out.
  package var coverage: MonteCarloEstimate
  package var customers: Int

  init(
    design: ExperimentDesign, treatment: Int, estimates: [DesignEstimate], truth: TrueEffect,
    customers: Int
  ) {
    self.design = design
    self.treatment = treatment
    self.customers = customers
    bias = MonteCarloEstimate(mean: estimates.map { $0.effect - truth.difference })
    let squared = truth.standardError.map { $0 * $0 } ?? 0
    bias.standardError = bias.standardError.map { ($0 * $0 + squared).squareRoot() }
    let count = estimates.count
    if count > 1 {
      let moments = Moments(of: estimates.map(\.effect))
      let deviation = moments.variance.squareRoot()
      spread = deviation
      spreadError = deviation / (2 * Double(count - 1)).squareRoot()
    }
    reportedError = MonteCarloEstimate(mean: estimates.map(\.standardError))
    coverage = MonteCarloEstimate(mean: estimates.map { $0.coversTruth ? 1.0 : 0.0 })
  }

  /// Whether the bias exceeds three Monte-Carlo errors.
  package var isBiased: Bool {
    guard let value = bias.value, let error = bias.standardError else { return false }
    return abs(value) > 3 * error
  }

  /// Whether intervals cover less than they promise, by more than three Monte-Carlo errors.
  func coversTooLittle(level: Double) -> Bool {
    guard let value = coverage.value, coverage.replicates > 0 else { return true }
    let error = (level * (1 - level) / Double(coverage.replicates)).squareRoot()
    return value < level - 3 * error
  }

  /// Variance of the estimate times customers: the lower, the more each customer tells.
  var costOfPrecision: Double? { spread.map { $0 * $0 * Double(customers) } }
}
