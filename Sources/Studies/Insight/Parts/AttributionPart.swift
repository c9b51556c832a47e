import Foundation
import Insight
import Support

/// Which channels the orders are credited to, by each way to count.
enum AttributionPart: InsightPart {
  static let name = "attribution"
  static let heading: Sentence = "Attribution: which channel gets the credit for an order?"

  private struct Method {
    var name: String
    var heading: String
    var meaning: String
    var credit: [Double]
  }

  private static let noTouch = "(no touchpoint)"

  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws {
    guard let channels = input.log.channels else {
      throw InsightRefusal(
        """
        The log has no touchpoints: no column names the channel of an event (say which by \
        --channel).
        """)
    }
    try input.checkOrders()
    let paths = TouchPath.paths(in: input.log, channels: channels)
    let touched = paths.count { $0.orderTime != nil && !$0.channels.isEmpty }
    try InsightRefusal.check(
      touched, of: "orders with a touchpoint before them", atLeast: InsightInput.fewest)
    let counts = PathCount.of(paths)
    let orders = Double(input.log.orders)
    let methods = methods(paths, counts, names: channels.names, orders: orders)
    let order = channels.names.indices.sorted {
      methods[1].credit[$0] == methods[1].credit[$1]
        ? $0 < $1 : methods[1].credit[$0] > methods[1].credit[$1]
    }
    let mixed = counts.filter { Set($0.channels).count > 1 }.reduce(0) { $0 + $1.orders }
    chapter.say(
      .answer,
      """
      \(.count(touched)) of \(.count(input.log.orders)) orders have a touchpoint before them; on \
      the way to \(.share(mixed / max(1, Double(touched)), decimals: 0)) of these there was more \
      than one channel.
      """)
    if mixed == 0 {
      chapter.say(
        .note,
        "As each customer comes by one channel only, all ways to count say the same.")
    } else if let widest = widest(methods, channels.names) {
      chapter.say(.answer, widest)
    }
    if channels.names.count > Shapley.mostPlayers {
      chapter.say(
        .note,
        """
        No Shapley value: the log has \(.count(channels.names.count)) channels, and every team of \
        at most \(.count(Shapley.mostPlayers)) can be counted.
        """)
    }
    chapter.say(
      .trust,
      """
      These ways divide the orders that came; none of them says how many would not have come \
      without a channel. A channel that closes what others began gets the most by last touch and \
      may cause nothing. Only switching a channel off for some, by lot, tells.
      """)
    chapter.add("orders", .count(input.log.orders))
    chapter.add("orders_touched", .count(touched))
    chapter.add(
      table(methods, channels.names, order: order, paths: paths, orders: input.log.orders))
  }

  private static func methods(
    _ paths: [TouchPath], _ counts: [PathCount], names: [String], orders: Double
  ) -> [Method] {
    var methods = TouchRule.allCases.map { rule in
      Method(
        name: rule == .ends ? "ends_40_20_40" : rule.rawValue, heading: rule.name,
        meaning: "Orders by \(rule.name).", credit: rule.credit(paths, channels: names.count).orders
      )
    }
    for order in 1...3 {
      methods.append(
        Method(
          name: "markov_\(order)", heading: "Markov \(order)",
          meaning: "Orders by removal from a Markov chain of order \(order), all orders divided.",
          credit: MarkovRemoval(counts, order: order).credit(channels: names.count, orders: orders))
      )
    }
    if names.count <= Shapley.mostPlayers {
      methods.append(
        Method(
          name: "shapley", heading: "Shapley", meaning: "Orders by the Shapley value.",
          credit: Shapley.credit(counts, channels: names.count)))
    }
    return methods
  }

  /// The channel about which the ways to count differ most.
  private static func widest(_ methods: [Method], _ names: [String]) -> Sentence? {
    func share(_ method: Method, _ channel: Int) -> Double {
      method.credit[channel] / max(1e-300, method.credit.reduce(0, +))
    }
    var widest: (channel: Int, low: Method, high: Method, width: Double)?
    for channel in names.indices {
      guard let low = methods.min(by: { share($0, channel) < share($1, channel) }),
        let high = methods.max(by: { share($0, channel) < share($1, channel) })
      else { continue }
      let width = share(high, channel) - share(low, channel)
      if width > widest?.width ?? 0 { widest = (channel, low, high, width) }
    }
    guard let widest else { return nil }
    return """
      They differ most about \(.words(names[widest.channel])): \
      \(.share(share(widest.high, widest.channel), decimals: 0)) of the orders by \
      \(widest.high.heading), \(.share(share(widest.low, widest.channel), decimals: 0)) by \
      \(widest.low.heading).
      """
  }

  private static func table(
    _ methods: [Method], _ names: [String], order: [Int], paths: [TouchPath], orders: Int
  ) -> InsightTable {
    var touches = [Int](repeating: 0, count: names.count)
    for path in paths { for channel in path.channels { touches[Int(channel)] += 1 } }
    let money = TouchRule.linear.credit(paths, channels: names.count).money
    let columns: [InsightTable.Filled<Int?>] = methods.map { method in
      .value(method.name, method.heading, method.meaning) { channel in
        .fixed(
          channel.map { method.credit[$0] } ?? Double(orders) - method.credit.reduce(0, +),
          decimals: 0)
      }
    }
    return InsightTable(
      "attribution.csv", row: "channel; each column sums to all orders",
      of: order.map(Optional.init) + [nil], shown: 30,
      [
        .words("channel", "Name of the channel, or of orders without any.") {
          $0.map { names[$0] } ?? noTouch
        },
        .value("touches", "Sessions, and changes of channel within them.") {
          $0.map { .count(touches[$0]) }
        },
      ] + columns + [
        .value("money_linear", "Money of the orders by linear.", shown: false) {
          $0.map { .fixed(money[$0], decimals: 2) }
        }
      ])
  }
}
