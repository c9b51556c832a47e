/// Effects of one treatment in disjoint segments, and whether they differ.
package struct SegmentEffects: Sendable, Equatable, Codable {
  package struct Segment: Sendable, Equatable, Codable {
    package var name: String
    /// Units of both arms in the segment.
    package var count: Int
    /// Treatment less control.
    package var effect: Double
    /// Variance of the effect; zero when no unit differs from another.
    package var variance: Double

    package init(name: String, count: Int, effect: Double, variance: Double) {
      self.name = name
      self.count = count
      self.effect = effect
      self.variance = variance
    }

    /// Compares the means of two arms in a segment; nil with fewer than two units in an arm.
    package init?(name: String, treatment: Moments, control: Moments) {
      guard treatment.count > 1, control.count > 1 else { return nil }
      self.init(
        name: name, count: treatment.count + control.count,
        effect: treatment.mean - control.mean,
        variance: WelchVariance(control: control, treatment: treatment).sum)
    }
  }

  package let segments: [Segment]
  /// Effect pooled with weights 1/variance.
  package let pooled: EffectEstimate
  /// Cochran's Q = Σ (effect - pooled)²/variance, the interaction test (1954).
  package let interaction: TestStatistic
  /// Variance of the true effects between segments (DerSimonian and Laird 1986), at least 0.
  let betweenVariance: Double

  /// Collects the effects of segments.
  /// - Returns: The test; undefined when no segment has a variance above zero.
  package static func estimate(_ segments: [Segment]) -> Estimate<SegmentEffects> {
    let weights = segments.map { $0.variance > 0 ? 1 / $0.variance : 0 }
    let total = CompensatedSum(weights).value
    guard !segments.isEmpty else { return .undefined(.tooFewUnits) }
    guard total > 0 else { return .undefined(.zeroVariance) }
    let mean = CompensatedSum(zip(weights, segments).map { $0 * $1.effect }).value / total
    let spread = CompensatedSum(
      zip(weights, segments).map { $0 * ($1.effect - mean) * ($1.effect - mean) }
    ).value
    guard mean.isFinite, spread.isFinite else { return .undefined(.notFinite) }
    let degrees = segments.count - 1
    let squares = CompensatedSum(weights.map { $0 * $0 }).value
    let scale = total - squares / total
    return .defined(
      SegmentEffects(
        segments: segments,
        pooled: EffectEstimate(effect: mean, standardError: (1 / total).squareRoot()),
        interaction: .chiSquared(spread, degreesOfFreedom: degrees),
        betweenVariance: scale > 0 ? max(0, (spread - Double(degrees)) / scale) : 0))
  }

  /// Effects drawn towards the pooled one by empirical Bayes, in the order of the segments.
  ///
  /// Each is a normal posterior with prior N(μ, τ²): τ² between segments by DerSimonian and Laird,
  /// μ the mean with weights 1/(variance + τ²). With τ² = 0 all are the pooled effect.
  package var shrunken: [GaussianPosterior] {
    let tau = betweenVariance
    guard tau > 0 else {
      return segments.map { _ in GaussianPosterior(flat: pooled) }
    }
    let weights = segments.map { 1 / ($0.variance + tau) }
    let total = CompensatedSum(weights).value
    let mean = CompensatedSum(zip(weights, segments).map { $0 * $1.effect }).value / total
    return segments.map { segment in
      let keep = tau / (segment.variance + tau)
      // The prior's mean is estimated too, which widens the posterior by its share.
      let variance = keep * segment.variance + (1 - keep) * (1 - keep) / total
      return GaussianPosterior(
        flat: EffectEstimate(
          effect: mean + keep * (segment.effect - mean), standardError: variance.squareRoot()))
    }
  }

  /// The effect with each segment weighted by its share of the pair's units (post-stratification).
  ///
  /// Σ w d with s² = Σ w² s² (Miratrix, Sekhon and Yu 2013, doi:10.1111/j.1467-9868.2012.01048.x).
  var postStratified: Estimate<EffectEstimate> {
    let units = Double(segments.reduce(0) { $0 + $1.count })
    let weights = segments.map { Double($0.count) / units }
    let effect = CompensatedSum(zip(weights, segments).map { $0 * $1.effect }).value
    let variance = CompensatedSum(zip(weights, segments).map { $0 * $0 * $1.variance }).value
    return EffectEstimate.defined(effect: effect, variance: variance)
  }
}
