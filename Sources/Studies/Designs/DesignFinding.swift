package import Experiments
import GSL

/// What a design finds about a treatment over many replications.
package struct DesignFinding: Sendable, Codable {
  package var design: ExperimentDesign
  package var treatment: Int
  /// Mean estimate less the effect of the roll-out.
  ///
  /// An estimate is held against the roll-out of its own market, whose customers it shares.
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
    design: ExperimentDesign, treatment: Int, estimates: [DesignEstimate], customers: Int
  ) {
    self.design = design
    self.treatment = treatment
    self.customers = customers
    bias = MonteCarloEstimate(mean: estimates.map { $0.effect - $0.reference })
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

  /// Whether the bias is beyond chance: as far out as three errors of a normal distribution, by
  /// Student's t over the replications.
  ///
  /// Fewer than five show none: their biases may happen to be alike, and the error is as small then
  /// as they are.
  package var isBiased: Bool {
    guard bias.replicates >= 5, let value = bias.value, let error = bias.standardError else {
      return false
    }
    let tail = StandardNormal.upperTail(3)
    let freedom = Double(bias.replicates - 1)
    return abs(value) > StudentT.upperQuantile(tail, degreesOfFreedom: freedom) * error
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
