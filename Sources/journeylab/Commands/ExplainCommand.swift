import ArgumentParser
import Foundation
import MetaLearning
import Reports
import Studies
import Support
import Terminal

/// `journeylab explain`: why a saved policy would decide as it does.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show what moved a saved policy's decision and how sure the policy was.",
    discussion: """
      A run of a scenario with `learning` saves its policies to policies/. For a customer's \
      context, each action is shown with the reward that the policy expects, what it does not \
      know, and what each part of the context adds. What is not given is taken as usual. A saved \
      policy may have 256 MB; reading it takes up to ten times as much memory.

        journeylab explain results/cart-rescue/1a2b3c4d5e6f/policies/core.json
        journeylab explain core.json --market 3 --context 'basket_value=62,channel(email)=1'
        journeylab explain core.json --action large --format json
      """)

  @Argument(help: "Saved policy.", completion: .file(extensions: ["json"]))
  var snapshot: String

  @Option(help: "Number of the market, from 0; a new one by default.")
  var market: Int?

  @Option(help: "Decision point, where the policy has several.")
  var decision: String?

  @Option(
    help: ArgumentHelp(
      "What is observed of the customer, by context term.", valueName: "name=value,..."))
  var context: [String] = []

  @Option(help: "Give the reasons of this action only.")
  var action: String?

  @Option(help: "Print text, json, or html: a page for a browser.")
  var format: OutputFormat = .text

  func run() throws {
    let values = try values()
    let explanation: DecisionExplanation
    do {
      let data = try PlainFile.read(
        snapshot, atMost: DecisionExplanation.maximumSize, allowsPipes: true)
      explanation = try DecisionExplanation(
        snapshot: data, decision: decision, market: market, context: values)
    } catch let refusal as PlainFile.Refusal {
      throw InputError("\(snapshot) \(refusal)")
    } catch {
      throw InputError("\(snapshot): \(error)")
    }
    let shown = try action.map { name in
      guard let index = explanation.actions.firstIndex(where: { $0.name == name }) else {
        let allowed = explanation.actions.map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw ArgumentError("--action", found: "\"\(name)\"", allowed: allowed)
      }
      return index
    }
    try Console.show(ExplanationDocument(explanation, action: shown).document, as: format)
  }

  private func values() throws -> [String: Double] {
    var values: [String: Double] = [:]
    for part in context.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let text = part.trimmingCharacters(in: .whitespaces)
      guard let mark = text.lastIndex(of: "="), mark > text.startIndex,
        let value = Double(text[text.index(after: mark)...].trimmingCharacters(in: .whitespaces)),
        value.isFinite
      else {
        throw ArgumentError("--context", found: "\"\(text)\"", allowed: "name=number,...")
      }
      let name = text[..<mark].trimmingCharacters(in: .whitespaces)
      guard values.updateValue(value, forKey: name) == nil else {
        throw InputError("--context: \"\(name)\" is given twice")
      }
    }
    return values
  }
}
