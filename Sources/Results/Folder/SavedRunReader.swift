import Experiments
package import Foundation
package import Studies
import Support

/// Reads a finished run back from its folder.
package enum SavedRunReader {
  /// Most bytes of a table of customers that are read.
  private static let largestTable = 1 << 30

  /// Reads the run, its customers too where it kept them.
  ///
  /// A folder that is no run itself stands for the only one below it, such as a scenario's.
  /// - Throws: `ResultsError` for a folder that holds no whole run of this version, or more than
  ///   one, or a file that cannot be read.
  package static func read(_ named: URL) throws -> SavedRun {
    let folder = try run(at: named)
    guard let manifest = Manifest(in: folder), manifest.isWhole(in: folder) else {
      throw ResultsError(
        action: "read", path: folder.relativePath,
        reason: "it holds no finished run of this version: name a folder with a manifest.json")
    }
    let summary = try parse(RunFiles.summaryJSON, in: folder)
    let names = manifest.files.map(\.name)
    let settings: JSON.Members = [
      "scenario": .text(manifest.scenario), "seed": .text(String(manifest.seed)),
      "customers": .integer(Int64(manifest.customers)),
      "replications": .integer(Int64(manifest.replications)), "program": .text(manifest.program),
    ]
    let customers =
      names.contains(Self.customersFile)
      ? try self.customers(in: folder) : (measures: [], rows: [:])
    return SavedRun(
      folder: folder.relativePath, title: summary["title"]?.text ?? manifest.scenario,
      settings: settings,
      scenario: names.contains(RunFiles.scenario)
        ? try parse(RunFiles.scenario, in: folder) : .null,
      currency: summary["currency"]?.text ?? "", values: values(summary),
      verdicts: verdicts(summary), measures: customers.measures, customers: customers.rows)
  }

  /// The folder itself where it has a manifest, or the only one up to two steps below that has.
  private static func run(at folder: URL) throws -> URL {
    func hasManifest(_ place: URL) -> Bool {
      FileManager.default.fileExists(atPath: place.appending(path: Manifest.fileName).path)
    }
    func below(_ place: URL) -> [URL] {
      ((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []).sorted()
        .filter { !$0.hasPrefix(".") }.map { place.appending(path: $0) }
    }
    if hasManifest(folder) { return folder }
    let near = below(folder)
    let found = near.filter(hasManifest) + near.flatMap(below).filter(hasManifest)
    guard let only = found.first else { return folder }
    guard found.count == 1 else {
      throw ResultsError(
        action: "read", path: folder.relativePath,
        reason: "it holds \(found.count) runs: name one, such as \(only.relativePath)")
    }
    return only
  }

  private static let customersFile = CustomersTable.everyHeader.file

  private static func parse(_ name: String, in folder: URL) throws -> JSON {
    let path = folder.appending(path: name).path
    do {
      let text = String(decoding: try PlainFile.read(path, atMost: 64 << 20), as: UTF8.self)
      return try JSON.parse(text)
    } catch {
      throw ResultsError(action: "read", path: path, reason: "it \(error)")
    }
  }

  private static func values(_ summary: JSON) -> [SavedRun.Value] {
    let arms = (summary["arms"]?.elements ?? []).flatMap { arm -> [SavedRun.Value] in
      (arm["metrics"]?.members ?? [:]).map { metric, content in
        SavedRun.Value(
          subject: arm["name"]?.text ?? "", metric: metric, value: content["value"]?.number,
          standardError: content["se"]?.number, truth: content["true_value"]?.number)
      }
    }
    let policies = (summary["learning"]?["policies"]?.elements ?? []).flatMap { policy in
      ["reward", "regret", "conversion", "revenue", "margin"].map { measure in
        SavedRun.Value(
          subject: policy["name"]?.text ?? "", metric: measure,
          value: policy[measure]?["mean"]?.number, standardError: policy[measure]?["se"]?.number,
          truth: nil)
      }
    }
    return arms + policies
  }

  private static func verdicts(_ summary: JSON) -> [String: String] {
    let pairs = (summary["verdicts"]?.elements ?? []).compactMap { verdict -> (String, String)? in
      guard let name = verdict["treatment"]?.text, let action = verdict["action"]?.text else {
        return nil
      }
      return (name, action)
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Customers with what is observed of each: the columns of measures behind the fixed ones.
  private static func customers(
    in folder: URL
  ) throws -> (measures: [String], rows: [Int: SavedRun.Customer]) {
    let path = folder.appending(path: customersFile).path
    let bytes: [UInt8]
    do {
      bytes = Array(try PlainFile.read(path, atMost: largestTable))
    } catch {
      throw ResultsError(action: "read", path: path, reason: "it \(error)")
    }
    do {
      var reader = try CSVReader(bytes: bytes, file: path)
      let fixed = CustomersTable.fixedColumns
      let places = reader.header.indices.filter {
        !fixed.contains(reader.header[$0]) && !reader.header[$0].hasPrefix("true_")
      }
      guard let number = reader.header.firstIndex(of: "case_id"),
        let arm = reader.header.firstIndex(of: "arm")
      else { return ([], [:]) }
      let measures = places.map { reader.header[$0] }
      var rows: [Int: SavedRun.Customer] = [:]
      while try reader.next() {
        guard let customer = Int(reader.text(at: number)) else { continue }
        rows[customer] = SavedRun.Customer(
          arm: reader.text(at: arm),
          values: places.map { Double(reader.text(at: $0)) ?? 0 })
      }
      return (measures, rows)
    } catch {
      throw ResultsError(action: "read", path: path, reason: "\(error)")
    }
  }
}
