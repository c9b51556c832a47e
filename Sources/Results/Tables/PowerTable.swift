import Experiments
package import Foundation
package import Studies

/// The power curve of a plan as a table.
package enum PowerTable {
  /// The header.
  package static let columns = ColumnSet(
    file: "power.csv", row: "number of units × lift",
    columns: [
      Column("lift", "relative change of the metric"),
      Column("units", "units over all arms"),
      Column("days", "days of traffic; empty when the traffic is unknown"),
      Column("power", "chance to find the change"),
      Column("power_cuped", "the same with the covariate adjusted for; empty without one"),
    ])

  /// Writes the table to a file, which it replaces when whole.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ result: PowerResult, to file: URL) throws {
    do {
      try Data(csv(result)).write(to: file, options: .atomic)
    } catch {
      throw ResultsError(action: "write", path: file.relativePath, cause: error)
    }
  }

  /// Forms the table.
  package static func csv(_ result: PowerResult) -> ArraySlice<UInt8> {
    var table = CSVTable(columns)
    for (index, lift) in result.lifts.enumerated() {
      for point in result.fineCurve {
        table.add(lift)
        table.add(point.units)
        table.add(result.hasDuration ? point.units / result.traffic.unitsPerDay : nil)
        table.add(point.powers[index])
        table.add(result.covariateFactor == nil ? nil : point.adjustedPowers[index])
        table.endRow()
      }
    }
    return table.bytes
  }
}
