import GSL
import Support

extension ScalarKind {
  /// A decimal number in patterns.
  private static let number = #"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"#

  /// A unit of time in patterns.
  private static let unit = "(\(TimeUnit.names.joined(separator: "|")))"

  /// A time in patterns.
  private static let time = #"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*"# + unit

  /// A distribution in patterns.
  private static let distribution =
    "(\(DistributionFamily.names.joined(separator: "|")))" + #"\s*\(.*\)"#

  /// The kind as JSON Schema.
  var schema: JSONText {
    switch self {
    case .text(let maximum):
      // YAML reads an unquoted 2024 or `true` as no string, and so do editors.
      return .anyOf([
        .object([
          ("type", .string("string")), ("minLength", .number(1)),
          ("maxLength", .number(Double(maximum))), ("pattern", .string(#"\S"#)),
        ]), .object([("type", .array([.string("number"), .string("boolean")]))]),
      ])
    case .word(let words): return .object([("enum", .array(words.map(JSONText.string)))])
    case .yesNo:
      return .object([
        ("enum", .array([.bool(true), .bool(false), .string("yes"), .string("no")]))
      ])
    case .number(let bounds): return Self.numeric("number", bounds)
    case .whole(let bounds): return Self.numeric("integer", bounds)
    case .share(let bounds):
      return .anyOf([Self.numeric("number", bounds), Self.pattern(Self.number + #"\s*%"#)])
    case .money: return Self.numeric("number", Self.amount)
    case .threshold:
      return .anyOf([Self.numeric("number", Self.amount), .object([("const", .string("never"))])])
    case .time: return Self.pattern(Self.time)
    case .rate: return Self.pattern(Self.number + #"\s*/\s*"# + Self.unit)
    case .date: return Self.pattern("(19|2[01])[0-9]{2}-[01][0-9]-[0-3][0-9]")
    case .currency:
      return .object([("enum", .array(Currency.known.map { .string($0.code) }))])
    case .version: return .object([("const", .number(Double(Self.formatVersion)))])
    case .stockAmount:
      return .anyOf([
        Self.numeric("integer", .notNegative), Self.pattern(Self.number + #"\s*/\s*customer"#),
      ])
    case .distribution(.plain):
      return .anyOf([Self.numeric("number", .any), Self.pattern(Self.distribution)])
    case .distribution(.time):
      return .anyOf([Self.pattern(Self.time), Self.pattern(Self.distribution)])
    case .dwell:
      return .anyOf([
        Self.pattern(Self.time), Self.pattern(Self.distribution),
        .object([("const", .string("delivery time"))]),
      ])
    case .update:
      return .anyOf([Self.pattern(Self.time), Self.pattern(#"[0-9]+\s+decisions?"#)])
    }
  }

  private static let amount = Bounds(lower: 0, upper: 1e12, excludesUpper: true)

  private static func numeric(_ type: String, _ bounds: Bounds) -> JSONText {
    var entries: [(String, JSONText)] = [("type", .string(type))]
    if let lower = bounds.lower {
      entries.append((bounds.excludesLower ? "exclusiveMinimum" : "minimum", .number(lower)))
    }
    if let upper = bounds.upper {
      entries.append((bounds.excludesUpper ? "exclusiveMaximum" : "maximum", .number(upper)))
    }
    return .object(entries)
  }

  private static func pattern(_ pattern: String) -> JSONText {
    .object([("type", .string("string")), ("pattern", .string("^\(pattern)$"))])
  }
}

extension JSONText {
  /// A schema that is met where one of these is.
  fileprivate static func anyOf(_ schemas: [JSONText]) -> JSONText {
    .object([("anyOf", .array(schemas))])
  }
}
