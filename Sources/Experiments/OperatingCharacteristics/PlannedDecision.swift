/// What the plan itself makes of one replicate, by the very analysis that `run` makes.
package struct PlannedDecision: Sendable, Equatable, Codable {
  /// By treatment, then metric: whether the plan decides that they differ.
  package var isRejected: [[Bool]]
  /// Index of the arm that is shipped; the control where none is.
  package var chosen: Int

  /// Decides by samples over all units, or by those at each look where the plan looks.
  ///
  /// Samples are by look (the last one being the end), arm and metric.
  init(plan: AnalysisPlan, looks: PlannedLooks?, samples: [[[MetricSample]]]) throws {
    let end = samples[samples.count - 1]
    let atTheEnd = try Analysis(
      plan: plan, data: ExperimentData(counts: end.map { $0[plan.primary].count }, samples: end))
    let analysis = try looks.map { try $0.decide(atTheEnd, samples: samples) } ?? atTheEnd
    isRejected = plan.treatments.map { arm in
      plan.metrics.indices.map { metric in
        switch analysis.comparison(treatment: arm, metric: metric)?.decision {
        case .better, .worse: true
        case .inconclusive, .undefined, nil: false
        }
      }
    }
    let shipped = analysis.verdicts.filter { $0.action == .ship }.map(\.treatment)
    let sign = plan.metrics[plan.primary].higherIsBetter ? 1.0 : -1.0
    func gain(_ arm: Int) -> Double { (end[arm][plan.primary].value ?? -.infinity * sign) * sign }
    chosen = shipped.max { gain($0) < gain($1) } ?? plan.control
  }
}

/// The looks that a plan makes while the experiment runs.
package struct PlannedLooks: Sendable, Equatable, Codable {
  package var count: Int
  package var boundary: GroupSequentialBoundary

  package init(count: Int, boundary: GroupSequentialBoundary) {
    self.count = count
    self.boundary = boundary
  }

  func decide(_ analysis: Analysis, samples: [[[MetricSample]]]) throws -> Analysis {
    let plan = analysis.plan
    let pairs = samples.map { look in
      plan.arms.indices.map { arm in
        arm == plan.control
          ? nil
          : SamplePair(
            treatment: look[arm][plan.primary], control: look[plan.control][plan.primary])
      }
    }
    return analysis.deciding(
      by: try FollowedLooks(
        plan: plan, pairs: pairs, planned: count, boundary: boundary, estimatesStop: false))
  }
}
