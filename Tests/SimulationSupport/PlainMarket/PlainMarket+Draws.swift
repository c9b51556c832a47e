import Foundation
import GSL
import Scenarios

extension PlainMarket {
  func stream(
    _ customer: UInt64, _ place: Place, _ visit: Int, _ purpose: Purpose
  ) -> RandomStream {
    RandomStream(
      key: key, customer: customer, place: place, visit: UInt32(visit), purpose: purpose)
  }

  func uniform(_ customer: UInt64, _ place: Place, _ visit: Int, _ purpose: Purpose) -> Double {
    var stream = stream(customer, place, visit, purpose)
    return stream.uniform()
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

  /// A choice by multinomial logit; nil stands for what cannot be chosen, and for no choice.
  static func choose(_ utilities: [Double?], at point: Double) -> Int? {
    guard let best = utilities.compactMap({ $0 }).max() else { return nil }
    let weights = utilities.map { $0.map { exp($0 - best) } ?? 0 }
    let total = weights.reduce(0, +)
    var sum = 0.0
    for (index, weight) in weights.enumerated() where weight > 0 {
      sum += weight
      if point * total < sum { return index }
    }
    return weights.lastIndex { $0 > 0 }
  }

  /// The product that a draw by popularity alone gives.
  func popularProduct(_ scenario: Scenario, at point: Double) -> Int {
    let total = scenario.products.reduce(0) { $0 + $1.popularity }
    return Self.pick(scenario.products.map { $0.popularity / total }, at: point)
  }
}
