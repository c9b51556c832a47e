import Experiments
package import Foundation
import Scenarios
package import Studies

/// `sensitivity.csv`: every run of a sensitivity analysis.
package enum SensitivityTable: ResultTable {
  package struct Row {
    let line: SensitivityLine
    let step: SensitivityLine.Step
    let arm: Int
    let name: String
  }

  package static let schema = TableSchema<Row>(
    file: "sensitivity.csv", row: "one run and treatment",
    columns: [
      .text("assumption", "path of the assumption, and its parameter") { $0.line.assumption.name },
      .text("unit", "unit of the assumption as written") { $0.line.assumption.unit },
      .number("base", "its value in the scenario") { $0.line.assumption.value },
      .number("value", "its value in the run") { $0.step.value },
      .number("move", "value over base, less 1") { $0.step.value / $0.line.assumption.value - 1 },
      .text("treatment", "name of the arm") { $0.name },
      .number("effect", "true effect on the primary metric") {
        $0.step.point.effect($0.arm)?.difference
      },
      .number("se", "Monte-Carlo standard error of the effect") {
        $0.step.point.effect($0.arm)?.standardError
      },
      .flag("best", "whether the arm is the best of all in the run") {
        $0.step.point.best == $0.arm
      },
    ])

  package static func rows(of found: SensitivityResult) -> [Row] {
    let plan = found.experiment.plan
    return found.lines.flatMap { line in
      line.steps.flatMap { step in
        plan.treatments.map { Row(line: line, step: step, arm: $0, name: plan.arms[$0].name) }
      }
    }
  }

  /// Writes the table into a folder, made if need be.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ found: SensitivityResult, toFolder folder: URL) throws {
    let table = make(found)
    let staging = try Staging(for: folder)
    do {
      _ = try ResultFile.write(table.file, table.bytes, rows: table.rows, in: staging.folder)
      try staging.commit()
    } catch {
      staging.discard()
      throw error
    }
  }
}
