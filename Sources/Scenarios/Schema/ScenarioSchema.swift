import Support

/// The form of scenario files as JSON Schema, for editors.
package enum ScenarioSchema {
  /// Returns the JSON Schema (draft 2020-12) of the scenario file.
  ///
  /// It is made from the same declaration that the reader checks files with. What concerns the
  /// file as a whole, such as sums of shares and names that refer to each other, is beyond it.
  package static func jsonSchema() -> String {
    var members: JSON.Members = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .text("JourneyLab scenario, format version \(ScalarKind.formatVersion)"),
    ]
    if case .object(var file) = FileShape.file.schema {
      // A file that extends another one may leave out what that one has.
      let required = file["required"]
      file["required"] = nil
      members.add(file)
      var whole: JSON.Members = [:]
      whole["required"] = required
      members["anyOf"] = .array([
        .object(whole), .object(["required": .array(["extends"])]),
      ])
    }
    return JSON.object(members).rendered
  }
}

extension Shape {
  var schema: JSON {
    switch self {
    case .scalar(let kind): kind.schema
    case .object(let object): object.schema
    case .map(let map): map.schema
    case .list(let item, let count):
      .object([
        "type": "array", "items": item.schema, "minItems": .optional(count.lowerBound),
        "maxItems": .optional(count.upperBound),
      ])
    case .oneOf(let shapes): .object(["anyOf": .array(shapes.map(\.schema))])
    case .anything: .object([:])
    }
  }
}

extension ObjectShape {
  fileprivate var schema: JSON {
    var members: JSON.Members = [
      "type": "object",
      "properties": .object(
        JSON.Members(fields.map { ($0.name, $0.shape.schema.described($0.doc)) })),
      "additionalProperties": .boolean(false),
    ]
    if let others, let pattern = MapShape.Key.identifier.pattern {
      // A name that the format knows is checked as that.
      members["patternProperties"] = .object([
        pattern.replacing("^(?!(", with: "^(?!(\(names.joined(separator: "|"))|"):
          others.shape.schema
      ])
    }
    let required = fields.filter(\.isRequired).map { JSON.text($0.name) }
    if !required.isEmpty { members["required"] = .array(required) }
    if !exclusive.isEmpty {
      members["oneOf"] = .array(
        exclusive.map { .object(["required": .array([.text($0)])]) })
    }
    return .object(members)
  }
}

extension MapShape {
  fileprivate var schema: JSON {
    var members: JSON.Members = ["type": "object"]
    let known = key.knownNames
    if !known.isEmpty {
      members["properties"] = .object(
        JSON.Members(known.map { ($0.name, value.schema.described($0.meaning)) }))
    }
    if let pattern = key.pattern {
      members["patternProperties"] = .object([pattern: value.schema])
      members["additionalProperties"] = .boolean(false)
    } else {
      members["additionalProperties"] = value.schema
    }
    if isNeeded { members["minProperties"] = .integer(1) }
    return .object(members)
  }
}

extension MapShape.Key {
  /// The regular expression (ECMA-262) that keys match.
  var pattern: String? {
    let plain = #"~*/():,\u0000-\u001f\u007f"#
    return switch self {
    case .name: "^[^ .\(plain)]([^\(plain)]{0,58}[^ .\(plain)])?$"
    case .identifier:
      "^(?!(\(Names.taken.joined(separator: "|")))$)[A-Za-z_][A-Za-z0-9_]{0,59}$"
    case .pair: #"^[^~]*[^~\s][^~]*~[^~]*[^~\s][^~]*$"#
    case .term: TermForm.pattern
    case .metric: "^(\(MetricForm.all.map(\.pattern).joined(separator: "|")))$"
    case .change, .reference: nil
    }
  }

  /// Names that are keys in every scenario, with their meanings, for editors to offer.
  var knownNames: [(name: String, meaning: String)] {
    switch self {
    case .term:
      [("constant", "Added whatever the customer is and does.")]
        + Attribute.allCases.map { ($0.rawValue, $0.meaning) }
    case .metric: Metric.plain.map { ($0.name, $0.meaning) }
    case .name, .identifier, .pair, .change, .reference: []
    }
  }
}

extension JSON {
  fileprivate func described(_ text: String) -> JSON {
    guard case .object(let members) = self else { return self }
    var described: JSON.Members = ["description": .text(text)]
    described.add(members)
    return .object(described)
  }
}
