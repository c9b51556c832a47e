import GSL
package import Support

/// What a run was made with: other versions of it may give other bytes.
package struct Origin: Sendable, Equatable, Codable {
  /// Version of the program.
  package var program: String
  /// Version of the contract that draws are keyed by.
  package var draws: Int
  /// Version of the GNU Scientific Library.
  package var gsl: String
  /// Versions of the packages that the program is built with, by name.
  package var packages: [String: String]

  /// This program, as it runs here.
  package init(program: String) {
    self.program = program
    draws = RandomKey.contractVersion
    gsl = GSLVersion.running
    packages = Self.builtWith
  }

  /// What `Package.swift` pins.
  package static let builtWith = [
    "swift-argument-parser": "1.8.2", "swift-collections": "1.6.0", "swift-mustache": "2.1.1",
    "Yams": "6.2.2",
  ]

  /// The versions in one line for each, in a fixed order.
  var lines: [String] {
    ["program \(program)", "draws \(draws)", "gsl \(gsl)"]
      + packages.sorted { $0.key < $1.key }.map { "package \($0.key) \($0.value)" }
  }

  package var json: JSON {
    .object([
      "program": .text(program), "draws": .integer(Int64(draws)), "gsl": .text(gsl),
      "packages": .object(
        JSON.Members(packages.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
    ])
  }
}
