import Foundation
import MetaLearning
import Scenarios
import Testing

@testable import Reports

@Suite struct `The summary of learning policies` {
  private func text(_ outcome: LearningOutcome) -> String {
    let text = LearningText(LearningSample.report(outcome))
    return ([text.heading] + text.sections).map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  @Test func `is this`() {
    let expected = """
      """
    #expect(text(LearningSample.outcome()) == expected)
  }

  @Test(arguments: RewardMeasure.allCases)
  func `stays under 100 columns`(reward: RewardMeasure) {
    var outcome = LearningSample.outcome(reward: reward, violations: 3)
    outcome.policies[0].name = String(repeating: "a long name ", count: 5)
    outcome.policies[2].name = String(repeating: "pooled", count: 10)
    for line in text(outcome).split(separator: "\n") { #expect(line.count < 100, "\(line)") }
  }

  @Test func `says so when the core never gets there`() {
    let outcome = LearningSample.outcome(
      regrets: [[20, 20, 20], [60, 40, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]])
    let sentences = LearningSentences(LearningSample.report(outcome)).all
    #expect(
      sentences.first
        == "core never gets as good as agnostic is in the end (a regret of 0.080 per customer, after"
        + " 20 customers of a new market).")
  }

  @Test func `says so when the core needs more customers`() {
    let outcome = LearningSample.outcome(
      regrets: [[60, 60, 8], [60, 8, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]])
    let first = LearningSentences(LearningSample.report(outcome)).all.first ?? ""
    #expect(first.hasSuffix("agnostic needs 10 customers: core costs 10 customers more."), "\(first)")
  }

  @Test func `joins the groups of customers in which the core loses`() {
    let outcome = LearningSample.outcome(
      regrets: [[20, 17, 5], [60, 40, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]])
    let sentences = LearningSentences(LearningSample.report(outcome)).all
    #expect(
      sentences.contains {
        $0.hasPrefix("core loses to pooled among customers 1-20 of a new market by 0.085")
      }, "\(sentences)")
  }

  @Test func `names refused answers of a program outside`() {
    let sentences = LearningSentences(
      LearningSample.report(LearningSample.outcome(violations: 3))
    ).all
    #expect(
      sentences.last == "36 answers of core were refused and replaced by the status quo.")
  }

  @Test func `as JSON says the same`() throws {
    struct Summary: Decodable {
      struct Policy: Decodable {
        struct Estimate: Decodable {
          var mean: Double
          var lower: Double
        }
        var name: String
        var reward: Estimate
        var share_of_best: Double
        var margin_lost_per_market: Double
        var few_shot_curve: [Point]
      }
      struct Point: Decodable { var to_customer: Int }
      struct Saved: Decodable {
        var policy_needs: Int
        var agnostic_needs: Int
        var saved: Int
      }
      var core: String
      var customers_saved: Saved
      var policies: [Policy]
    }
    let json = LearningJSON(LearningSample.report(LearningSample.outcome())).value.rendered
    let summary = try JSONDecoder().decode(Summary.self, from: Data(json.utf8))
    #expect(summary.core == "core")
    #expect(summary.customers_saved.policy_needs == 10)
    #expect(summary.customers_saved.agnostic_needs == 20)
    #expect(summary.customers_saved.saved == 10)
    let core = try #require(summary.policies.first)
    // (10 × 0.80 + 10 × 0.93 + 20 × 0.95) / 40, and 40 customers' regret of 3.70.
    #expect(abs(core.reward.mean - 0.9075) < 1e-12)
    #expect(abs(core.share_of_best - 0.9075) < 1e-12)
    #expect(abs(core.margin_lost_per_market - 3.7) < 1e-12)
    #expect(core.few_shot_curve.map(\.to_customer) == [10, 20, 40])
  }
}
