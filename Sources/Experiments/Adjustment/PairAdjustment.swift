/// How a comparison is made steadier.
package enum AdjustmentMethod: String, Sendable, Equatable, Codable {
  /// By covariates from before the experiment (CUPED).
  case covariates = "CUPED"
  /// By strata that no arm changes.
  case strata = "post-stratification"

  var test: TestMethod {
    switch self {
    case .covariates: .adjusted
    case .strata: .stratified
    }
  }
}

/// Control and treatment of one metric, made steadier.
package struct PairAdjustment: Sendable, Equatable, Codable {
  package var method: AdjustmentMethod
  package var control: MetricSample
  package var treatment: MetricSample
  /// Share of the variance of the difference that is taken away.
  package var varianceReduction: Double

  /// Adjusts by covariates; nil where they do not determine an adjustment.
  package init?(treatment: CovariateMoments, control: CovariateMoments) {
    guard let found = MultipleCUPED.adjust(treatment: treatment, control: control).value else {
      return nil
    }
    method = .covariates
    self.control = .mean(found.control)
    self.treatment = .mean(found.treatment)
    varianceReduction = found.varianceReduction
  }

  /// Weighs strata by their share of both arms' units; nil where a stratum tells too little.
  ///
  /// Every stratum with units needs two of them and a value in each arm.
  /// The difference is Σ w d with s² = Σ w² s² (Miratrix, Sekhon and Yu 2013,
  /// doi:10.1111/j.1467-9868.2012.01048.x).
  package init?(
    treatment: [MetricSample], control: [MetricSample],
    whole: (treatment: MetricSample, control: MetricSample)
  ) {
    let pairs = zip(treatment, control).filter { $0.count + $1.count > 0 }
    let units = Double(pairs.reduce(0) { $0 + $1.0.count + $1.1.count })
    func weighted(_ arm: ((MetricSample, MetricSample)) -> MetricSample) -> Moments? {
      var (mean, variance, count) = (0.0, 0.0, 0)
      for pair in pairs {
        let sample = arm(pair)
        guard sample.count > 1, let moments = sample.perUnit else { return nil }
        let weight = Double(pair.0.count + pair.1.count) / units
        mean += weight * moments.mean
        variance += weight * weight * moments.variance / Double(moments.count)
        count += moments.count
      }
      return Moments(count: count, mean: mean, variance: variance * Double(count))
    }
    guard let treated = weighted({ $0.0 }), let baseline = weighted({ $0.1 }),
      let rawTreated = whole.treatment.perUnit, let rawBaseline = whole.control.perUnit
    else { return nil }
    method = .strata
    self.control = .mean(baseline)
    self.treatment = .mean(treated)
    varianceReduction = CUPED.reduction(
      adjusted: (baseline, treated), raw: (rawBaseline, rawTreated))
  }
}

/// What an adjustment did to a comparison.
package struct AdjustmentResult: Sendable, Equatable, Codable {
  package var method: AdjustmentMethod
  /// Share of the variance of the difference that it takes away.
  package var varianceReduction: Double
  package var unadjusted: Estimate<DifferenceTest>
}
