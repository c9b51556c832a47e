import Experiments
package import Foundation
import Scenarios
package import Studies

/// Every run of a sensitivity analysis as a table.
package enum SensitivityTable {
  /// The header.
  package static let columns = ColumnSet(
    file: "sensitivity.csv", row: "one run and treatment",
    columns: [
      Column("assumption", "path of the assumption, and its parameter"),
      Column("unit", "unit of the assumption as written"),
      Column("base", "its value in the scenario"), Column("value", "its value in the run"),
      Column("move", "value over base, less 1"), Column("treatment", "name of the arm"),
      Column("effect", "true effect on the primary metric"),
      Column("se", "Monte-Carlo standard error of the effect"),
      Column("best", "whether the arm is the best of all in the run"),
    ])

  /// Writes the table into a folder, made if need be.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ found: SensitivityResult, toFolder folder: URL) throws {
    let file = folder.appending(path: columns.file)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(csv(found)).write(to: file, options: .atomic)
    } catch {
      throw ResultsError(action: "write", path: file.relativePath, cause: error)
    }
  }

  /// Forms the table.
  package static func csv(_ found: SensitivityResult) -> ArraySlice<UInt8> {
    var table = CSVTable(columns)
    for line in found.lines {
      for step in line.steps {
        for arm in found.experiment.plan.treatments {
          table.add(line.assumption.name)
          table.add(line.assumption.unit)
          table.add(line.assumption.value)
          table.add(step.value)
          table.add(step.value / line.assumption.value - 1)
          table.add(found.experiment.plan.arms[arm].name)
          table.add(step.point.effects[arm]?.difference)
          table.add(step.point.effects[arm]?.standardError)
          table.add(step.point.best == arm)
          table.endRow()
        }
      }
    }
    return table.bytes
  }
}
