import ArgumentParser
import Foundation
import MetaLearning
import Reports
import Studies
import Support
import Terminal

/// `journeylab evaluate`: what another policy would have earned, from a log of decisions.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Estimate what another policy would have earned, from a log of decisions.",
    discussion: """
      The log has one JSON object per line: event_id, ts, context, actions, action_index, probs \
      (or pscore, if only the chance of the action taken is known), reward, policy {name, version}; \
      customer, so that intervals go by customer; target_probs for the policy to evaluate; in \
      simulation oracle {expected_reward}, and then the true value stands beside each estimate. A \
      run of learning policies writes such a log with --decisions, `journeylab import` makes one of \
      another system's.

        journeylab evaluate decisions.jsonl
        journeylab evaluate decisions.jsonl --policy action:2 --clip 10
        journeylab evaluate decisions.jsonl --of core --decision incentive
        journeylab evaluate log.jsonl --policy saved:policies/core.json --against uniform
        journeylab evaluate log.jsonl --policy 'rule:visits >= 2 -> reminder; nothing'
        journeylab evaluate log.jsonl --policy 'program:python3 model.py' --format json
      """)

  @OptionGroup var source: LogOptions

  @Option(
    help: ArgumentHelp(
      """
      Policy to evaluate: logged (target_probs), uniform, best-mean, action:NAME, saved:FILE (of a \
      run's policies/), table:FILE (columns of context, action, probability), 'rule:TERM >= NUMBER \
      -> ACTION; ACTION', or 'program:COMMAND', which is started and never learns.
      """))
  var policy: String?

  @Option(help: "A second policy, to compare the first with on the same log.")
  var against: String?

  @Option(help: "What rewards are predicted from: context, means (of each action) or none.")
  var rewardModel = RewardModel.Kind.context.rawValue

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

  @Option(help: "Print text, json, or html: a page for a browser.")
  var format: OutputFormat = .text

  func run() throws {
    for (name, value, most) in [
      ("--clip", clip, Double.infinity), ("--switch-at", switchAt, .infinity),
      ("--shrinkage", shrinkage, .infinity), ("--sub-gaussian", subGaussian, 1),
    ] where !(value >= 0 && value <= most) {
      let range = most == 1 ? "0 to 1" : "a number from 0 on"
      throw ArgumentError(name, found: "\(value)", allowed: range)
    }
    guard let model = RewardModel.Kind(rawValue: rewardModel) else {
      throw ArgumentError(
        "--reward-model", found: "\"\(rewardModel)\"",
        allowed: RewardModel.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let log = try source.read()
    let first = try evaluation(of: target(policy, log), log, model)
    guard let against else {
      return try Console.show(EvaluationDocument(first).document, as: format)
    }
    let second = try evaluation(of: target(against, log), log, model)
    let comparison = try LogComparison(first, second, alpha: alpha)
    try Console.show(
      EvaluationDocument(first, other: second, comparison: comparison).document, as: format)
  }

  private func evaluation(
    of target: LogTarget, _ log: DecisionLog, _ model: RewardModel.Kind
  ) throws -> LogEvaluation {
    try LogEvaluation(
      log, target: target,
      estimators: OffPolicyEstimator.suite(
        clip: clip, switchAt: switchAt, shrinkage: shrinkage, subGaussian: subGaussian),
      alpha: alpha, model: model)
  }

  private func target(_ text: String?, _ log: DecisionLog) throws -> LogTarget {
    guard let text else {
      return log.decisions.allSatisfy { $0.targets != nil } ? .logged : .uniform
    }
    return try LogPolicy(parsing: text).target(for: log) { file in
      guard let data = FileManager.default.contents(atPath: file) else {
        throw InputError("cannot read \(file): there is no such file")
      }
      return data
    }
  }
}
