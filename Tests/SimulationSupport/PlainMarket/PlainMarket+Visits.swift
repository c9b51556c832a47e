import Foundation
import GSL
import Scenarios
import Simulation

extension PlainMarket {
  static let largestBasket = 1000

  /// Does and moves what a stage says, on entering it.
  mutating func happen(at index: Int, _ customer: inout PlainCustomer) {
    let scenario = arms[customer.variant]
    let stage = scenario.journey.stages[index]
    for effect in stage.effects { apply(effect, index, scenario, &customer) }
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

  /// Makes the choices of a visit to a stage.
  func choose(at index: Int, _ customer: inout PlainCustomer) {
    let scenario = arms[customer.variant]
    let stage = scenario.journey.stages[index]
    for (place, choice) in stage.choices.enumerated() {
      let seat = stage.choices[..<place].count { $0.subject == choice.subject }
      choose(choice, seat, index, &customer)
    }
    let subjects = stage.choices.map(\.subject)
    if subjects.contains(.product) || stage.effects.contains(.addItem) {
      customer.hasSeenProduct = true
    }
    if !scenario.shipping.isEmpty, subjects.contains(.shipping) || stage.effects.contains(.order) {
      customer.hasSeenShipping = true
    }
  }

  /// Whether a stage's choice of a subject has terms under any arm.
  private func hasTerms(_ stage: Int, _ subject: StageChoice.Subject, _ seat: Int) -> Bool {
    arms.contains { arm in
      let same = arm.journey.stages[stage].choices.filter { $0.subject == subject }
      return same.indices.contains(seat) && !same[seat].utility.terms.isEmpty
    }
  }

  private func choose(
    _ choice: StageChoice, _ seat: Int, _ stage: Int, _ customer: inout PlainCustomer
  ) {
    let scenario = arms[customer.variant]
    var imagined = customer
    /// The alternative with the greatest utility, a Gumbel deviate of its own included.
    func first(_ names: [String], _ utility: (Int) -> Double) -> Int {
      let place = base.journey.stages[stage].name
      let leads = names.indices.map { alternative -> Double in
        var address = address(customer, stage, .alternative)
        address.place = Place("choice", place, "\(choice.subject)", names[alternative])
        return utility(alternative) - log(-log(words.level(address, seat: seat)))
      }
      return leads.indices.max { leads[$0] < leads[$1] } ?? 0
    }
    switch choice.subject {
    case .shipping:
      guard scenario.shipping.count > 1 else { return }
      customer.shipping = first(scenario.shipping.map(\.name)) { option in
        imagined.shipping = option
        return value(of: choice.utility, imagined)
      }
    case .product:
      guard hasTerms(stage, .product, seat) else {
        let point = words.uniform(address(customer, stage, .popular), seat: seat)
        customer.product = popularProduct(scenario, at: point)
        return
      }
      customer.product = first(scenario.products.map(\.name)) { product in
        imagined.product = product
        return value(of: choice.utility, imagined) + log(scenario.products[product].popularity)
      }
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
      let hours = words.draw(law, address(customer, index, .visit), seat: 1, part: 2)
      guard let scale else { return hours }
      return hours * exp(min(max(value(of: scale, customer), -50), 50))
    }
  }

  /// What a customer wishes on leaving a stage: one of its edges.
  struct Wish {
    let targets: [Int]
    /// Weights of the edges that are still open.
    var weights: [Double]
    /// A point of the chosen edge's part of the weights' sum, from the part's beginning.
    var rest = 0.0
    var edge = 0
    /// Whether the customer was part of the experiment on leaving.
    let isCounted: Bool

    /// Takes the edge whose part of the sum holds a point.
    mutating func take(at point: Double) {
      rest = point
      for (index, weight) in weights.enumerated() where weight > 0 {
        edge = index
        if rest < weight { return }
        rest -= weight
      }
    }
  }

  /// Chooses the way out of the present stage; nil where there is none.
  func leave(_ customer: PlainCustomer) -> Wish? {
    guard let index = customer.stage else { return nil }
    let edges = arms[customer.variant].journey.stages[index].edges
    let utilities = edges.map { value(of: $0.utility, customer) }
    guard let best = utilities.max() else { return nil }
    var wish = Wish(
      targets: edges.map(\.target), weights: utilities.map { exp($0 - best) },
      isCounted: customer.hasJoined)
    let point = words.uniform(address(customer, index, .visit), seat: 0)
    wish.take(at: point * wish.weights.reduce(0, +))
    return wish
  }

  /// Gives up the edge that was wished for, if there is another; the rest of the word decides.
  mutating func giveUp(_ wish: inout Wish, _ customer: inout PlainCustomer) -> Bool {
    let weight = wish.weights[wish.edge]
    var others = wish.weights
    others[wish.edge] = 0
    let sum = others.reduce(0, +)
    guard sum > 0 else { return false }
    customer.book.stockOuts += 1
    note(.stockOut, customer)
    wish.weights = others
    wish.take(at: min(wish.rest / weight, 1) * sum)
    return true
  }

  /// Whether the shelves lack what a customer would order first in a stage, tried on a copy.
  func isRefused(_ customer: PlainCustomer, in index: Int) -> Bool {
    let effects = arms[customer.variant].journey.stages[index].effects
    guard effects.contains(.order) else { return false }
    var copy = customer
    copy.stage = index
    copy.book.visits[index] += 1
    choose(at: index, &copy)
    for effect in effects.prefix(while: { $0 != .order }) {
      switch effect {
      case .addItem: if copy.basket.count < Self.largestBasket { copy.basket.append(copy.product) }
      case .removeItem: _ = copy.basket.popLast()
      case .emptyBasket: copy.basket = []
      case .order, .refund: break
      }
    }
    return !shelves[shelves(of: customer)].hold(copy.basket)
  }
}
