import Support

/// Checks that journeys can go through the stage graph and end.
struct JourneyCheck {
  let log: FaultLog
  let journey: Journey
  let products: [Product]
  /// Whether an arm's changes are applied, which may cut off a stage on purpose.
  let isVaried: Bool

  func check(_ cursor: Cursor) {
    let stages = journey.stages
    guard !stages.isEmpty else { return }
    let places = cursor["stages"].entries
    // What hangs together is only known where every way leads somewhere.
    let isWhole = zip(stages, places).allSatisfy { stage, place in
      stage.isEnd || (!stage.edges.isEmpty && stage.edges.count == edgeCount(place["next"]))
    }
    if isWhole { checkEnds(cursor["stages"], places) }
    checkLoops(places)
    checkOrders(places)
    checkRefunds(places)
  }

  private func edgeCount(_ next: Cursor) -> Int {
    next.text == nil ? next.entries.count : 1
  }

  private func checkEnds(_ cursor: Cursor, _ places: [Cursor]) {
    let stages = journey.stages
    guard stages.contains(where: \.isEnd) else {
      log.report(
        cursor.mark, "no stage is an end", note: "journeys must be able to end: `leave: end`")
      return
    }
    let forward = stages.map { $0.edges.map(\.target) }
    var backward = stages.map { _ in [Int]() }
    for (source, targets) in forward.enumerated() {
      for target in targets { backward[target].append(source) }
    }
    let reached = Self.reachable(from: [journey.start], by: forward)
    let ending = Self.reachable(from: stages.indices.filter { stages[$0].isEnd }, by: backward)
    for index in stages.indices {
      if !ending[index] {
        log.report(
          places[index].mark, "no end can be reached from stage `\(stages[index].name)`",
          note: "every stage needs a way that leads to an end at last")
      }
      if !reached[index], !isVaried {
        log.report(
          places[index].mark, "stage `\(stages[index].name)` cannot be reached",
          note: "no way from the start `\(stages[journey.start].name)` leads to it")
      }
    }
  }

  /// Reports loops in which no time passes: a journey could stay there for ever.
  private func checkLoops(_ places: [Cursor]) {
    let stages = journey.stages
    let isInstant = stages.map { Self.takesNoTime($0.dwell) && !$0.isEnd }
    let instant = stages.indices.map { index in
      isInstant[index] ? stages[index].edges.map(\.target).filter { isInstant[$0] } : []
    }
    var reported = Set<Int>()
    for index in stages.indices where isInstant[index] && !reported.contains(index) {
      let after = Self.reachable(from: instant[index], by: instant)
      guard after[index] else { continue }
      let loop = stages.indices.filter { other in
        after[other] && Self.reachable(from: instant[other], by: instant)[index]
      }
      reported.formUnion(loop)
      let names = NearestName.list(loop.map { stages[$0].name })
      let subject =
        loop.count == 1
        ? "stage \(names) leads to itself while" : "stages \(names) form a loop in which"
      log.report(
        places[index].mark, "\(subject) no time passes",
        note: "give \(loop.count == 1 ? "it" : "one of them") a `dwell`")
    }
  }

  /// Reports stages that an empty shelf would leave without a way on.
  private func checkOrders(_ places: [Cursor]) {
    guard products.contains(where: { $0.stock != nil }) else { return }
    for (stage, place) in zip(journey.stages, places) where !stage.edges.isEmpty {
      guard stage.edges.allSatisfy({ journey.stages[$0.target].effects.contains(.order) }) else {
        continue
      }
      log.report(
        place["next"].mark,
        "stage `\(stage.name)` leads only to an order, which an empty shelf forbids",
        note: "give it another way to leave by")
    }
  }

  private func checkRefunds(_ places: [Cursor]) {
    guard !journey.stages.contains(where: { $0.effects.contains(.order) }) else { return }
    for (stage, place) in zip(journey.stages, places) where stage.effects.contains(.refund) {
      log.report(
        (place["effect"].isPresent ? place["effect"] : place["refund"]).mark,
        "stage `\(stage.name)` refunds, but no stage orders",
        note: "some stage needs `effect: order`")
    }
  }

  private static func takesNoTime(_ dwell: Dwell) -> Bool {
    switch dwell {
    case .none: true
    case .time(let spec, _): spec.upperLimit == 0
    case .deliveryTime: false
    }
  }

  static func reachable(from starts: [Int], by ways: [[Int]]) -> [Bool] {
    var isReached = ways.map { _ in false }
    var waiting = starts
    while let index = waiting.popLast() {
      guard !isReached[index] else { continue }
      isReached[index] = true
      waiting += ways[index]
    }
    return isReached
  }
}

extension Journey {
  /// By stage, whether a journey can come to it.
  var reached: [Bool] {
    JourneyCheck.reachable(from: [start], by: stages.map { $0.edges.map(\.target) })
  }
}
