import Scenarios
import Simulation
import Support

/// `customers.csv`: one row per customer, what only a simulation knows in columns `true_…`.
struct CustomersTable: BlockTable {
  private enum Cell {
    case number, arrival, arm, segment, channel, censored
    case measure(Int, isMoney: Bool)
    case trait(Int)
    case potential(Int, arm: Int, isMoney: Bool)
  }

  private typealias Column = (entry: FileColumns.Entry, cell: Cell)

  private static let fixed: [Column] = [
    (.init("case_id", "Number of the customer."), .number),
    (.init("arrival", "Time of arrival, ISO 8601 in UTC."), .arrival),
    (.init("arm", "Name of the arm the customer was assigned to."), .arm),
    (.init("segment", "Segment of the customer."), .segment),
    (.init("channel", "Channel by which the customer came."), .channel),
    (.init("censored", "1 when the end of the horizon cut the journey off, else 0."), .censored),
  ]

  /// Names of the columns that every scenario has, before the measures.
  static let fixedColumns = fixed.map(\.entry.name)

  /// The columns by kind, where no scenario says which measures, traits and arms there are.
  static let everyHeader = FileColumns(
    file: "customers.csv", row: "customer",
    columns: fixed.map { $0.entry } + [
      .init("<measure>", "Each measure: converted, orders, items, revenue, margin, …."),
      .init("<trait>", "Each trait that the business observes."),
      .init("true_<trait>", "Each other trait of the customer; no business sees it."),
      .init(
        "true_<measure>_<arm>",
        "Orders, revenue and margin had the customer been assigned to the arm; only when customers"
          + " share nothing."),
    ])

  /// The measures of which outcomes under every arm are written.
  private static let potentials: [Measure] = [
    .tally(.orders), .tally(.revenue), .tally(.margin),
  ]

  /// The header, which depends on the scenario's measures, traits and arms.
  let header: FileColumns
  private let cells: [Cell]
  private let stamp: TimeStamp
  private let decimals: Int
  private let arms: Labels
  private let segments: Labels
  private let channels: Labels
  private let rowWidth: Int

  /// The columns of a scenario, with or without what only a simulation knows; outcomes under every
  /// arm are known when customers share nothing.
  init(
    scenario: Scenario, plan: MeasurePlan, showsTruth: Bool = true, withPotentialOutcomes: Bool
  ) {
    stamp = TimeStamp(start: scenario.market.start)
    decimals = scenario.market.currency.decimals
    arms = Labels(scenario.experiment.arms.map(\.name))
    segments = Labels(scenario.population.segments.map(\.name))
    channels = Labels(scenario.market.channels.map(\.name))
    let columns = Self.columns(
      scenario, plan, showsTruth: showsTruth, withPotentialOutcomes: withPotentialOutcomes)
    header = FileColumns(
      file: Self.everyHeader.file, row: Self.everyHeader.row, columns: columns.map { $0.entry })
    cells = columns.map { $0.cell }
    rowWidth =
      arms.room + segments.room + channels.room + TimeStamp.room
      + cells.count * (ByteBuffer.widestNumber + 1)
  }

  private static func columns(
    _ scenario: Scenario, _ plan: MeasurePlan, showsTruth: Bool, withPotentialOutcomes: Bool
  ) -> [Column] {
    func name(_ text: String) -> String { text.replacing(" ", with: "_") }
    let measures = plan.measures.enumerated().map { index, measure -> Column in
      (
        .init(name(measure.name), measure.meaning),
        .measure(index, isMoney: measure.kind == .money)
      )
    }
    let traits = scenario.population.traits.enumerated().compactMap { index, trait -> Column? in
      if trait.isObserved {
        return (.init(trait.name, "The trait, which the business observes."), .trait(index))
      }
      guard showsTruth else { return nil }
      return (.init("true_\(trait.name)", "The trait; no business sees it."), .trait(index))
    }
    guard showsTruth, withPotentialOutcomes else { return fixed + measures + traits }
    let outcomes = potentials.compactMap { measure in
      plan.measures.firstIndex(of: measure).map { (index: $0, measure: measure) }
    }
    return fixed + measures + traits
      + outcomes.flatMap { index, measure in
        scenario.experiment.arms.enumerated().map { arm, description -> Column in
          (
            .init(
              "true_\(name(measure.name))_\(name(description.name))",
              "\(measure.meaning) If assigned to \(description.name)."),
            .potential(index, arm: arm, isMoney: measure.kind == .money)
          )
        }
      }
  }

  func append(_ block: BlockRecord, to buffer: inout ByteBuffer) -> Int {
    for customer in block.customers {
      buffer.write(atMost: rowWidth) { cursor in
        for cell in cells {
          put(cell, of: customer, into: &cursor)
          cursor.put(UInt8(ascii: ","))
        }
        cursor.replaceLast(with: UInt8(ascii: "\n"))
      }
    }
    return block.customers.count
  }

  @inline(__always)
  private func put(_ cell: Cell, of customer: CustomerRecord, into cursor: inout ByteCursor) {
    switch cell {
    case .number: cursor.put(integer: Int64(truncatingIfNeeded: customer.customer))
    case .arrival: stamp.put(hours: customer.arrival, into: &cursor)
    case .arm: arms.put(customer.arm, into: &cursor)
    case .segment: segments.put(customer.segment, into: &cursor)
    case .channel: channels.put(customer.channel, into: &cursor)
    case .censored: cursor.put(UInt8(ascii: customer.isCensored ? "1" : "0"))
    case .measure(let index, let isMoney):
      put(customer.measures[index], isMoney: isMoney, into: &cursor)
    case .trait(let index): cursor.put(number: customer.traits[index])
    case .potential(let index, let arm, let isMoney):
      put(customer.potential(index, arm: arm), isMoney: isMoney, into: &cursor)
    }
  }

  @inline(__always)
  private func put(_ value: Int64, isMoney: Bool, into cursor: inout ByteCursor) {
    if isMoney {
      cursor.put(money: value, decimals: decimals)
    } else {
      cursor.put(integer: value)
    }
  }
}
