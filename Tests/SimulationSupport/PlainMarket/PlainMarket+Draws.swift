import Foundation
import GSL
import Scenarios

extension PlainMarket {
  var words: PlainWords { PlainWords(key: key) }

  /// The address of what a customer draws on the present visit to a stage.
  func address(_ customer: PlainCustomer, _ stage: Int, _ purpose: Purpose) -> PlainWords.Address {
    PlainWords.Address(
      customer: customer.drawNumber, place: Place("stage", base.journey.stages[stage].name),
      visit: customer.book.visits[stage], purpose: purpose)
  }

  /// The place whose share of the whole holds a point of 0..<1; shares sum to 1.
  static func pick(_ shares: [Double], at point: Double) -> Int {
    var sum = 0.0
    for (index, share) in shares.enumerated() {
      sum += share
      if point < sum { return index }
    }
    return shares.count - 1
  }

  /// The product that a draw by popularity alone gives.
  func popularProduct(_ scenario: Scenario, at point: Double) -> Int {
    let total = scenario.products.reduce(0) { $0 + $1.popularity }
    return Self.pick(scenario.products.map { $0.popularity / total }, at: point)
  }
}
