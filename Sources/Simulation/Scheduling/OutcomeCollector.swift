/// Gathers the outcomes of a world with shared state as journeys end.
struct OutcomeCollector: JourneyCollector {
  private(set) var runTotals: RunTotals
  private let layout: CellLayout
  /// The part of the roll-out to add to; nil for the experiment.
  private let batch: Int?
  private let keepsRows: Bool
  private let traitCount: Int
  private var row: OutcomeRow
  private var customers: [CustomerRecord] = []

  init(
    plan: MeasurePlan, layout: CellLayout, runTotals: RunTotals, batch: Int?, keepsRows: Bool,
    customers: Int, traitCount: Int
  ) {
    self.layout = layout
    self.runTotals = runTotals
    self.batch = batch
    self.keepsRows = keepsRows
    self.traitCount = traitCount
    row = OutcomeRow(plan: plan)
    if keepsRows { self.customers.reserveCapacity(customers) }
  }

  mutating func collect(
    _ customer: borrowing CustomerState, arm: Int, visits: borrowing [UInt32],
    slots: borrowing [Double], end: JourneyEnd
  ) {
    row.fill(customer, visits: visits, endedFrom: end.lastStage)
    if let batch {
      runTotals.rollOut(
        row.values, at: layout.rollOut(batch: batch, arm: arm, segment: customer.segment))
      return
    }
    runTotals.observe(
      row.values, arm: arm, segment: customer.segment, channel: customer.channel,
      arrival: customer.arrival, layout: layout)
    guard keepsRows else { return }
    customers.append(
      CustomerRecord(
        customer: customer.number, arrival: customer.arrival, segment: customer.segment,
        channel: customer.channel, arm: arm, isCensored: end.isCensored,
        traits: Array(slots[1..<(1 + traitCount)]), measures: row.values, potentialMeasures: []))
  }

  /// The rows kept, in blocks of customers in number order.
  func rows(events: [EventRecord], options: RunOptions) -> [BlockRecord] {
    guard keepsRows else { return [] }
    let customers = customers.sorted { $0.customer < $1.customer }
    // A customer's events are in time order already; a stable order by customer keeps them so.
    let order = events.indices.sorted { (events[$0].customer, $0) < (events[$1].customer, $1) }
    var blocks: [BlockRecord] = []
    var next = 0
    let size = IndependentBlocks.blockSize
    for start in stride(from: 0, to: customers.count, by: size) {
      var block = BlockRecord(index: blocks.count)
      let slice = customers[start..<min(start + size, customers.count)]
      for customer in slice {
        while next < order.count, events[order[next]].customer == customer.customer {
          block.events.append(events[order[next]])
          block.eventArms.append(UInt16(customer.arm))
          next += 1
        }
      }
      if options.recordsCustomers { block.customers = Array(slice) }
      blocks.append(block)
    }
    return blocks
  }
}
