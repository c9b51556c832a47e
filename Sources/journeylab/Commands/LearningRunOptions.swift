import ArgumentParser
import Foundation
import Scenarios
import Support
import Terminal

/// What is asked of the learning policies of a scenario.
struct LearningRunOptions: ParsableArguments {
  @Flag(help: "Write decisions.jsonl, one line per decision of a learning policy.")
  var decisions = false

  @Flag(
    name: .customLong("allow-external"),
    help: """
      Allow the scenario to start its external models, which are programs: they may do what you \
      may. Of the environment they get PATH, HOME, USER, LOGNAME, SHELL, TMPDIR, TZ, LANG, LC_* \
      and JOURNEYLAB_*.
      """)
  var allowExternal = false

  @Option(
    help: ArgumentHelp(
      "Learning policies to run, in place of all the scenario's.", valueName: "name,..."))
  var policies: String?

  @Flag(
    help: ArgumentHelp(
      """
      A quick look at learning policies: at most 2 replications, and what is best in a market \
      from 1,000 customers in place of 5,000. Errors are wide, and a context's best action may \
      be missed.
      """))
  var quick = false

  /// Takes out of a scenario the policies that are asked for, and checks what they need.
  ///
  /// - Throws: `ArgumentError` for a name that the scenario does not have; `InputError` for a
  ///   program that is not allowed, or an option for a scenario without learning policies.
  func choose(from loaded: LoadedScenario) throws -> LoadedScenario {
    guard var learning = loaded.scenario.learning else {
      for (name, isUsed) in [
        ("--decisions", decisions), ("--allow-external", allowExternal),
        ("--policies", policies != nil), ("--quick", quick),
      ] where isUsed {
        throw InputError("\(name): \(loaded.name) has no learning policies (`learning`)")
      }
      return loaded
    }
    if let policies {
      let names = policies.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      learning.policies = try Self.chosen(names, of: learning.policies)
    }
    return try Self.allowing(learning, in: loaded, allowExternal: allowExternal)
  }

  /// Leaves two policies or more of a scenario, and those that a selector among them chooses from.
  /// - Throws: As ``choose(from:)``.
  static func choose(
    _ names: [String], from loaded: LoadedScenario, allowExternal: Bool
  ) throws -> LoadedScenario {
    guard var learning = loaded.scenario.learning else {
      throw InputError("\(loaded.name) has no learning policies (`learning`)")
    }
    let all = learning.policies
    let others = all.filter { names.contains($0.name) }.flatMap(\.candidates).map { all[$0].name }
    learning.policies = try chosen(names + others, of: all)
    return try allowing(learning, in: loaded, allowExternal: allowExternal)
  }

  private static func allowing(
    _ learning: Learning, in loaded: LoadedScenario, allowExternal: Bool
  ) throws -> LoadedScenario {
    for policy in learning.policies where !allowExternal {
      guard let model = policy.external else { continue }
      throw InputError(
        "policy \"\(policy.name)\" starts the program `\(model.command.joined(separator: " "))`;"
          + " a scenario may do that only with --allow-external")
    }
    var result = loaded
    result.scenario.learning = learning
    return result
  }

  private static func chosen(_ names: [String], of all: [PolicySpec]) throws -> [PolicySpec] {
    for name in names where !all.contains(where: { $0.name == name }) {
      let allowed = all.map { "\"\($0.name)\"" }.joined(separator: ", ")
      throw ArgumentError("--policies", found: "\"\(name)\"", allowed: allowed)
    }
    let kept = all.indices.filter { names.contains(all[$0].name) }
    return try kept.map { index in
      var policy = all[index]
      policy.candidates = try policy.candidates.map { candidate in
        guard let place = kept.firstIndex(of: candidate) else {
          throw InputError(
            "--policies: \"\(policy.name)\" chooses among others and needs"
              + " \"\(all[candidate].name)\" too")
        }
        return place
      }
      return policy
    }
  }
}
