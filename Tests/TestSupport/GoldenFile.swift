import Foundation

/// Independent reference values, in the folder `Golden` of the test target that asks for them.
package struct GoldenFile {
  private let content: [String: Any]

  /// Reads reference values that are kept as a JSON object.
  package init(_ name: String, asked file: String = #filePath) throws {
    let data = try Data(contentsOf: URL(filePath: Self.path(name, asked: file)))
    content = try MissingValue.unwrap(
      try JSONSerialization.jsonObject(with: data) as? [String: Any], "an object in \(name)")
  }

  private init(content: [String: Any]) {
    self.content = content
  }

  /// Names of the values, sorted.
  package var keys: [String] { content.keys.sorted() }

  /// Whether there is a value of this name.
  package func has(_ key: String) -> Bool { content[key] != nil }

  /// The values below a name.
  package func part(_ key: String) throws -> GoldenFile {
    GoldenFile(content: try value(key))
  }

  /// A number.
  package func number(_ key: String) throws -> Double {
    try (value(key) as NSNumber).doubleValue
  }

  /// A list of numbers.
  package func vector(_ key: String) throws -> [Double] {
    try (value(key) as [NSNumber]).map(\.doubleValue)
  }

  /// Lists of numbers.
  package func rows(_ key: String) throws -> [[Double]] {
    try (value(key) as [[NSNumber]]).map { $0.map(\.doubleValue) }
  }

  /// Matrices, each as its rows.
  package func matrices(_ key: String) throws -> [[[Double]]] {
    try (value(key) as [[[NSNumber]]]).map { $0.map { $0.map(\.doubleValue) } }
  }

  private func value<Value>(_ key: String) throws -> Value {
    try MissingValue.unwrap(content[key] as? Value, key)
  }
}

// MARK: - Files

extension GoldenFile {
  /// Path of a file in the folder `Golden` nearest above the file that asks for it.
  package static func path(_ name: String, asked file: String = #filePath) -> String {
    var folder = URL(filePath: file).deletingLastPathComponent()
    while folder.pathComponents.count > 1 {
      let golden = folder.appending(path: "Golden").appending(path: name)
      if FileManager.default.fileExists(atPath: golden.path) { return golden.path }
      folder.deleteLastPathComponent()
    }
    return "Golden/\(name)"
  }

  /// The text of a file.
  package static func text(_ name: String, asked file: String = #filePath) throws -> String {
    try String(contentsOf: URL(filePath: path(name, asked: file)), encoding: .utf8)
  }

  /// Reference values of a table with the columns key and value, in file order.
  package static func figures(
    _ name: String, asked file: String = #filePath
  ) throws -> [(key: String, value: Double)] {
    try PlainCSV(text(name, asked: file)).rows.map { row in
      (row[0], try MissingValue.unwrap(Double(row[1]), "number of \(row[0])"))
    }
  }

  /// Tells whether a value agrees to 1e-9 relative, or 1e-6 for tiny p-values.
  package static func agrees(_ value: Double, _ golden: Double, isPValue: Bool) -> Bool {
    isClose(value, golden, within: isPValue && golden < 1e-10 ? 1e-6 : 1e-9)
  }
}
