package import Experiments

/// The estimates of every replicate, for other programs to audit.
///
/// Comparisons without a test are left out.
package enum ReplicatesTable: ResultTable {
  package struct Row {
    let label: String
    let truth: Double
    let outcome: Replicates.Outcome
  }

  package static let schema = TableSchema<Row>(
    file: "replicates.csv", row: "replicate × comparison × world (actual, and A/A)",
    columns: [
      .text("scenario", "`treatment: metric`, or `A/A treatment: metric`.") { $0.label },
      .number("truth", "True effect; 0 in an A/A world.") { $0.truth },
      .number("estimate", "Treatment value less control value.") { $0.outcome.estimate },
      .number("se", "Standard error of the estimate.") { $0.outcome.standardError },
      .number("ci_lo", "Lower end of the estimate's interval.") {
        $0.outcome.estimate - $0.outcome.halfWidth
      },
      .number("ci_hi", "Upper end of the estimate's interval.") {
        $0.outcome.estimate + $0.outcome.halfWidth
      },
      .number("p", "P-value before correction.") { $0.outcome.pValue },
    ])

  package static func rows(of assessment: Assessment) -> [Row] {
    let plan = assessment.characteristics.plan
    var rows: [Row] = []
    for (index, arm) in plan.treatments.enumerated() {
      for metric in plan.metrics.indices {
        for world in Replicates.World.allCases {
          let name = "\(plan.arms[arm].name): \(plan.metrics[metric].name)"
          let label = world == .actual ? name : "A/A \(name)"
          let truth =
            world == .actual
            ? assessment.values[arm][metric] - assessment.values[plan.control][metric] : 0
          for replicate in 0..<assessment.replicates.count {
            let outcome = assessment.replicates.outcome(
              replicate, world: world, treatment: index, metric: metric)
            guard outcome.isDefined else { continue }
            rows.append(Row(label: label, truth: truth, outcome: outcome))
          }
        }
      }
    }
    return rows
  }
}
