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
  private let study: LearningStudy

  /// Prepares the learning part of a run; nil for a scenario without one.
  ///
  /// Other files are looked for beside the scenario's; the replications are draws of the family.
  /// - Throws: What the study's checks find.
  init?(
    _ loaded: LoadedScenario, options: LearningRunOptions, source: ScenarioOptions,
    replications: Int?, threads: Int
  ) throws {
    guard loaded.scenario.learning != nil else { return nil }
    study = try LearningStudy(
      loaded,
      options: Self.options(
        source: source, replications: replications, threads: threads, isQuick: options.quick,
        logsDecisions: options.decisions, allowExternal: options.allowExternal))
  }

  /// What studies of learning are told: files are looked for beside the scenario, those of programs
  /// also where the command is given.
  static func options(
    source: ScenarioOptions, replications: Int?, threads: Int, isQuick: Bool = false,
    logsDecisions: Bool, allowExternal: Bool
  ) -> LearningOptions {
    let folder = URL(asWritten: source.scenario).absoluteURL.deletingLastPathComponent()
    return LearningOptions(
      seed: source.seed, threads: threads, replications: replications,
      customers: source.customers, isQuick: isQuick, logsDecisions: logsDecisions,
      programFolders: allowExternal
        ? [folder.path, FileManager.default.currentDirectoryPath] : [],
      readFile: {
        try? PlainFile.read(
          URL(filePath: $0, relativeTo: folder).path, atMost: DecisionExplanation.maximumSize)
      })
  }

  /// What decides the results beside the scenario's text, for the digest of the run.
  var parts: [String] { study.digestParts }

  /// What the policies' evaluation found, and the log of decisions that it wrote.
  struct Judged {
    var outcome: LearningOutcome
    var log: Manifest.File?
  }

  /// Judges the policies, and writes the log of their decisions into a folder.
  /// - Throws: What the study throws, or `ResultsError`.
  func judge(logFolder: URL, output: OutputOptions, interruption: Interruption) throws -> Judged {
    var study = study
    let log = try study.logsDecisions ? DecisionLogFile(in: logFolder) : nil
    if let log { study.log = { try log.append($0) } }
    interruption.whenRequested { LiveChildren.cutWaits() }
    let outcome = try output.run(study, interruption: interruption)
    return Judged(outcome: outcome, log: try log?.finish())
  }
}

extension RunFiles {
  /// Writes the files of policies that were judged: tables, picture, states, and the log's entry.
  mutating func add(_ judged: LearningRun.Judged) throws {
    try add(tablesOf: judged.outcome)
    if let picture = FewShotPicture(judged.outcome) {
      try add(picture.text, as: FewShotPicture.fileName)
    }
    try add(statesOf: judged.outcome)
    if let log = judged.log { add([log]) }
  }
}
