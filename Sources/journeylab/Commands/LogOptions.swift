import ArgumentParser
import Foundation
import MetaLearning
import Support
import Terminal

/// A log of decisions on disk, and the part of it that is asked for.
struct LogOptions: ParsableArguments {
  /// Most bytes of a log.
  static let maximumSize = 1 << 30

  @Argument(
    help: """
      Log of decisions, of at most 1 GB; it takes up to eight times its size in memory. With --to \
      sqlite the folder of a run.
      """,
    completion: .file(extensions: ["jsonl"]))
  var log: String

  @Option(help: "Take only what this policy decided.")
  var of: String?

  @Option(help: "Take only decisions at this decision point.")
  var decision: String?

  @Option(help: "Take only the market of this number.")
  var market: Int?

  /// Reads the log.
  /// - Throws: `InputError` that names the file and what is wrong with it.
  func read() throws -> DecisionLog {
    let data: Data
    do {
      data = try PlainFile.read(log, atMost: Self.maximumSize, allowsPipes: true)
    } catch {
      throw InputError("cannot read \(log): it \(error)")
    }
    do {
      return try DecisionLog(data).choosing(policy: of, point: decision, market: market)
    } catch {
      throw InputError("\(log): \(error)")
    }
  }
}
