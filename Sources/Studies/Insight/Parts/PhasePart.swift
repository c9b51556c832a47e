import Insight
import Support

/// When a customer is about to order.
enum PhasePart: InsightPart {
  static let name = "phase"
  static let heading: Sentence = "Purchase phase: who is about to order?"

  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws {
    try input.checkOrders()
    let log = input.log
    let hours = StatedValue.setting(input.options.within, .named("hours"))
    let moments = PurchaseMoments(log, window: input.options.within * 3_600)
    guard let phase = try PurchasePhase(moments) else {
      throw InsightRefusal(
        """
        Fewer than \(.count(PurchasePhase.fewest)) moments of either half of the customers are \
        followed by an order within \(hours): too few to learn from, or to judge by.
        """)
    }
    let judged = phase.judgement
    let right = phase.alarms.compactMap(\.lead).sorted()
    let caught = Double(phase.caught) / Double(max(1, phase.orders))
    let falseAlarms = phase.alarms.count - right.count
    chapter.say(
      .answer,
      """
      After each event, the chance of an order within \(hours). An alarm from \
      \(.share(phase.threshold, decimals: 0)) on finds \(.share(caught, decimals: 0)) of the orders, \
      in the median \(lead(right)) ahead; \
      \(.share(Double(falseAlarms) / Double(max(1, phase.alarms.count)), decimals: 0)) of the alarms \
      are false.
      """)
    if let moment = momentOfTruth(phase, log) { chapter.say(.answer, moment) }
    chapter.say(
      .trust,
      """
      Learned from one half of the customers, judged by the other: of a moment before an order and \
      another one, it gives the first the greater chance in \(.share(judged.auc, decimals: 1)) of \
      pairs (50 % is guessing, 100 % is all-knowing). Foretold and real shares differ by \
      \(.share(judged.calibrationError, decimals: 2)) on average. How much of the rest anyone could \
      find, a log alone cannot tell.
      """)
    chapter.add("auc", .fixed(judged.auc, decimals: 3))
    chapter.add("brier", .fixed(judged.brier, decimals: 4))
    chapter.add("log_loss", .fixed(judged.logLoss, decimals: 4))
    chapter.add("calibration_error", .fixed(judged.calibrationError, decimals: 4))
    chapter.add("base_rate", .share(judged.share))
    chapter.add("threshold", .share(phase.threshold))
    chapter.add("orders_found", .share(caught))
    chapter.add("alarms", .count(phase.alarms.count))
    chapter.add("false_alarms", .count(falseAlarms))
    chapter.add(
      "lead_hours", .number(right.isEmpty ? nil : right[right.count / 2] / 3_600))
    chapter.add(calibration(judged))
    chapter.add(drivers(phase))
  }

  private static func lead(_ sorted: [Double]) -> Sentence {
    guard !sorted.isEmpty else { return "no time" }
    let seconds = sorted[sorted.count / 2]
    return seconds < 5_400
      ? "\(.amount((seconds / 60).rounded(), .named("minutes")))"
      : "\(.amount(seconds / 3_600, .named("hours")))"
  }

  /// The activity at which most alarms that come true are raised.
  private static func momentOfTruth(_ phase: PurchasePhase, _ log: EventLog) -> Sentence? {
    var counts: [Int32: Int] = [:]
    for alarm in phase.alarms where alarm.lead != nil {
      counts[log.activities.codes[alarm.event], default: 0] += 1
    }
    let right = counts.values.reduce(0, +)
    guard right > 0, let top = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      top.key >= 0
    else { return nil }
    return """
      The moment of truth is \(.words(log.activities.names[Int(top.key)])): \
      \(.share(Double(top.value) / Double(right), decimals: 0)) of the right alarms begin there.
      """
  }

  private static func calibration(_ judged: Judgement) -> InsightTable {
    InsightTable(
      "phase_calibration.csv", row: "tenth of the judged moments, the least chances first",
      of: judged.bins,
      [
        .value("moments", "Moments judged.") { .count($0.count) },
        .value("foretold", "Mean chance that was foretold.") { .share($0.foretold) },
        .value("came", "Share after which an order came.") { .share($0.came) },
      ])
  }

  private static func drivers(_ phase: PurchasePhase) -> InsightTable {
    InsightTable(
      "phase_drivers.csv", row: "what is known at a moment, the strongest first",
      of: phase.drivers, shown: 8,
      [
        .words("column", "what is known", "What is known at the moment.") { $0.column },
        .value(
          "coefficient", "weight", "Log odds for one standard deviation more, others held."
        ) { .signed($0.coefficient, decimals: 3) },
      ])
  }
}
