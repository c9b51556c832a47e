import Experiments
import GSL
import Scenarios
import Support

/// How many customers the planned test of a treatment takes: the one answer of `run` and `power`.
///
/// The baseline is the truth's, variances per customer are those of the experiment; the level is
/// the one at which the plan tests a treatment by itself, and looks cost what they cost.
struct TestSize {
  let traffic: TrafficPlan

  /// Customers in all, and the numbers for the ends of the interval of the true effect.
  struct Need: Sendable, Equatable, Codable {
    var customers: Double
    /// For the greatest and the least effect that the truth's error allows.
    var least: Double
    /// Nil where an effect of zero is not ruled out.
    var most: Double?
  }

  /// Sizes the test of one treatment, or of any that is no worse off than that with the smallest
  /// share; samples are those of the experiment, by arm.
  /// - Throws: `ArgumentError` for a control without a value or without variance.
  init(
    plan: AnalysisPlan, treatment: Int?, truth: Truth, samples: [MetricSample],
    unitsPerDay: Double, rates: ErrorRates
  ) throws {
    let baseline = truth.values[plan.control][plan.primary] ?? 0
    let isProportion = samples[plan.control].kind == .proportion
    traffic = try TrafficPlan(
      baseline: baseline,
      variance: isProportion
        ? baseline * (1 - baseline) : samples[plan.control].unitVariance ?? 0,
      treatmentVariance: isProportion ? nil : treatment.flatMap { samples[$0].unitVariance },
      isProportion: isProportion, controlShare: plan.arms[plan.control].share,
      treatmentShare: treatment.map { plan.arms[$0].share }
        ?? plan.treatments.map { plan.arms[$0].share }.min() ?? 0.5,
      unitsPerDay: unitsPerDay, rates: rates)
  }

  /// What finding a true effect takes; nil where its direction cannot be told.
  func need(for effect: TrueEffect) -> Need? {
    guard let sign = effect.sign, sign != 0 else { return nil }
    func customers(_ difference: Double) -> Double? {
      guard difference * Double(sign) > 0 else { return nil }
      let units = traffic.row(lift: difference / traffic.baseline).units
      return units.isFinite && units < 1e15 ? units.rounded(.up) : nil
    }
    guard let own = customers(effect.difference) else { return nil }
    let ends = effect.interval.map { sign > 0 ? ($0.upper, $0.lower) : ($0.lower, $0.upper) }
    return Need(
      customers: own, least: ends.flatMap { customers($0.0) } ?? own,
      most: ends.flatMap { customers($0.1) })
  }
}

extension ErrorRates {
  /// The rates at which a plan tests one treatment on the primary metric.
  init(plan: AnalysisPlan, rules: AnalysisRules, power: Double) throws {
    let level = plan.levelOfOneTest
    // A test of one side is as good as one of both sides at twice its level.
    let alpha = plan.alternative == .twoSided ? level : min(2 * level, 0.999)
    var inflation = 1.0
    if let looks = rules.looks, looks > 0 {
      inflation = try GroupSequentialDesign(
        boundary: GroupSequentialBoundary(rules.spending),
        information: GroupSequentialDesign.equalLooks(looks), alpha: alpha,
        power: max(power, alpha + (1 - alpha) / 100)
      ).inflationFactor
    }
    try self.init(alpha: alpha, power: power, inflation: inflation)
  }
}
