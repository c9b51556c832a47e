import Foundation
import GSL
import Support
import TestSupport
import Testing

@testable import Experiments

/// Adjustment without random assignment; golden values by NumPy's linear algebra.
@Suite struct ObservationalTests {
  static let covariate = [0.2, 1.1, -0.4, 2.0, 0.7, 1.6, -1.0, 0.1, 0.9, 1.3, -0.6, 0.5]
  static let isTreated = [0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0].map { $0 == 1 }
  static let outcome = [1.0, 3.2, 0.4, 4.9, 1.9, 3.7, -0.3, 0.8, 2.9, 3.0, 0.9, 1.2]

  private static func analysis(
    _ text: String, metrics: [TableMetric], segment: String? = nil, covariates: [String]
  ) throws -> ObservationalAnalysis {
    let options = TableOptions(
      armColumn: "arm", metrics: metrics, segmentColumn: segment, covariates: covariates)
    func reader() throws -> CSVReader { try CSVReader(bytes: Array(text.utf8), file: "t.csv") }
    return try ObservationalAnalysis(
      reader: reader(), table: TableAnalysis(reader: reader(), options: options))
  }

  private static var small: ObservationalAnalysis {
    get throws {
      let rows = zip(zip(isTreated, outcome), covariate).map {
        "\($0.0 ? "new" : "control"),\($0.1),\($1)\n"
      }
      return try analysis(
        "arm,y,x\n" + rows.joined(), metrics: [TableMetric(name: "y", source: .mean(column: "y"))],
        covariates: ["x"])
    }
  }

  @Test func `the propensity is the maximum of the likelihood`() throws {
    let model = try #require(
      PropensityModel.fit(isTreated: Self.isTreated, covariates: [Self.covariate]).value)
    let golden = [
      0.34023762, 0.73808356, 0.14253247, 0.93902044, 0.56985171, 0.87862926, 0.0508546, 0.29923742,
      0.65895456, 0.80430546, 0.10231103, 0.47598188,
    ]
    #expect(largestDifference(model.scores, golden) < 1e-8)
    #expect(model.limited == 0)
  }

  @Test func `regression, weights, balance and strength agree with NumPy`() throws {
    let found = try Self.small
    let effect = try #require(found.effects.first)
    let weighted = try #require(effect.weighted.value)
    #expect(abs(weighted.effect - 1.0159482256387884) < 1e-9)
    #expect(abs(weighted.standardError - 0.14191813174739812) < 1e-9)
    let regression = try #require(effect.regression.value)
    #expect(abs(regression.effect - 0.9346574241660786) < 1e-9)
    #expect(abs(regression.standardError - 0.2073100604999415) < 1e-9)
    let overlap = try #require(found.overlaps.first ?? nil)
    #expect(abs(overlap.balance[0].before - 1.3381225706790136) < 1e-9)
    #expect(abs(overlap.balance[0].after - -0.0018357380469659547) < 1e-9)
    #expect(
      largestDifference(overlap.effectiveUnits, [5.5695263711470435, 2.4986864723550966]) < 1e-8)
    let cause = try #require(effect.unmeasured)
    #expect(abs(cause.forEstimate - 3.021692061227213) < 1e-9)
    #expect(abs(cause.forInterval - 2.449500664976837) < 1e-9)
  }

  /// Smoking and lung cancer with a risk ratio of 10.73 has an E-value of 20.9; 3.9 has 7.26
  /// (VanderWeele and Ding 2017).
  @Test(arguments: [(10.73, 20.95), (3.9, 7.26)])
  func `the strength of an unmeasured cause is the published one`(
    ratio: Double, strength: Double
  ) throws {
    let found = DoublyRobustEffect(
      effect: EffectEstimate(effect: 0.01 * (ratio - 1), standardError: 1e-9), controlLevel: 0.01)
    let cause = try #require(UnmeasuredCause(found, kind: .proportion, deviation: 1, alpha: 0.05))
    #expect(abs(cause.forEstimate - strength) < 0.006)
  }

  /// Those with a high `x` or of segment s2 join more often and spend more: 2 more by joining.
  private static func confounded(seed: UInt64, count: Int) -> String {
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("test", "observational"),
      purpose: .bootstrap)
    var text = "arm,y,x,s\n"
    for _ in 0..<count {
      let x = stream.standardNormal()
      let segment = stream.uniform() < 0.4 ? 1.0 : 0.0
      let joins = stream.uniform() < 1 / (1 + exp(-(0.8 * x + 0.9 * segment - 0.5)))
      let y = 3 * x + 1.5 * segment + (joins ? 2 : 0) + stream.standardNormal()
      text += "\(joins ? "joined" : "control"),\(y),\(x),s\(Int(segment) + 1)\n"
    }
    return text
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `what is confounded by known causes is found, and the raw difference is not it`(
    seed: UInt64
  ) throws {
    let found = try Self.analysis(
      Self.confounded(seed: seed, count: 4_000),
      metrics: [TableMetric(name: "y", source: .mean(column: "y"))], segment: "s",
      covariates: ["x"])
    let effect = try #require(found.effects.first)
    let raw = try #require(effect.raw.value)
    #expect(raw.effect > 4)
    for estimate in [effect.regression, effect.weighted] {
      let value = try #require(estimate.value)
      #expect(abs(value.effect - 2) < 4 * value.standardError)
      #expect(value.standardError < 0.06)
    }
    let overlap = try #require(found.overlaps.first ?? nil)
    #expect(overlap.balance.map(\.covariate) == ["x", "s2"])
    #expect(overlap.balance.allSatisfy { abs($0.before) > 0.2 && abs($0.after) < 0.06 })
  }

  @Test func `covariates that tell the arms apart, or repeat each other, give a reason`() throws {
    let apart = PropensityModel.fit(
      isTreated: Self.isTreated, covariates: [Self.isTreated.map { $0 ? 1 : 0 }])
    #expect(apart == .undefined(.noOverlap))
    let twice = PropensityModel.fit(
      isTreated: Self.isTreated, covariates: [Self.covariate, Self.covariate.map { 2 * $0 }])
    #expect(twice == .undefined(.collinearCovariates))
  }

  @Test func `a ratio, or nothing to adjust for, is refused`() throws {
    let text = "arm,y,x\na,1,2\na,2,3\nb,1,1\nb,4,2\n"
    let ratio = TableMetric(name: "r", source: .ratio(numerator: "y", denominator: "x"))
    var error = #expect(throws: ArgumentError.self) {
      try Self.analysis(text, metrics: [ratio], covariates: ["x"])
    }
    #expect(error?.argument == "metric \"r\"")
    error = #expect(throws: ArgumentError.self) {
      try Self.analysis(
        text, metrics: [TableMetric(name: "y", source: .mean(column: "y"))], covariates: [])
    }
    #expect(error?.allowed == "--covariate or --segment with what was known before")
  }
}
