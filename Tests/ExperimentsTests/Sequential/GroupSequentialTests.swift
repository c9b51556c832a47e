import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct GroupSequentialTests {
  static let boundaries: [(key: String, boundary: GroupSequentialBoundary)] = [
    ("obrien_fleming", .obrienFleming), ("pocock", .pocock),
    ("wang_tsiatis_0.25", .wangTsiatis(0.25)), ("spend_ldof", .spending(.obrienFleming)),
    ("spend_ldpocock", .spending(.pocock)), ("spend_power1", .spending(.power(1))),
    ("spend_power2", .spending(.power(2))), ("spend_power3", .spending(.power(3))),
    ("spend_hsd-4", .spending(.hwangShihDeCani(-4))),
    ("spend_hsd1", .spending(.hwangShihDeCani(1))),
  ]

  @Test(arguments: boundaries)
  func `Bounds agree with the independent reference to 1e-9`(
    key: String, boundary: GroupSequentialBoundary
  ) throws {
    let design = try GroupSequentialDesign(
      boundary: boundary, information: GroupSequentialDesign.equalLooks(5))
    let golden = try GoldenFile.figures("sequential_small.csv").filter {
      $0.key.hasPrefix("group_sequential/bounds/\(key)/")
    }
    #expect(golden.count == 24)
    for (key, expected) in golden {
      let path = key.split(separator: "/").map(String.init)
      let look = path.count > 4 ? Int(path[4]) ?? 0 : 0
      let value = try #require(
        [
          "critical_z": design.criticalValues[look], "nominal_p": design.nominalPValues[look],
          "cum_alpha": design.cumulativeAlpha[look], "stage_power": design.stagePower[look],
          "drift": design.drift, "inflation_factor": design.inflationFactor,
          "exp_info_H0": design.expectedInformationUnderNull,
          "exp_info_H1": design.expectedInformationUnderDrift,
        ][path[3]])
      #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(key)")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 10, 20, 50, 100])
  func `The cost of peeking agrees with the independent reference`(looks: Int) throws {
    let golden = try GoldenFile.figures("sequential_small.csv")
    let expected = try #require(
      golden.first { $0.key == "group_sequential/peeking_type1/\(looks)" }?.value)
    #expect(abs(try GroupSequentialDesign.peekingErrorRate(looks: looks) - expected) < 1e-10)
  }

  @Test func `A spending function fits looks that were not planned`() throws {
    let values = try GroupSequentialBoundary.spending(.obrienFleming)
      .criticalValues(information: [0.13, 0.5, 0.9], alpha: 0.05)
    let rates = [0.13, 0.5, 0.9].map { SpendingFunction.obrienFleming.spent(at: $0, alpha: 0.05) }
    #expect(values.count == 3)
    #expect(values[0] > values[1] && values[1] > values[2])
    // The first critical value is the normal quantile of what is spent.
    #expect(abs(erfc(values[0] / 2.0.squareRoot()) - rates[0]) < 1e-12)
  }

  @Test func `An early look that may spend nearly nothing never rejects`() throws {
    let values = try GroupSequentialBoundary.spending(.obrienFleming)
      .criticalValues(information: [0.001, 1], alpha: 0.05)
    #expect(values[0] == 12)
    #expect(abs(values[1] - 1.959_963_984_540_054) < 1e-9)
  }

  @Test(arguments: [[], [0.5, 0.5], [0.6, 0.4], [-0.1, 1], [0.5, 1.2], [.nan]])
  func `Looks out of order are refused`(information: [Double]) {
    #expect(throws: ArgumentError.self) {
      try GroupSequentialBoundary.pocock.criticalValues(information: information, alpha: 0.05)
    }
  }

  @Test func `A constant boundary needs all of the information`() {
    #expect(throws: ArgumentError.self) {
      try GroupSequentialBoundary.pocock.criticalValues(information: [0.5, 0.9], alpha: 0.05)
    }
  }
}
