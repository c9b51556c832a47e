package import Scenarios
package import Simulation
package import Support

/// `events.csv`: what happened to whom and when, as process-mining tools read it.
package struct EventsTable: Sendable {
  static let columns = ColumnSet(
    file: "events.csv", row: "event",
    columns: [
      Column("case_id", "Number of the customer."),
      Column(
        "activity", "What an analytics log would call it: the stage's touchpoint, or the deed."),
      Column("timestamp", "Time of the event, ISO 8601 in UTC, to the millisecond."),
      Column("stage", "Name of the stage."),
      Column(
        "event",
        "enter, add_item, remove_item, order, refund, stock_out, or censored (cut off by the"
          + " horizon)."),
      Column("arm", "Name of the arm the customer was assigned to."),
      Column("channel", "Channel by which the customer came."),
      Column("product", "Product looked at, added or removed."),
      Column("basket_items", "Items in the basket after the event."),
      Column("basket_value", "Goods value of the basket after the event."),
      Column("amount", "Money of an order (positive) or refund (negative), else empty."),
    ])

  private static let kinds: [(name: String, activity: String?)] = [
    ("enter", nil), ("add_item", "add to basket"), ("remove_item", "remove from basket"),
    ("order", "order"), ("refund", "refund"), ("stock_out", "out of stock"),
    ("censored", "end of observation"),
  ]

  private let stamp: TimeStamp
  private let decimals: Int
  private let stages: Int
  private let activities: Labels
  private let places: Labels
  private let arms: Labels
  private let channels: Labels
  private let products: Labels
  private let rowWidth: Int

  /// Encodes a scenario's names.
  package init(scenario: Scenario) {
    let journey = scenario.journey.stages
    stamp = TimeStamp(start: scenario.market.start)
    decimals = scenario.market.currency.decimals
    stages = journey.count
    activities = Labels(
      Self.kinds.flatMap { kind in journey.map { [kind.activity ?? $0.touchpoint] } })
    places = Labels(Self.kinds.flatMap { kind in journey.map { [$0.name, kind.name] } })
    arms = Labels(scenario.experiment.arms.map { [$0.name] })
    channels = Labels(scenario.market.channels.map { [$0.name] })
    products = Labels(scenario.products.map { [$0.name] })
    rowWidth =
      activities.longest + places.longest + arms.longest + channels.longest + products.longest
      + 4 * ByteBuffer.widestNumber + TimeStamp.width + 32
  }

  /// Writes a block's events as rows.
  package func append(_ block: BlockRecord, to buffer: inout ByteBuffer) {
    for index in block.events.indices {
      append(block.events[index], arm: Int(block.eventArms[index]), to: &buffer)
    }
  }

  @inline(__always)
  private func append(_ event: EventRecord, arm: Int, to buffer: inout ByteBuffer) {
    buffer.reserve(rowWidth)
    let label = Int(event.kind.rawValue) &* stages &+ Int(event.stage)
    buffer.put(integer: Int64(truncatingIfNeeded: event.customer))
    buffer.put(UInt8(ascii: ","))
    activities.put(label, into: &buffer)
    stamp.put(hours: event.time, into: &buffer)
    buffer.put(UInt8(ascii: ","))
    places.put(label, into: &buffer)
    arms.put(arm, into: &buffer)
    channels.put(Int(event.channel), into: &buffer)
    products.put(Int(event.product), into: &buffer)
    buffer.put(integer: Int64(event.basketItems))
    buffer.put(UInt8(ascii: ","))
    buffer.put(money: event.basketValue, decimals: decimals)
    buffer.put(UInt8(ascii: ","))
    if event.kind == .order || event.kind == .refund {
      buffer.put(money: event.amount, decimals: decimals)
    }
    buffer.put(UInt8(ascii: "\n"))
  }
}
