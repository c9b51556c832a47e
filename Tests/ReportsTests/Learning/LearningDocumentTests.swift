import Foundation
import MetaLearning
import Scenarios
import StudySupport
import Support
import Testing

@testable import Reports
@testable import Studies

@Suite struct `The summary of learning policies` {
  private func text(_ outcome: LearningOutcome, width: Int = 98) -> String {
    let document = LearningDocument(outcome).document(input: LearningSample.input, files: [])
    return TextRenderer(width: width).render(document)
  }

  private func sentences(_ outcome: LearningOutcome) -> [String] {
    LearningDocument(outcome).sentences.map(\.text)
  }

  @Test func `is this`() {
    let expected = """
      What brings back those who left their basket?
      1 market to learn in, 2 new ones with up to 40 deciding customers, 2 replications, money in EUR,
      seed 7

      How policies fare in new markets (±: 95 % confidence over 2 replications)
        policy      margin per customer  of best        regret  EUR lost  conversion  explores
        oracle             1.000 ±0.000  100.0 %  0.000 ±0.000      0.00     20.00 %    25.0 %
        core               0.908 ±0.127   90.8 %  0.093 ±0.127      3.70     20.00 %    25.0 %
        pooled             0.900 ±0.127   90.0 %  0.100 ±0.127      4.00     20.00 %    25.0 %
        agnostic           0.710 ±0.381   71.0 %  0.290 ±0.381     11.60     20.00 %    25.0 %
        status quo         0.500 ±0.127   50.0 %  0.500 ±0.127     20.00     20.00 %    25.0 %
        Regret is what a customer would have brought beyond it with the best action for what is known of
        that customer; of best is the share of that best which the policy reaches; EUR lost is the
        margin that this costs in one market; explores is the share of decisions that took another
        action than the one that looked best.

      Regret per customer by the number of customers met in a new market
        customers          core      agnostic        pooled        oracle    status quo
        1-10       0.200 ±0.127  0.600 ±0.381  0.100 ±0.127  0.000 ±0.000  0.500 ±0.127
        11-20      0.070 ±0.127  0.400 ±0.381  0.100 ±0.127  0.000 ±0.000  0.500 ±0.127
        21-40      0.050 ±0.127  0.080 ±0.381  0.100 ±0.127  0.000 ±0.000  0.500 ±0.127

      What it means (brackets: 95 % confidence, in pairs, each taken by itself)
        - After 10 customers of a new market core is as good as agnostic ever gets (a regret of
          0.080 ±0.381 per customer, among customers 21-40); 2 replications are too few to tell whether
          that saves customers.
        - Not knowing the market costs 3.70 EUR [-1.38, 8.78] of margin in each new one with core,
          11.60 EUR [-3.65, 26.85] with agnostic: 7.90 EUR [-2.26, 18.06] less, which may be chance.
        - Over all customers of a new market core brings, per customer, 0.198 EUR more than agnostic
          [-0.057, 0.452] (may be chance) and 0.008 EUR more than pooled [0.007, 0.008]; each in the
          same markets with the same customers.
        - Of pooled and agnostic, pooled suits this family better: per customer it brings 0.190 EUR more
          than agnostic [-0.064, 0.444] (may be chance).
        - core loses to pooled among customers 1-10 of a new market by 0.100 EUR [0.100, 0.100] per
          customer.
        - The best fixed action at incentive differs between new markets: small in 50 %, large in 50 %.

      """
    #expect(text(LearningSample.outcome()) == expected)
  }

  @Test(arguments: RewardMeasure.allCases, [60, 98, 160])
  func `fits any width, no value broken`(reward: RewardMeasure, width: Int) {
    var outcome = LearningSample.outcome(reward: reward, violations: 3)
    outcome.policies[0].name = String(repeating: "a long name ", count: 5)
    outcome.policies[2].name = String(repeating: "pooled", count: 5)
    let text = text(outcome, width: width)
    for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    for value in Widths.values(
      of: LearningDocument(outcome).document(input: LearningSample.input, files: []))
    {
      #expect(text.contains(value), "\(value)")
    }
  }

