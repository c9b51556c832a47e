extension SampleScenario {
  /// ``halfAnswer`` where customers share too little stock.
  package static let scarceAnswer = halfAnswer.replacing(
    "cost: 4}", with: "cost: 4, stock: {initial: 20, reorder: {every: 5 days, quantity: 10}}}")

  /// ``halfAnswer`` with nothing to compare.
  package static let singleArm = halfAnswer.replacing(
    "    louder: {\"journey.stages.visit.next.basket.segment(eager)\": 2}\n", with: "")

  private func replacing(_ part: String, with other: String) -> SampleScenario {
    SampleScenario(name: name, text: text.replacing(part, with: other))
  }
}
