import Scenarios
import Simulation
import Support

/// `sessions.csv`: visits to stages that follow each other without a longer break.
struct SessionsTable: BlockTable {
  /// A longer gap begins a new session, in hours.
  private static let longestGap = SessionRule.longestPause / 3600

  private enum Column: CaseIterable {
    case customer, number, start, end, arm, segment, channel, views, first, last, added, orders
    case revenue

    var entry: FileColumns.Entry {
      switch self {
      case .customer: .init("case_id", "Number of the customer.")
      case .number: .init("session", "Which session of the customer it is, from 1.")
      case .start: .init("start", "Time of the first event, ISO 8601 in UTC.")
      case .end: .init("end", "Time of the last event; a gap of over 30 minutes ends a session.")
      case .arm: .init("arm", "Name of the arm the customer was assigned to.")
      case .segment: .init("segment", "Segment of the customer.")
      case .channel: .init("channel", "Channel by which the customer came.")
      case .views: .init("page_views", "Visits to stages; a bounce has one.")
      case .first: .init("first_stage", "Stage in which it began.")
      case .last: .init("last_stage", "Stage in which it ended.")
      case .added: .init("items_added", "Items put into the basket.")
      case .orders: .init("orders", "Orders placed.")
      case .revenue: .init("revenue", "Money received, less refunds.")
      }
    }
  }

  private struct Session {
    var customer: UInt64
    var number: Int
    var start: Double
    var end: Double
    var arm: Int
    var segment: Int
    var channel: Int
    var views = 0
    var first: Int
    var last: Int
    var added = 0
    var orders = 0
    var revenue: Int64 = 0

    init(_ event: EventRecord, arm: Int, number: Int) {
      customer = event.customer
      self.number = number
      (start, end) = (event.time, event.time)
      self.arm = arm
      (segment, channel) = (Int(event.segment), Int(event.channel))
      (first, last) = (Int(event.stage), Int(event.stage))
    }

    mutating func add(_ event: EventRecord) {
      end = event.time
      last = Int(event.stage)
      revenue += event.amount
      switch event.kind {
      case .enter: views += 1
      case .addItem: added += 1
      case .order: orders += 1
      default: break
      }
    }
  }

  static let everyHeader = FileColumns(
    file: "sessions.csv", row: "session", columns: Column.allCases.map(\.entry))

  let header: FileColumns
  private let columns: [Column]
  private let stamp: TimeStamp
  private let decimals: Int
  private let arms: Labels
  private let segments: Labels
  private let channels: Labels
  private let stages: Labels

  init(compiled: CompiledScenario) {
    let scenario = compiled.scenario
    let hasSegments = Variety(compiled).hasSegments
    columns = Column.allCases.filter { $0 != .segment || hasSegments }
    header = FileColumns(
      file: Self.everyHeader.file, row: Self.everyHeader.row, columns: columns.map(\.entry))
    stamp = TimeStamp(start: scenario.market.start)
    decimals = scenario.market.currency.decimals
    arms = Labels(scenario.experiment.arms.map(\.name))
    segments = Labels(scenario.population.segments.map(\.name))
    channels = Labels(scenario.market.channels.map(\.name))
    stages = Labels(scenario.journey.stages.map(\.name))
  }

  func append(_ block: BlockRecord, to buffer: inout ByteBuffer) -> Int {
    var session: Session?
    var count = 0
    // The end of the period is nothing that a customer does.
    for (event, arm) in zip(block.events, block.eventArms) where event.kind != .censored {
      let isSame = session?.customer == event.customer
      if let known = session, !isSame || event.time - known.end > Self.longestGap {
        put(known, into: &buffer)
        session = Session(event, arm: Int(arm), number: isSame ? known.number + 1 : 1)
        count += 1
      }
      if session == nil { session = Session(event, arm: Int(arm), number: 1) }
      session?.add(event)
    }
    if let session {
      put(session, into: &buffer)
      count += 1
    }
    return count
  }

  private func put(_ session: Session, into buffer: inout ByteBuffer) {
    func put(_ label: Int, of labels: Labels) { buffer.append(label: label, of: labels) }
    for column in columns {
      switch column {
      case .customer: buffer.append(integer: Int64(truncatingIfNeeded: session.customer))
      case .number: buffer.append(integer: Int64(session.number))
      case .start: buffer.append(hours: session.start, using: stamp)
      case .end: buffer.append(hours: session.end, using: stamp)
      case .arm: put(session.arm, of: arms)
      case .segment: put(session.segment, of: segments)
      case .channel: put(session.channel, of: channels)
      case .views: buffer.append(integer: Int64(session.views))
      case .first: put(session.first, of: stages)
      case .last: put(session.last, of: stages)
      case .added: buffer.append(integer: Int64(session.added))
      case .orders: buffer.append(integer: Int64(session.orders))
      case .revenue: buffer.append(money: session.revenue, decimals: decimals)
      }
      buffer.endCell()
    }
    buffer.endRow()
  }
}
