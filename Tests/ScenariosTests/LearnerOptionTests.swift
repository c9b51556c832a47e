import Support
import Testing

@testable import Scenarios

@Suite struct `A learner's option in a file` {
  private func read(_ learner: Learner, _ option: String, _ value: String) throws -> PolicySpec {
    let text = try ScenarioFiles.text("Broken/policy-option-of-another.yaml").replacing(
      "core: {learner: hierarchical, epsilon: 0.1}",
      with: "p: {learner: \(learner.rawValue), \(option): \(value)}")
    let scenario = try ScenarioReader().read(text: text, name: "t.yaml").scenario
    return try #require(scenario.learning?.policies.first)
  }

  private func faults(_ learner: Learner, _ option: String, _ value: String) -> String {
    do {
      _ = try read(learner, option, value)
      return ""
    } catch { return "\(error)" }
  }

  @Test(arguments: Learner.allCases)
  func `is read at its bounds and refused just outside`(learner: Learner) throws {
    for option in learner.options {
      let lower = try #require(option.bounds.lower)
      let upper = try #require(option.bounds.upper)
      func written(_ value: Double) -> String { Bounds.write(value) }
      let least = option.bounds.excludesLower ? 0.001 : lower
      for value in [least, upper] {
        #expect(try read(learner, option.name, written(value)).options == [option.name: value])
      }
      let below = option.bounds.excludesLower ? lower : lower - (option.isWhole ? 1 : 0.001)
      for value in [below, upper + (option.isWhole ? 1 : 0.001)] {
        let text = faults(learner, option.name, written(value))
        #expect(text.contains("`\(option.name)` must be"), "\(value): \(text)")
      }
      if option.isWhole { #expect(!faults(learner, option.name, "0.5").isEmpty) }
    }
  }

  @Test func `stands in the schema with its learners and its default`() {
    let schema = ScenarioSchema.jsonSchema()
    for option in LearnerOption.all { #expect(schema.contains(option.about)) }
    #expect(LearnerOption.epsilon.doc.hasSuffix("of `epsilon greedy`, `reptile`; default 0.1."))
    #expect(!LearnerOption.width.doc.contains("default"))
  }

  @Test func `cannot be given with its alternative`() {
    let text = faults(.reptile, "epsilon", "0.1, temperature: 0.2")
    #expect(text.contains("has both `epsilon` and `temperature`"))
  }
}
