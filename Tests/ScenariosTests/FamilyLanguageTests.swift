import Support
import Testing

@testable import GSL
@testable import Scenarios

@Suite struct `Each family in the scenario language` {
  private func example(_ parameter: DistributionParameter) -> Double {
    switch parameter.name {
    case "min": 0.25
    case "mode": 0.375
    case "sd": 0.125
    default: parameter.isWhole ? 3 : max(0.5, parameter.bounds.lower ?? 0)
    }
  }

  private func written(_ value: Double, _ parameter: DistributionParameter, isTime: Bool) -> String
  {
    let number = value.plainText
    guard isTime else { return number }
    return switch parameter.dimension {
    case .value: "\(number) h"
    case .rate: "\(number) / h"
    case .plain: number
    }
  }

  @Test(arguments: DistributionFamily.all.map(\.name), [false, true])
  func `reads every way, with and without names`(name: String, isTime: Bool) throws {
    let family = try #require(DistributionFamily.named(name))
    guard !isTime || (family.fitsTime && name != "normal") else { return }
    for (index, way) in family.ways.enumerated() {
      let parameters = way.names.compactMap(family.parameter)
      let values = Dictionary(parameters.map { ($0.name, example($0)) }) { $1 }
      let expected = try Distribution.named(name, parameters: values)
      let bare = parameters.map { written(example($0), $0, isTime: isTime) }
      let named = zip(way.names, bare).map { "\($0): \($1)" }
      let texts = [named, named.reversed()] + (index == 0 ? [bare] : [])
      for arguments in texts {
        let text = "\(name)(\(arguments.joined(separator: ", ")))"
        let spec = try DistributionParser.parse(text, unit: isTime ? .time : .plain)
        #expect(try spec.made() == expected, "\(text)")
        #expect(spec.isContinuous == expected.isContinuous)
        #expect(spec.lowerLimit == expected.support.lower)
        let reach = try spec.reach()
        #expect(expected.cdf(reach.upperBound) > 1 - 1e-8)
        #expect(expected.upperTail(reach.lowerBound.nextDown) > 1 - 1e-8)
      }
    }
  }

  @Test(arguments: DistributionFamily.all.map(\.name))
  func `names the parameter that is out of its range`(name: String) throws {
    let family = try #require(DistributionFamily.named(name))
    for way in family.ways {
      for wrong in way.names.compactMap(family.parameter) {
        let step = wrong.isWhole ? 1 : 0.001
        let lower = wrong.bounds.lower.map { wrong.bounds.excludesLower ? $0 : $0 - step }
        let upper = wrong.bounds.upper.map { wrong.bounds.excludesUpper ? $0 : $0 + step }
        for value in [lower, upper].compactMap(\.self) {
          let arguments = way.names.compactMap(family.parameter).map {
            "\($0.name): \(($0.name == wrong.name ? value : example($0)).plainText)"
          }
          let text = "\(name)(\(arguments.joined(separator: ", ")))"
          let fault = #expect(throws: ValueFault.self, "\(text)") {
            try DistributionParser.parse(text, unit: .plain)
          }
          #expect(fault?.message.hasPrefix("has a wrong `\(wrong.name)`: it must be") == true)
        }
      }
    }
  }

  @Test func `is in the schema's pattern`() {
    let schema = ScenarioSchema.jsonSchema()
    #expect(schema.contains("(\(DistributionFamily.names.joined(separator: "|")))"))
  }

  @Test(arguments: [
    ("lognormal(mu: 590, sigma: 39)", "has a wrong `sigma`: it must keep mu + 13 sigma"),
    ("negative_binomial(mean: 1000000000, dispersion: 1)", "has a wrong `p`: it must"),
    ("gamma(mean: 1, sd: 1000000)", "has a wrong `shape`: it must be at least 0.001"),
    ("triangular(0, 4, 3)", "must have `min` ≤ `mode` ≤ `max` and `min` < `max`"),
  ])
  func `refuses parameters that are possible only alone`(text: String, message: String) {
    let fault = #expect(throws: ValueFault.self) {
      try DistributionParser.parse(text, unit: .plain)
    }
    #expect(fault?.message.hasPrefix(message) == true, "\(fault?.message ?? "")")
  }
}
