import Scenarios

extension SupplyRules: SharedRules {
  static func isTouched(onEntering stage: Stage, in scenario: Scenario) -> Bool {
    stage.effects.contains(.order) && scenario.products.contains { $0.stock != nil }
  }

  static func mayRefuse(_ stage: Stage, in scenario: Scenario) -> Bool {
    isTouched(onEntering: stage, in: scenario)
  }

  static func isRead(by quantity: Quantity) -> Bool { quantity == .attribute(.inStock) }
}
