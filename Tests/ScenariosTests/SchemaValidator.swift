import Foundation

@testable import Scenarios

/// A JSON value.
indirect enum AnyJSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([AnyJSON])
  case object([String: AnyJSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let array = try? container.decode([AnyJSON].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: AnyJSON].self))
    }
  }

  /// What an editor makes of a YAML value, by the core schema of YAML 1.2.
  init(_ tree: Tree) {
    switch tree {
    case .scalar(let scalar) where scalar.isNull: self = .null
    case .scalar(let scalar) where scalar.isPlain && ["true", "false"].contains(scalar.text):
      self = .bool(scalar.text == "true")
    case .scalar(let scalar):
      let number = scalar.isPlain ? WrittenNumber(scalar.text)?.value : nil
      self = number.map(AnyJSON.number) ?? .string(scalar.text)
    case .sequence(let items, _): self = .array(items.map { AnyJSON($0) })
    case .mapping(let mapping, _):
      self = .object(
        Dictionary(
          mapping.entries.map { ($0.key, AnyJSON($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }
}

/// Checks values against a JSON Schema that uses only the keywords below (draft 2020-12).
struct SchemaValidator {
  private let schema: AnyJSON

  init(_ schema: AnyJSON) {
    self.schema = schema
  }

  private static let keywords: Set<String> = [
    "$schema", "title", "description", "type", "properties", "required", "additionalProperties",
    "patternProperties", "minProperties", "pattern", "minLength", "maxLength", "enum", "const",
    "oneOf", "anyOf", "items", "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum",
  ]

  /// What is wrong with a value.
  func problems(_ value: AnyJSON) -> [String] {
    problems(value, schema, "")
  }

  /// Keywords in the schema that this validator would pass over.
  var unknownKeywords: Set<String> {
    keywords(in: schema).subtracting(Self.keywords)
  }

  private func keywords(in schema: AnyJSON) -> Set<String> {
    guard case .object(let entries) = schema else { return [] }
    var found = Set(entries.keys)
    for (keyword, value) in entries {
      switch (keyword, value) {
      case ("properties", .object(let inner)), ("patternProperties", .object(let inner)):
        for value in inner.values { found.formUnion(keywords(in: value)) }
      case ("anyOf", .array(let inner)), ("oneOf", .array(let inner)):
        for value in inner { found.formUnion(keywords(in: value)) }
      case ("items", let inner), ("additionalProperties", let inner):
        found.formUnion(keywords(in: inner))
      default: break
      }
    }
    return found
  }

  private func problems(_ value: AnyJSON, _ schema: AnyJSON, _ path: String) -> [String] {
    if schema == .bool(false) { return ["\(path): not allowed"] }
    guard case .object(let rules) = schema else { return [] }
    var problems: [String] = []
    for (keyword, rule) in rules {
      if !isMet(keyword, rule, value) { problems.append("\(path): \(keyword)") }
      problems += inner(keyword, rule, value, rules, path)
    }
    return problems.sorted()
  }

  private func isMet(_ keyword: String, _ rule: AnyJSON, _ value: AnyJSON) -> Bool {
    switch (keyword, rule, value) {
    case ("type", .string(let type), _): isOf(type, value)
    case ("type", .array(let types), _):
      types.contains { if case .string(let type) = $0 { isOf(type, value) } else { false } }
    case ("enum", .array(let values), _): values.contains(value)
    case ("const", _, _): rule == value
    case ("pattern", .string(let pattern), .string(let text)): matches(pattern, text)
    case ("minLength", .number(let limit), .string(let text)): Double(text.count) >= limit
    case ("maxLength", .number(let limit), .string(let text)): Double(text.count) <= limit
    case ("minimum", .number(let limit), .number(let number)): number >= limit
    case ("maximum", .number(let limit), .number(let number)): number <= limit
    case ("exclusiveMinimum", .number(let limit), .number(let number)): number > limit
    case ("exclusiveMaximum", .number(let limit), .number(let number)): number < limit
    case ("minItems", .number(let limit), .array(let items)): Double(items.count) >= limit
    case ("maxItems", .number(let limit), .array(let items)): Double(items.count) <= limit
    case ("minProperties", .number(let limit), .object(let entries)):
      Double(entries.count) >= limit
    case ("required", .array(let names), .object(let entries)):
      names.allSatisfy { if case .string(let name) = $0 { entries[name] != nil } else { false } }
    case ("anyOf", .array(let schemas), _): schemas.contains { problems(value, $0, "").isEmpty }
    case ("oneOf", .array(let schemas), _):
      schemas.count { problems(value, $0, "").isEmpty } == 1
    default: true
    }
  }

  private func inner(
    _ keyword: String, _ rule: AnyJSON, _ value: AnyJSON, _ rules: [String: AnyJSON],
    _ path: String
  ) -> [String] {
    switch (keyword, rule, value) {
    case ("items", _, .array(let items)):
      return items.flatMap { problems($0, rule, path + "/-") }
    case ("properties", .object(let schemas), .object(let entries)):
      return entries.flatMap { key, value in
        schemas[key].map { problems(value, $0, "\(path)/\(key)") } ?? []
      }
    case ("patternProperties", .object(let schemas), .object(let entries)):
      return entries.flatMap { key, value in
        schemas.filter { matches($0.key, key) }
          .flatMap { problems(value, $0.value, "\(path)/\(key)") }
      }
    case ("additionalProperties", _, .object(let entries)):
      var known: Set<String> = []
      if case .object(let schemas)? = rules["properties"] { known.formUnion(schemas.keys) }
      if case .object(let schemas)? = rules["patternProperties"] {
        known.formUnion(entries.keys.filter { key in schemas.keys.contains { matches($0, key) } })
      }
      return entries.filter { !known.contains($0.key) }
        .flatMap { problems($0.value, rule, "\(path)/\($0.key)") }
    default: return []
    }
  }

  private func isOf(_ type: String, _ value: AnyJSON) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string),
      ("array", .array), ("object", .object):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }

  private func matches(_ pattern: String, _ text: String) -> Bool {
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return false }
    let range = NSRange(text.startIndex..., in: text)
    return expression.firstMatch(in: text, range: range) != nil
  }
}
