import Foundation
import Scenarios
package import Simulation

/// The engine beside the oracle, customer by customer.
package struct PlainComparison {
  /// Hours by which times may differ.
  private static let precision = 1e-6

  let compiled: CompiledScenario
  let seed: UInt64
  let worlds: RunOptions.Worlds
  /// What differs, in words; empty where engine and oracle agree.
  package private(set) var differences: [String] = []
  package let market: PlainMarket
  package let rows: [CustomerRecord]
  /// The oracle's measures of each customer.
  private let measures: [[Int64]]

  /// Runs both on one thread.
  package init(_ compiled: CompiledScenario, seed: UInt64, worlds: RunOptions.Worlds) throws {
    self.compiled = compiled
    self.seed = seed
    self.worlds = worlds
    let collector = RowCollector()
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, worlds: worlds, replications: 1, recordsEvents: true, recordsOrders: true,
        recordsCustomers: true)
    ).run(sink: collector)
    let market = try Self.market(compiled, seed, worlds)
    self.market = market
    measures = market.units.map { unit in
      compiled.plan.measures.map { market.measure($0, of: unit) }
    }
    rows = collector.customers
    compareCustomers()
    compareEvents(collector.events)
    compareOrders(collector.orders)
    compareSums(outcome)
    compareFunnel(outcome.funnel)
    if worlds == .experiment { try compareRollOuts(outcome) }
  }

  private static func market(
    _ compiled: CompiledScenario, _ seed: UInt64, _ worlds: RunOptions.Worlds
  ) throws -> PlainMarket {
    var market = try PlainMarket(
      base: compiled.scenario, arms: compiled.arms, worlds: worlds, seed: seed)
    try market.run()
    return market
  }

  private mutating func expect<Value: Equatable>(
    _ name: @autoclosure () -> String, _ found: Value, _ right: Value
  ) {
    guard found != right, differences.count < 20 else { return }
    differences.append("\(name()): engine \(found), oracle \(right)")
  }

  private mutating func expect(
    _ name: @autoclosure () -> String, near found: Double, _ right: Double,
    within tolerance: Double = PlainComparison.precision
  ) {
    guard abs(found - right) > tolerance, differences.count < 20 else { return }
    differences.append("\(name()): engine \(found), oracle \(right)")
  }

  private mutating func compareCustomers() {
    let units = market.units
    expect("customers", rows.map(\.customer), units.map(\.number))
    guard rows.count == units.count else { return }
    for (place, (row, unit)) in zip(rows, units).enumerated() {
      let name = "customer \(unit.number)"
      expect("\(name), arrival", near: row.arrival, unit.arrival)
      expect("\(name), segment", row.segment, unit.segment)
      expect("\(name), channel", row.channel, unit.channel)
      // Where an arm is rolled out, rows may still name the arm that an experiment would assign.
      if case .rollOut = worlds {} else { expect("\(name), arm", row.arm, unit.arm) }
      expect("\(name), censored", row.isCensored, unit.status == .censored)
      for (index, value) in unit.traits.enumerated() {
        expect(
          "\(name), trait \(index)", near: row.traits[index], value, within: 1e-7 * (1 + abs(value))
        )
      }
      for (index, measure) in compiled.plan.measures.enumerated() {
        let right = measures[place][index]
        // A whole second may begin between two times that count as equal.
        let slack: Int64 = measure.kind == .seconds && row.measures[index] != 0 ? 1 : 0
        let difference = abs(row.measures[index] - right)
        guard difference > slack else { continue }
        expect("\(name), \(measure.name)", row.measures[index], right)
      }
    }
  }

  private mutating func compareEvents(_ events: [EventRecord]) {
    let byCustomer = Dictionary(grouping: events, by: \.customer)
    for unit in market.units {
      let found = byCustomer[unit.number] ?? []
      let right = market.events[Int(unit.number)]
      let name = "events of customer \(unit.number)"
      expect("number of \(name)", found.count, right.count)
      for (own, other) in zip(found, right) {
        let seen = PlainEvent(
          time: other.time, kind: own.kind, stage: Int(own.stage),
          product: own.product == EventRecord.none ? nil : Int(own.product),
          shipping: own.shipping == EventRecord.none ? nil : Int(own.shipping),
          amount: own.amount, cost: own.cost, fee: Int64(own.fee), voucher: Int64(own.voucher),
          basketValue: own.basketValue, basketItems: Int(own.basketItems))
        expect(name, seen, other)
        expect("arrival of \(name)", near: own.arrival, unit.arrival)
        expect("segment of \(name)", Int(own.segment), unit.segment)
        expect("time of \(name)", near: own.time, other.time)
      }
    }
  }

  private mutating func compareOrders(_ orders: [OrderRecord]) {
    let byCustomer = Dictionary(grouping: orders, by: \.customer)
    for unit in market.units {
      let found = (byCustomer[unit.number] ?? []).map { order in
        PlainLines(
          lines: order.lines.map { [Int64($0.product), Int64($0.count), $0.price] },
          promisedHours: order.promisedHours, deliveryHours: order.deliveryHours)
      }
      let right = market.orders[Int(unit.number)]
      expect("orders of customer \(unit.number)", found.map(\.lines), right.map(\.lines))
      guard found.count == right.count else { continue }
      for (own, other) in zip(found, right) {
        expect("promise of customer \(unit.number)", own.promisedHours, other.promisedHours)
        expect(
          "delivery of customer \(unit.number)", near: own.deliveryHours ?? -1,
          other.deliveryHours ?? -1)
      }
    }
  }

  private mutating func compareSums(_ outcome: ExperimentOutcome) {
    if worlds != .experiment { expect("transitions", outcome.transitions, market.transitions) }
    let cells = outcome.cells
    let width = compiled.plan.measures.count
    // By cell: the number of customers, then the sums of their measures.
    var observed = [[Int64]](
      repeating: [Int64](repeating: 0, count: 1 + width), count: outcome.observed.counts.count)
    var daily = [[Int64]](
      repeating: [Int64](repeating: 0, count: 1 + width), count: outcome.daily.counts.count)
    for (unit, values) in zip(market.units, measures) {
      let own = cells.observed(arm: unit.arm, segment: unit.segment)
      let day = cells.daily(day: Int(unit.arrival / 24), arm: unit.arm)
      for (index, value) in ([1] + values).enumerated() {
        observed[own][index] += value
        daily[day][index] += value
      }
    }
    for (index, measure) in compiled.plan.measures.enumerated() where measure.kind != .seconds {
      expect(
        "sums of \(measure.name)",
        observed.indices.map { outcome.observed.sum(cell: $0, measure: index) },
        observed.map { $0[1 + index] })
      expect(
        "sums of \(measure.name) by day",
        daily.indices.map { outcome.daily.sum(cell: $0, measure: index) },
        daily.map { $0[1 + index] })
    }
    expect("customers by cell", outcome.observed.counts, observed.map { $0[0] })
    expect("customers by day", outcome.daily.counts, daily.map { $0[0] })
  }

  private mutating func compareFunnel(_ funnel: Funnel) {
    let journey = compiled.scenario.journey
    for (arm, scenario) in compiled.arms.enumerated() {
      var edge = 0
      for (stage, row) in scenario.journey.stages.enumerated() {
        let name = "stage \(row.name) of arm \(arm)"
        for segment in compiled.scenario.population.segments.indices {
          func count(_ edge: Int?) -> Int64 {
            Int64(market.count(arm: arm, segment: segment, stage: stage, edge: edge))
          }
          let cell = (arm: arm, segment: segment, stage: stage)
          expect(
            "entering \(name)",
            funnel.entered(arm: cell.arm, segment: cell.segment, stage: cell.stage), count(nil))
          expect(
            "cut off in \(name)",
            funnel.censored(arm: cell.arm, segment: cell.segment, stage: cell.stage), count(-1))
          for way in row.edges.indices {
            expect(
              "steps from \(name)",
              funnel.left(arm: arm, segment: segment, edge: edge + way), count(way))
          }
          if let mean = funnel.meanState(arm: arm, segment: segment, stage: stage) {
            expect(
              "state in \(name)", near: mean,
              market.meanState(arm: arm, segment: segment, stage: stage), within: 2e-6)
          }
          compareDwell(funnel, name, cell)
        }
        edge += row.edges.count
      }
    }
    expect("stages", funnel.stages, journey.stages.count)
  }

  /// Quantiles of times come from bins of 2.2 %, so that neighbours in rank are allowed for.
  private mutating func compareDwell(
    _ funnel: Funnel, _ name: String, _ cell: (arm: Int, segment: Int, stage: Int)
  ) {
    let times = market.dwells(arm: cell.arm, segment: cell.segment, stage: cell.stage)
    for level in [0.1, 0.5, 0.75] {
      let found = funnel.dwellQuantile(
        level, arm: cell.arm, segment: cell.segment, stage: cell.stage)
      expect("dwell of \(name) is known", found != nil, !times.isEmpty)
      guard let found, !times.isEmpty else { continue }
      let rank = level * Double(times.count)
      let lower = times[max(0, min(Int(rank) - 1, times.count - 1))]
      let upper = times[min(Int(rank.rounded(.up)), times.count - 1)]
      let isNear = found >= lower / 1.04 - 2e-5 && found <= upper * 1.04 + 2e-5
      expect("dwell quantile \(level) of \(name), \(found) in \(lower)…\(upper)", isNear, true)
    }
  }

  private mutating func compareRollOuts(_ outcome: ExperimentOutcome) throws {
    guard let rollOut = outcome.rollOut else { return expect("truth", false, true) }
    for arm in compiled.arms.indices {
      let market = try Self.market(compiled, seed, .rollOut(arm: arm))
      let units = market.units
      for (index, measure) in compiled.plan.measures.enumerated() where measure.kind != .seconds {
        let sum = outcome.cells.rollOut(arm: arm).reduce(Int64(0)) {
          $0 + rollOut.sum(cell: $1, measure: index)
        }
        let right = units.reduce(0) { $0 + market.measure(measure, of: $1) }
        expect("true \(measure.name) of arm \(arm)", sum, right)
        guard rows.count == units.count else { continue }
        for (row, unit) in zip(rows, units) where !row.potentialMeasures.isEmpty {
          expect(
            "potential \(measure.name) of customer \(unit.number), arm \(arm)",
            row.potential(index, arm: arm), market.measure(measure, of: unit))
        }
      }
    }
  }
}

extension PlainMarket {
  func count(arm: Int, segment: Int, stage: Int, edge: Int?) -> Int {
    counts[PlainPlace(arm: arm, segment: segment, stage: stage, edge: edge)] ?? 0
  }

  /// Times spent in a stage, rising.
  func dwells(arm: Int, segment: Int, stage: Int) -> [Double] {
    (dwells[PlainPlace(arm: arm, segment: segment, stage: stage)] ?? []).sorted()
  }

  func meanState(arm: Int, segment: Int, stage: Int) -> Double {
    let values = states[PlainPlace(arm: arm, segment: segment, stage: stage)] ?? []
    return values.reduce(0, +) / Double(max(1, values.count))
  }
}
