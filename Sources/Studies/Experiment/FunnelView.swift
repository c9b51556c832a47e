import Scenarios
import Simulation

/// Reads a funnel over one segment or over all of them (`nil`).
package struct FunnelView {
  private let funnel: Funnel
  private let journey: Journey
  /// The graph under each arm, which may have other edges, and its first edge by stage.
  private let graphs: [(journey: Journey, firstEdges: [Int])]

  package init(_ result: ExperimentResult) {
    funnel = result.outcome.funnel
    journey = result.scenario.journey
    graphs = result.armScenarios.map { scenario in
      var next = 0
      let firstEdges = scenario.journey.stages.map { stage in
        defer { next += stage.edges.count }
        return next
      }
      return (scenario.journey, firstEdges)
    }
  }

  package func stageName(_ stage: Int) -> String { journey.stages[stage].name }
  package func isEnd(_ stage: Int, arm: Int) -> Bool { graphs[arm].journey.stages[stage].isEnd }
  package var stages: Range<Int> { journey.stages.indices }

  package func entered(arm: Int, segment: Int? = nil, stage: Int) -> Int64 {
    funnel.cells.segments(segment).reduce(0) {
      $0 + funnel.entered(arm: arm, segment: $1, stage: stage)
    }
  }

  package func censored(arm: Int, segment: Int? = nil, stage: Int) -> Int64 {
    funnel.cells.segments(segment).reduce(0) {
      $0 + funnel.censored(arm: arm, segment: $1, stage: stage)
    }
  }

  /// Steps along each edge of a stage, in the order of the arm's graph.
  package func steps(arm: Int, segment: Int? = nil, stage: Int) -> [(target: Int, count: Int64)] {
    graphs[arm].journey.stages[stage].edges.enumerated().map { offset, edge in
      let index = graphs[arm].firstEdges[stage] + offset
      let count = funnel.cells.segments(segment).reduce(Int64(0)) {
        $0 + funnel.left(arm: arm, segment: $1, edge: index)
      }
      return (edge.target, count)
    }
  }

  package func dwell(_ level: Double, arm: Int, segment: Int?, stage: Int) -> Double? {
    // An end is not left, so no time is spent there.
    guard !isEnd(stage, arm: arm) else { return nil }
    return funnel.dwellQuantile(level, arm: arm, segment: segment, stage: stage)
  }

  package func meanState(arm: Int, segment: Int?, stage: Int) -> Double? {
    var sum = 0.0
    var visits: Int64 = 0
    for index in funnel.cells.segments(segment) {
      guard let mean = funnel.meanState(arm: arm, segment: index, stage: stage) else { continue }
      let entered = funnel.entered(arm: arm, segment: index, stage: stage)
      sum += mean * Double(entered)
      visits += entered
    }
    return visits > 0 ? sum / Double(visits) : nil
  }
}
