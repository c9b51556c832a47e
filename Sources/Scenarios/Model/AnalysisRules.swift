/// How the metrics of an experiment are tested, fixed before it is run.
package struct AnalysisRules: Sendable, Equatable, Codable {
  /// How p-values are corrected for there being several.
  package var correction = CorrectionRule.dunnett
  package var tests = TestsRule.primary
  /// What was counted in the warm-up and makes the comparison of means steadier (CUPED), in file
  /// order.
  package var covariates: [Tally] = []
  /// Parts of the customers by whose shares effects are weighted (post-stratification).
  package var strata: [Stratum] = []
  package var hypothesis = Hypothesis.twoSided
  /// How often the primary metric is looked at while the experiment runs; nil for once, at its end.
  package var looks: Int?
  package var spending = SpendingRule.obrienFleming
  /// What is believed of the primary metric's lift beforehand; nil for no Bayesian reading.
  package var prior: LiftPrior?
  /// Whether all arms live under the control, to see what a healthy test shows.
  package var isAA = false

  init() {}
}

package enum CorrectionRule: String, Sendable, Equatable, CaseIterable, Codable {
  case dunnett
  case holm
  case bonferroni
  case hochberg
  case hommel
  case sidak
  case benjaminiHochberg = "benjamini-hochberg"
  case benjaminiYekutieli = "benjamini-yekutieli"
  case none
}

/// The tests that a correction covers, each for every treatment.
package enum TestsRule: String, Sendable, Equatable, CaseIterable, Codable {
  case all
  case primary
  /// The metric that decides, and those with a guardrail.
  case primaryAndGuardrails = "primary and guardrails"
}

/// A division of the customers that no arm changes.
package enum Stratum: String, Sendable, Equatable, CaseIterable, Codable {
  case segment
  case channel
}

/// Which side of zero an effect is tested against.
package enum Hypothesis: String, Sendable, Equatable, CaseIterable, Codable {
  case twoSided = "two-sided"
  case greater
  case less
}

/// What a look at a running experiment may conclude.
package enum SpendingRule: Sendable, Equatable, Codable {
  /// Error spent in the manner of O'Brien and Fleming: little early, most at the end.
  case obrienFleming
  /// Error spent in the manner of Pocock: about the same at each look.
  case pocock
  /// Error spent in proportion to a power of the information.
  case power(Double)
  /// Hwang, Shih and DeCani's family.
  case hwangShihDeCani(Double)
  /// An interval that holds at any time.
  case alwaysValid
  /// Each look is read like a single test.
  case peeking
}

/// A normal distribution of what a lift may be.
package struct LiftPrior: Sendable, Equatable, Codable {
  /// Mean, as a share of the control's value.
  package var mean: Double
  /// Standard deviation, above 0.
  package var standardDeviation: Double
}
