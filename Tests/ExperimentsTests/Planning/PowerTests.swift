import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct PowerTests {
  @Test(arguments: ["small", "aa_unequal"])
  func `Planning figures agree with the independent reference`(name: String) throws {
    let samples = try SequentialReference.data(name).samples[0]
    let golden = try GoldenFile.figures("sequential_\(name).csv").filter {
      $0.key.hasPrefix("power/")
    }
    #expect(golden.count >= 24)
    for (key, expected) in golden {
      let path = key.split(separator: "/").map(String.init)
      let value: Double?
      switch path[1] {
      case "conversion": value = try conversion(path[2], samples[0])
      case "revenue": value = try revenue(path[2], samples[1])
      default: value = try orderValue(path[2], samples[2])
      }
      #expect(
        GoldenFile.agrees(try #require(value, "\(key)"), expected, isPValue: false),
        "\(key): \(String(describing: value)) instead of \(expected)")
    }
  }

  private func conversion(_ key: String, _ sample: MetricSample) throws -> Double? {
    let rates = try ErrorRates()
    let baseline = try #require(sample.value)
    let units = Double(sample.count)
    let plan = try ProportionPlan(baseline: baseline, treatment: baseline * 1.05, rates: rates)
    switch key {
    case "p0": return plan.baseline
    case "p1": return plan.treatment
    case "n_per_arm_unpooled": return plan.unitsUnpooled
    case "n_per_arm_pooled_null": return plan.unitsPooledNull
    case "n_per_arm_fleiss_cc": return plan.unitsFleiss
    case "cohen_h": return plan.effectSize
    case "n_per_arm_arcsine": return plan.unitsArcsine
    case "n_per_arm_arcsine_two_tail": return try plan.unitsArcsineBothTails()
    case "power_at_n0_unpooled": return plan.power(units: units)
    case "mde_abs_z_equalvar":
      return ProportionPlan.detectable(baseline: baseline, units: units, rates: rates)
    case "mde_abs_exact":
      return try ProportionPlan.detectableExactly(baseline: baseline, units: units, rates: rates)
    default: return nil
    }
  }

  private func revenue(_ key: String, _ sample: MetricSample) throws -> Double? {
    let mean = try #require(sample.value)
    let variance = try #require(sample.unitVariance)
    let units = Double(sample.count)
    let plan = try MeanPlan(baseline: mean, variance: variance, rates: ErrorRates())
    let effect = 0.05 * mean
    switch key {
    case "mean": return mean
    case "sd": return variance.squareRoot()
    case "effect": return effect
    case "cohen_d": return effect / variance.squareRoot()
    case "n_per_arm_z": return plan.units(effect: effect)
    case "n_per_arm_t": return try plan.unitsStudent(effect: effect)
    case "power_at_n0_z": return plan.power(effect: effect, units: units)
    case "power_at_n0_t": return plan.powerStudent(effect: effect, units: units)
    case "mde_abs_z": return plan.detectable(units: units)
    case "mde_lift_growthbook": return plan.detectableLift(units: units)
    case "n_per_arm_noninf_z": return plan.unitsNonInferiority(margin: 0.02)
    case "corr_pre_control": return try correlation()
    case "n_per_arm_z_cuped":
      return plan.units(effect: effect, covariateCorrelation: try correlation())
    default: return nil
    }
  }

  private func correlation() throws -> Double {
    var joint = JointMomentsAccumulator()
    for row in try SequentialReference.rows() where row.arm == "control" {
      joint.add(numerator: row.revenue, denominator: row.before)
    }
    let moments = joint.moments
    return moments.covariance
      / (moments.numerator.variance * moments.denominator.variance).squareRoot()
  }

  private func orderValue(_ key: String, _ sample: MetricSample) throws -> Double? {
    let ratio = try #require(sample.value)
    let variance = try #require(sample.unitVariance)
    let plan = try MeanPlan(baseline: ratio, variance: variance, rates: ErrorRates())
    return ["ratio": ratio, "var": variance, "n_per_arm_z": plan.units(effect: 0.05 * ratio)][key]
  }

  @Test func `Traffic with equal arms agrees with the plan for one arm`() throws {
    let rates = try ErrorRates()
    let traffic = try TrafficPlan(
      baseline: 4, variance: 300, isProportion: false, controlShare: 0.5, treatmentShare: 0.5,
      unitsPerDay: 1000, rates: rates)
    let plan = try MeanPlan(baseline: 4, variance: 300, rates: rates)
    let row = traffic.row(lift: 0.05)
    #expect(abs(row.treatmentUnits - plan.units(effect: 0.2)) < 1e-6)
    #expect(abs(row.days - row.units / 1000) < 1e-9)
    #expect(abs(traffic.power(lift: 0.05, units: row.units) - 0.8) < 1e-5)
    #expect(abs(traffic.detectableLift(units: row.units) - 0.05) < 1e-9)
    let half = traffic.row(halfWidth: 0.1)
    #expect(abs(1.959_963_984_540_054 * (4 * 300 / half.units).squareRoot() - 0.1) < 1e-12)
  }

  @Test func `A share's variance follows its value`() throws {
    let rates = try ErrorRates()
    let traffic = try TrafficPlan(
      baseline: 0.1, variance: 0.09, isProportion: true, controlShare: 0.5, treatmentShare: 0.5,
      unitsPerDay: 10, rates: rates)
    let plan = try ProportionPlan(baseline: 0.1, treatment: 0.12, rates: rates)
    #expect(abs(traffic.row(lift: 0.2).treatmentUnits - plan.unitsUnpooled) < 1e-6)
    #expect(abs(traffic.detectableLift(units: traffic.row(lift: 0.2).units) - 0.2) < 1e-9)
  }

  @Test func `Without noncentrality the tails are Student's own`() {
    // t quantile of 0.975 with 10 degrees of freedom from published tables.
    let tail = NoncentralT.twoSidedTail(
      2.228_138_851_964_939, degreesOfFreedom: 10, noncentrality: 0)
    #expect(abs(tail - 0.05) < 1e-10)
  }

  @Test func `Arguments out of range are refused`() throws {
    let rates = try ErrorRates()
    #expect(throws: ArgumentError.self) { try ErrorRates(alpha: 0) }
    #expect(throws: ArgumentError.self) { try ErrorRates(alpha: 0.05, power: 0.01) }
    #expect(throws: ArgumentError.self) {
      try ProportionPlan(baseline: 0.2, treatment: 0.2, rates: rates)
    }
    #expect(throws: ArgumentError.self) { try MeanPlan(baseline: 1, variance: 0, rates: rates) }
    #expect(throws: ArgumentError.self) {
      try TrafficPlan(
        baseline: 0, variance: 1, isProportion: false, controlShare: 0.5, treatmentShare: 0.5,
        unitsPerDay: 1, rates: rates)
    }
  }
}
