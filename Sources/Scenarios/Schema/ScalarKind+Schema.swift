import GSL
import Support

extension ScalarKind {
  /// A decimal number in patterns.
  private static let number = #"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"#

  private static let unit = "(\(TimeUnit.names.joined(separator: "|")))"

  private static let time = #"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*"# + unit

  private static let distribution =
    "(\(DistributionFamily.names.joined(separator: "|")))" + #"\s*\(.*\)"#

  var schema: JSON {
    switch self {
    case .text(let maximum):
      // YAML reads an unquoted 2024 or `true` as no string, and so do editors.
      return .anyOf([
        .object([
          "type": "string", "minLength": .integer(1), "maxLength": .optional(maximum),
          "pattern": #"\S"#,
        ]), .object(["type": .array(["number", "boolean"])]),
      ])
    case .word(let words): return .object(["enum": .array(words.map(JSON.text))])
    case .yesNo:
      return .object(["enum": .array([.boolean(true), .boolean(false), "yes", "no"])])
    case .number(let bounds): return Self.numeric("number", bounds)
    case .whole(let bounds): return Self.numeric("integer", bounds)
    case .share(let bounds):
      return .anyOf([Self.numeric("number", bounds), Self.pattern(Self.number + #"\s*%"#)])
    case .money: return Self.numeric("number", Self.amount)
    case .threshold:
      return .anyOf([Self.numeric("number", Self.amount), .object(["const": "never"])])
    case .time: return Self.pattern(Self.time)
    case .rate: return Self.pattern(Self.number + #"\s*/\s*"# + Self.unit)
    case .date: return Self.pattern("(19|2[01])[0-9]{2}-[01][0-9]-[0-3][0-9]")
    case .currency: return .object(["enum": .array(Currency.known.map { .text($0.code) })])
    case .version: return .object(["const": .optional(Self.formatVersion)])
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
        .object(["const": "delivery time"]),
      ])
    case .metric: return MetricForm.schema
    case .update:
      return .anyOf([Self.pattern(Self.time), Self.pattern(#"[0-9]+\s+decisions?"#)])
    }
  }

  private static let amount = Bounds(lower: 0, upper: 1e12, excludesUpper: true)

  private static func numeric(_ type: String, _ bounds: Bounds) -> JSON {
    var members: JSON.Members = ["type": .text(type)]
    if let lower = bounds.lower {
      members[bounds.excludesLower ? "exclusiveMinimum" : "minimum"] = .number(lower)
    }
    if let upper = bounds.upper {
      members[bounds.excludesUpper ? "exclusiveMaximum" : "maximum"] = .number(upper)
    }
    return .object(members)
  }

  private static func pattern(_ pattern: String) -> JSON {
    .object(["type": "string", "pattern": .text("^\(pattern)$")])
  }
}

extension JSON {
  /// A schema that is met where one of these is.
  fileprivate static func anyOf(_ schemas: [JSON]) -> JSON {
    .object(["anyOf": .array(schemas)])
  }
}
