import Foundation
import Insight
import Support

/// Who is still a customer, and what each will be worth.
enum LifetimePart: InsightPart {
  static let name = "lifetime"
  static let heading: Sentence = "Lifetime: who is still a customer, and what will they order?"

  private struct Row {
    var customer: String
    var buyer: RepeatBuying
    var isAlive: Double
    var orders: Double
    var error: Double?
    var orderValue: Double?
    var trueAlive: Bool?

    var value: Double? { orderValue.map { $0 * orders } }
    func value(_ side: Double) -> Double? {
      guard let orderValue, let error else { return nil }
      return max(0, orders + side * 1.959_963_984_540_054 * error) * orderValue
    }
  }

  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws {
    try input.checkOrders()
    let log = input.log
    let lastDay = EventLog.day(log.span.last)
    let buyers = RepeatBuying.buyers(in: log, untilDay: lastDay)
    let again = buyers.count { $0.repeats > 0 }
    guard again >= LifetimeFit.fewestRepeaters else {
      throw InsightRefusal(
        """
        \(.count(again)) of \(.count(buyers.count)) buyers came back on another day; at least \
        \(.count(LifetimeFit.fewestRepeaters)) must have, for customers who buy once do not tell \
        how long they stay.
        """)
    }
    let weeks = input.options.ahead / 7
    let fit = try LifetimeFit(buyers)
    let rows = zip(buyers, fit.expected(weeks: weeks)).map { row($0, $1, fit, input) }
    let total = fit.total(weeks: weeks, seed: input.options.seed)
    let money = DisplayUnit.money(currency: "", decimals: 2)
    chapter.say(
      .answer,
      """
      \(.count(again)) of \(.count(buyers.count)) buyers came back. In the next \
      \(.setting(input.options.ahead)) days the buyers of today will order about \
      \(.sum(total.mean, .number, total.interval)) times\(worth(rows, money)).
      """)
    try say(&chapter, judgedOn: input, lastDay: lastDay)
    let silent = rows.filter { $0.buyer.repeats > 0 && $0.isAlive < 0.5 }.count
    chapter.say(
      .answer,
      """
      \(.count(silent)) of those who came back have been away for so long that they are more \
      likely gone than not. About buyers with a single order the model cannot know: it calls all \
      of them alive.
      """)
    say(&chapter, truthOf: rows)
    if let correlation = valueCorrelation(buyers), abs(correlation) > 0.3 {
      chapter.say(
        .warning,
        """
        Those who order often spend \(correlation > 0 ? "more" : "less") an order (correlation \
        \(.fixed(correlation, decimals: 2))); the model of money takes the two to be unrelated.
        """)
    }
    chapter.add("r", .number(fit.model.r))
    chapter.add("alpha", .number(fit.model.alpha))
    chapter.add("a", .number(fit.model.a))
    chapter.add("b", .number(fit.model.b))
    chapter.add("log_likelihood", .fixed(fit.logLikelihood, decimals: 2))
    if let model = fit.money {
      chapter.add("p", .number(model.p))
      chapter.add("q", .number(model.q))
      chapter.add("v", .number(model.v))
    }
    chapter.add(table(rows, money))
  }

  private static func row(
    _ buyer: RepeatBuying, _ expected: (mean: Double, error: Double?), _ fit: LifetimeFit,
    _ input: InsightInput
  ) -> Row {
    let customer = input.log.cases[buyer.index]
    return Row(
      customer: customer, buyer: buyer, isAlive: fit.model.isAlive(buyer),
      orders: expected.mean, error: expected.error, orderValue: fit.money?.expected(of: buyer),
      trueAlive: input.truth?.isAlive[customer])
  }

  /// The forecast of the second part of the log from the first, beside what came.
  private static func say(
    _ chapter: inout InsightChapter, judgedOn input: InsightInput, lastDay: Int
  ) throws {
    let firstDay = EventLog.day(input.log.span.first)
    let asked = input.options.split.flatMap { TimeText.iso.seconds($0) }.map(EventLog.day)
    let split = asked ?? (firstDay + lastDay) / 2
    guard (firstDay..<lastDay).contains(split) else {
      throw InsightRefusal(
        """
        --split must lie within the log, from \(InsightInput.date(firstDay)) to \
        \(InsightInput.date(lastDay - 1)).
        """)
    }
    let earlier = RepeatBuying.buyers(in: input.log, untilDay: split)
    guard earlier.count(where: { $0.repeats > 0 }) >= LifetimeFit.fewestRepeaters else {
      chapter.say(
        .trust,
        """
        Too few had come back by \(InsightInput.date(split)) to try the forecast on the days after.
        """)
      return
    }
    let fit = try LifetimeFit(earlier)
    let promised = fit.total(weeks: Double(lastDay - split) / 7, seed: input.options.seed)
    let came = earlier.reduce(0) { $0 + $1.later }
    let outside: Sentence =
      promised.interval.contains(Double(came))
      ? ""
      : """
       That lies outside the interval: customers change in ways that the model does not know, and \
      its intervals are too narrow here.
      """
    let miss = promised.mean > 0 ? Double(came) / promised.mean - 1 : 0
    chapter.say(
      .trust,
      """
      Tried on the log itself: from what was known on \(InsightInput.date(split)), the forecast \
      for the days after was \
      \(.sum(promised.mean, .number, promised.interval)) repeat orders; \(.count(came)) came (\(.change(miss))).\(outside)
      """)
    for (name, value) in [
      ("split_r", fit.model.r), ("split_alpha", fit.model.alpha), ("split_a", fit.model.a),
      ("split_b", fit.model.b),
    ] {
      chapter.add(name, .number(value))
    }
    chapter.add("split_log_likelihood", .fixed(fit.logLikelihood, decimals: 2))
    chapter.add("split_forecast", .number(promised.mean))
    chapter.add("split_came", .count(came))
  }

