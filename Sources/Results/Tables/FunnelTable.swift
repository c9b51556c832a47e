import Scenarios
import Studies
import Support

/// `funnel.csv`: how customers moved through the stages, by arm and segment.
enum FunnelTable {
  static let columns = ColumnSet(
    file: "funnel.csv", row: "arm × segment × stage",
    columns: [
      Column("arm", "Name of the arm."),
      Column("segment", "Segment of the customers, `all` for all of them."),
      Column("stage", "Name of the stage."),
      Column("entered", "Visits to the stage."),
      Column("left_for", "Steps to each next stage, as `stage:steps` joined by `;`."),
      Column("dropped", "Steps from here into an end of the journey."),
      Column("censored", "Visits that the end of the horizon cut off."),
      Column("dwell_p10_hours", "Time spent per visit that ended, 10 % quantile, in hours."),
      Column("dwell_p50_hours", "Median time spent per visit that ended, in hours."),
      Column("dwell_p90_hours", "Time spent per visit that ended, 90 % quantile, in hours."),
      Column(
        "true_mean_state",
        "Mean on entry of the followed state variable: satisfaction, or else the first declared."),
    ])

  static func make(_ report: ExperimentReport) -> CSVTable {
    var table = CSVTable(columns)
    let view = FunnelView(report)
    let names = report.scenario.population.segments.map(\.name)
    for (arm, armName) in report.armNames.enumerated() {
      for segment in [nil] + (names.count > 1 ? names.indices.map(Optional.init) : []) {
        for (stage, description) in report.scenario.journey.stages.enumerated() {
          let steps = view.steps(arm: arm, segment: segment, stage: stage)
          table.add(armName)
          table.add(segment.map { names[$0] } ?? SegmentLabel.all)
          table.add(description.name)
          table.add(view.entered(arm: arm, segment: segment, stage: stage))
          table.add(
            steps.map { "\(view.stageName($0.target)):\($0.count)" }.joined(separator: ";"))
          table.add(
            steps.reduce(Int64(0)) { view.isEnd($1.target, arm: arm) ? $0 + $1.count : $0 })
          table.add(view.censored(arm: arm, segment: segment, stage: stage))
          for level in [0.1, 0.5, 0.9] {
            table.add(view.dwell(level, arm: arm, segment: segment, stage: stage))
          }
          table.add(view.meanState(arm: arm, segment: segment, stage: stage))
          table.endRow()
        }
      }
    }
    return table
  }
}
