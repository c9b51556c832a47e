import Scenarios
package import Simulation
package import Support

/// `events.csv`: what happened to whom and when, as process-mining tools read it.
package struct EventsTable: BlockTable {
  /// A column: its name, its meaning, what stands in it and, in `cell`, the value in a row.
  enum Column: CaseIterable {
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

    var content: Content {
      switch self {
      case .customer, .items: .integer
      case .activity: .label(.activity)
      case .time, .arrival: .time
      case .stage: .label(.stage)
      case .kind: .label(.kind)
      case .arm: .label(.arm)
      case .channel: .label(.channel)
      case .product: .label(.product)
      case .segment: .label(.segment)
      case .shipping: .label(.shipping)
      case .basket, .amount, .cost, .fee, .voucher: .money
      }
    }

    /// The cell of an event.
    @inline(__always)
    func cell(_ event: EventRecord, arm: Int, stages: Int) -> Cell {
      switch self {
      case .customer: .integer(Int64(truncatingIfNeeded: event.customer))
      case .activity: .label(.activity, Int(event.kind.rawValue) &* stages &+ Int(event.stage))
      case .time: .time(event.time)
      case .stage: .label(.stage, Int(event.stage))
      case .kind: .label(.kind, Int(event.kind.rawValue))
      case .arm: .label(.arm, arm)
      case .channel: .label(.channel, Int(event.channel))
      case .product: .label(.product, Int(event.product))
      case .items: .integer(Int64(event.basketItems))
      case .basket: .money(event.basketValue)
      case .amount:
        event.kind == .order || event.kind == .refund ? .money(event.amount) : .empty
      case .cost: event.cost != 0 ? .money(event.cost) : .empty
      case .segment: .label(.segment, Int(event.segment))
      case .shipping: .label(.shipping, Int(event.shipping))
      case .fee: event.kind == .order ? .money(Int64(event.fee)) : .empty
      case .voucher: event.voucher != 0 ? .money(Int64(event.voucher)) : .empty
      case .arrival: .time(event.arrival)
      }
    }
  }

  /// What stands in a column.
  enum Content { case label(LabelList), integer, money, time }

  /// What stands in a place of the table.
  enum Cell {
    /// A text of a list, by its number there; one beyond the last is an empty cell.
    case label(LabelList, Int)
    case integer(Int64)
    /// An amount in minor units.
    case money(Int64)
    /// Hours from the start of the market.
    case time(Double)
    case empty
  }

  /// Texts that stand in many rows.
  enum LabelList { case activity, stage, kind, arm, channel, product, segment, shipping }

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
  let columns: [Column]
  let stamp: TimeStamp
  let decimals: Int
  let stageCount: Int
  let activities: Labels
  let stages: Labels
  let kinds = Labels(Self.kinds.map { $0.name })
  let arms: Labels
  let channels: Labels
  let products: Labels
  let segments: Labels
  let shipping: Labels
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
        $0 + $1.room
      } + 7 * ByteBuffer.widestNumber + 2 * TimeStamp.room + columns.count
  }

  package func append(_ block: BlockRecord, to buffer: inout ByteBuffer) -> Int {
    let count = block.events.count
    for start in stride(from: 0, to: count, by: Self.rowsAtOnce) {
      let end = min(start + Self.rowsAtOnce, count)
      buffer.write(atMost: rowWidth * (end - start)) { cursor in
        for index in start..<end {
          let event = block.events[index]
          let arm = Int(block.eventArms[index])
          for column in columns {
            put(column.cell(event, arm: arm, stages: stageCount), into: &cursor)
            cursor.put(UInt8(ascii: ","))
          }
          cursor.replaceLast(with: UInt8(ascii: "\n"))
        }
      }
    }
    return count
  }

  /// Rows for which room is made at once.
  private static let rowsAtOnce = 256

  @inline(__always)
  private func put(_ cell: Cell, into cursor: inout ByteCursor) {
    switch cell {
    case .label(let list, let index):
      switch list {
      case .activity: activities.put(index, into: &cursor)
      case .stage: stages.put(index, into: &cursor)
      case .kind: kinds.put(index, into: &cursor)
      case .arm: arms.put(index, into: &cursor)
      case .channel: channels.put(index, into: &cursor)
      case .product: products.put(index, into: &cursor)
      case .segment: segments.put(index, into: &cursor)
      case .shipping: shipping.put(index, into: &cursor)
      }
    case .integer(let value): cursor.put(integer: value)
    case .money(let value): cursor.put(money: value, decimals: decimals)
    case .time(let hours): stamp.put(hours: hours, into: &cursor)
    case .empty: break
    }
  }
}
