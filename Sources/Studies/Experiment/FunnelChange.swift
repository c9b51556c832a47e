import Experiments

/// A step of the journey that customers take more or less often under a treatment.
package struct FunnelChange: Sendable, Equatable {
  package var arm: Int
  /// Name of the stage left.
  package var stage: String
  /// Name of the stage entered.
  package var next: String
  /// Share of the stage's steps in the control.
  package var controlShare: Double
  /// Share of the stage's steps in the treatment.
  package var treatmentShare: Double
  /// How many steps per thousand customers the change moves.
  package var stepsPerThousand: Double

  /// The greatest changes, first the one that moves most steps.
  ///
  /// A change counts when the two shares are more than three standard errors apart, with steps
  /// taken as independent; one edge per stage and arm is named, the one that changed most.
  package static func greatest(_ result: ExperimentResult, limit: Int = 4) -> [FunnelChange] {
    guard let analysis = result.analysis else { return [] }
    let view = FunnelView(result)
    let control = analysis.plan.control
    var changes: [FunnelChange] = []
    for arm in analysis.plan.treatments {
      for stage in view.stages {
        let base = view.steps(arm: control, stage: stage)
        let treated = view.steps(arm: arm, stage: stage)
        let steps = (base.reduce(0) { $0 + $1.count }, treated.reduce(0) { $0 + $1.count })
        guard steps.0 > 0, steps.1 > 0, result.data.counts[arm] > 0 else { continue }
        let (baseSteps, treatedSteps) = (Double(steps.0), Double(steps.1))
        let perThousand = treatedSteps / Double(result.data.counts[arm]) * 1000
        let targets = base.map(\.target) + treated.map(\.target)
        let candidates = Set(targets).sorted().compactMap { target -> FunnelChange? in
          // An arm may open or close edges: a step that it does not have is taken by nobody.
          let counts = [base, treated].map { steps in
            steps.filter { $0.target == target }.reduce(0) { $0 + Double($1.count) }
          }
          let shares = (counts[0] / baseSteps, counts[1] / treatedSteps)
          let pooled = (counts[0] + counts[1]) / (baseSteps + treatedSteps)
          let error = (pooled * (1 - pooled) * (1 / baseSteps + 1 / treatedSteps)).squareRoot()
          guard abs(shares.1 - shares.0) > 3 * error else { return nil }
          return FunnelChange(
            arm: arm, stage: view.stageName(stage), next: view.stageName(target),
            controlShare: shares.0, treatmentShare: shares.1,
            stepsPerThousand: (shares.1 - shares.0) * perThousand)
        }
        if let greatest = candidates.max(by: {
          abs($0.stepsPerThousand) < abs($1.stepsPerThousand)
        }) {
          changes.append(greatest)
        }
      }
    }
    let ranked = changes.enumerated().sorted { left, right in
      let sizes = (abs(left.element.stepsPerThousand), abs(right.element.stepsPerThousand))
      return sizes.0 == sizes.1 ? left.offset < right.offset : sizes.0 > sizes.1
    }
    return ranked.prefix(limit).map(\.element)
  }
}
