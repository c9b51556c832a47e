package import Foundation
package import Studies
package import Support

/// What makes a folder a run: what went in and each file with its hash; written last.
package struct Manifest: Codable, Sendable, Equatable {
  package struct File: Codable, Sendable, Equatable {
    package var name: String
    /// Rows after the header; lines of a text file.
    package var rows: Int
    package var bytes: Int
    /// SHA-256 in hexadecimal digits.
    package var sha256: String
  }

  package static let fileName = "manifest.json"
  package static let schemaVersion = RunInput.schemaVersion

  package var schema = Manifest.schemaVersion
  /// Version of the program.
  package var program: String
  /// Versions of what the program is made of, and of its draws.
  package var origin: Origin
  package var scenario: String
  /// Digest of what went in.
  package var digest: String
  /// Seed of all draws, at most 2^63 - 1.
  package var seed: UInt64
  /// Customers of one replication.
  package var customers: Int
  /// Replications behind the truth.
  package var replications: Int
  /// Fingerprint of all draws behind choices, in hexadecimal digits.
  package var draws: String
  /// The files, in the order of their names.
  package var files: [File]

  package init(
    origin: Origin, scenario: String, digest: String, seed: UInt64, customers: Int,
    replications: Int, draws: UInt64, files: [File]
  ) {
    program = origin.program
    self.origin = origin
    self.scenario = scenario
    self.digest = digest
    self.seed = seed
    self.customers = customers
    self.replications = replications
    let digits = String(draws, radix: 16)
    self.draws = String(repeating: "0", count: 16 - digits.count) + digits
    self.files = files.sorted { $0.name < $1.name }
  }

  /// Reads the manifest of a folder; nil when it has none that this program understands.
  package init?(in folder: URL) {
    let place = folder.appending(path: Manifest.fileName).path
    guard let data = try? PlainFile.read(place, atMost: 16 << 20),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
      manifest.schema == Manifest.schemaVersion
    else { return nil }
    self = manifest
  }

  /// The manifest as JSON with sorted keys.
  package var json: JSON {
    .object([
      "schema": .integer(Int64(schema)), "program": .text(program), "origin": origin.json,
      "scenario": .text(scenario),
      "digest": .text(digest), "seed": .integer(Int64(clamping: seed)),
      "customers": .integer(Int64(customers)), "replications": .integer(Int64(replications)),
      "draws": .text(draws),
      "files": .array(
        files.map { file in
          .object([
            "name": .text(file.name), "rows": .integer(Int64(file.rows)),
            "bytes": .integer(Int64(file.bytes)), "sha256": .text(file.sha256),
          ])
        }),
    ])
  }

  /// Whether the summaries and the page are among the files, and every file is a plain one that is there with
  /// the size and hash that the manifest says.
  package func isWhole(in folder: URL) -> Bool {
    let names = files.map(\.name)
    guard names.contains(RunFiles.summaryText), names.contains(RunFiles.summaryJSON),
      names.contains(RunFiles.page),
      !names.contains(where: { $0.hasPrefix("/") || $0.split(separator: "/").contains("..") })
    else { return false }
    return files.allSatisfy { file in
      guard let content = try? PlainFile.open(folder.appending(path: file.name).path),
        content.size == file.bytes
      else { return false }
      var hash = SHA256()
      let isRead = content.forEachPiece { hash.update($0) }
      return isRead && hash.finish() == file.sha256
    }
  }
}
