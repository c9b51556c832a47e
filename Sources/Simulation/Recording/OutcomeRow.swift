import Scenarios

/// Fills a row of measures from a walker whose journey is over.
struct OutcomeRow: Sendable {
  private let measures: [Measure]
  private let horizonHours: Double
  private let startHours: Double
  /// The measures in the plan's order.
  private(set) var values: [Int64]

  init(plan: MeasurePlan) {
    measures = plan.measures
    horizonHours = plan.horizonHours
    startHours = plan.startHours
    values = [Int64](repeating: 0, count: plan.measures.count)
  }

  /// Reads a journey's outcome; `endedFrom` is the stage before the end, or -1.
  mutating func fill(
    _ customer: borrowing CustomerState, visits: borrowing [UInt32], endedFrom: Int
  ) {
    let ledger = customer.ledger
    values[0] = ledger.orders > 0 ? 1 : 0
    values[1] = Int64(ledger.orders)
    values[2] = Int64(ledger.items)
    values[3] = ledger.revenue
    values[4] = ledger.margin
    values[5] = ledger.secondsToPurchase
    values[6] = Int64(ledger.returns)
    values[7] = Int64(ledger.stockOuts)
    values[8] = Int64(ledger.baskets)
    values[9] = max(0, Int64(ledger.baskets) - Int64(ledger.orders))
    for index in Measure.plain.count..<values.count {
      switch measures[index] {
      case .reached(let stage): values[index] = visits[stage] > 0 ? 1 : 0
      case .endedFrom(let stage): values[index] = stage == endedFrom ? 1 : 0
      case .secondsFollowed:
        let entered = max(customer.arrival, startHours)
        values[index] = Int64(max(0, (horizonHours - entered) * 3600).rounded(.down))
      case .before(let covariate): values[index] = customer.before[covariate]
      default: values[index] = 0
      }
    }
  }
}

extension Ledger {
  /// What the ledger says of a figure of the warm-up.
  fileprivate subscript(_ covariate: Covariate) -> Int64 {
    switch covariate {
    case .orders: Int64(orders)
    case .items: Int64(items)
    case .revenue: revenue
    case .margin: margin
    case .returns: Int64(returns)
    case .baskets: Int64(baskets)
    case .visits: Int64(visits)
    }
  }
}
