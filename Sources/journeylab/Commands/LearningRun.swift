import Foundation
import MetaLearning
import Reports
import Results
import Scenarios
import Simulation
import Studies
import Support
import Terminal

/// The learning policies of a scenario put to work: files from outside read, results written.
struct LearningRun {
  private let loaded: LoadedScenario
  private let options: LearningRunOptions
  private let folder: URL
  /// Saved states by the policy that starts from them.
  private let states: [String: Data]

  /// Prepares the learning part of a run; nil for a scenario without one.
  ///
  /// - Parameters:
  ///   - loaded: The scenario with the policies that are asked for.
  ///   - options: What is asked for.
  ///   - path: The scenario's file, beside which other files are looked for.
  ///   - customers: Customers of each market, in place of the scenario's own.
  /// - Throws: `InputError` or `ArgumentError` for a saved state that cannot be started from.
  init?(
    _ loaded: LoadedScenario, options: LearningRunOptions, path: String, customers: Int?
  ) throws {
    guard let learning = loaded.scenario.learning else { return nil }
    self.options = options
    folder = URL(filePath: path).absoluteURL.deletingLastPathComponent()
    var loaded = loaded
    if let customers {
      var family = loaded.scenario.family ?? Family(trainingTasks: 0, testTasks: 1)
      family.customers = customers
      loaded.scenario.family = family
    }
    self.loaded = loaded
    var states: [String: Data] = [:]
    for policy in learning.policies {
      guard let start = policy.start else { continue }
      let place = URL(filePath: start, relativeTo: folder)
      guard let data = FileManager.default.contents(atPath: place.path) else {
        throw InputError(
          "policy \"\(policy.name)\": there is no saved state to start from in \(place.path)")
      }
      try SavedPolicy.check(data, for: policy, in: loaded.scenario)
      states[policy.name] = data
    }
    self.states = states
  }

  /// Whether `decisions.jsonl` is written.
  private var writesDecisions: Bool {
    options.decisions || loaded.scenario.recording.decisions
  }

  /// What decides the results beside the scenario's text, for the digest of the run.
  var parts: [String] {
    guard let learning = loaded.scenario.learning else { return [] }
    var parts = ["decisions \(writesDecisions)"]
    for policy in learning.policies {
      parts.append("policy \(policy.name)")
      if let state = states[policy.name] { parts.append("start \(Self.hash(state))") }
      for argument in policy.external?.command ?? [] {
        let place = URL(filePath: argument, relativeTo: folder)
        // A model that was changed since the last run is another model.
        if let content = FileManager.default.contents(atPath: place.path) {
          parts.append("program \(Self.hash(content))")
        }
      }
    }
    return parts
  }

  /// What the policies' evaluation found, and the log of decisions that it wrote.
  struct Judged {
    var report: LearningReport
    var log: Manifest.File?
  }

  /// Judges the policies.
  ///
  /// - Parameters:
  ///   - input: What goes into the run.
  ///   - staging: The folder that files are written into.
  ///   - threads: Threads at work.
  ///   - isQuiet: Whether no progress is shown.
  ///   - interruption: Whether to stop.
  /// - Returns: What was found, and what the manifest says of the log.
  /// - Throws: What the evaluation throws, or `ResultsError`.
  func judge(
    input: RunInput, staging: URL, threads: Int, isQuiet: Bool, interruption: Interruption
  ) throws -> Judged {
    let log = try writesDecisions ? DecisionLogFile(in: staging) : nil
    let states = states
    let models = ScenarioPrograms(loaded.scenario, folder: folder.path, seed: input.seed)
    try models.check(loaded.scenario.learning?.policies ?? [])
    var make: (@Sendable (PolicySpec, LearnerFrame) throws -> AnyPolicy)?
    if options.allowExternal { make = { try models.make($0, $1) } }
    var write: (@Sendable (Data) throws -> Void)?
    if let log { write = { try log.append($0) } }
    let evaluation = try LearningEvaluation(
      loaded,
      options: LearningOptions(
        seed: input.seed, threads: threads, replications: input.replications,
        makeExternal: make,
        readState: { spec in states[spec.name] ?? Data() },
        log: write))
    let bar = ProgressBar(isQuiet: isQuiet)
    defer { bar.finish() }
    let outcome = try evaluation.run(
      progress: { bar.update($0) }, isCancelled: { interruption.isRequested })
    let report = LearningReport(input: input, title: loaded.scenario.title, outcome: outcome)
    return Judged(report: report, log: try log?.finish())
  }

  private static func hash(_ data: Data) -> String {
    var hash = SHA256()
    hash.update(Array(data)[...])
    return hash.finish()
  }
}

extension RunFiles {
  /// Writes the files of policies that were judged: tables, picture, states, and the log's entry.
  mutating func add(_ judged: LearningRun.Judged) throws {
    try add(tablesOf: judged.report)
    if let picture = FewShotPicture(judged.report) {
      try add(picture.text, as: FewShotPicture.fileName)
    }
    try add(statesOf: judged.report)
    if let log = judged.log { add([log]) }
  }
}
