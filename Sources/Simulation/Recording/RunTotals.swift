/// The sums that one thread gathers; gatherings add up to the same in any order.
struct RunTotals: Sendable {
  var observed: Totals
  var rollOut: Sums
  var daily: Sums
  var funnel: Funnel
  var details: DetailTotals
  var transitions = 0
  var drawsChecksum: UInt64 = 0
  var peakWaiting = 0
  var bytesPerWaitingCustomer = 0

  init(models: [Model], plan: MeasurePlan, layout: CellLayout, hasRollOut: Bool, stateSlot: Int?) {
    observed = Totals(cells: layout.observedCount, plan: plan)
    rollOut = Sums(cells: layout.rollOutCount, measures: plan.measures.count)
    daily = Sums(cells: layout.dailyCount, measures: plan.measures.count)
    funnel = Funnel(cells: layout, models: models, stateSlot: stateSlot)
    details = DetailTotals(plan: plan, layout: layout, hasRollOut: hasRollOut)
  }

  mutating func add(_ other: borrowing RunTotals) {
    observed.add(other.observed)
    rollOut.add(other.rollOut)
    daily.add(other.daily)
    funnel.add(other.funnel)
    details.add(other.details)
    transitions += other.transitions
    drawsChecksum &+= other.drawsChecksum
    peakWaiting = max(peakWaiting, other.peakWaiting)
    bytesPerWaitingCustomer = max(bytesPerWaitingCustomer, other.bytesPerWaitingCustomer)
  }

  /// Adds journeys of the experiment, each under its customer's arm.
  mutating func observe(
    _ outcomes: borrowing OutcomeColumns, of block: Block, _ list: Column<Int32>,
    layout: CellLayout
  ) {
    let (arm, segment) = (block.arm, block.segment)
    outcomes.assign(list) { layout.observed(arm: Int(arm[$0]), segment: Int(segment[$0])) }
    observed.add(outcomes)
    if details.isAsked {
      var row = [Int64](repeating: 0, count: outcomes.measures)
      for index in 0..<outcomes.count {
        let customer = Int(list[index])
        let (arm, segment) = (Int(arm[customer]), Int(segment[customer]))
        let arrival = block.arrival[customer]
        outcomes.copy(index, to: &row)
        details.observe(
          row, cell: layout.observed(arm: arm, segment: segment),
          look: layout.look(arrival: arrival, arm: arm),
          stratum: layout.stratum(
            arm: arm, segment: segment, channel: Int(block.channel[customer])))
      }
    }
    outcomes.assign(list) { layout.daily(arrival: block.arrival[$0], arm: Int(arm[$0])) }
    daily.add(outcomes)
    outcomes.assign(list) { Int(arm[$0]) }
    details.shapes.add(outcomes)
  }

  /// Adds journeys of a roll-out, whose cells are named.
  mutating func rollOut(_ outcomes: borrowing OutcomeColumns) {
    rollOut.add(outcomes)
    guard details.isAsked else { return }
    var row = [Int64](repeating: 0, count: outcomes.measures)
    for index in 0..<outcomes.count {
      outcomes.copy(index, to: &row)
      details.rollOutValues.add(row, to: Int(outcomes.cells[index]))
    }
  }

  var hasOverflowed: Bool {
    observed.hasOverflowed || rollOut.hasOverflowed || daily.hasOverflowed || details.hasOverflowed
  }
}
