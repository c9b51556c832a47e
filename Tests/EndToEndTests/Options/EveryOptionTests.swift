import Foundation
import TestSupport
import Testing

/// Every option of every command, and every key of an experiment's plan, changes what it says it
/// does: an option that is read and then ignored fails here, and so does one without a small run.
@Suite struct EveryOptionTests {
  static let options =
    OptionCase.ofRun + OptionCase.ofSimulate + OptionCase.ofReplay + OptionCase.ofValidate
    + OptionCase.ofCompare
    + OptionCase.ofAssess + OptionCase.ofPower + OptionCase.ofDesigns + OptionCase.ofSensitivity
    + OptionCase.ofUplift + OptionCase.ofAnalyze + OptionCase.ofLogs
    + OptionCase.ofImport + OptionCase.ofShadow + OptionCase.ofExtending
    + OptionCase.ofInsight + OptionCase.ofLesson + OptionCase.ofNew

  @Test(arguments: options + OptionCase.ofPlan)
  func `an option changes the output, or nothing where it promises so`(option: OptionCase) throws {
    func trace(_ arguments: [String]) throws -> OptionInputs.Trace {
      try OptionInputs.trace(option.command, arguments, before: option.before)
    }
    func seen(_ trace: OptionInputs.Trace) -> [String: String] {
      guard let file = option.file else { return trace.files }
      return trace.files.filter { $0.key.hasSuffix(file) }
    }
    let (plain, changed) = (try trace(option.plain), try trace(option.changed))
    switch option.effect {
    case .differs:
      #expect(plain.status != changed.status || seen(plain) != seen(changed))
      let usage = plain.files["complained"]?.contains("Usage:") == true
      #expect(!usage && changed.files["complained"]?.contains("Usage:") != true)
      if option.file != nil { #expect(changed.status == 0, "\(changed.files["complained"] ?? "")") }
    case .same(let refused):
      #expect(plain.status == 0)
      #expect(plain == changed)
      if !refused.isEmpty { #expect(try trace(refused).status == 2) }
    }
  }

  /// A command or option as `--experimental-dump-help` lists it.
  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { var name: String }
      var kind: String
      var preferredName: Name?
      var valueName: String?
    }

    var commandName: String
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  private struct Help: Decodable { var command: Command }

  @Test func `every option of every command has such a run, and every such run an option`() throws {
    try withTool { tool in
      let ending = try tool.run("--experimental-dump-help")
      let help = try JSONDecoder().decode(Help.self, from: Data(ending.output.utf8))
      var known: Set<String> = []
      for command in help.command.subcommands ?? [] where command.commandName != "help" {
        for argument in command.arguments ?? [] {
          let name = argument.preferredName?.name ?? argument.valueName ?? ""
          guard !["help", "version"].contains(name) else { continue }
          known.insert("\(command.commandName) \(name)")
        }
      }
      let tried = Set(Self.options.map(\.testDescription))
      #expect(known.subtracting(tried).sorted() == [], "options without a run")
      #expect(tried.subtracting(known).sorted() == [], "runs without an option")
    }
  }

  @Test func `every key of a plan has such a run, and every such run a key`() throws {
    try withTool { tool in
      let ending = try tool.run("schema")
      let schema = try #require(
        try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
      let parts = try #require(schema["properties"] as? [String: Any])
      var known: Set<String> = []
      for part in ["experiment", "recording"] { Self.collect(parts[part], at: part, into: &known) }
      let tried = Set(OptionCase.ofPlan.map(\.option))
      #expect(known.subtracting(tried).sorted() == [], "keys without a run")
      #expect(
        tried.subtracting(known).subtracting(["experiment.guardrails.conversion.no worse than"])
          .sorted() == [], "runs without a key")
    }
  }

  /// Adds the paths of an object's properties, and those below them.
  private static func collect(_ shape: Any?, at path: String, into known: inout Set<String>) {
    guard let properties = (shape as? [String: Any])?["properties"] as? [String: Any] else {
      return
    }
    for (name, part) in properties {
      let below = "\(path).\(name)"
      // A part of several keys is tried key by key.
      if name != "analysis" { known.insert(below) }
      // What the schema names of guardrails are metrics.
      if below != "experiment.guardrails" { collect(part, at: below, into: &known) }
    }
  }
}
