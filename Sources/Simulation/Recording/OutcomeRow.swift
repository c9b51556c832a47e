/// Fills a row of measures from a walker whose journey is over.
struct OutcomeRow: Sendable {
  private let measures: [Measure]
  /// The measures in the plan's order.
  private(set) var values: [Int64]

  init(plan: MeasurePlan) {
    measures = plan.measures
    values = [Int64](repeating: 0, count: plan.measures.count)
  }

  /// Reads a journey's outcome; `endedFrom` is the stage before the end, or -1.
  mutating func fill(_ ledger: Ledger, visits: borrowing [UInt32], endedFrom: Int) {
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
      default: values[index] = 0
      }
    }
  }
}
