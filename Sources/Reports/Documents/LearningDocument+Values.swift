import MetaLearning
import Scenarios
import Studies
package import Support

extension LearningDocument {
  package var values: JSON {
    var content: JSON.Members = [
      "reward": .text(outcome.reward.rawValue), "currency": .text(outcome.currency.code),
      "training_markets": .integer(Int64(outcome.trainingMarkets.count)),
      "test_markets": .integer(Int64(outcome.testMarkets.count)),
      "replications": .integer(Int64(outcome.replications)),
      "customers_per_market": .integer(Int64(outcome.customersPerMarket)),
      "confidence": .number(LearningOutcome.confidence),
      "intervals_over": .text(outcome.replications > 1 ? "replications" : "markets"),
      "decision_points": .array(outcome.points.map(point)),
      "policies": .array(outcome.policies.indices.map(policy)),
      "best_fixed_actions": .array(outcome.bestActions.map(bestActions)),
      "sentences": .array(sentences.map { .text($0.text) }),
    ]
    if let findings = LearningFindings(outcome) {
      content["core"] = .text(outcome.policies[findings.core].name)
      content["customers_saved"] = findings.saved.map(saved) ?? .null
      content["losses"] = .array(findings.losses.map(loss))
      content["regret_beside_the_better_of_agnostic_and_pooled"] = .optional(
        findings.regretBesideTheBetter)
    }
    return .object(content)
  }

  private func point(_ point: LearningOutcome.Point) -> JSON {
    .object([
      "name": .text(point.name), "actions": .array(point.actions.map(JSON.text)),
      "status_quo": .text(
        point.actions.indices.contains(point.statusQuo) ? point.actions[point.statusQuo] : ""),
    ])
  }

  private func policy(_ policy: Int) -> JSON {
    let total = outcome.total(policy: policy)
    var content: JSON.Members = [
      "name": .text(outcome.policies[policy].name),
      "learner": .text(outcome.policies[policy].learner.rawValue),
      "customers": .integer(total.customers), "decisions": .integer(total.decisions),
      "breaches": .integer(total.breaches), "violations": .integer(total.violations),
      "share_of_best": .optional(outcome.shareOfBest(policy: policy)),
      "margin_lost_per_market": .optional(outcome.moneyLost(by: policy)),
      "few_shot_curve": .array(outcome.curve(.regretContext, policy: policy).map(curvePoint)),
    ]
    for (key, measure) in [
      ("reward", LearningMeasure.reward), ("regret", .regretContext),
      ("regret_fixed", .regretFixed), ("conversion", .conversion), ("revenue", .revenue),
      ("margin", .margin), ("exploration", .exploration),
    ] {
      content[key] = estimate(outcome.estimate(measure, policy: policy))
    }
    if let agnostic = outcome.roles.agnostic, agnostic != policy {
      content["reward_beyond_agnostic"] = estimate(
        outcome.difference(.reward, policy: policy, minus: agnostic))
    }
    if let core = outcome.roles.core, core != policy {
      content["regret_beyond_core"] = estimate(
        outcome.difference(.regretContext, policy: policy, minus: core))
    }
    return .object(content)
  }

  private func curvePoint(_ point: LearningOutcome.CurvePoint) -> JSON {
    .object([
      "from_customer": .integer(Int64(point.first)), "to_customer": .integer(Int64(point.last)),
      "regret": estimate(point.estimate),
    ])
  }

  private func estimate(_ estimate: LearningEstimate?) -> JSON {
    guard let estimate else { return .null }
    return .object([
      "mean": .number(estimate.mean), "se": .optional(estimate.standardError),
      "lower": .optional(estimate.lower), "upper": .optional(estimate.upper),
    ])
  }

  private func saved(_ saved: LearningOutcome.CustomersSaved) -> JSON {
    .object([
      "level": estimate(saved.level), "policy_needs": .optional(saved.policyNeeds),
      "agnostic_needs": .integer(Int64(saved.otherNeeds)),
      "saved": saved.isClear ? .optional(saved.saved) : .null,
      "lower": .optional(saved.interval?.lower), "upper": .optional(saved.interval?.upper),
    ])
  }

  private func loss(_ loss: LearningFindings.LossRun) -> JSON {
    .object([
      "to": .text(outcome.policies[loss.winner].name),
      "from_customer": .integer(Int64(outcome.firstCustomer(ofBin: loss.bins.lowerBound))),
      "to_customer": .integer(Int64(outcome.bins[loss.bins.upperBound - 1])),
      "reward_difference": estimate(loss.difference),
    ])
  }

  private func bestActions(_ best: LearningFindings.BestActions) -> JSON {
    let point = outcome.points[best.point]
    return .object([
      "decision_point": .text(point.name),
      "shares": .object(
        JSON.Members(best.shares.map { (point.actions[$0.action], JSON.number($0.share)) })),
    ])
  }
}
