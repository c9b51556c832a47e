package import Experiments
package import Foundation
import Support

/// The estimates of every replicate as a table that other programs audit.
package enum ReplicatesTable {
  /// The header, one row per replicate, comparison and world (actual, and A/A).
  package static let columns = [
    "scenario", "truth", "estimate", "se", "ci_lo", "ci_hi", "p",
  ]

  /// Writes the table to a file, which it replaces when whole.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ assessment: Assessment, to file: URL) throws {
    do {
      try Data(csv(assessment)).write(to: file, options: .atomic)
    } catch {
      throw ResultsError(action: "write", path: file.relativePath, cause: error)
    }
  }

  /// Forms the table.
  ///
  /// The column `scenario` is `treatment: metric` or `A/A treatment: metric`; comparisons without
  /// a test are left out.
  package static func csv(_ assessment: Assessment) -> ArraySlice<UInt8> {
    let plan = assessment.characteristics.plan
    var buffer = ByteBuffer(capacity: 1 << 20)
    buffer.append(columns.joined(separator: ",") + "\n")
    for (index, arm) in plan.treatments.enumerated() {
      for metric in plan.metrics.indices {
        for world in Replicates.World.allCases {
          let name = "\(plan.arms[arm].name): \(plan.metrics[metric].name)"
          let label = CSVCell.encode(world == .actual ? name : "A/A \(name)")
          let truth =
            world == .actual
            ? assessment.values[arm][metric] - assessment.values[plan.control][metric] : 0
          for replicate in 0..<assessment.replicates.count {
            let outcome = assessment.replicates.outcome(
              replicate, world: world, treatment: index, metric: metric)
            guard outcome.isDefined else { continue }
            buffer.append(label)
            for value in [
              truth, outcome.estimate, outcome.standardError,
              outcome.estimate - outcome.halfWidth, outcome.estimate + outcome.halfWidth,
              outcome.pValue,
            ] {
              buffer.append(",")
              buffer.append(number: value)
            }
            buffer.append("\n")
          }
        }
      }
    }
    return buffer.bytes
  }
}
