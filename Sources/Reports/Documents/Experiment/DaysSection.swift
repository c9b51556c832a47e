import Experiments
import Simulation
import Studies
import Support

/// How the effect settled from day to day, with the boundaries of a test that looks on the way.
struct DaysSection {
  private let result: ExperimentResult

  init(_ result: ExperimentResult) { self.result = result }

  var section: Document.Section {
    let tabs = EffectByDay.all(result).map { effect in
      Block.Tab(
        name: result.armNames[effect.arm], arm: effect.arm,
        blocks: [.figure(days(effect))] + looks(effect.arm))
    }
    let reading: Block = .fold(
      "How to read this",
      [
        .note(
          """
          The line is the difference of all customers who had arrived by a day, with what became \
          of them until the end; the band is its interval, as wide as the spread of all customers \
          makes it; dots are single days. Reading the band each day as if it were the last is \
          peeking: it crosses 0 by chance more often than its level says.
          """)
      ])
    return Document.Section(
      "days", "Effect by day", for: .pages, tabs.isEmpty ? [] : [.tabs(tabs), reading])
  }

  private func days(_ effect: EffectByDay) -> Figure {
    let metric = result.metrics[result.primary]
    let truth = result.truth.effects[effect.arm][result.primary]?.difference
    let name = result.armNames[effect.arm]
    let count = effect.days.count
    var lines = [
      Figure.Curves.Line(
        "\(name) so far", .arm(effect.arm), effect.days.map(\.soFar),
        low: effect.days.map { $0.interval?.lower }, high: effect.days.map { $0.interval?.upper })
    ]
    if count <= 120 {
      lines.append(
        Figure.Curves.Line(
          "single days", .arm(effect.arm), effect.days.map { clipped($0.difference, in: effect) },
          isDots: true))
    }
    if let truth {
      lines.append(
        Figure.Curves.Line("in truth", .truth, Array(repeating: truth, count: count)))
    }
    let unit = metric.unit.noun
    return Figure(
      finding: finding(effect),
      caption: """
        Difference from \(result.armNames[result.control]) in \(metric.name)\
        \(unit.isEmpty ? "" : ", \(unit)"), by day of arrival.
        """,
      .curves(
        Figure.Curves(
          axis: "day of arrival", places: effect.days.map { Double($0.day + 1) },
          unit: metric.unit, lines: lines)),
      table: Table(
        rows: effect.days,
        [
          .values("day") { .count($0.day + 1) }, .values("customers") { .count($0.customers) },
          .values("that day") { .difference($0.difference, metric.unit) },
          .values("so far") { .difference($0.soFar, metric.unit) },
          .values("interval") { .interval($0.interval, metric.unit) },
        ]))
  }

  /// Leaves out single days that would flatten all else; the table has them.
  private func clipped(_ value: Double?, in effect: EffectByDay) -> Double? {
    let ends = effect.days.dropFirst(effect.days.count / 10).compactMap(\.interval)
    guard let value, let low = ends.map(\.lower).min(), let high = ends.map(\.upper).max() else {
      return value
    }
    return value < low - (high - low) || value > high + (high - low) ? nil : value
  }

  /// From when on the interval so far kept to one side of zero.
  private func finding(_ effect: EffectByDay) -> Sentence {
    let name = result.armNames[effect.arm]
    let sides = effect.days.map { day -> Int in
      guard let interval = day.interval, !interval.contains(0) else { return 0 }
      return interval.lower > 0 ? 1 : -1
    }
    guard let last = sides.last, last != 0 else {
      return "\(name): the interval has 0 in it at the end"
    }
    let from = (sides.lastIndex { $0 != last } ?? -1) + 1
    return "\(name): from day \(.count(from + 1)) on the interval stays on one side of 0"
  }

  /// The statistic at each look against the boundary that applies.
  private func looks(_ arm: Int) -> [Block] {
    guard let looks = result.looks, let path = looks.paths[arm] else { return [] }
    let boundary = path.looks.map { $0.criticalValue < 12 ? $0.criticalValue : nil }
    let figure = Figure(
      finding: path.stop.map { "The boundary is crossed at look \(.count($0 + 1))" }
        ?? "No look crosses the boundary",
      caption:
        "Size of the test statistic at each look; it decides where it is above the boundary.",
      .curves(
        Figure.Curves(
          axis: "customers", places: looks.customers.map(Double.init),
          names: looks.customers.map { .value(.count($0)) }, unit: .number,
          lines: [
            Figure.Curves.Line("|z|", .arm(arm), path.looks.map { abs($0.statistic) }),
            Figure.Curves.Line("boundary", .boundary, boundary),
          ])),
      table: Table(
        rows: path.looks.enumerated(),
        [
          .values("customers") { .count(looks.customers[$0.offset]) },
          .values("|z|") { .fixed(abs($0.element.statistic), decimals: 2) },
          .values("boundary") { .fixed(boundary[$0.offset], decimals: 2) },
        ]))
    return [.figure(figure)]
  }
}
