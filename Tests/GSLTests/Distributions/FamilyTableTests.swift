import Support
import Testing

@testable import GSL

extension DistributionFamily: CustomTestStringConvertible {
  public var testDescription: String { name }

  /// A value of each parameter of a way that is allowed with the others.
  func example(_ way: Way) -> [String: Double] {
    var values: [String: Double] = [:]
    for parameter in way.names.compactMap(parameter) {
      values[parameter.name] =
        switch parameter.name {
        case "min": 0.25
        case "mode": 0.375
        case "sd": 0.125
        default: parameter.isWhole ? 3 : max(0.5, parameter.bounds.lower ?? 0)
        }
    }
    return values
  }
}

@Suite struct `The table of families` {
  @Test func `has each name and each parameter once`() {
    #expect(Set(DistributionFamily.names).count == DistributionFamily.names.count)
    for family in DistributionFamily.all {
      let names = family.parameters.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(Set(family.ways.flatMap(\.names)) == Set(names))
      #expect(Set(family.ways.map { Set($0.names) }).count == family.ways.count)
    }
  }

  @Test(arguments: DistributionFamily.all)
  func `makes what it says, in every way`(family: DistributionFamily) throws {
    for way in family.ways {
      let made = try Distribution.named(family.name, parameters: family.example(way))
      guard case .primitive(let primitive) = made else {
        Issue.record("\(family.name) is not primitive")
        return
      }
      #expect(type(of: primitive.family).family.name == family.name)
      #expect(made.isContinuous == family.isContinuous)
      if family.fitsTime, family.name != "normal" { #expect(made.support.lower >= 0) }
      var stream = RandomStream(
        key: RandomKey(seed: 8), customer: 1, place: Place("test", family.name), purpose: .trait)
      for _ in 0..<200 {
        let value = made.sample(using: &stream)
        #expect(value >= made.support.lower && value <= made.support.upper)
      }
    }
  }

  @Test(arguments: DistributionFamily.all)
  func `takes two quantiles where it says so`(family: DistributionFamily) throws {
    let parameters = ["p10": 1.0, "p90": 2]
    guard let quantiles = family.quantiles else {
      #expect(throws: DistributionError.self) {
        try Distribution.named(family.name, parameters: parameters)
      }
      return
    }
    let made = try Distribution.named(family.name, parameters: parameters)
    #expect(abs(made.quantile(0.1) - 1) < 1e-9)
    #expect(abs(made.quantile(0.9) - 2) < 1e-9)
    #expect(quantiles.bounds.contains(1))
    if !quantiles.bounds.contains(-1) {
      #expect(throws: DistributionError.self) {
        try Distribution.named(family.name, parameters: ["p10": -1, "p90": 2])
      }
    }
  }

  @Test(arguments: DistributionFamily.all)
  func `refuses values just outside, not finite, or without end`(family: DistributionFamily) {
    for parameter in family.parameters {
      var refused = [Double.nan, .infinity, -.infinity, 1e151]
      if let lower = parameter.bounds.lower {
        refused.append(parameter.bounds.excludesLower ? lower : lower.nextDown)
      }
      if let upper = parameter.bounds.upper {
        refused.append(parameter.bounds.excludesUpper ? upper : upper.nextUp)
      }
      if parameter.isWhole { refused.append(0.5) }
      for value in refused {
        #expect(parameter.objection(to: value) != nil, "\(parameter.name) \(value)")
      }
    }
  }

  @Test func `words its objections`() {
    let sd = DistributionParameter("sd", .value, .positive)
    #expect(sd.objection(to: 0) == "must be greater than 0")
    #expect(sd.objection(to: 1e-200) == "must be at least 1e-150")
    #expect(sd.objection(to: 1e200) == "must be at most 1e150 in size")
    #expect(sd.objection(to: .nan) == "must be a finite number")
    #expect(sd.objection(to: 1) == nil)
  }
}
