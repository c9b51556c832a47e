import Scenarios
import Studies
import Support

/// `funnel.csv`: how customers moved through the stages, by arm and segment.
enum FunnelTable: ResultTable {
  struct Row {
    let view: FunnelView
    let armName: String
    let segmentName: String?
    let arm: Int
    let segment: Int?
    let stage: Int
    let steps: [(target: Int, count: Int64)]

    func dwell(_ level: Double) -> Double? {
      view.dwell(level, arm: arm, segment: segment, stage: stage)
    }
  }

  static let schema = TableSchema<Row>(
    file: "funnel.csv", row: "arm × segment × stage",
    columns: [
      .text("arm", "Name of the arm.") { $0.armName },
      .text("segment", "Segment of the customers, `all` for all of them.") {
        $0.segmentName ?? SegmentLabel.all
      },
      .text("stage", "Name of the stage.") { $0.view.stageName($0.stage) },
      .whole("entered", "Visits to the stage.") {
        $0.view.entered(arm: $0.arm, segment: $0.segment, stage: $0.stage)
      },
      .text("left_for", "Steps to each next stage, as `stage:steps` joined by `;`.") { row in
        row.steps.map { "\(row.view.stageName($0.target)):\($0.count)" }.joined(separator: ";")
      },
      .whole("dropped", "Steps from here into an end of the journey.") { row in
        row.steps.reduce(Int64(0)) { row.view.isEnd($1.target, arm: row.arm) ? $0 + $1.count : $0 }
      },
      .whole("censored", "Visits that the end of the horizon cut off.") {
        $0.view.censored(arm: $0.arm, segment: $0.segment, stage: $0.stage)
      },
      .number(
        "dwell_p10_hours", "Time spent per visit that ended, 10 % quantile, in hours."
      ) { $0.dwell(0.1) },
      .number("dwell_p50_hours", "Median time spent per visit that ended, in hours.") {
        $0.dwell(0.5)
      },
      .number(
        "dwell_p90_hours", "Time spent per visit that ended, 90 % quantile, in hours."
      ) { $0.dwell(0.9) },
      .number(
        "true_mean_state",
        "Mean on entry of the followed state variable: satisfaction, or else the first declared."
      ) { $0.view.meanState(arm: $0.arm, segment: $0.segment, stage: $0.stage) },
    ])

  static func rows(of result: ExperimentResult) -> [Row] {
    let view = FunnelView(result)
    let names = result.scenario.population.segments.map(\.name)
    let segments = [nil] + (names.count > 1 ? names.indices.map(Optional.init) : [])
    return result.armNames.enumerated().flatMap { arm, armName in
      segments.flatMap { segment in
        view.stages.map { stage in
          Row(
            view: view, armName: armName, segmentName: segment.map { names[$0] }, arm: arm,
            segment: segment, stage: stage,
            steps: view.steps(arm: arm, segment: segment, stage: stage))
        }
      }
    }
  }
}
