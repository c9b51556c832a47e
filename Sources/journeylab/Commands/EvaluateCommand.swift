import ArgumentParser
import Foundation
import MetaLearning
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
      """)

  @OptionGroup var source: LogOptions

  @Option(
    help: "Policy to evaluate: logged (target_probs), uniform, best-mean, or action:NUMBER.")
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

  func run() throws {
    for (name, value, most) in [
      ("--clip", clip, Double.infinity), ("--switch-at", switchAt, .infinity),
      ("--shrinkage", shrinkage, .infinity), ("--sub-gaussian", subGaussian, 1),
    ] where !(value >= 0 && value <= most) {
      let range = most == 1 ? "0 to 1" : "a number from 0 on"
      throw InputError("\(name): found \(value); allowed is \(range)")
    }
    let decisions = try source.read()
    let evaluation = try LogEvaluation(
      decisions, target: try target(decisions),
      estimators: OffPolicyEstimator.suite(
        clip: clip, switchAt: switchAt, shrinkage: shrinkage, subGaussian: subGaussian),
      alpha: alpha)
    Console.print(text(evaluation))
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
      throw InputError(
        "--policy: found \"\(text)\"; allowed are logged, uniform, best-mean, action:NUMBER")
    }
  }

  private func text(_ evaluation: LogEvaluation) -> String {
    let result = evaluation.result
    let truth = evaluation.truth
    let beside = truth == nil ? [] : ["true value", "off by"]
    var lines = [
      "\(result.count) decisions, mean reward \(Self.figure(result.loggedMean))",
      "effective sample size \(Self.figure(result.effectiveSampleSize)), greatest weight "
        + "\(Self.figure(result.maximumWeight)), mean weight \(Self.figure(result.meanWeight))",
      "",
      Self.row("estimator", ["value", "std. error", "lower", "upper"] + beside),
    ]
    for estimate in result.estimates {
      var figures = [estimate.value, estimate.standardError, estimate.lower, estimate.upper]
      if let truth { figures += [truth, estimate.value - truth] }
      lines.append(Self.row(estimate.estimator.name, figures.map(Self.figure)))
      if let delta = estimate.deltaStandardError {
        lines.append(Self.row("  (delta method)", ["", Self.figure(delta)]))
      }
    }
    if !evaluation.warnings.isEmpty { lines.append("") }
    lines += evaluation.warnings.map { "warning: \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func figure(_ value: Double) -> String { String(format: "%.6g", value) }

  private static func row(_ name: String, _ cells: [String]) -> String {
    let head = "  " + name + String(repeating: " ", count: max(0, 16 - name.count))
    return cells.reduce(head) {
      $0 + String(repeating: " ", count: max(1, 13 - $1.count)) + $1
    }
  }
}
