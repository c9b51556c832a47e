package import Foundation
package import Scenarios
package import Support

/// A policy's state in a file.
package enum SavedPolicy {
  /// Checks before a run that a policy can start from a saved state.
  ///
  /// - Parameters:
  ///   - data: The file's content.
  ///   - spec: The policy.
  ///   - scenario: The scenario with the decision points that it will meet.
  /// - Throws: ``ArgumentError`` if the state is of another version, scenario, learner or set of
  ///   decisions.
  package static func check(
    _ data: Data, for spec: PolicySpec, in scenario: Scenario
  ) throws(ArgumentError) {
    guard let learning = scenario.learning else { return }
    let frames = learning.decisions.indices.map {
      PointFrame(point: $0, of: learning, in: scenario)
    }
    _ = try SavedLearning.read(data, for: spec, scenario: scenario, frames: frames)
  }
}
