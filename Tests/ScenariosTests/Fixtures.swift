import Foundation

/// Files beside the tests.
enum Fixtures {
  /// The folder of this file.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The scenario files in a folder, by name.
  static func files(in name: String) -> [URL] {
    let folder = folder.appendingPathComponent(name)
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// Files without a fault: beside the tests, and the scenarios that come with the project.
  static let valid = ["Valid", "../../scenarios", "../SimulationTests/Scenarios"].flatMap(files)

  /// The text of a file beside the tests.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// A small file without a fault.
  static let small = """
    journeylab: 1
    title: A small market
    market: {horizon: 30 days, arrivals: {rate: 10 / day}}
    catalogue:
      mug: {price: 14.90, cost: 5.10}
    shipping:
      standard: {fee: 4.95, promised: 3 days}
    journey:
      stages:
        look: {dwell: 1 h, next: {buy: 0, leave: 0}}
        buy: {effect: [add item, order], next: leave}
        leave: end

    """
}
