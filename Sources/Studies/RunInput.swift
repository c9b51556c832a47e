import Support

/// Everything that decides what a run's files say.
package struct RunInput: Sendable, Equatable, Codable {
  /// Version of the result files; another one finds no old result.
  package static let schemaVersion = 1

  package var scenario: String
  /// The scenario and its arms in canonical form, defaults and changes applied.
  package var canonical: String
  package var seed: UInt64
  /// Number of customers in place of the scenario's own, if any.
  package var customers: Int?
  /// Number of replications in place of the scenario's own, if any.
  package var replications: Int?
  package var events: Bool
  package var customersFile: Bool
  /// Whether the business's own tables are written.
  package var tables: Bool
  /// Further parts that decide, such as hashes of files that a policy starts from.
  package var extras: [String]
  package var origin: Origin

  package init(
    scenario: String, canonical: String, seed: UInt64, customers: Int? = nil,
    replications: Int? = nil, events: Bool = false, customersFile: Bool = false,
    tables: Bool = false, extras: [String] = [], origin: Origin
  ) {
    self.scenario = scenario
    self.canonical = canonical
    self.seed = seed
    self.customers = customers
    self.replications = replications
    self.events = events
    self.customersFile = customersFile
    self.tables = tables
    self.extras = extras
    self.origin = origin
  }

  /// Whether rows of customers or events are written.
  package var recordsRows: Bool { events || customersFile || tables }

  /// Version of the program.
  package var program: String { origin.program }

  /// Twelve hexadecimal digits that differ when any of it differs.
  package var digest: String {
    let parts =
      [
        "journeylab run \(Self.schemaVersion)", "seed \(seed)",
        "customers \(customers.map(String.init) ?? "-")",
        "replications \(replications.map(String.init) ?? "-")",
        "events \(events)", "customers file \(customersFile)",
      ] + (tables ? ["tables"] : []) + origin.lines + extras + ["scenario", canonical]
    return String(SHA256.hexadecimal(of: parts.joined(separator: "\n")).prefix(12))
  }

  /// The scenario's name as a folder's: letters, digits, `-` and `_`, at most 60 of them.
  package var folderName: String { Self.folderName(scenario, otherwise: "scenario") }

  /// A name as a folder's or file's: letters, digits, `-` and `_`, at most 60 of them.
  package static func folderName(_ text: String, otherwise: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(60) {
      let isKept =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || scalar == "-" || scalar == "_"
      name.unicodeScalars.append(isKept ? scalar : "-")
    }
    return name.isEmpty ? otherwise : name
  }
}
