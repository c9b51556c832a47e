package import Experiments
import Foundation

/// Designs of an experiment beside the effect of rolling each arm out.
package struct DesignsResult: Sendable, Codable {
  package let experiment: PlannedExperiment
  /// What customers share, in words; empty when they share nothing.
  package let sharedResources: [String]
  package let sharedStages: [String]
  package let replications: Int
  package let marketsPerArm: Int
  /// Days of a time block.
  package let blockDays: Int
  /// Days left out at the start of a block after another arm.
  package let washOutDays: Int
  /// Customers of one market, in the mean.
  package let customers: Int
  /// Effect of the roll-out by arm, over all replications; nil for the control.
  ///
  /// Empty, as the findings are, where customers share nothing and nothing was run.
  package let truths: [TrueEffect?]
  package let findings: [DesignFinding]

  package func findings(of design: ExperimentDesign) -> [DesignFinding] {
    findings.filter { $0.design == design }
  }

  /// The designs whose bias was measured.
  package var biasedDesigns: [ExperimentDesign] {
    ExperimentDesign.allCases.filter { findings(of: $0).contains(where: \.isBiased) }
  }

  /// The design to take; nil when none holds.
  ///
  /// A design is sound when its arms keep apart what is shared. Of the sound ones without
  /// measured bias, and whose intervals cover what they promise, the one with the least variance
  /// per customer is taken.
  package var recommended: ExperimentDesign? {
    guard !sharedResources.isEmpty else { return .customers }
    return sound.min { cost($0) < cost($1) }
  }

  /// Other sound designs whose variance per customer is within chance of the recommended one's.
  package var alternatives: [ExperimentDesign] {
    guard let recommended, !sharedResources.isEmpty else { return [] }
    // The logarithm of a variance has the variance 2/(R - 1); that of markets twice as much, as
    // they are drawn from those of the same replications.
    let error = (6 / Double(max(1, replications - 1))).squareRoot()
    return sound.filter {
      $0 != recommended && log(cost($0) / cost(recommended)) < 3 * error
    }
  }

  private var sound: [ExperimentDesign] {
    let level = 1 - experiment.plan.alpha
    return ExperimentDesign.allCases.filter { design in
      let found = findings(of: design)
      return design.isValid(sharing: sharedResources) && !found.isEmpty
        && found.allSatisfy { !$0.isBiased && !$0.coversTooLittle(level: level) }
    }
  }

  private func cost(_ design: ExperimentDesign) -> Double {
    findings(of: design).compactMap(\.costOfPrecision).max() ?? .infinity
  }
}