  private static func say(_ chapter: inout InsightChapter, truthOf rows: [Row]) {
    let known = rows.filter { $0.trueAlive != nil && $0.buyer.repeats > 0 }
    guard !known.isEmpty else { return }
    let judged = Judgement(
      chances: known.map(\.isAlive), outcomes: known.map { $0.trueAlive ?? false })
    chapter.say(
      .truth,
      """
      Of \(.count(known.count)) who came back, \(.share(judged.share, decimals: 1)) were still \
      customers at the end. The chance that the model gave them is off by a mean square of \
      \(.fixed(judged.brier, decimals: 3)) (\(.fixed(judged.share * (1 - judged.share), decimals: 3)) \
      for the same chance for all) and tells the alive from the gone in \
      \(.share(judged.auc, decimals: 0)) of pairs.
      """)
    chapter.add("true_brier", .fixed(judged.brier, decimals: 4))
    chapter.add("true_auc", .fixed(judged.auc, decimals: 3))
  }

  private static func worth(_ rows: [Row], _ unit: DisplayUnit) -> Sentence {
    let values = rows.compactMap(\.value)
    guard values.count == rows.count, !values.isEmpty else { return "" }
    let sum = values.reduce(0, +)
    let top = values.sorted(by: >).prefix(max(1, values.count / 10)).reduce(0, +)
    return """
      , worth \(.sum(sum, unit)); the best tenth of them bring \
      \(.share(sum > 0 ? top / sum : 0, decimals: 0)) of it
      """
  }

  private static func valueCorrelation(_ buyers: [RepeatBuying]) -> Double? {
    let pairs = buyers.compactMap { buyer in
      buyer.meanValue.map { (Double(buyer.repeats), $0) }
    }
    let count = Double(pairs.count)
    guard count > 2 else { return nil }
    let x = pairs.reduce(0) { $0 + $1.0 } / count
    let y = pairs.reduce(0) { $0 + $1.1 } / count
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for pair in pairs {
      xx += (pair.0 - x) * (pair.0 - x)
      yy += (pair.1 - y) * (pair.1 - y)
      xy += (pair.0 - x) * (pair.1 - y)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : nil
  }

  private static func table(_ rows: [Row], _ money: DisplayUnit) -> InsightTable {
    let sorted = rows.sorted { left, right in
      let (one, two) = (left.value ?? left.orders, right.value ?? right.orders)
      return one == two ? left.buyer.index < right.buyer.index : one > two
    }
    return InsightTable(
      "lifetime.csv", row: "buyer, the most valuable first", of: sorted, shown: 10,
      [
        .words("customer", "Name of the customer.") { $0.customer },
        .value("repeats", "came back", "Days with an order after the first.") {
          .count($0.buyer.repeats)
        },
        .value("last_week", "Weeks from the first order to the last.", shown: false) {
          .number($0.buyer.lastWeek)
        },
        .value("weeks", "weeks known", "Weeks from the first order to the end of the log.") {
          .fixed($0.buyer.weeks, decimals: 1)
        },
        .value("alive", "still a customer", "Chance that the customer is still one.") {
          .share($0.isAlive, decimals: 0)
        },
        .value("orders", "orders to come", "Orders to expect in the days ahead.") {
          .fixed($0.orders, decimals: 2)
        },
        .value("orders_error", "Standard error that the parameters leave.", shown: false) {
          .fixed($0.error, decimals: 3)
        },
        .value("order_value", "an order's worth", "Mean money of an order to expect.") {
          .level($0.orderValue, money)
        },
        .value("value", "worth", "Money to expect in the days ahead.") { .level($0.value, money) },
        .value(
          "value_low", "from",
          "Lower end of the 95 % interval of the expected money; what comes scatters more."
        ) { .level($0.value(-1), money) },
        .value("value_high", "to", "Its upper end.") { .level($0.value(1), money) },
        .words("true_alive", "Whether the customer was still one at the end.", shown: false) {
          $0.trueAlive.map { $0 ? "true" : "false" }
        },
      ])
  }
}
