/// Records a journey of the experiment: the funnel, and the event log when one is kept.
struct JourneyRecorder: JourneyObserver {
  var funnel: Funnel
  /// The counts of the arm and segment whose journeys are recorded just now.
  private var cell: Funnel.Cell
  /// Events of the journey under way, in time order.
  var events: [EventRecord] = []
  private let recordsEvents: Bool
  private let stateSlot: Int?

  init(funnel: Funnel, recordsEvents: Bool) {
    self.funnel = funnel
    self.recordsEvents = recordsEvents
    cell = funnel.cell(arm: 0, segment: 0)
    stateSlot = funnel.stateSlot
  }

  mutating func follows(_ customer: borrowing CustomerState, arm: Int) {
    cell = funnel.cell(arm: arm, segment: customer.segment)
  }

  @inline(__always)
  mutating func entered(
    _ stage: Int, slots: borrowing [Double], _ customer: borrowing CustomerState
  ) {
    funnel.enter(stage, in: cell)
    if let stateSlot { funnel.add(state: slots[stateSlot], to: stage, in: cell) }
    log(.enter, customer)
  }

  @inline(__always)
  mutating func left(_ stage: Int, edge: Int, _ customer: borrowing CustomerState) {
    funnel.leave(edge, in: cell)
  }

  @inline(__always)
  mutating func stays(in stage: Int, _ customer: borrowing CustomerState) {
    funnel.stay(in: stage, of: cell, dwell: customer.now - customer.entered)
  }

  mutating func metEmptyShelf(_ stage: Int, _ customer: borrowing CustomerState) {
    log(.stockOut, customer)
  }

  mutating func changedBasket(by items: Int32, product: Int, _ customer: borrowing CustomerState) {
    log(items > 0 ? .addItem : .removeItem, customer, product: product)
  }

  mutating func ordered(paid: Int64, _ customer: borrowing CustomerState) {
    log(.order, customer, amount: paid)
  }

  mutating func refunded(_ amount: Int64, _ customer: borrowing CustomerState) {
    log(.refund, customer, amount: -amount)
  }

  mutating func censored(_ stage: Int, _ customer: borrowing CustomerState) {
    funnel.censor(stage, in: cell)
    log(.censored, customer)
  }

  @inline(__always)
  private mutating func log(
    _ kind: EventRecord.Kind, _ customer: borrowing CustomerState, amount: Int64 = 0,
    product: Int? = nil
  ) {
    guard recordsEvents else { return }
    var subject = customer.product
    if let product { subject = product }
    append(
      EventRecord(
        time: customer.now, customer: customer.number, amount: amount,
        basketValue: customer.basketValue, stage: UInt16(truncatingIfNeeded: customer.stage),
        product: UInt16(truncatingIfNeeded: subject),
        basketItems: UInt16(truncatingIfNeeded: customer.basketItems),
        channel: UInt8(truncatingIfNeeded: customer.channel), kind: kind))
  }

  /// Kept out of line: most runs record no events, and the walker's loop is shorter without it.
  @inline(never)
  private mutating func append(_ record: EventRecord) { events.append(record) }
}
