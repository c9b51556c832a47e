import Foundation
import GSL
import Scenarios
import Simulation

extension PlainMarket {
  static let largestBasket = 1000

  private func place(_ stage: Stage) -> Place { Place("stage", stage.name) }

  /// Chooses what a stage offers, on entering it.
  func choose(at index: Int, _ customer: inout PlainCustomer) {
    let scenario = arms[customer.variant]
    let stage = scenario.journey.stages[index]
    let visit = customer.book.visits[index]
    for choice in stage.choices { choose(choice, place(stage), visit, scenario, &customer) }
    let subjects = stage.choices.map(\.subject)
    if subjects.contains(.product) || stage.effects.contains(.addItem) {
      customer.hasSeenProduct = true
    }
    if !scenario.shipping.isEmpty, subjects.contains(.shipping) || stage.effects.contains(.order) {
      customer.hasSeenShipping = true
    }
  }

  /// Does and moves what a stage says, on entering it.
  mutating func happen(at index: Int, _ customer: inout PlainCustomer) {
    let scenario = arms[customer.variant]
    let stage = scenario.journey.stages[index]
    let visit = customer.book.visits[index]
    for effect in stage.effects { apply(effect, place(stage), visit, scenario, &customer) }
    if let voucher = stage.voucher, voucher > .zero {
      customer.voucher = voucher.minorUnits
      note(.voucher, customer, voucher: voucher.minorUnits)
    }
    customer.book.margin -= stage.cost?.minorUnits ?? 0
    for move in stage.moves {
      for (state, variable) in scenario.population.states.enumerated()
      where variable.name == move.state {
        let moved = customer.states[state] + value(of: move.change, customer)
        let value = min(max(moved, variable.minimum), variable.maximum)
        customer.states[state] = value
        if abs(value - variable.start) > abs(customer.peaks[state] - variable.start) {
          customer.peaks[state] = value
        }
      }
    }
  }

  private func choose(
    _ choice: StageChoice, _ place: Place, _ visit: Int, _ scenario: Scenario,
    _ customer: inout PlainCustomer
  ) {
    var imagined = customer
    switch choice.subject {
    case .shipping:
      guard scenario.shipping.count > 1 else { return }
      let utilities = scenario.shipping.indices.map { option -> Double? in
        imagined.shipping = option
        return value(of: choice.utility, imagined)
      }
      let point = uniform(customer.number, place, visit, .shipping)
      customer.shipping = Self.choose(utilities, at: point) ?? 0
    case .product:
      let point = uniform(customer.number, place, visit, .product)
      guard !choice.utility.terms.isEmpty else {
        customer.product = popularProduct(scenario, at: point)
        return
      }
      let utilities = scenario.products.enumerated().map { product, row -> Double? in
        imagined.product = product
        return value(of: choice.utility, imagined) + log(row.popularity)
      }
      customer.product = Self.choose(utilities, at: point) ?? 0
    }
  }

  /// How long a visit lasts, in hours.
  func dwell(in index: Int, _ customer: PlainCustomer) -> Double {
    let stage = arms[customer.variant].journey.stages[index]
    switch stage.dwell {
    case .none: return 0
    case .deliveryTime: return customer.lastOrder?.deliveryHours ?? 0
    case .time(_, let scale):
      guard let law = laws.dwells[customer.variant][index] else { return 0 }
      var stream = stream(customer.number, place(stage), customer.book.visits[index], .visit)
      // The first word belongs to the choice of the way out.
      _ = stream.nextWord()
      let hours = law.sample(using: &stream)
      guard let scale else { return hours }
      return hours * exp(min(max(value(of: scale, customer), -50), 50))
    }
  }

  /// Chooses the way out of the present stage; the next stage, nil where all ways are closed.
  mutating func leave(_ customer: inout PlainCustomer) -> Int? {
    guard let index = customer.stage else { return nil }
    let scenario = arms[customer.variant]
    let stage = scenario.journey.stages[index]
    var utilities: [Double?] = []
    for edge in stage.edges {
      let isOrder = scenario.journey.stages[edge.target].effects.contains(.order)
      let isClosed = isOrder && !shelves[shelves(of: customer)].hold(customer.basket)
      if isClosed {
        customer.book.stockOuts += 1
        note(.stockOut, customer)
      }
      utilities.append(isClosed ? nil : value(of: edge.utility, customer))
    }
    let point = uniform(customer.number, place(stage), customer.book.visits[index], .visit)
    guard let edge = Self.choose(utilities, at: point) else { return nil }
    countStep(edge, customer)
    return stage.edges[edge].target
  }
}
