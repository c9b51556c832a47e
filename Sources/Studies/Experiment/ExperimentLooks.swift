package import Experiments
import Scenarios
import Simulation

/// The primary metric as it stood at each look at the running experiment.
///
/// A look counts the customers who have arrived by then, with the outcomes that they came to have.
package struct ExperimentLooks: Sendable, Equatable, Codable {
  /// The looks of each arm against the control; nil for the control and where none can be made.
  package let paths: [SequentialPath?]
  /// Hours at which the looks end.
  package let ends: [Double]
  /// Customers of all arms by each look.
  package let customers: [Int]
  /// Two-sided error rate of each treatment's looks.
  package let alpha: Double
  /// Chance of a false alarm if every look were read like a single one.
  package let peekingErrorRate: Double

  /// Follows the looks of a run; nil where the plan looks once.
  init?(assembly: ExperimentAssembly, plan: AnalysisPlan) throws {
    let outcome = assembly.outcome
    let looks = outcome.plan.looks
    guard looks > 0 else { return nil }
    let rules = assembly.scenario.experiment.analysis
    let boundary = GroupSequentialBoundary(rules.spending)
    // Treatments share the error rate as in Bonferroni's correction, where the plan corrects.
    let alpha =
      plan.correction == .uncorrected ? plan.alpha : plan.alpha / Double(plan.treatments.count)
    func sums(_ look: Int, _ arm: Int) -> CellSums {
      CellSums(totals: outcome.looks, cells: outcome.cells.looks(through: look, arm: arm))
    }
    let definition = outcome.plan.metrics[plan.primary]
    paths = try plan.arms.indices.map { arm -> SequentialPath? in
      guard arm != plan.control else { return nil }
      var observations: [SequentialPath.Observation] = []
      for look in 0..<looks {
        let (treated, control) = (sums(look, arm), sums(look, plan.control))
        let adjusted = try assembly.adjusted(definition, treatment: treated, control: control)
        let test = DifferenceTest.compare(
          treatment: try adjusted?.treatment ?? treated.sample(of: definition),
          control: try adjusted?.control ?? control.sample(of: definition), alpha: alpha)
        guard let test = test.value, test.standardError > 0 else { return nil }
        let units = treated.count + control.count
        guard units > observations.last?.units ?? 0 else { return nil }
        observations.append(
          SequentialPath.Observation(
            units: units, estimate: test.difference, standardError: test.standardError))
      }
      return try SequentialPath(
        observations: observations, plannedUnits: observations.last?.units ?? 1,
        boundary: boundary, alpha: alpha)
    }
    ends = outcome.cells.lookEnds
    customers = (0..<looks).map { look in plan.arms.indices.reduce(0) { $0 + sums(look, $1).count }
    }
    self.alpha = alpha
    peekingErrorRate = try GroupSequentialDesign.peekingErrorRate(looks: looks, alpha: plan.alpha)
  }
}