  @Test func `says so when the core never gets there`() {
    let outcome = LearningSample.outcome(
      regrets: [[20, 20, 20], [60, 40, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]])
    let sentences = sentences(outcome)
    #expect(
      sentences.first
        == "core never gets as good as agnostic at its best (a regret of 0.080 ±0.381 per customer,"
        + " among customers 21-40), which may be chance.")
  }

  @Test func `says how many customers the core saves or costs only with an interval`() {
    let saving = LearningSample.outcome(
      regrets: [[20, 3, 3], [60, 40, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]], replications: 8)
    #expect(
      sentences(saving).first?.hasSuffix(
        "among customers 21-40): core saves 10 customers (10 to 10).") == true,
      "\(sentences(saving))")
    let costing = LearningSample.outcome(
      regrets: [[60, 60, 5], [60, 8, 9], [10, 10, 10], [50, 50, 50], [0, 0, 0]], replications: 8)
    #expect(
      sentences(costing).first?.contains("core costs 10 customers more (it saves -") == true,
      "\(sentences(costing))")
    let unclear = LearningSample.outcome(
      regrets: [[20, 7, 3], [60, 60, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]], replications: 8)
    #expect(
      sentences(unclear).first?.hasSuffix(
        "whether that saves customers cannot be told (0 to 10).") == true,
      "\(sentences(unclear))")
  }

  @Test func `compares the policies that were run, whatever they are`() {
    var outcome = LearningSample.outcome()
    let policies: [(name: String, learner: Learner)] = [
      ("one", .epsilonGreedy), ("two", .linearUpperConfidence), ("three", .squareCB),
      ("usual", .statusQuo), ("even", .uniform),
    ]
    outcome.policies = policies.map {
      LearningOutcome.Contestant(name: $0.name, learner: $0.learner)
    }
    #expect(
      outcome.roles.columns.map { outcome.policies[$0].name }
        == ["one", "two", "three", "usual", "even"])
    let gains = sentences(outcome).first { $0.hasPrefix("Over all customers") } ?? ""
    for name in ["than two", "than three", "than usual"] { #expect(gains.contains(name)) }
  }

  @Test func `joins the groups of customers in which the core loses`() {
    let outcome = LearningSample.outcome(
      regrets: [[20, 17, 5], [60, 40, 8], [10, 10, 10], [50, 50, 50], [0, 0, 0]])
    let sentences = sentences(outcome)
    #expect(
      sentences.contains {
        $0.hasPrefix("core loses to pooled among customers 1-20 of a new market by 0.085")
      }, "\(sentences)")
  }

  @Test func `names refused answers of a program outside`() {
    let sentences = sentences(LearningSample.outcome(violations: 3))
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
        var shareOfBest: Double
        var marginLostPerMarket: Double
        var fewShotCurve: [Point]
        var regret: Estimate
        var regretBeyondCore: Estimate?
      }
      struct Point: Decodable { var toCustomer: Int }
      struct Saved: Decodable {
        var policyNeeds: Int
        var agnosticNeeds: Int
        var saved: Int?
      }
      var core: String
      var customersSaved: Saved
      var policies: [Policy]
    }
    let json = LearningDocument(LearningSample.outcome()).values.rendered
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let summary = try decoder.decode(Summary.self, from: Data(json.utf8))
    #expect(summary.core == "core")
    #expect(summary.customersSaved.policyNeeds == 10)
    #expect(summary.customersSaved.agnosticNeeds == 20)
    // Two replications are too few for an interval, and without one it is not said.
    #expect(summary.customersSaved.saved == nil)
    let core = try #require(summary.policies.first)
    // (10 × 0.80 + 10 × 0.93 + 20 × 0.95) / 40, and 40 customers' regret of 3.70.
    #expect(abs(core.reward.mean - 0.9075) < 1e-12)
    #expect(abs(core.shareOfBest - 0.9075) < 1e-12)
    #expect(abs(core.marginLostPerMarket - 3.7) < 1e-12)
    #expect(core.fewShotCurve.map(\.toCustomer) == [10, 20, 40])
    // Each pair of markets is the same size, so that the mean of differences is that of means.
    #expect(core.regretBeyondCore == nil && summary.policies.count > 1)
    for policy in summary.policies.dropFirst() {
      let beyond = try #require(policy.regretBeyondCore).mean
      #expect(abs(beyond - (policy.regret.mean - core.regret.mean)) < 1e-9, "\(policy.name)")
    }
  }
}
