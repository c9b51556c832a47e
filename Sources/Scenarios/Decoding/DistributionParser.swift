import GSL
import Support

/// Reads distributions such as `gamma(mean: 9 min, sd: 8 min)`.
struct DistributionParser {
  enum Unit: Sendable, Equatable {
    case plain
    /// Times, not negative, in hours once read.
    case time
  }

  /// An argument as written.
  struct Argument {
    var key: String?
    var keyRange: Range<Int>
    var text: String
    var range: Range<Int>
    var distribution: DistributionSpec?
  }

  /// Distributions within each other.
  private static let nesting = 8

  let unit: Unit
  private var scanner: TextScanner

  /// Reads a distribution, or a bare value as a constant.
  static func parse(_ text: String, unit: Unit) throws(ValueFault) -> DistributionSpec {
    var parser = DistributionParser(unit: unit, scanner: TextScanner(text))
    let spec: DistributionSpec
    if text.contains("(") {
      spec = try parser.distribution(depth: 1)
      guard parser.scanner.isAtEnd else {
        throw ValueFault(
          "has text after the distribution; found \(parser.scanner.found)",
          range: parser.scanner.rangeOfNext)
      }
    } else if DistributionFamily.names.contains(text.trimmed) {
      throw ValueFault("needs its parameters in parentheses, e.g. `gamma(mean: 2, sd: 1)`")
    } else {
      let value = try parser.bareValue(text)
      spec = DistributionSpec(family: "constant", parameters: [("value", value)])
    }
    guard unit == .plain || spec.lowerLimit >= 0 else {
      throw ValueFault(
        "must be a time that is never negative; `\(spec.family)` may be below 0 here",
        note: "write `truncated(…, min: 0 h)`")
    }
    return spec
  }

  private func bareValue(_ text: String) throws(ValueFault) -> Double {
    switch unit {
    case .time: return try Quantities.hours(text, .any)
    case .plain:
      guard WrittenNumber(text) != nil else {
        throw ValueFault(
          "must be a number or a distribution, e.g. `normal(mean: 0, sd: 1)`; "
            + "found `\(text.shortened)`",
          note: NearestName.of(text, among: DistributionFamily.names)
            .map { "did you mean `\($0)(…)`?" })
      }
      return try Quantities.number(text)
    }
  }

  private mutating func distribution(depth: Int) throws(ValueFault) -> DistributionSpec {
    let (name, range) = scanner.takeIdentifier()
    guard !name.isEmpty else {
      throw ValueFault(
        "must be a distribution, e.g. `gamma(mean: 2, sd: 1)`; found \(scanner.found)",
        range: scanner.rangeOfNext)
    }
    guard DistributionFamily.names.contains(name) else {
      throw ValueFault(
        "names the unknown distribution `\(name.shortened)`",
        note: NearestName.note(for: name, among: DistributionFamily.names), range: range)
    }
    guard depth <= Self.nesting else {
      throw ValueFault("nests distributions more than \(Self.nesting) deep", range: range)
    }
    guard scanner.skip("(") else {
      throw ValueFault(
        "has no `(` after `\(name)`; found \(scanner.found)", range: scanner.rangeOfNext)
    }
    let arguments = try arguments(of: name, depth: depth)
    switch name {
    case "discrete": return try discrete(arguments, name: range)
    case "empirical": return try empirical(arguments, name: range)
    case "mixture": return try mixture(arguments, name: range)
    case "truncated": return try truncated(arguments, name: range)
    default:
      guard let family = DistributionFamily.named(name) else { throw ValueFault("is unknown") }
      return try parametric(family, arguments, name: range)
    }
  }

  private mutating func arguments(
    of name: String, depth: Int
  ) throws(ValueFault) -> [Argument] {
    var arguments: [Argument] = []
    if scanner.skip(")") { return arguments }
    while true {
      arguments.append(try argument(depth: depth))
      if scanner.skip(",") { continue }
      if scanner.skip(")") { return arguments }
      throw ValueFault(
        "has no `,` or `)` after an argument of `\(name)`; found \(scanner.found)",
        range: scanner.rangeOfNext)
    }
  }

  private mutating func argument(depth: Int) throws(ValueFault) -> Argument {
    let start = scanner.position
    var (text, range) = scanner.take(upTo: [",", ")", ":", "("])
    var key: String?
    var keyRange = range
    if scanner.skip(":") {
      key = text
      keyRange = range
      let valueStart = scanner.position
      (text, range) = scanner.take(upTo: [",", ")", ":", "("])
      if scanner.next == "(" { scanner.rewind(to: valueStart) }
    } else if scanner.next == "(" {
      scanner.rewind(to: start)
    }
    if let key, key.isEmpty {
      throw ValueFault("has no name before `:`", range: scanner.rangeOfNext)
    }
    var argument = Argument(key: key, keyRange: keyRange, text: text, range: range)
    let probe = scanner
    _ = scanner.takeIdentifier()
    let isNested = scanner.next == "("
    scanner = probe
    if isNested {
      let from = scanner.position
      argument.distribution = try distribution(depth: depth + 1)
      argument.range = from..<scanner.position
    } else if text.isEmpty {
      throw ValueFault(
        "has an empty argument; found \(scanner.found)", range: scanner.rangeOfNext)
    }
    return argument
  }
}
