import Support

extension DistributionParser {
  private typealias Family = DistributionFamily

  /// Builds a distribution whose arguments are numbers.
  func parametric(
    _ family: DistributionFamily, _ arguments: [Argument], name: Range<Int>
  ) throws(ValueFault) -> DistributionSpec {
    guard unit == .plain || family.fitsTime else {
      throw ValueFault("must be a time, and `\(family.name)` has no unit", range: name)
    }
    let named = try namedArguments(family, arguments)
    if let quantiles = try quantiles(family, named) { return quantiles }
    let given = Set(named.map(\.name))
    guard
      let parameters = family.parameterisations.first(where: { Set($0.map(\.name)) == given })
    else {
      let found = named.map { "`\($0.name)`" }.joined(separator: ", ")
      throw ValueFault(
        "gives `\(family.name)` \(found.isEmpty ? "no parameters" : "the parameters \(found)")",
        note: allowed(family), range: name)
    }
    var values: [(name: String, value: Double)] = []
    for (name, argument) in named {
      guard let parameter = parameters.first(where: { $0.name == name }) else { continue }
      values.append((name, try value(of: parameter, argument)))
    }
    let spec = DistributionSpec(family: family.name, parameters: values)
    if let problem = Self.contradiction(in: spec) { throw ValueFault(problem, range: name) }
    return spec
  }

  /// The value of one argument in the base unit.
  func value(of parameter: DistributionFamily.Parameter, _ argument: Argument)
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
    let positional = family.parameterisations.first ?? []
    let known = Set(family.parameterisations.joined().map(\.name))
    for (index, argument) in arguments.enumerated() {
      let name: String
      if let key = argument.key {
        name = key
        let isQuantile = family.quantileBounds != nil && Self.quantile(key) != nil
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
        name = positional[index].name
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
    guard let bounds = family.quantileBounds, named.count == 2 else { return nil }
    var points: [(name: String, value: Double)] = []
    for (name, argument) in named {
      guard Self.quantile(name) != nil else { return nil }
      let parameter = Family.Parameter(name: name, dimension: .value, bounds: bounds)
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
    var ways = family.parameterisations.map { "(\($0.map(\.name).joined(separator: ", ")))" }
    if family.quantileBounds != nil { ways.append("two quantiles such as (p10, p90)") }
    return "`\(family.name)` takes \(ways.joined(separator: " or "))"
  }

  /// What is wrong with the parameters together.
  private static func contradiction(in spec: DistributionSpec) -> String? {
    switch spec.family {
    case "uniform":
      guard let low = spec["min"], let high = spec["max"], low >= high else { return nil }
      return "has a `min` that is not less than its `max`"
    case "triangular":
      guard let low = spec["min"], let mode = spec["mode"], let high = spec["max"] else {
        return nil
      }
      return low <= mode && mode <= high && low < high
        ? nil : "must have `min` ≤ `mode` ≤ `max` and `min` < `max`"
    case "beta":
      guard let mean = spec["mean"], let sd = spec["sd"], sd * sd >= mean * (1 - mean) else {
        return nil
      }
      let limit = ((mean * (1 - mean)).squareRoot() * 1000).rounded(.down) / 1000
      return "has an `sd` too large for its `mean`: it must be less than about \(limit)"
    default: return nil
    }
  }
}
