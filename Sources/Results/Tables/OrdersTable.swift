import Scenarios
import Simulation
import Support

/// `orders.csv`: the orders of the experiment as a business books them.
struct OrdersTable: BlockTable {
  private enum Column: CaseIterable {
    case order, customer, time, arm, segment, channel, lines, items, goods, voucher, fee, paid
    case shipping, promised, delivered, refund, refundTime

    var entry: FileColumns.Entry {
      switch self {
      case .order: .init("order", "The customer's number and which order of the customer it is.")
      case .customer: .init("case_id", "Number of the customer.")
      case .time: .init("timestamp", "Time of the order, ISO 8601 in UTC.")
      case .arm: .init("arm", "Name of the arm the customer was assigned to.")
      case .segment: .init("segment", "Segment of the customer.")
      case .channel: .init("channel", "Channel by which the customer came.")
      case .lines:
        .init("lines", "What was ordered: product:number:price of one, separated by `;`.")
      case .items: .init("items", "Items ordered.")
      case .goods: .init("goods_value", "Price of all items, before voucher and fee.")
      case .voucher: .init("voucher", "What a voucher took off.")
      case .fee: .init("shipping_fee", "What the customer paid for shipping.")
      case .paid: .init("paid", "Goods value less the voucher, and the shipping fee.")
      case .shipping: .init("shipping", "Name of the shipping option.")
      case .promised: .init("promised", "Time by which delivery was promised.")
      case .delivered:
        .init("delivered", "Time of delivery; empty where the period ended before it.")
      case .refund: .init("refunded", "Money given back; empty for an order that was kept.")
      case .refundTime: .init("refund_time", "Time of the refund.")
      }
    }

    func isThere(_ variety: Variety) -> Bool {
      switch self {
      case .segment: variety.hasSegments
      case .voucher: variety.hasVouchers
      case .fee, .shipping, .promised, .delivered: variety.hasShipping
      default: true
      }
    }
  }

  /// An order, and the refund that came of it.
  private struct Row {
    var event: EventRecord
    var order: OrderRecord
    var arm: Int
    var number: Int
    var refund: EventRecord?
  }

  static let everyHeader = FileColumns(
    file: "orders.csv", row: "order", columns: Column.allCases.map(\.entry))

  let header: FileColumns
  private let columns: [Column]
  private let stamp: TimeStamp
  private let horizon: Double
  private let decimals: Int
  private let arms: Labels
  private let segments: Labels
  private let channels: Labels
  private let shipping: Labels
  private let products: [String]

  init(compiled: CompiledScenario) {
    let scenario = compiled.scenario
    let variety = Variety(compiled)
    columns = Column.allCases.filter { $0.isThere(variety) }
    header = FileColumns(
      file: Self.everyHeader.file, row: Self.everyHeader.row, columns: columns.map(\.entry))
    stamp = TimeStamp(start: scenario.market.start)
    horizon = scenario.market.horizonHours
    decimals = scenario.market.currency.decimals
    arms = Labels(scenario.experiment.arms.map(\.name))
    segments = Labels(scenario.population.segments.map(\.name))
    channels = Labels(scenario.market.channels.map(\.name))
    shipping = Labels(scenario.shipping.map(\.name))
    products = scenario.products.map(\.name)
  }

  func append(_ block: BlockRecord, to buffer: inout ByteBuffer) -> Int {
    let rows = rows(of: block)
    for row in rows {
      for column in columns {
        put(column, of: row, into: &buffer)
        buffer.endCell()
      }
      buffer.endRow()
    }
    return rows.count
  }

  /// The orders of a block; a refund belongs to the customer's last order, if that was placed within
  /// the experiment.
  private func rows(of block: BlockRecord) -> [Row] {
    var rows: [Row] = []
    for (event, arm) in zip(block.events, block.eventArms) {
      let last = rows.last?.event.customer == event.customer ? rows.last : nil
      switch event.kind {
      case .order where rows.count < block.orders.count:
        rows.append(
          Row(
            event: event, order: block.orders[rows.count], arm: Int(arm),
            number: 1 + (last?.number ?? 0)))
      case .refund where last != nil: rows[rows.count - 1].refund = event
      default: break
      }
    }
    return rows
  }

  private func put(_ column: Column, of row: Row, into buffer: inout ByteBuffer) {
    let event = row.event
    func put(_ label: Int, of labels: Labels) { buffer.append(label: label, of: labels) }
    func put(money: Int64) { buffer.append(money: money, decimals: decimals) }
    func put(time hours: Double) { buffer.append(hours: hours, using: stamp) }
    switch column {
    case .order: buffer.append("\(event.customer)-\(row.number)")
    case .customer: buffer.append(integer: Int64(truncatingIfNeeded: event.customer))
    case .time: put(time: event.time)
    case .arm: put(row.arm, of: arms)
    case .segment: put(Int(event.segment), of: segments)
    case .channel: put(Int(event.channel), of: channels)
    case .lines: buffer.append(CSVCell.encode(lines(row.order)))
    case .items: buffer.append(integer: Int64(event.basketItems))
    case .goods: put(money: event.basketValue)
    case .voucher: put(money: Int64(event.voucher))
    case .fee: put(money: Int64(event.fee))
    case .paid: put(money: event.amount)
    case .shipping: put(Int(event.shipping), of: shipping)
    case .promised:
      if let hours = row.order.promisedHours { put(time: event.time + hours) }
    case .delivered:
      if let hours = row.order.deliveryHours, event.time + hours <= horizon {
        put(time: event.time + hours)
      }
    case .refund: if let refund = row.refund { put(money: -refund.amount) }
    case .refundTime: if let refund = row.refund { put(time: refund.time) }
    }
  }

  private func lines(_ order: OrderRecord) -> String {
    order.lines.map { line in
      var price = ByteBuffer(capacity: 64)
      price.append(money: line.price, decimals: decimals)
      return "\(products[line.product]):\(line.count):\(price.text)"
    }.joined(separator: ";")
  }
}
