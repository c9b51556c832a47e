import Foundation
import MetaLearning
import Scenarios

/// Programs of the user's that decide in a run, started only where the command line allows it.
struct ExternalModels: Sendable {
  /// Names of the decision points with what a policy sees there, to tell a program which it is at.
  private let points: [(name: String, actions: [String], features: [String])]
  private let folder: String
  private let seed: UInt64

  /// Prepares the programs of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - folder: Where programs run: the scenario's folder.
  ///   - seed: A seed for the programs' own draws.
  init(_ scenario: Scenario, folder: URL, seed: UInt64) {
    points = (scenario.learning?.decisions ?? []).map { point in
      (
        name: point.name, actions: scenario.levers[point.lever].actions,
        features: point.context.map(\.text)
      )
    }
    self.folder = folder.path
    self.seed = seed
  }

  /// Checks before a run that each program is there.
  ///
  /// - Throws: `LearningError` that names the policy and the program.
  func check(_ policies: [PolicySpec]) throws {
    for policy in policies where policy.external != nil {
      try ExternalPolicy.check(policy, isAllowed: true, folder: folder)
    }
  }

  /// Makes the policy of one decision point.
  ///
  /// - Throws: `LearningError` if there is no such program.
  func make(_ spec: PolicySpec, _ frame: LearnerFrame) throws -> AnyPolicy {
    let point = points.first {
      $0.actions == frame.actions && $0.features.elementsEqual(frame.features.dropFirst())
    }
    return AnyPolicy(
      try ExternalPolicy(
        spec: spec,
        frame: ExternalFrame(
          policy: spec.name, point: point?.name ?? "", learner: frame, seed: seed),
        isAllowed: true, folder: folder))
  }
}
