import Testing

@testable import Scenarios

@Suite struct `The file with learning` {
  private let scenario: Scenario

  init() throws {
    scenario = try ScenarioReader().read(
      text: ScenarioFiles.text("Valid/learning.yaml"), name: "learning.yaml"
    ).scenario
  }

  @Test func `has the family as written`() throws {
    let family = try #require(scenario.family)
    #expect(family.trainingTasks == 20)
    #expect(family.testTasks == 10)
    #expect(family.customers == 400)
    #expect(family.features.map(\.name) == ["income", "tourists"])
    #expect(family.features.map(\.law.family) == ["normal", "beta"])
    #expect(family.variations.count == 9)
    #expect(
      family.variations[0]
        == Variation(
          name: "catalogue.mug.rival", constant: 0, coefficients: [0, 0],
          law: DistributionSpec(family: "uniform", parameters: [("min", 12), ("max", 18)])))
    #expect(
      family.variations[3]
        == Variation(
          name: "journey.stages.cart left.next.back.constant", constant: 0.4,
          coefficients: [-0.3, 0],
          law: DistributionSpec(family: "normal", parameters: [("mean", 0), ("sd", 0.2)])))
    #expect(family.variations[5].coefficients == [0, 0.5])
    #expect(family.variations[5].law == nil)
    #expect(family.variations[7].constant == 0.8)
    #expect(family.variations[7].law == nil)
  }

  @Test func `has the decision points as written`() throws {
    let decisions = try #require(scenario.learning?.decisions)
    let expected = DecisionPoint(
      name: "incentive", lever: 0, stage: 1, statusQuo: 0,
      context: [
        term("basket_value", [(.attribute(.basketValue), .identity)]),
        term("channel(email)", [(.channel(1), .identity)]),
        term(
          "segment(regulars) * basket_value",
          [(.segment(0), .identity), (.attribute(.basketValue), .identity)]),
        term("log(price)", [(.attribute(.price), .log)]),
      ], window: 168, credit: .equal,
      limits: DecisionLimits(floor: 0, frequencyCap: 2, spread: 3, budget: 800, keep: 0.95),
      availability: [ActionAvailability(action: 2, from: 240, until: 960)])
    #expect(decisions[0] == expected)
    #expect(
      decisions[1]
        == DecisionPoint(
          name: "fee at the start", lever: 1, stage: 0, statusQuo: 0, context: [], window: nil,
          credit: .last, limits: DecisionLimits(), availability: []))
    #expect(scenario.levers[0].values == [0, 2, 5])
  }

  @Test func `has the learning as written`() throws {
    let learning = try #require(scenario.learning)
    #expect(learning.reward == .margin)
    #expect(learning.update == .decisions(100))
    #expect(learning.replications == 10)
    #expect(scenario.recording == Recording(decisions: true))
    #expect(scenario.journey.stages.map(\.cost) == [nil, Money(minorUnits: 5), nil, nil, nil])
  }

  @Test func `has the policies as written, and those that are always compared`() throws {
    let policies = try #require(scenario.learning?.policies)
    #expect(
      policies.map(\.name) == [
        "core", "core with window", "greedy", "bound", "mine", "chooser", "resumed",
        "status quo", "best action", "agnostic", "pooled",
      ])
    #expect(policies[0].options == [:])
    #expect(policies[0].value(of: .draws) == 64)
    #expect(policies[1].options == ["draws": 16])
    #expect(policies[1].forgetting == .window(500))
    #expect(policies[1].delay == .wait)
    #expect(policies[2].options == ["epsilon": 0.1])
    #expect(policies[2].forgetting == .discount(0.99))
    #expect(policies[3].learner == .linearUpperConfidence)
    #expect(policies[3].forgetting == .restart(threshold: 10))
    #expect(
      policies[4].external
        == ExternalModel(command: ["python3", "model.py"], timeout: 500, batch: 64))
    #expect(policies[4].learner == .external)
    #expect(policies[5].candidates == [0, 9])
    #expect(policies[6].start == "saved.json")
    #expect(policies[9].learner == .agnostic)
    #expect(
      policies.dropFirst(1).allSatisfy { $0.name == "core with window" || $0.delay == .exposure })
  }

  @Test func `can ask for numbers that are standardised for a program`() throws {
    let text = try ScenarioFiles.text("Valid/learning.yaml")
    for (word, isStandardised) in [("yes", true), ("no", false)] {
      let changed = text.replacing("batch: 64}", with: "batch: 64, standardised: \(word)}")
      let loaded = try ScenarioReader().read(text: changed, name: "learning.yaml")
      let external = try #require(loaded.scenario.learning?.policies[4].external)
      #expect(external.isStandardised == isStandardised && external.batch == 64)
    }
  }

  private func term(_ text: String, _ factors: [(Quantity, Factor.Transform)]) -> Term {
    Term(
      text: text,
      factors: factors.map { quantity, transform in
        Factor(transform: transform, powers: [Power(quantity: quantity, exponent: 1)])
      }, coefficient: 1)
  }
}
