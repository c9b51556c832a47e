import Insight
import Support

/// The journey as a map: reach, orders, time and drop-offs of every touchpoint.
enum MapPart: InsightPart {
  static let name = "map"
  static let heading: Sentence = "Map: where do customers come, order and leave?"

  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws {
    try InsightRefusal.check(input.log.count, of: "events", atLeast: InsightInput.fewest)
    let map = JourneyMap(input.log)
    chapter.map = map
    let ordering = map.cases > 0 ? buyers(input.log) : 0
    chapter.say(
      .answer,
      """
      \(.count(ordering)) of \(.count(map.cases)) customers order \
      (\(.share(Double(ordering) / Double(max(1, map.cases)), decimals: 1))), over \
      \(.count(map.whole.count)) touchpoints.
      """)
    if let loss = map.costliest { chapter.say(.answer, words(of: loss, in: map)) }
    chapter.say(
      .trust,
      """
      These are counts, exact for this log. That buyers meet a touchpoint does not say that it \
      makes them buy.
      """)
    try compare(map, input, &chapter)
    chapter.add("customers", .count(map.cases))
    chapter.add("buyers", .count(ordering))
    chapter.add(table(map))
    chapter.add(nextTable(map))
  }

  private static func buyers(_ log: EventLog) -> Int {
    log.cases.indices.count { index in log.events(of: index).contains { log.isOrder[$0] } }
  }

  private static func words(of loss: JourneyMap.Place, in map: JourneyMap) -> Sentence {
    let steps = map.nextSteps.filter {
      $0.step == 1 && $0.touchpoint == loss.touchpoint && $0.phase == loss.phase
    }
    let next = steps.prefix(3).map { step -> Sentence in
      """
      \(step.next.map { .words($0) } ?? "nothing more") \
      (\(.share(Double(step.cases) / Double(max(1, loss.dropped)), decimals: 0)))
      """
    }
    return """
      The dearest drop-off is \(.words(loss.touchpoint)): \
      \(.share(Double(loss.converted) / Double(max(1, loss.reached)), decimals: 0)) of those who \
      reach it order, but \(.count(loss.dropped)) of \(.count(loss.reached)) are not seen to order \
      after their last time there. What they do next: \(.list(next)).
      """
  }

  /// The visits of the log beside those that the run counted.
  private static func compare(
    _ map: JourneyMap, _ input: InsightInput, _ chapter: inout InsightChapter
  ) throws {
    guard let entered = input.truth?.entered, !entered.isEmpty else { return }
    var visits: [String: Int] = [:]
    for place in map.whole {
      guard let phase = place.phase else { continue }
      // A stage's own touchpoint is entered as often as the stage; other deeds there may not be.
      if entered[phase] == place.visits || visits[phase] == nil { visits[phase] = place.visits }
    }
    let stages = entered.filter { $0.value > 0 }
    let different = stages.filter { visits[$0.key] != $0.value }.keys.sorted()
    chapter.add("stages_as_in_funnel", .count(stages.count - different.count))
    chapter.say(
      different.isEmpty ? .truth : .warning,
      different.isEmpty
        ? "funnel.csv of the run counts the same visits at all \(.count(stages.count)) stages."
        : "funnel.csv of the run counts other visits at \(.list(different)).")
  }

  private static func table(_ map: JourneyMap) -> InsightTable {
    func hours(_ place: JourneyMap.Place, _ level: Int) -> StatedValue {
      .number(place.hours.isEmpty ? nil : place.hours[level])
    }
    return InsightTable(
      "map.csv", row: "phase × touchpoint × segment, all customers first", of: map.places,
      shown: min(20, map.whole.count),
      [
        .words("phase", "Phase or stage of the journey.", shown: false) { $0.phase },
        .words("touchpoint", "What customers meet.") { $0.touchpoint },
        .words(
          "segment", "Name in the column \(map.segmentColumn ?? "of segments"), `all` for all.",
          shown: false
        ) { $0.segment ?? SegmentLabel.all },
        .value("reached", "Customers who reach it.") { .count($0.reached) },
        .value("converted", "order", "Those of them who order there or later.") {
          .count($0.converted)
        },
        .value("conversion", "of these", "Their share.") {
          .share(Double($0.converted) / Double(max(1, $0.reached)), decimals: 1)
        },
        .value("visits", "Times that it is entered.") { .count($0.visits) },
        .value("hours_p50", "hours to next", "Hours until the next event, the median.") {
          hours($0, 0)
        },
        .value("hours_p10", "The 10 % quantile.", shown: false) { hours($0, 1) },
        .value("hours_p90", "The 90 % quantile.", shown: false) { hours($0, 2) },
        .value("dropped", "no order after", "Customers whose last visit no order follows.") {
          .count($0.dropped)
        },
      ])
  }

  private static func nextTable(_ map: JourneyMap) -> InsightTable {
    InsightTable(
      "dropoffs.csv", row: "touchpoint × step after the last visit × what comes then",
      of: map.nextSteps, shown: 0,
      [
        .words("phase", "Phase or stage of the journey.") { $0.phase },
        .words("touchpoint", "Touchpoint after whose last visit no order follows.") {
          $0.touchpoint
        },
        .value("step", "Steps after that visit, from 1 to 5.") { .count($0.step) },
        .words("next", "The activity there; empty where the log of the customer ends.") {
          $0.next
        },
        .value("customers", "Customers who do that.") { .count($0.cases) },
      ])
  }
}

extension JourneyMap {
  /// The place where most orders seem to be lost: those who drop off, by the share of all who reach
  /// it that orders.
  var costliest: Place? {
    func loss(_ place: Place) -> Double {
      Double(place.dropped) * Double(place.converted) / Double(max(1, place.reached))
    }
    let open = whole.filter { $0.converted < $0.reached && $0.converted > 0 }
    return open.max { loss($0) < loss($1) }
  }
}
