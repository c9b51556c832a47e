import Foundation
import TestSupport
import Testing

/// Inputs changed at random: scenarios, changes of them, tables, logs of decisions, saved policies.
///
/// The seed of each case is in its message. `JOURNEYLAB_ATTACK` makes it longer by a factor,
/// `JOURNEYLAB_ATTACK_SEED` begins elsewhere.
@Suite struct `Input changed at random` {
  private struct Target {
    var name: String
    var file: String
    var text: String
    var commands: [String]
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: PackageFolder.file(path), encoding: .utf8)
  }

  private static func targets() throws -> [Target] {
    let units = (0..<30).map { index in
      "\(index % 2 == 0 ? "control" : "new"),\(index * 7 % 11),\(index % 3),s\(index % 2)\n"
    }.joined()
    return [
      Target(
        name: "scenario", file: "f.yaml", text: SampleScenario.freeShipping.text,
        commands: [
          "J validate f.yaml && J run f.yaml -q --customers 40 --replications 1 --events"
        ]),
      Target(
        name: "every key", file: "f.yaml",
        text: try text("Tests/ScenariosTests/Valid/every-key.yaml"),
        commands: ["J validate f.yaml"]),
      Target(
        name: "learning", file: "f.yaml", text: SampleScenario.vouchers.text,
        commands: ["J validate f.yaml"]),
      Target(
        name: "table", file: "f.csv", text: "arm,x,y,segment\n" + units,
        commands: [
          "J analyze f.csv --arm arm --metric x=mean:x --metric y=proportion:y --segment segment",
          "J analyze f.csv --arm arm --metric r=ratio:x/y --details details.csv",
        ]),
      Target(
        name: "log", file: "f.jsonl",
        text: try text("Tests/MetaLearningTests/Golden/decisions.jsonl")
          .split(separator: "\n").prefix(30).joined(separator: "\n"),
        commands: ["J evaluate f.jsonl", "J export f.jsonl --to vw", "J export f.jsonl --to obp"]),
      Target(
        name: "saved policy", file: "f.json",
        text: try text("Tests/StudiesTests/Snapshots/sound.json"),
        commands: ["J explain f.json", "J explain f.json --market 1 --format json"]),
    ]
  }

  /// Ends with 0, 1 or 2 and says why, within the time and memory that the work may take.
  private func check(_ ending: Tool.Ending, _ place: String) {
    let place = Comment(rawValue: "\(place): \(ending.complaint.prefix(400))")
    #expect((0...2).contains(ending.status), place)
    #expect(ending.status == 0 || !ending.complaint.isEmpty, place)
    #expect(!ending.complaint.contains("Fatal error"), place)
    let odd = ending.complaint.unicodeScalars.contains { scalar in
      (scalar.value < 0x20 && scalar != "\n") || (0x202a...0x202e).contains(scalar.value)
    }
    #expect(!odd, place)
  }

  private static let limits = "ulimit -v 8000000; ulimit -t 60; "

  @Test func `ends with a result or with its fault`() throws {
    for target in try Self.targets() {
      for index in 0..<(5 * AttackSize.factor) {
        let seed = AttackSize.seed &+ UInt64(index)
        var mutator = Mutator(seed: seed)
        let text = mutator.mutated(target.text)
        try withTool { tool in
          try tool.write(text, to: target.file)
          for command in target.commands {
            let ending = try tool.shell(Self.limits + command)
            check(ending, "\(target.name), seed \(seed), \(command)")
          }
        }
      }
    }
  }

  private static let paths = [
    "market.horizon", "market.arrivals.customers", "catalogue.mug.price", "catalogue.mug.stock",
    "shipping.standard.fee", "shipping.standard.actual", "journey.stages.visit.dwell",
    "journey.stages.visit.next", "population.segments.hunters.share", "experiment.alpha",
    "experiment.arms", "experiment.primary", "experiment.analysis.looks", "title", "",
    "population.traits.price_sensitivity", "market.channels", "journeylab",
  ]
  private static let values = [
    "30 days", "1e9 years", "gamma(mean: 3 days, sd: 1 day)", "{}", "[1, 2]", "-1", "0", "never",
    "60 %", "{a: {b: 1}}", "1e308", "*x", "&x 1", "\"\"", "normal(0, 1)", "null",
  ]

  @Test func `by --set ends with a result or with its fault`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      for index in 0..<(5 * AttackSize.factor) {
        let seed = AttackSize.seed &+ UInt64(index)
        var mutator = Mutator(seed: seed)
        let change = mutator.mutated(
          "\(mutator.pick(Self.paths))=\(mutator.pick(Self.values))")
        guard !change.utf8.contains(0) else { continue }
        let ending = try tool.finish(
          tool.start([
            "run", "sample.yaml", "-q", "--customers", "40", "--replications", "1",
            "--set=\(change)",
          ]))
        check(ending, "--set, seed \(seed), \(change)")
      }
    }
  }
}
