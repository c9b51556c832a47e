import Experiments
package import Foundation
package import Studies

/// The gains of choosing whom to treat, as a table.
package enum UpliftTable {
  /// The header.
  package static let columns = ColumnSet(
    file: "uplift.csv", row: "treatment × share treated",
    columns: [
      Column("treatment", "name of the arm"),
      Column("metric", "name of the metric by whose effect customers are chosen"),
      Column("share", "share of customers treated, the greatest effect first"),
      Column("true_gain_by_estimate", "true gain per customer, chosen by predicted effect"),
      Column("true_gain_by_groups", "chosen by the true mean effect of segment and channel"),
      Column("true_gain_by_truth", "chosen by each customer's own true effect"),
      Column("true_gain_at_random", "chosen by lot"),
      Column("observed_gain", "gain as the split alone shows it, chosen by predicted effect"),
      Column("true_money_by_estimate", "margin gained per customer, chosen by predicted effect"),
      Column("true_money_by_groups", "chosen by the true mean effect of segment and channel"),
      Column("true_money_by_truth", "chosen by each customer's own true effect"),
      Column("true_money_at_random", "chosen by lot"),
    ])

  /// Writes the table to a file, which it replaces when whole.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ found: UpliftResult, to file: URL) throws {
    do {
      try Data(csv(found)).write(to: file, options: .atomic)
    } catch {
      throw ResultsError(action: "write", path: file.relativePath, cause: error)
    }
  }

  /// Forms the table.
  package static func csv(_ found: UpliftResult) -> ArraySlice<UInt8> {
    var table = CSVTable(columns)
    for treatment in found.treatments {
      for point in treatment.points {
        table.add(treatment.name)
        table.add(found.metric.name)
        table.add(point.share)
        add(point.metric, to: &table)
        table.add(treatment.observedCurve.gain(at: point.share))
        add(point.money, to: &table)
        table.endRow()
      }
    }
    return table.bytes
  }

  private static func add(_ gain: UpliftResult.Gain, to table: inout CSVTable) {
    table.add(gain.byEstimate)
    table.add(gain.byTrueGroups)
    table.add(gain.byTruth)
    table.add(gain.atRandom)
  }
}
