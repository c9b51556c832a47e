/// Records a journey of the experiment: the funnel, and the event log when one is kept.
struct JourneyRecorder: JourneyObserver {
  var funnel: Funnel
  /// The arm whose journeys are recorded just now.
  var arm = 0
  /// Events of the journey under way, in time order.
  var events: [EventRecord] = []
  private let recordsEvents: Bool
  private let stateSlot: Int?

  init(funnel: Funnel, recordsEvents: Bool) {
    self.funnel = funnel
    self.recordsEvents = recordsEvents
    stateSlot = funnel.stateSlot
  }

  @inline(__always)
  mutating func entered(
    _ stage: Int, slots: borrowing [Double], _ customer: borrowing CustomerState
  ) {
    let state = stateSlot.map { slots[$0] } ?? 0
    funnel.enter(stage, arm: arm, segment: customer.segment, state: state)
    log(.enter, customer)
  }

  @inline(__always)
  mutating func left(_ stage: Int, edge: Int, _ customer: borrowing CustomerState) {
    funnel.leave(edge, arm: arm, segment: customer.segment)
  }

  @inline(__always)
  mutating func stays(in stage: Int, _ customer: borrowing CustomerState) {
    funnel.stay(
      in: stage, arm: arm, segment: customer.segment, dwell: customer.now - customer.entered)
  }

  mutating func metEmptyShelf(_ stage: Int, _ customer: borrowing CustomerState) {
    log(.stockOut, customer)
  }

  mutating func changedBasket(
    by items: Int32, product: Int, _ customer: borrowing CustomerState
  ) {
    log(items > 0 ? .addItem : .removeItem, customer, product: product)
  }

  mutating func ordered(paid: Int64, _ customer: borrowing CustomerState) {
    log(.order, customer, amount: paid)
  }

  mutating func refunded(_ amount: Int64, _ customer: borrowing CustomerState) {
    log(.refund, customer, amount: -amount)
  }

  mutating func censored(_ stage: Int, _ customer: borrowing CustomerState) {
    funnel.censor(stage, arm: arm, segment: customer.segment)
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
    events.append(
      EventRecord(
        time: customer.now, customer: customer.number, amount: amount,
        basketValue: customer.basketValue, stage: UInt16(truncatingIfNeeded: customer.stage),
        product: UInt16(truncatingIfNeeded: subject),
        basketItems: UInt16(truncatingIfNeeded: customer.basketItems),
        channel: UInt8(truncatingIfNeeded: customer.channel), kind: kind))
  }
}
