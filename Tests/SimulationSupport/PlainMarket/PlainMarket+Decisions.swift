import Scenarios
import Simulation

/// A maker that nobody asks.
struct NobodyDecides: DecisionMaker {
  let nextUpdate = Double.infinity
  func decide(_ moments: [DecisionMoment], into actions: inout [Int]) {}
  func observe(_ notice: OutcomeNotice) {}
  func update(at time: Double) {}
}

extension PlainMarket {
  /// Asks for an action where a customer is about to enter a decision point's stage.
  func decide<Maker: DecisionMaker>(
    before stage: Int, _ customer: inout PlainCustomer, _ maker: inout Maker
  ) throws {
    guard let index = points.firstIndex(where: { $0.stage == stage }) else { return }
    var arriving = customer
    arriving.stage = stage
    arriving.book.visits[stage] += 1
    let moment = DecisionMoment(
      customer: customer.number, point: index, visit: UInt32(arriving.book.visits[stage]),
      time: customer.now, segment: customer.segment,
      context: points[index].context.map { value(of: $0, arriving) })
    var chosen: [Int] = []
    try maker.decide([moment], into: &chosen)
    customer.decisions += 1
    // A variant's digits are the actions taken last, the first decision point's in front.
    var digits: [Int] = []
    var rest = customer.variant
    for count in actions.reversed() {
      digits.insert(rest % count, at: 0)
      rest /= count
    }
    digits[index] = chosen.first ?? 0
    customer.variant = zip(digits, actions).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// Tells a maker what came of a customer who met a decision; nil books stand for nothing new.
  func tell<Maker: DecisionMaker>(
    _ customer: PlainCustomer, since book: PlainBook?, at time: Double, isLast: Bool,
    _ maker: inout Maker
  ) {
    guard customer.decisions > 0 else { return }
    let change = customer.book - (book ?? customer.book)
    guard isLast || change.orders != 0 || change.revenue != 0 || change.margin != 0 else { return }
    maker.observe(
      OutcomeNotice(
        customer: customer.number, time: time, orders: change.orders, revenue: change.revenue,
        margin: change.margin, isLast: isLast))
  }
}
