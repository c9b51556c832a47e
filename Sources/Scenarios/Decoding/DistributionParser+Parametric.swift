import GSL
import Support

extension DistributionParser {
  func parametric(
    _ family: DistributionFamily, _ arguments: [Argument], name: Range<Int>
  ) throws(ValueFault) -> DistributionSpec {
    guard unit == .plain || family.fitsTime else {
      throw ValueFault("must be a time, and `\(family.name)` has no unit", range: name)
    }
    let named = try namedArguments(family, arguments)
    if let quantiles = try quantiles(family, named) { return try possible(quantiles, name: name) }
    let given = Set(named.map(\.name))
    guard family.ways.contains(where: { Set($0.names) == given }) else {
      let found = named.map { "`\($0.name)`" }.joined(separator: ", ")
      throw ValueFault(
        "gives `\(family.name)` \(found.isEmpty ? "no parameters" : "the parameters \(found)")",
        note: allowed(family), range: name)
    }
    var values: [(name: String, value: Double)] = []
    for (name, argument) in named {
      guard let parameter = family.parameter(name) else { continue }
      values.append((name, try value(of: parameter, argument)))
    }
    let spec = DistributionSpec(family: family.name, parameters: values)
    return try possible(spec, name: name)
  }

  /// The value of one argument in the base unit.
  func value(of parameter: DistributionParameter, _ argument: Argument)
    throws(ValueFault) -> Double
  {
    let text = argument.text
    guard argument.distribution == nil else {
      throw ValueFault(
        "has a distribution where `\(parameter.name)` must be a number", range: argument.range)
    }
    do {
      switch (parameter.dimension, unit) {
      case (.value, .time): return try Quantities.hours(text, parameter.bounds)
      case (.rate, .time): return try Quantities.ratePerHour(text, parameter.bounds)
      default:
        guard parameter.isWhole else { return try Quantities.number(text, parameter.bounds) }
        return Double(try Quantities.whole(text, parameter.bounds))
      }
    } catch {
      throw ValueFault(
        "has a wrong `\(parameter.name)`: it \(error.message)", note: error.note,
        range: argument.range)
    }
  }

  private func namedArguments(
    _ family: DistributionFamily, _ arguments: [Argument]
  ) throws(ValueFault) -> [(name: String, argument: Argument)] {
    var named: [(name: String, argument: Argument)] = []
    let positional = family.ways.first?.names ?? []
    let known = family.parameters.map(\.name)
    for (index, argument) in arguments.enumerated() {
      let name: String
      if let key = argument.key {
        name = key
        let isQuantile = family.quantiles != nil && Self.quantile(key) != nil
        guard known.contains(key) || isQuantile else {
          throw ValueFault(
            "gives `\(family.name)` the unknown parameter `\(key.shortened)`",
            note: NearestName.of(key, among: known.sorted()).map { "did you mean `\($0)`?" }
              ?? allowed(family), range: argument.keyRange)
        }
      } else {
        guard positional.indices.contains(index), named.count == index,
          arguments[..<index].allSatisfy({ $0.key == nil })
        else {
          throw ValueFault(
            "gives `\(family.name)` an argument without a name that has no place",
            note: allowed(family), range: argument.range)
        }
        name = positional[index]
      }
      guard !named.contains(where: { $0.name == name }) else {
        throw ValueFault("gives `\(name)` twice", range: argument.keyRange)
      }
      named.append((name, argument))
    }
    return named
  }

  private func quantiles(
    _ family: DistributionFamily, _ named: [(name: String, argument: Argument)]
  ) throws(ValueFault) -> DistributionSpec? {
    guard let bounds = family.quantiles?.bounds, named.count == 2 else { return nil }
    var points: [(name: String, value: Double)] = []
    for (name, argument) in named {
      guard Self.quantile(name) != nil else { return nil }
      let parameter = DistributionParameter(name, .value, bounds)
      points.append((name, try value(of: parameter, argument)))
    }
    let levels = points.compactMap { Self.quantile($0.name) }
    guard levels[0] < levels[1], points[0].value < points[1].value else {
      let range = named[0].argument.keyRange.lowerBound..<named[1].argument.range.upperBound
      throw ValueFault(
        "must give a lower quantile and then a higher one with a greater value", range: range)
    }
    return DistributionSpec(family: family.name, parameters: points)
  }

  /// The level of `p5`, `p90`, …: 1 to 99.
  private static func quantile(_ name: String) -> Int? {
    guard name.first == "p", let level = Int(name.dropFirst()), (1...99).contains(level),
      name == "p\(level)"
    else { return nil }
    return level
  }

  private func allowed(_ family: DistributionFamily) -> String {
    "`\(family.name)` takes \(family.statements)"
  }

  private func possible(
    _ spec: DistributionSpec, name: Range<Int>
  ) throws(ValueFault) -> DistributionSpec {
    do {
      _ = try spec.made()
      return spec
    } catch {
      throw ValueFault(
        error.clash ?? "has a wrong `\(error.parameter)`: it \(error.requirement)", range: name)
    }
  }
}
