package import Experiments
import Scenarios
import Simulation

/// The primary metric as it stood at each look at the running experiment.
///
/// A look counts the customers who have arrived by then, with the outcomes that they came to have.
package struct ExperimentLooks: Sendable, Equatable, Codable {
  /// The looks of each arm against the control.
  package let followed: FollowedLooks
  /// Hours at which the looks end.
  package let ends: [Double]
  /// Customers of all arms by each look.
  package let customers: [Int]

  package var paths: [SequentialPath?] { followed.paths }

  /// Follows the looks of a run; nil where the plan looks once.
  init?(assembly: ExperimentAssembly, plan: AnalysisPlan) throws {
    let outcome = assembly.outcome
    let looks = outcome.plan.looks
    guard looks > 0 else { return nil }
    func sums(_ look: Int, _ arm: Int) -> CellSums {
      CellSums(totals: outcome.looks, cells: outcome.cells.looks(through: look, arm: arm))
    }
    let definition = outcome.plan.metrics[plan.primary]
    let pairs = try (0..<looks).map { look in
      try plan.arms.indices.map { arm -> SamplePair? in
        guard arm != plan.control else { return nil }
        let (treated, control) = (sums(look, arm), sums(look, plan.control))
        return SamplePair(
          treatment: try treated.sample(of: definition),
          control: try control.sample(of: definition),
          adjustment: try assembly.adjusted(definition, treatment: treated, control: control))
      }
    }
    followed = try FollowedLooks(
      plan: plan, pairs: pairs, planned: looks,
      boundary: GroupSequentialBoundary(assembly.scenario.experiment.analysis.spending))
    ends = outcome.cells.lookEnds
    customers = (0..<looks).map { look in plan.arms.indices.reduce(0) { $0 + sums(look, $1).count }
    }
  }
}
