import Scenarios
package import Simulation
package import Support

/// `events.csv`: what happened to whom and when, as process-mining tools read it.
package struct EventsTable: BlockTable {
  /// A column: its name, its meaning and, in `put`, its cell.
  private enum Column: CaseIterable {
    case customer, activity, time, stage, kind, arm, channel, product, items, basket, amount
    case cost, segment, shipping, fee, voucher, arrival

    var entry: FileColumns.Entry {
      switch self {
      case .customer: .init("case_id", "Number of the customer.")
      case .activity:
        .init(
          "activity", "What an analytics log would call it: the stage's touchpoint, or the deed.")
      case .time: .init("timestamp", "Time of the event, ISO 8601 in UTC, to the millisecond.")
      case .stage: .init("stage", "Name of the stage.")
      case .kind:
        .init(
          "event",
          "enter, add_item, remove_item, order, refund, stock_out, censored (cut off by the"
            + " horizon), empty_basket, choose_shipping, or voucher (given).")
      case .arm: .init("arm", "Name of the arm the customer was assigned to.")
      case .channel: .init("channel", "Channel by which the customer came.")
      case .product:
        .init("product", "Product looked at, added or removed; empty before any is looked at.")
      case .items: .init("basket_items", "Items in the basket after the event.")
      case .basket: .init("basket_value", "Goods value of the basket after the event.")
      case .amount:
        .init(
          "amount",
          "Money of an order (positive) or refund (negative), else empty; all amounts sum to the"
            + " revenue.")
      case .cost:
        .init(
          "cost",
          "What the event cost: the channel at arrival, the visit, goods and parcel of an order; of"
            + " a refund the parcel less the goods that came back. All amounts less all costs sum"
            + " to the margin.")
      case .segment: .init("segment", "Segment of the customer; with more than one.")
      case .shipping:
        .init(
          "shipping",
          "Shipping option chosen or used; empty before any. Only where something is shipped.")
      case .fee: .init("shipping_fee", "Shipping fee within the amount of an order.")
      case .voucher:
        .init("voucher", "Value of a voucher given, and what one took off an order; where any is.")
      case .arrival:
        .init("arrival", "Time at which the customer arrived; only with a warm-up before the log.")
      }
    }

    /// Writes the cell of an event, into reserved room.
    @inline(__always)
    func put(
      _ event: EventRecord, arm: Int, _ names: borrowing EventsTable,
      into buffer: inout ByteBuffer
    ) {
      switch self {
      case .customer: buffer.put(integer: Int64(truncatingIfNeeded: event.customer))
      case .activity: names.activities.put(names.label(event), into: &buffer)
      case .time: names.stamp.put(hours: event.time, into: &buffer)
      case .stage: names.stages.put(Int(event.stage), into: &buffer)
      case .kind: names.kinds.put(Int(event.kind.rawValue), into: &buffer)
      case .arm: names.arms.put(arm, into: &buffer)
      case .channel: names.channels.put(Int(event.channel), into: &buffer)
      case .product: names.products.put(Int(event.product), into: &buffer)
      case .items: buffer.put(integer: Int64(event.basketItems))
      case .basket: buffer.put(money: event.basketValue, decimals: names.decimals)
      case .amount:
        if event.kind == .order || event.kind == .refund {
          buffer.put(money: event.amount, decimals: names.decimals)
        }
      case .cost:
        if event.cost != 0 { buffer.put(money: event.cost, decimals: names.decimals) }
      case .segment: names.segments.put(Int(event.segment), into: &buffer)
      case .shipping: names.shipping.put(Int(event.shipping), into: &buffer)
      case .fee:
        if event.kind == .order { buffer.put(money: Int64(event.fee), decimals: names.decimals) }
      case .voucher:
        if event.voucher != 0 {
          buffer.put(money: Int64(event.voucher), decimals: names.decimals)
        }
      case .arrival: names.stamp.put(hours: event.arrival, into: &buffer)
      }
    }
  }

  static let everyHeader = FileColumns(
    file: "events.csv", row: "event", columns: Column.allCases.map(\.entry))

  /// Kinds of events in the order of their raw values; nil where the stage names the activity.
  private static let kinds: [(name: String, activity: String?)] = [
    ("enter", nil), ("add_item", "add to basket"), ("remove_item", "remove from basket"),
    ("order", "order"), ("refund", "refund"), ("stock_out", "out of stock"),
    ("censored", "end of observation"), ("empty_basket", "empty basket"),
    ("choose_shipping", "choose shipping"), ("voucher", "voucher"),
  ]

  package let header: FileColumns
  private let columns: [Column]
  private let stamp: TimeStamp
  private let decimals: Int
  private let stageCount: Int
  private let activities: Labels
  private let stages: Labels
  private let kinds = Labels(Self.kinds.map { $0.name })
  private let arms: Labels
  private let channels: Labels
  private let products: Labels
  private let segments: Labels
  private let shipping: Labels
  private let rowWidth: Int

  package init(compiled: CompiledScenario) {
    let scenario = compiled.scenario
    let journey = scenario.journey.stages
    let variety = Variety(compiled)
    columns = Column.allCases.filter { column in
      switch column {
      case .segment: variety.hasSegments
      case .shipping, .fee: variety.hasShipping
      case .voucher: variety.hasVouchers
      case .arrival: variety.hasWarmUp
      default: true
      }
    }
    header = FileColumns(
      file: Self.everyHeader.file, row: Self.everyHeader.row, columns: columns.map(\.entry))
    stamp = TimeStamp(start: scenario.market.start)
    decimals = scenario.market.currency.decimals
    stageCount = journey.count
    activities = Labels(
      Self.kinds.flatMap { kind in journey.map { kind.activity ?? $0.touchpoint } })
    stages = Labels(journey.map(\.name))
    arms = Labels(scenario.experiment.arms.map(\.name))
    channels = Labels(scenario.market.channels.map(\.name))
    products = Labels(scenario.products.map(\.name))
    segments = Labels(scenario.population.segments.map(\.name))
    shipping = Labels(scenario.shipping.map(\.name))
    rowWidth =
      [activities, stages, kinds, arms, channels, products, segments, shipping].reduce(0) {
        $0 + $1.longest
      } + 7 * ByteBuffer.widestNumber + 2 * (TimeStamp.width + 8) + columns.count
  }

  @inline(__always)
  private func label(_ event: EventRecord) -> Int {
    Int(event.kind.rawValue) &* stageCount &+ Int(event.stage)
  }

  package func append(_ block: BlockRecord, to buffer: inout ByteBuffer) -> Int {
    for index in block.events.indices {
      buffer.reserve(rowWidth)
      for column in columns {
        column.put(block.events[index], arm: Int(block.eventArms[index]), self, into: &buffer)
        buffer.put(UInt8(ascii: ","))
      }
      buffer.replaceLast(with: UInt8(ascii: "\n"))
    }
    return block.events.count
  }
}
