package import Scenarios
package import Simulation
import Support

/// One customer's journeys under all arms, side by side and then visit by visit.
package struct ReplayDocument {
  let scenario: Scenario
  let replay: CustomerReplay
  let plan: MeasurePlan
  let stamp: TimeStamp

  package init(scenario: Scenario, plan: MeasurePlan, replay: CustomerReplay) {
    self.scenario = scenario
    self.plan = plan
    self.replay = replay
    stamp = TimeStamp(start: scenario.market.start)
  }

  package var document: Document {
    let segment = scenario.population.segments[replay.segment].name
    let channel = scenario.market.channels[replay.channel].name
    let traits = zip(scenario.population.traits, replay.traits).map { trait, value -> Sentence in
      "\(trait.name) \(.number(value))"
    }
    return Document(
      title: """
        Customer \(String(replay.customer)): \(segment), by \(channel), arrived \
        \(stamp.text(hours: replay.arrival)), assigned to \(armName(replay.assignedArm))
        """,
      facts: traits.isEmpty ? "" : "true \(traits.joined(separator: ", "))",
      sections: [Document.Section("side by side", "Side by side", [.table(sideBySide)])]
        + replay.journeys.indices.flatMap(sections), values: values)
  }

  func armName(_ arm: Int) -> String { scenario.experiment.arms[arm].name }
  func stageName(_ stage: Int) -> String { scenario.journey.stages[stage].name }

  private var sideBySide: Table {
    let paths = replay.journeys.map { journey in
      journey.visits.map { stageName($0.stage) } + (journey.isCensored ? ["(cut off)"] : [])
    }
    let arms = replay.journeys.map { Table.Column.words(armName($0.arm)) }
    var table = Table([Table.Column("visit")] + arms)
    for visit in 0..<(paths.map(\.count).max() ?? 0) {
      let stages = paths.map { Sentence(visit < $0.count ? $0[visit] : "") }
      table.add(["\(visit + 1)"] + stages)
    }
    return table
  }

  /// The visits of a journey; those that the control shares are told once.
  private func sections(_ index: Int) -> [Document.Section] {
    let journey = replay.journeys[index]
    let first = replay.journeys[0]
    let arm = armName(journey.arm)
    let shared =
      index == 0 ? 0 : zip(first.visits, journey.visits).prefix { $0.isSame(as: $1) }.count
    var sections: [Document.Section] = []
    if shared > 0 {
      let isAll = shared == journey.visits.count && shared == first.visits.count
      let visits: Sentence = isAll ? "every visit" : "visits 1 to \(.count(shared))"
      sections.append(
        Document.Section(
          "\(arm), shared", "Under \(arm)", [.lead("\(visits) as under \(armName(first.arm))")]))
    }
    for (number, visit) in journey.visits.enumerated().dropFirst(shared) {
      sections.append(section(visit, number: number + 1, arm: arm))
      // Where the ways part, the control's visit is of the same stage.
      if index > 0, number == shared, first.visits.indices.contains(number),
        let reason = parting(visit, from: first.visits[number])
      {
        sections[sections.count - 1].blocks.append(.note(reason))
      }
    }
    if journey.isCensored, !sections.isEmpty {
      sections[sections.count - 1].blocks.append(.note("cut off by the end of the horizon"))
    }
    return sections
  }

  /// Why the same draw leads another way here: a slice grew or shrank, or only its place moved.
  private func parting(
    _ visit: JourneyTrace.Visit, from other: JourneyTrace.Visit
  ) -> Sentence? {
    guard visit.stage == other.stage, visit.draw == other.draw, visit.draw != nil,
      let next = visit.next, let before = other.next, next != before
    else { return nil }
    func chance(_ target: Int, _ visit: JourneyTrace.Visit) -> Double {
      visit.options.first { $0.target == target }?.probability ?? 0
    }
    let (own, control) = (chance(before, visit), chance(before, other))
    let change: Sentence = "\(.fixed(control, decimals: 4)) to \(.fixed(own, decimals: 4))"
    guard own >= control else {
      return """
        The draw is the same as under \(armName(replay.journeys[0].arm)), where it led to \
        \(stageName(before)): that is less likely here, \(change).
        """
    }
    return """
      The draw is the same as under \(armName(replay.journeys[0].arm)), where it led to \
      \(stageName(before)): that is no less likely here, \(change). Only the slices of the ways \
      moved under the draw; it says nothing of what this customer prefers.
      """
  }

  private func section(_ visit: JourneyTrace.Visit, number: Int, arm: String) -> Document.Section {
    let times = visit.number == 1 ? "" : " (visit \(visit.number) to it)"
    var stay = Sentence(stamp.text(hours: visit.entered))
    if let left = visit.left { stay += ", stayed \(Self.duration(hours: left - visit.entered))" }
    var blocks: [Block] = [.lead(stay)]
    blocks += visit.notes.map { Block.item(Sentence($0)) }
    blocks.append(.table(waysOnward(visit)))
    return Document.Section(
      "\(arm), visit \(number)",
      "Under \(arm), visit \(number): \(stageName(visit.stage))\(times)", blocks)
  }

  private func waysOnward(_ visit: JourneyTrace.Visit) -> Table {
    var table = Table([
      .words("way on"), Table.Column("utility"), Table.Column("probability"),
      Table.Column("up to"), .words(""),
    ])
    guard let draw = visit.draw else { return table }
    var sum = 0.0
    for option in visit.options {
      sum += option.probability
      table.add([
        Sentence(stageName(option.target)),
        .value(.fixed(option.utility, decimals: 4)),
        .value(.fixed(option.probability, decimals: 4)), .value(.fixed(sum, decimals: 4)),
        option.target == visit.next ? "<- draw \(.fixed(draw, decimals: 4))" : "",
      ])
    }
    return table
  }

  /// A time span in the unit that suits it.
  private static func duration(hours: Double) -> Sentence {
    let (size, unit): (Double, String) =
      switch hours {
      case 48...: (hours / 24, "days")
      case 1...: (hours, "h")
      case (1.0 / 60)...: (hours * 60, "min")
      default: (hours * 3600, "s")
      }
    return "\(.fixed(size, decimals: 1)) \(unit)"
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
