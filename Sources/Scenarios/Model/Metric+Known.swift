/// The metrics by name, one row each.
extension Metric {
  package static let conversion = Metric(
    "conversion", "Share of customers with an order.", .proportion, .tally(.converted), in: .share)
  package static let orders = Metric(
    "orders per customer", "Orders per customer.", .mean, .tally(.orders), in: .number)
  package static let items = Metric(
    "items per customer", "Items ordered per customer.", .mean, .tally(.items), in: .number)
  package static let revenue = Metric(
    "revenue per customer",
    "Money received per customer: goods and shipping fees, less vouchers and refunds.", .mean,
    .tally(.revenue), in: .moneyPerCustomer)
  package static let margin = Metric(
    "margin per customer",
    "Revenue less unit cost, shipping cost, return cost and channel cost, per customer.", .mean,
    .tally(.margin), in: .moneyPerCustomer)
  package static let averageOrderValue = Metric(
    "average order value",
    "What is paid per order as placed: goods less vouchers, and the shipping fee; refunds apart.",
    .ratio, .tally(.orderValue), per: .tally(.orders), in: .money)
  static let basketValue = Metric(
    "basket value",
    "Goods per order as placed at their prices, before vouchers and fees; refunds apart.", .ratio,
    .tally(.goodsValue), per: .tally(.orders), in: .money)
  static let itemsPerOrder = Metric(
    "items per order", "Items per order.", .ratio, .tally(.items), per: .tally(.orders),
    in: .number)
  static let returnsPerOrder = Metric(
    "returns per order", "Orders sent back per order.", .ratio, .tally(.returns),
    per: .tally(.orders), in: .share, higherIsBetter: false)
  static let daysToPurchase = Metric(
    "days to purchase", "Days from arrival to first order, over customers with an order.", .ratio,
    .tally(.secondsToPurchase), per: .tally(.converted), in: .days, higherIsBetter: false)
  package static let stockOuts = Metric(
    "stock-outs per customer", "Times an empty shelf turned a customer away, per customer.", .mean,
    .tally(.stockOuts), in: .number, higherIsBetter: false)
  static let cartAbandonment = Metric(
    "cart abandonment", "Share of baskets begun that were not ordered.", .ratio,
    .tally(.abandonedBaskets), per: .tally(.baskets), in: .share, higherIsBetter: false)

  static let repeatRate = Metric(
    "repeat rate", "Share of customers with an order who order again.", .ratio, .tally(.repeated),
    per: .tally(.converted), in: .share)

  /// Those that name no stage, in the order in which messages list them.
  package static let plain: [Metric] = [
    .conversion, .orders, .items, .revenue, .margin, .averageOrderValue, .basketValue,
    .itemsPerOrder, .returnsPerOrder, .daysToPurchase, .stockOuts, .cartAbandonment, .repeatRate,
  ]

  /// Share of customers whose journey ended out of a stage, among those who reached it.
  static func abandonment(stage: String) -> Metric {
    Metric(
      "abandonment at \(stage)",
      "Share of customers whose journey ended out of \(stage), among those who reached it.",
      .ratio, .endedFrom(stage: stage), per: .reached(stage: stage), in: .share,
      higherIsBetter: false)
  }

  /// Share of customers who reached a stage.
  package static func reached(stage: String) -> Metric {
    Metric(
      "reached \(stage)", "Share of customers who reached \(stage).", .proportion,
      .reached(stage: stage), in: .share)
  }

  /// Those that a journey's stages give.
  static func known(_ journey: Journey) -> [Metric] {
    plain
      + journey.stages.flatMap { stage -> [Metric] in
        let reached = Metric.reached(stage: stage.name)
        return stage.isEnd ? [reached] : [.abandonment(stage: stage.name), reached]
      }
  }
}
