import ArgumentParser
import MetaLearning
import Reports
import Support
import Terminal

/// `journeylab evaluate`: what another policy would have earned, from a log of decisions.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Estimate what another policy would have earned, from a log of decisions.",
    discussion: """
      The log has one JSON object per line: event_id, ts, context, actions, action_index, probs, \
      reward, policy {name, version}; target_probs for the policy to evaluate; in simulation \
      oracle {expected_reward}, and then the true value stands beside each estimate. A run \
      of learning policies writes such a log with --decisions.

        journeylab evaluate decisions.jsonl
        journeylab evaluate decisions.jsonl --policy action:2 --clip 10
        journeylab evaluate decisions.jsonl --of core --decision incentive
        journeylab evaluate decisions.jsonl --format json
      """)

  @OptionGroup var source: LogOptions

  @Option(help: "Policy to evaluate: logged (target_probs), uniform, best-mean, or action:NUMBER.")
  var policy: String?

  @Option(help: "Greatest weight of the clipped estimator.")
  var clip = 5.0

  @Option(help: "Weight from which Switch-DR trusts the model alone.")
  var switchAt = 10.0

  @Option(help: "Shrinkage of DRos.")
  var shrinkage = 100.0

  @Option(help: "Parameter of the sub-Gaussian estimators, 0 to 1.")
  var subGaussian = 0.05

  @Option(help: "Two-sided error rate of the intervals.")
  var alpha = 0.05

  @Option(help: "Print text or json.")
  var format: OutputFormat = .text

  func run() throws {
    for (name, value, most) in [
      ("--clip", clip, Double.infinity), ("--switch-at", switchAt, .infinity),
      ("--shrinkage", shrinkage, .infinity), ("--sub-gaussian", subGaussian, 1),
    ] where !(value >= 0 && value <= most) {
      let range = most == 1 ? "0 to 1" : "a number from 0 on"
      throw ArgumentError(name, found: "\(value)", allowed: range)
    }
    let decisions = try source.read()
    let evaluation = try LogEvaluation(
      decisions, target: try target(decisions),
      estimators: OffPolicyEstimator.suite(
        clip: clip, switchAt: switchAt, shrinkage: shrinkage, subGaussian: subGaussian),
      alpha: alpha)
    Console.show(EvaluationDocument(evaluation).document, as: format)
  }

  private func target(_ log: DecisionLog) throws -> LogEvaluation.Target {
    switch policy {
    case nil: return log.decisions.allSatisfy { $0.targets != nil } ? .logged : .uniform
    case "logged": return .logged
    case "uniform": return .uniform
    case "best-mean": return .bestMean
    case .some(let text):
      if text.hasPrefix("action:"), let action = Int(text.dropFirst(7)), action >= 0 {
        return .action(action)
      }
      throw ArgumentError(
        "--policy", found: "\"\(text)\"",
        allowed: "logged, uniform, best-mean, action:NUMBER")
    }
  }
}
