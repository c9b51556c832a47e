import MetaLearning
import Scenarios
import Support

/// Programs of the user's that decide in a run, started only where the command line allows it.
struct ScenarioPrograms: Sendable {
  private let scenario: Scenario
  /// Where a program's files are looked for, in this order.
  private let folders: [String]
  private let seed: UInt64
  /// What programs got wrong, by policy.
  private let records: [String: ExternalRecord]

  init(_ scenario: Scenario, folders: [String], seed: UInt64) {
    self.scenario = scenario
    self.folders = folders
    self.seed = seed
    let names = (scenario.learning?.policies ?? []).map(\.name)
    records = Dictionary(names.map { ($0, ExternalRecord()) }) { first, _ in first }
  }

  /// Checks before a run that each program is there.
  /// - Throws: `ArgumentError` that names the policy and the program.
  func check(_ policies: [PolicySpec]) throws {
    for policy in policies {
      guard let program = policy.program else { continue }
      try program.check(isAllowed: true, folder: program.folder(among: folders))
    }
  }

  /// Paths of what may be files that a policy's command names.
  func paths(of policy: PolicySpec) -> [String] {
    guard let program = policy.program, let folder = program.folder(among: folders) else {
      return []
    }
    return program.paths(in: folder)
  }

  /// Starts a policy at a decision point, whose frame says how context and rewards reach it.
  func make(
    _ spec: PolicySpec, point: Int, frame: PointFrame, taskScales: [FeatureScale]
  ) throws -> AnyPolicy {
    guard let program = spec.program, let learning = scenario.learning else {
      throw ArgumentError(
        "policy \"\(spec.name)\"", found: "the learner \"\(spec.learner.rawValue)\"",
        allowed: "external: {command: [program, argument]}")
    }
    let decision = learning.decisions[point]
    var told = ExternalFrame(
      policy: spec.name, point: decision.name, learner: frame.learner, seed: seed)
    told.horizon = scenario.market.horizonHours
    told.window = decision.window
    told.currency = scenario.market.currency.code
    told.reward = learning.reward.rawValue
    told.isMoney = [.revenue, .margin].contains(learning.reward)
    if !frame.isRaw { told.moments = moments(of: frame, taskScales) }
    return AnyPolicy(
      try ExternalPolicy(
        program: program, frame: told, isAllowed: true, folder: program.folder(among: folders),
        record: records[spec.name]))
  }

  private func moments(of frame: PointFrame, _ scales: [FeatureScale]) -> ExternalFrame.Moments {
    typealias Moment = ExternalFrame.Moment
    let context = zip(frame.contextMeans, frame.contextDeviations).map(Moment.init)
    let reward = frame.rewardMoments
    return ExternalFrame.Moments(
      features: [Moment(mean: 0, deviation: 1)] + context,
      taskFeatures: scales.map { Moment(mean: $0.mean, deviation: $0.deviation) },
      reward: Moment(mean: reward.mean, deviation: reward.deviation))
  }

  /// What each policy's program was asked and got wrong so far, in the policies' order.
  var conduct: [LearningOutcome.Conduct] {
    (scenario.learning?.policies ?? []).compactMap { policy in
      guard policy.external != nil, let record = records[policy.name] else { return nil }
      return LearningOutcome.Conduct(policy: policy.name, counts: record.counts)
    }
  }

  /// Fails for a program that never once gave a right answer.
  func judge(_ spec: PolicySpec, decisions: Int64, refused: Int64) throws {
    guard let program = spec.program, decisions > 0, refused == decisions else { return }
    throw ExternalFailure(
      program: program, folder: program.folder(among: folders), decisions: Int(decisions),
      counts: records[spec.name]?.counts ?? ExternalCounts())
  }
}

extension PolicySpec {
  var program: ExternalProgram? {
    external.map {
      ExternalProgram(
        policy: name, command: $0.command, timeout: $0.timeout, batch: $0.batch)
    }
  }

  /// Whether it sees context and rewards as they are: a program of the user's, unless it asks.
  var isRaw: Bool { external.map { !$0.isStandardised } ?? false }
}
