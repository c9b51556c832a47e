/// The form of scenario files as JSON Schema, for editors.
package enum ScenarioSchema {
  /// Returns the JSON Schema (draft 2020-12) of the scenario file.
  ///
  /// It is made from the same declaration that the reader checks files with. What concerns the
  /// file as a whole, such as sums of shares and names that refer to each other, is beyond it.
  package static func jsonSchema() -> String {
    var entries: [(String, JSONText)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("JourneyLab scenario, format version \(ScalarKind.formatVersion)")),
    ]
    if case .object(let file) = FileShape.file.schema {
      // A file that extends another one may leave out what that one has.
      entries += file.filter { $0.0 != "required" }
      entries += [
        (
          "anyOf",
          .array([
            .object(file.filter { $0.0 == "required" }),
            .object([("required", .array([.string("extends")]))]),
          ])
        )
      ]
    }
    return JSONText.object(entries).text() + "\n"
  }
}

extension Shape {
  /// The shape as JSON Schema.
  var schema: JSONText {
    switch self {
    case .scalar(let kind): kind.schema
    case .object(let object): object.schema
    case .map(let map): map.schema
    case .list(let item, let count):
      .object([
        ("type", .string("array")), ("items", item.schema),
        ("minItems", .number(Double(count.lowerBound))),
        ("maxItems", .number(Double(count.upperBound))),
      ])
    case .oneOf(let shapes): .object([("anyOf", .array(shapes.map(\.schema)))])
    case .anything: .object([])
    }
  }
}

extension ObjectShape {
  /// The map as JSON Schema.
  fileprivate var schema: JSONText {
    var entries: [(String, JSONText)] = [
      ("type", .string("object")),
      (
        "properties",
        .object(fields.map { ($0.name, $0.shape.schema.described($0.doc)) })
      ),
      ("additionalProperties", .bool(false)),
    ]
    let required = fields.filter(\.isRequired).map { JSONText.string($0.name) }
    if !required.isEmpty { entries.append(("required", .array(required))) }
    if !exclusive.isEmpty {
      let ways = exclusive.map { JSONText.object([("required", .array([.string($0)]))]) }
      entries.append(("oneOf", .array(ways)))
    }
    return .object(entries)
  }
}

extension MapShape {
  /// The map as JSON Schema.
  fileprivate var schema: JSONText {
    var entries: [(String, JSONText)] = [("type", .string("object"))]
    if let pattern = key.pattern {
      entries.append(("patternProperties", .object([(pattern, value.schema)])))
      entries.append(("additionalProperties", .bool(false)))
    } else {
      entries.append(("additionalProperties", value.schema))
    }
    if isNeeded { entries.append(("minProperties", .number(1))) }
    return .object(entries)
  }
}

extension MapShape.Key {
  /// The regular expression (ECMA-262) that keys match.
  var pattern: String? {
    let plain = #".~*/():,\u0000-\u001f\u007f"#
    return switch self {
    case .name: "^[^ \(plain)]([^\(plain)]{0,58}[^ \(plain)])?$"
    case .identifier:
      "^(?!(\(Names.taken.joined(separator: "|")))$)[A-Za-z_][A-Za-z0-9_]{0,59}$"
    case .pair: #"^[^~]*[^~\s][^~]*~[^~]*[^~\s][^~]*$"#
    case .term, .metric, .change, .reference: nil
    }
  }
}

extension JSONText {
  /// The schema with a description.
  fileprivate func described(_ text: String) -> JSONText {
    guard case .object(let entries) = self else { return self }
    return .object([("description", .string(text))] + entries)
  }
}
