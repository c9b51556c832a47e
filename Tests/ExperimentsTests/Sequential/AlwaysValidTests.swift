import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct AlwaysValidTests {
  @Test(arguments: ["small", "aa_unequal"])
  func `Always-valid figures agree with the independent reference`(name: String) throws {
    let data = try SequentialReference.data(name)
    let analysis = try Analysis(plan: ReferencePlan.plan(shares: [1, 1, 1]), data: data)
    let golden = try GoldenFile.figures("sequential_\(name).csv").filter {
      $0.key.hasPrefix("comparisons/")
    }
    #expect(golden.count == 288)
    for (key, expected) in golden {
      let value = try figure(key.split(separator: "/").map(String.init), analysis, data)
      #expect(
        abs(try #require(value, "\(key)") - expected) <= 1e-9 * max(abs(expected), 1e-3), "\(key)")
    }
  }

  private func figure(
    _ path: [String], _ analysis: Analysis, _ data: ExperimentData
  ) throws -> Double? {
    let arm = try #require(analysis.plan.arms.firstIndex { $0.name == path[1] })
    let metric = try #require(analysis.plan.metrics.firstIndex { $0.name == path[2] })
    let compared = try #require(analysis.comparison(treatment: arm, metric: metric))
    let test = try #require(compared.test.value)
    let (control, treated) = (data.samples[0][metric], data.samples[arm][metric])
    let units = control.count + treated.count
    let variance = test.standardError * test.standardError
    let tau = 0.05 * abs(try #require(compared.controlValue))
    let result: AlwaysValid?
    if path[3] == "seq_lift_acs" {
      let lift = try #require(compared.lift.value)
      result = AlwaysValid.confidenceSequence(
        estimate: lift.value, variance: lift.standardError * lift.standardError, units: units)
    } else {
      switch path[4] {
      case "acs":
        result = AlwaysValid.confidenceSequence(
          estimate: test.difference, variance: variance, units: units)
      case "msprt":
        result = AlwaysValid.mixtureTest(
          estimate: test.difference, variance: variance, mixing: tau)
      default:
        result = AlwaysValid.statsig(
          estimate: test.difference,
          control: (try #require(control.unitVariance), control.count),
          treatment: (try #require(treated.unitVariance), treated.count))
      }
    }
    let found = try #require(result)
    switch try #require(path.last) {
    case "rho": return AlwaysValid.tuning(tightestAt: 5000, alpha: 0.05).squareRoot()
    case "tau":
      if path[4] == "msprt" { return tau }
      let spread = try #require(control.unitVariance) + (try #require(treated.unitVariance))
      return 1.959_963_984_540_054 * 1.959_963_984_540_054 * spread / Double(units)
    case "halfwidth": return found.halfWidth
    case "ci_lo": return found.interval.lower
    case "ci_hi": return found.interval.upper
    case "log_e", "log_lambda": return found.logEvidence
    case "p": return found.pValue
    default: return found.criticalValue
    }
  }

  @Test func `Looks of the small table agree with the independent reference`() throws {
    let rows = try SequentialReference.rows()
    let golden = try GoldenFile.figures("sequential_small.csv").filter {
      $0.key.hasPrefix("group_sequential/looks/") && $0.key.contains("/revenue/")
    }
    #expect(golden.count > 100)
    for (key, expected) in golden {
      let parts = key.split(separator: "/").map(String.init)
      let look = try #require(Int(parts[3]))
      let slice = rows.prefix((look + 1) * rows.count / 5)
      func sample(_ arm: String) -> MetricSample {
        var moments = MomentsAccumulator()
        for row in slice where row.arm == arm { moments.add(row.revenue) }
        return .mean(moments.moments)
      }
      let (control, treated) = (sample("control"), sample(parts[2]))
      let test = try #require(
        DifferenceTest.compare(treatment: treated, control: control, alpha: 0.05).value)
      let lift = try #require(
        Lift.estimate(treatment: treated, control: control, alpha: 0.05).value)
      // Without any revenue in an arm there is no interval, and no figure in the reference.
      let sequence = AlwaysValid.confidenceSequence(
        estimate: lift.value, variance: lift.standardError * lift.standardError,
        units: control.count + treated.count)
      let path = try SequentialPath(
        observations: [
          .init(
            units: control.count + treated.count, estimate: test.difference,
            standardError: test.standardError)
        ], plannedUnits: 900)
      let figures: [String: Double?] = [
        "n0": Double(control.count), "n1": Double(treated.count), "diff": test.difference,
        "se": test.standardError, "z": path.looks[0].statistic, "p_t": test.pValue,
        "p_z": path.looks[0].nominalPValue, "lift": lift.value,
        "rho": AlwaysValid.tuning(tightestAt: 5000, alpha: 0.05).squareRoot(),
        "halfwidth": sequence?.halfWidth, "ci_lo": sequence?.interval.lower,
        "ci_hi": sequence?.interval.upper, "log_e": sequence?.logEvidence, "p": sequence?.pValue,
        "z_equiv": sequence?.criticalValue,
      ]
      let value = try #require(figures[parts[parts.count - 1]] ?? nil, "\(key)")
      #expect(abs(value - expected) <= 1e-9 * max(abs(expected), 1e-3), "\(key)")
    }
  }

  @Test func `Without variance there is no always-valid interval`() {
    #expect(AlwaysValid.confidenceSequence(estimate: 1, variance: 0, units: 10) == nil)
    #expect(AlwaysValid.mixtureTest(estimate: 1, variance: 0, mixing: 1) == nil)
    #expect(AlwaysValid.mixtureTest(estimate: 1, variance: 1, mixing: 0) == nil)
    #expect(
      AlwaysValid.statsig(estimate: 1, control: (0, 10), treatment: (0, 10)) == nil)
  }

  @Test func `A flat prior stops where a test that looks once rejects`() throws {
    let rule = BayesianStopping(priorDeviation: nil, certainty: 0.975)
    #expect(try #require(rule.posterior(estimate: 1.97, standardError: 1)).stops)
    #expect(try #require(rule.posterior(estimate: -1.97, standardError: 1)).stops)
    #expect(!(try #require(rule.posterior(estimate: 1.95, standardError: 1)).stops))
  }

  @Test func `A prior as wide as the error halves the estimate`() throws {
    let rule = BayesianStopping(priorDeviation: 2)
    let posterior = try #require(rule.posterior(estimate: 3, standardError: 2))
    #expect(abs(posterior.mean - 1.5) < 1e-12)
    #expect(abs(posterior.deviation - 2.0.squareRoot()) < 1e-12)
    // E max(0, -X) of N(0, s²) would be s/√(2π); here it is smaller.
    #expect(posterior.expectedLoss < posterior.deviation * 0.3989)
  }
}
