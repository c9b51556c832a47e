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

  /// Takes out of a scenario the policies that are asked for, and checks what they need.
  ///
  /// - Throws: `ArgumentError` for a name that the scenario does not have; `InputError` for a
  ///   program that is not allowed, or an option for a scenario without learning policies.
  func choose(from loaded: LoadedScenario) throws -> LoadedScenario {
    guard var learning = loaded.scenario.learning else {
      for (name, isUsed) in [
        ("--decisions", decisions), ("--allow-external", allowExternal),
        ("--policies", policies != nil),
      ] where isUsed {
        throw InputError("\(name): \(loaded.name) has no learning policies (`learning`)")
      }
      return loaded
    }
    if let policies { learning.policies = try chosen(policies, of: learning.policies) }
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

  private func chosen(_ list: String, of all: [PolicySpec]) throws -> [PolicySpec] {
    let names = list.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
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
