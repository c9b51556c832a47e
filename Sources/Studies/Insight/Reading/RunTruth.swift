import Experiments
package import Foundation
package import Support

/// What only a simulation knows of a run's customers and journeys.
package struct RunTruth: Sendable {
  /// Segment of each customer, by number; empty without `customers.csv`.
  package var segments: [String: String] = [:]
  /// Whether a customer was still on the way when the run ended, and so might have come back.
  package var isAlive: [String: Bool] = [:]
  /// Visits to each stage, over all arms.
  package var entered: [String: Int] = [:]

  /// Reads the tables of a run's folder that are there.
  /// - Throws: `ArgumentError` for a table that is not as this program writes it.
  package init(folder: URL) throws(ArgumentError) {
    let customers = folder.appending(path: "customers.csv").path
    if FileManager.default.fileExists(atPath: customers) {
      var reader = try CSVReader(path: customers)
      let number = try TableColumns.find("case_id", in: reader)
      let segment = try TableColumns.find("segment", in: reader)
      let censored = try TableColumns.find("censored", in: reader)
      while try reader.next() {
        let name = reader.text(at: number)
        segments[name] = reader.text(at: segment)
        isAlive[name] = reader.text(at: censored) == "1"
      }
    }
    let funnel = folder.appending(path: "funnel.csv").path
    if FileManager.default.fileExists(atPath: funnel) {
      var reader = try CSVReader(path: funnel)
      let segment = try TableColumns.find("segment", in: reader)
      let stage = try TableColumns.find("stage", in: reader)
      let visits = try TableColumns.find("entered", in: reader)
      while try reader.next() {
        guard reader.text(at: segment) == SegmentLabel.all else { continue }
        entered[reader.text(at: stage), default: 0] += Int(reader.number(at: visits) ?? 0)
      }
    }
  }
}
