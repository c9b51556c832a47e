import Foundation
import GSL
import MetaLearning
import Support
import TestSupport
import Testing

@testable import Studies

/// Saved policies that nobody wrote as they are.
@Suite struct `A saved policy from a file` {
  private static let folder = PackageFolder.file("Tests/StudiesTests/Snapshots")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test func `that is whole explains itself`() throws {
    let explanation = try DecisionExplanation(snapshot: Data(Self.text("sound.json").utf8))
    #expect(explanation.actions.count == 4)
    #expect(abs(explanation.actions.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
  }

  /// Each ended the program by a signal, or by all the memory there is.
  @Test(arguments: [
    "abort-1f99d52c.json", "crash-01e94307.json", "crash-058e28b9.json", "crash-1ee1add9.json",
    "crash-25b968c2.json", "crash-584616d4.json",
  ])
  func `that cannot be is refused with one message`(name: String) throws {
    let error = try #require(throws: ArgumentError.self) {
      try DecisionExplanation(snapshot: Data(Self.text(name).utf8))
    }
    #expect(error.argument.hasPrefix("snapshot's "), "\(error)")
    #expect(!error.description.contains("\n") && error.description.count < 300)
  }

  @Test(arguments: [
    (#""markets": 3"#, #""markets": 300000000"#, "markets"),
    (#""actions": 4, "features": 3"#, #""actions": 2147483648, "features": 3"#, "layout"),
    (#""dimension": 3"#, #""dimension": 4294967296"#, "task 0"),
    (#""statusQuo": 0"#, #""statusQuo": 4"#, "statusQuo"),
    (#""decisions": 226"#, #""decisions": 9223372036854775807"#, "decisions"),
    ("[0.4759276618500533, 0.39500450283032956]", "[0.4759276618500533]", "contextDeviations"),
    (#""task": 1}"#, #""task": 999999}"#, "task 999999"),
    (#""variance": 1.0421607615615391"#, #""variance": -1"#, "noise"),
    (#""thompson": {"draws": 64}"#, #""thompson": {"draws": 0}"#, "draws"),
  ])
  func `with one wrong number is refused where that is`(
    part: String, wrong: String, place: String
  ) throws {
    let sound = try Self.text("sound.json")
    try #require(sound.contains(part))
    let error = try #require(throws: ArgumentError.self) {
      try DecisionExplanation(snapshot: Data(sound.replacing(part, with: wrong).utf8))
    }
    #expect(error.argument.contains(place), "\(error)")
  }

  @Test func `that is too long is refused before it is read`() throws {
    let error = try #require(throws: ArgumentError.self) {
      try DecisionExplanation(snapshot: Data(count: SavedLearning.maximumSize + 1))
    }
    #expect(error.argument == "snapshot's size")
  }

  /// Whatever is read is asked and taught, as `explain` and a run that starts from it would.
  @Test func `changed at random is read or refused, and never fails later`() throws {
    let sound = try Self.text("sound.json")
    var read = 0
    for seed in AttackSize.seed..<(AttackSize.seed + UInt64(400 * AttackSize.factor)) {
      var mutator = Mutator(seed: seed)
      let data = Data(mutator.mutated(sound).utf8)
      guard (try? DecisionExplanation(snapshot: data)) != nil else { continue }
      read += 1
      let saved = try SavedLearning.read(data)
      for market in [0, saved.markets] {
        _ = try? DecisionExplanation(
          snapshot: data, decision: saved.points[0].name, market: market,
          context: ["channel(email)": 1e300])
      }
    }
    #expect(read > 0)
  }
}
