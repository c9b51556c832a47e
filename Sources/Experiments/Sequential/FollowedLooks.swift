import GSL
import Support

/// The primary metric followed over the looks of one experiment, each treatment against the control.
package struct FollowedLooks: Sendable, Equatable, Codable {
  /// The looks of each arm; nil for the control and where a look could not be made.
  package let paths: [SequentialPath?]
  /// The samples at the look that decided, or the last, by arm.
  let decisive: [SamplePair?]
  /// Number of looks planned; fewer may have been made so far.
  package let planned: Int
  /// Number of treatments that share the plan's error rate, 1 where it corrects nothing.
  package let sharing: Int
  /// Error rate of each treatment's looks.
  package let alpha: Double
  /// Chance that a treatment without effect crosses its boundary at any of the looks planned; more
  /// than alpha where each look is read like a single one.
  package let errorRate: Double
  /// Chance of a false alarm if every look were read like a single one.
  package var peekingErrorRate: Double {
    GroupSequentialDesign.peekingErrorRate(ofLooks: planned, alpha: planAlpha)
  }

  /// Error rate of the plan, over all treatments.
  private let planAlpha: Double

  /// Follows the looks made.
  ///
  /// The pairs are the samples so far by look, then arm, with nil for the control; the share is that
  /// of the planned units which the last of these looks has, 1 at the end. What stopping did to the
  /// estimates is told where it is asked for.
  /// - Throws: `ArgumentError` or `GSLError` for looks that no boundary fits.
  package init(
    plan: AnalysisPlan, pairs: [[SamplePair?]], planned: Int, share: Double = 1,
    boundary: GroupSequentialBoundary, estimatesStop: Bool = true
  ) throws {
    // Treatments share the error rate as in Bonferroni's correction, where the plan corrects: what
    // several paths have in common is not known before the last look.
    let sharing = plan.correction == .uncorrected ? 1 : plan.treatments.count
    let alpha = plan.alpha / Double(sharing)
    paths = try plan.arms.indices.map { arm in
      let observations = pairs.compactMap { look in
        look[arm].flatMap { SequentialPath.Observation($0, level: alpha, plan: plan) }
      }
      let units = observations.map(\.units)
      guard !observations.isEmpty, observations.count == pairs.count, let last = units.last,
        zip(units, units.dropFirst()).allSatisfy({ $0 < $1 })
      else { return nil }
      return try SequentialPath(
        observations: observations, plannedUnits: max(last, Int(Double(last) / share)),
        remainingLooks: planned - pairs.count, boundary: boundary, alpha: alpha,
        alternative: plan.alternative, estimatesStop: estimatesStop)
    }
    decisive = zip(plan.arms.indices, paths).map { arm, path in
      path.flatMap { pairs[$0.decisive][arm] }
    }
    self.planned = planned
    self.sharing = sharing
    self.alpha = alpha
    planAlpha = plan.alpha
    try GroupSequentialBoundary.check(
      information: GroupSequentialDesign.equalLooks(planned), alpha: plan.alpha)
    let sides = plan.alternative == .twoSided ? 1.0 : 2.0
    errorRate =
      boundary == .peeking
      ? GroupSequentialDesign.peekingErrorRate(
        ofLooks: planned, alpha: min(sides * alpha, 0.999_999)) / sides
      : alpha
  }
}

extension SequentialPath.Observation {
  /// Reads a look as the plan's test does: by the normal statistic that has its p-value, so that a
  /// boundary is crossed exactly where an interval at the boundary's level excludes zero.
  init?(_ pair: SamplePair, level: Double, plan: AnalysisPlan) {
    guard
      let test = pair.test(level: level, side: .twoSided, isClustered: plan.isClustered).value,
      test.nullStandardError > 0
    else { return nil }
    let size = StandardNormal.upperQuantile(test.pValue / 2)
    let (treated, control) = pair.tested
    self.init(
      units: treated.count + control.count, estimate: test.difference,
      standardError: test.standardError > 0 ? test.standardError : test.nullStandardError,
      statistic: size.isFinite ? (test.statistic < 0 ? -size : size) : test.statistic)
  }
}
