import MetaLearning
import Scenarios
import Support

/// Programs of the user's that decide in a run, started only where the command line allows it.
struct ScenarioPrograms: Sendable {
  /// Names of the decision points with what a policy sees there, to tell a program which it is at.
  private let points: [(name: String, actions: [String], features: [String])]
  private let folder: String
  private let seed: UInt64

  init(_ scenario: Scenario, folder: String, seed: UInt64) {
    points = (scenario.learning?.decisions ?? []).map { point in
      (
        name: point.name, actions: scenario.levers[point.lever].actions,
        features: point.context.map(\.text)
      )
    }
    self.folder = folder
    self.seed = seed
  }

  /// Checks before a run that each program is there.
  /// - Throws: `ArgumentError` that names the policy and the program.
  func check(_ policies: [PolicySpec]) throws {
    for policy in policies { try policy.program?.check(isAllowed: true, folder: folder) }
  }

  func make(_ spec: PolicySpec, _ frame: LearnerFrame) throws -> AnyPolicy {
    let point = points.first {
      $0.actions == frame.actions && $0.features.elementsEqual(frame.features.dropFirst())
    }
    guard let program = spec.program else {
      throw ArgumentError(
        "policy \"\(spec.name)\"", found: "the learner \"\(spec.learner.rawValue)\"",
        allowed: "external: {command: [program, argument]}")
    }
    return AnyPolicy(
      try ExternalPolicy(
        program: program,
        frame: ExternalFrame(
          policy: spec.name, point: point?.name ?? "", learner: frame, seed: seed),
        isAllowed: true, folder: folder))
  }
}

extension PolicySpec {
  var program: ExternalProgram? {
    external.map {
      ExternalProgram(
        policy: name, command: $0.command, timeout: $0.timeout, batch: $0.batch)
    }
  }
}
