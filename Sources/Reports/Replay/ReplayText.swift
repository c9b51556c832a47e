package import Scenarios
package import Simulation
import Support

/// One customer's journeys under all arms, side by side and then step by step.
package struct ReplayText {
  private let scenario: Scenario
  private let replay: CustomerReplay
  private let stamp: TimeStamp

  /// Wraps a replay of a scenario.
  package init(scenario: Scenario, replay: CustomerReplay) {
    self.scenario = scenario
    self.replay = replay
    stamp = TimeStamp(start: scenario.market.start)
  }

  /// The whole text, each line ended.
  package var text: String {
    var sections = [heading, sideBySide]
    sections += replay.journeys.indices.map(details)
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func armName(_ arm: Int) -> String { scenario.experiment.arms[arm].name }
  private func stageName(_ stage: Int) -> String { scenario.journey.stages[stage].name }

  private var heading: [String] {
    let traits = zip(scenario.population.traits, replay.traits).map {
      "\($0.name) \(Figures.number($1))"
    }
    return [
      "Customer \(replay.customer): \(scenario.population.segments[replay.segment].name), by"
        + " \(scenario.market.channels[replay.channel].name),"
        + " arrived \(stamp.text(hours: replay.arrival)),"
        + " assigned to \(armName(replay.assignedArm))"
    ].flatMap { TextTable.wrap($0, width: TextTable.width) }
      + TextTable.paragraph(traits.joined(separator: ", "), lead: "  true", indent: 8)
  }

  private var sideBySide: [String] {
    let stageColumns = replay.journeys.map { journey in
      journey.visits.map { stageName($0.stage) } + (journey.isCensored ? ["(cut off)"] : [])
    }
    let width = max(8, (TextTable.width - 8) / max(1, replay.journeys.count) - 2)
    var table = TextTable(
      [TextTable.Heading(text: "visit")]
        + replay.journeys.map {
          TextTable.Heading(text: TextTable.shortened(armName($0.arm), to: width), isRight: false)
        })
    for visit in 0..<(stageColumns.map(\.count).max() ?? 0) {
      table.add(
        ["\(visit + 1)"]
          + stageColumns.map { column in
            visit < column.count ? TextTable.shortened(column[visit], to: width) : ""
          })
    }
    return ["Side by side"] + table.lines
  }

  /// The visits of a journey; those that the control shares are told once.
  private func details(_ index: Int) -> [String] {
    let journey = replay.journeys[index]
    let first = replay.journeys[0]
    let shared =
      index == 0 ? 0 : zip(first.visits, journey.visits).prefix { $0.isSame(as: $1) }.count
    var lines = ["Under \(TextTable.printable(armName(journey.arm)))"]
    if shared > 0 {
      let all = shared == journey.visits.count && shared == first.visits.count
      lines.append(
        all
          ? "  every visit as under \(armName(first.arm))"
          : "  visits 1 to \(shared) as under \(armName(first.arm))")
    }
    for (number, visit) in journey.visits.enumerated().dropFirst(shared) {
      lines += describe(visit, number: number + 1)
    }
    if journey.isCensored { lines.append("  cut off by the end of the horizon") }
    return lines
  }

  private func describe(_ visit: JourneyTrace.Visit, number: Int) -> [String] {
    let times = visit.number == 1 ? "" : " (visit \(visit.number) to it)"
    var lines = [
      "  \(number). \(stamp.text(hours: visit.entered))  \(stageName(visit.stage))\(times)"
    ]
    lines += visit.notes.flatMap { TextTable.paragraph($0, lead: "", indent: 6) }
    if let left = visit.left {
      lines.append("      stayed \(Self.duration(hours: left - visit.entered))")
    }
    guard let draw = visit.draw else { return lines }
    var table = TextTable([
      TextTable.Heading(text: "    way on", isRight: false), TextTable.Heading(text: "utility"),
      TextTable.Heading(text: "probability"), TextTable.Heading(text: "up to"),
      TextTable.Heading(text: "", isRight: false),
    ])
    var sum = 0.0
    for option in visit.options {
      sum += option.probability
      table.add([
        "    \(stageName(option.target))",
        option.utility.map { Figures.fixed($0, decimals: 4) } ?? "closed",
        Figures.fixed(option.probability, decimals: 4), Figures.fixed(sum, decimals: 4),
        option.target == visit.next ? "<- draw \(Figures.fixed(draw, decimals: 4))" : "",
      ])
    }
    return lines + table.lines
  }

  /// A time span in the unit that suits it.
  static func duration(hours: Double) -> String {
    switch hours {
    case 48...: "\(Figures.fixed(hours / 24, decimals: 1)) days"
    case 1...: "\(Figures.fixed(hours, decimals: 1)) h"
    case (1.0 / 60)...: "\(Figures.fixed(hours * 60, decimals: 1)) min"
    default: "\(Figures.fixed(hours * 3600, decimals: 1)) s"
    }
  }
}

extension JourneyTrace.Visit {
  /// Whether the customer met the same ways onward, did the same and for the same reason.
  fileprivate func isSame(as other: JourneyTrace.Visit) -> Bool {
    stage == other.stage && entered == other.entered && left == other.left && next == other.next
      && draw == other.draw && notes == other.notes && options.count == other.options.count
      && zip(options, other.options).allSatisfy {
        $0.target == $1.target && $0.utility == $1.utility && $0.probability == $1.probability
      }
  }
}
