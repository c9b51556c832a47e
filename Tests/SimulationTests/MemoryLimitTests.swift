import Scenarios
import TestSupport
import Testing

@testable import Simulation

/// What would take all memory is refused before it takes any.
@Suite struct `A run that is too large` {
  private func message(_ changes: [String]) throws -> String? {
    let loaded = try ScenarioReader().read(
      text: SampleScenario.freeShipping.text, name: "large.yaml", changes: changes)
    do {
      _ = try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms)
      return nil
    } catch {
      return error.message
    }
  }

  private static let stock = "catalogue.mug.stock={initial: 5}"

  @Test func `for customers who share stock is refused, and without stock is not`() throws {
    let many = "market.arrivals.customers=4000000000"
    #expect(try message([many]) == nil)
    #expect(try message([Self.stock, "market.arrivals.customers=1000000"]) == nil)
    let refused = try #require(try message([Self.stock, many]))
    #expect(refused.contains("customers who share stock; at most"))
  }

  @Test func `in its arms, metrics, segments and days is refused`() throws {
    #expect(try message(["market.horizon=3650 days"]) == nil)
    let refused = try #require(try wide())
    #expect(refused.contains("too many sums to keep"))
  }

  private func wide() throws -> String? {
    let arms = (0..<98).map { "    arm \($0): {shipping.standard.free_from: \($0 + 1)}\n" }.joined()
    let text = SampleScenario.freeShipping.text
      .replacing("    from 30: {shipping.standard.free_from: 30}\n", with: arms)
      .replacing("horizon: 30 days", with: "horizon: 36000 days")
    let loaded = try ScenarioReader().read(text: text, name: "wide.yaml")
    do {
      _ = try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms)
      return nil
    } catch {
      return error.message
    }
  }
}
