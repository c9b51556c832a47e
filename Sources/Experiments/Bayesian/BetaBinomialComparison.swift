import GSL
import Support

/// A beta distribution of a share before the data are seen.
struct BetaPrior: Sendable, Equatable, Codable {
  /// Prior successes, above zero.
  var successes = 1.0
  /// Prior failures, above zero.
  var failures = 1.0
}

/// Two shares with beta posteriors, compared by numerical integration.
///
/// Integrals run over the control's share by 400-point Gauss-Legendre quadrature, on twelve
/// standard deviations around its mean and at least all but 1e-18 of either tail.
struct BetaBinomialComparison: Sendable, Equatable, Codable {
  var chanceToBeat: Double
  /// Expected loss of keeping the control: E max(p1 - p0, 0).
  var riskOfControl: Double
  /// Expected loss of choosing the treatment: E max(p0 - p1, 0).
  var riskOfTreatment: Double
  /// Posterior mean of p1 - p0.
  var difference: Double
  private let control: BetaPosterior
  private let treatment: BetaPosterior

  /// Compares two arms under a prior that both share.
  /// - Throws: `ArgumentError` when the prior is not positive.
  init(_ pair: ProportionPair, prior: BetaPrior = BetaPrior()) throws(ArgumentError) {
    guard prior.successes > 0, prior.failures > 0, prior.successes.isFinite,
      prior.failures.isFinite
    else {
      throw ArgumentError(
        "prior", found: "beta(\(prior.successes), \(prior.failures))",
        allowed: "positive numbers")
    }
    let control = BetaPosterior(
      a: Double(pair.controlSuccesses) + prior.successes,
      b: Double(pair.controlCount - pair.controlSuccesses) + prior.failures)
    let treatment = BetaPosterior(
      a: Double(pair.treatmentSuccesses) + prior.successes,
      b: Double(pair.treatmentCount - pair.treatmentSuccesses) + prior.failures)
    self.control = control
    self.treatment = treatment
    chanceToBeat = control.expectation { treatment.upperTail($0) }
    // E max(p1 - x, 0) = m1 P(beta(a+1, b) > x) - x P(beta(a, b) > x).
    let longer = BetaPosterior(a: treatment.a + 1, b: treatment.b)
    riskOfControl = control.expectation {
      treatment.mean * longer.upperTail($0) - $0 * treatment.upperTail($0)
    }
    // Mirrored, and not by subtraction, which would leave only rounding of a small risk.
    riskOfTreatment = control.expectation {
      $0 * treatment.lowerTail($0) - treatment.mean * longer.lowerTail($0)
    }
    difference = treatment.mean - control.mean
  }

  /// Gives the central interval that holds p1 - p0 with probability 1 - alpha; nil if not found.
  func interval(alpha: Double) -> Interval? {
    func quantile(_ probability: Double) -> Double? {
      try? RootFinder.brent(lower: -1, upper: 1, absoluteTolerance: 1e-12) { difference in
        control.expectation { treatment.lowerTail($0 + difference) } - probability
      }
    }
    guard let lower = quantile(alpha / 2), let upper = quantile(1 - alpha / 2) else { return nil }
    return Interval(lower: lower, upper: upper)
  }
}

/// A beta distribution with the expectations that comparisons need.
struct BetaPosterior: Sendable, Equatable, Codable {
  private static let rule = Quadrature.gaussLegendre(nodes: 400)

  var a: Double
  var b: Double

  var mean: Double { a / (a + b) }

  func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : x >= 1 ? 0 : Beta.regularized(1 - x, complement: x, b, a)
  }

  func lowerTail(_ x: Double) -> Double {
    x <= 0 ? 0 : x >= 1 ? 1 : Beta.regularized(x, a, b)
  }

  /// Integrates a function times the density over all but a share of 1e-18 in either tail.
  ///
  /// Twelve standard deviations suffice for many successes; few of them make a longer tail.
  func expectation(_ function: (Double) -> Double) -> Double {
    guard let distribution = try? BetaDistribution(a: a, b: b) else { return .nan }
    let deviation = (mean * (1 - mean) / (a + b + 1)).squareRoot()
    let lower = max(0, min(mean - 12 * deviation, distribution.quantile(1e-18)))
    let upper = min(1, max(mean + 12 * deviation, distribution.upperQuantile(1e-18)))
    return Self.rule.integrate(from: lower, to: upper) { distribution.density($0) * function($0) }
  }
}
