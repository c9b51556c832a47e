public import Foundation
public import Scenarios

/// A policy's state in a file.
public enum SavedPolicy {
  /// Checks before a run that a policy can start from a saved state.
  ///
  /// - Parameters:
  ///   - data: The file's content.
  ///   - spec: The policy.
  ///   - scenario: The scenario with the decision points that it will meet.
  /// - Throws: ``LearningError`` if the state is of another version, scenario, learner or set of
  ///   decisions.
  public static func check(
    _ data: Data, for spec: PolicySpec, in scenario: Scenario
  ) throws(LearningError) {
    guard let learning = scenario.learning else { return }
    let frames = learning.decisions.indices.map {
      PointFrame(point: $0, of: learning, in: scenario)
    }
    _ = try SavedLearning.read(data, for: spec, scenario: scenario, frames: frames)
  }
}
