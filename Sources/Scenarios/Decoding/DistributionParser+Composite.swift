import GSL
import Support

extension DistributionParser {
  /// `discrete(1: 0.5, 2: 0.3, 5: 0.2)`: values with weights.
  func discrete(_ arguments: [Argument], name: Range<Int>) throws(ValueFault) -> DistributionSpec {
    var points: [(value: Double, weight: Double)] = []
    for argument in arguments {
      guard let key = argument.key else {
        throw ValueFault(
          "has a value without a weight in `discrete`", note: "write `discrete(1: 0.5, 2: 0.5)`",
          range: argument.range)
      }
      let point = Argument(
        key: nil, keyRange: argument.keyRange, text: key, range: argument.keyRange)
      points.append((try number("value", point), try weight(argument)))
    }
    guard points.contains(where: { $0.weight > 0 }) else {
      throw ValueFault("needs a value with a weight above 0 in `discrete`", range: name)
    }
    return DistributionSpec(family: "discrete", points: points)
  }

  /// `empirical(3, 4, 4, 7)`: values that are equally likely.
  func empirical(_ arguments: [Argument], name: Range<Int>) throws(ValueFault) -> DistributionSpec {
    guard !arguments.isEmpty else {
      throw ValueFault("needs at least one value in `empirical`", range: name)
    }
    var points: [(value: Double, weight: Double)] = []
    for argument in arguments {
      guard argument.key == nil else {
        throw ValueFault(
          "has a weight in `empirical`", note: "use `discrete` for values with weights",
          range: argument.keyRange)
      }
      points.append((try number("value", argument), 1))
    }
    return DistributionSpec(family: "empirical", points: points)
  }

  /// `mixture(0.7: normal(0, 1), 0.3: exponential(2))`: distributions with weights.
  func mixture(_ arguments: [Argument], name: Range<Int>) throws(ValueFault) -> DistributionSpec {
    var components: [(weight: Double, distribution: DistributionSpec)] = []
    for argument in arguments {
      guard let key = argument.key, let distribution = argument.distribution else {
        throw ValueFault(
          "has an argument in `mixture` that is not a weight with a distribution",
          note: "write `mixture(0.7: normal(0, 1), 0.3: exponential(2))`", range: argument.range)
      }
      let written = Argument(
        key: nil, keyRange: argument.keyRange, text: key, range: argument.keyRange)
      components.append((try weight(written), distribution))
    }
    guard components.contains(where: { $0.weight > 0 }) else {
      throw ValueFault("needs a distribution with a weight above 0 in `mixture`", range: name)
    }
    return DistributionSpec(family: "mixture", components: components)
  }

  /// `truncated(normal(0, 1), min: 0, max: 5)`: a distribution within limits.
  func truncated(_ arguments: [Argument], name: Range<Int>) throws(ValueFault) -> DistributionSpec {
    guard let first = arguments.first, first.key == nil, let base = first.distribution else {
      throw ValueFault(
        "needs a distribution first in `truncated`",
        note: "write `truncated(normal(0, 1), min: 0)`", range: name)
    }
    var limits: [(name: String, value: Double)] = []
    for argument in arguments.dropFirst() {
      guard let key = argument.key, ["min", "max"].contains(key) else {
        throw ValueFault(
          "has an argument in `truncated` that is neither `min` nor `max`",
          range: argument.key == nil ? argument.range : argument.keyRange)
      }
      guard !limits.contains(where: { $0.name == key }) else {
        throw ValueFault("gives `\(key)` twice", range: argument.keyRange)
      }
      limits.append((key, try number(key, argument)))
    }
    let spec = DistributionSpec(
      family: "truncated", parameters: limits, components: [(1, base)])
    guard !limits.isEmpty else {
      throw ValueFault("needs `min` or `max` in `truncated`", range: name)
    }
    guard spec["min"] ?? -.infinity < spec["max"] ?? .infinity else {
      throw ValueFault("has a `min` that is not less than its `max`", range: name)
    }
    return spec
  }

  private func number(_ name: String, _ argument: Argument) throws(ValueFault) -> Double {
    try value(of: DistributionParameter(name, .value), argument)
  }

  private func weight(_ argument: Argument) throws(ValueFault) -> Double {
    try value(of: DistributionParameter("weight", .plain, .notNegative), argument)
  }
}
