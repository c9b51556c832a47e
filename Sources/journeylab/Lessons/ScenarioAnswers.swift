import Foundation
import Support

/// What a person said of a shop, and the scenario that it makes.
struct ScenarioAnswers {
  /// What is tried against the shop as it is.
  enum Idea {
    case price(Double)
    case freeShipping
    case voucher(Double)

    /// Reads `price=34.90`, `shipping=free` or `voucher=5`.
    /// - Throws: `ArgumentError` for another idea, or an amount that no shop would try.
    init(parsing text: String, price: Double) throws(ArgumentError) {
      let parts = text.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let amount = parts.count == 2 ? Double(parts[1]) : nil
      switch (parts.first, amount) {
      case ("price", let amount?) where amount > 0 && amount <= price * 10: self = .price(amount)
      case ("shipping", nil) where parts.last == "free": self = .freeShipping
      case ("voucher", let amount?) where amount > 0 && amount < price: self = .voucher(amount)
      default:
        throw ArgumentError(
          "--try", found: "\"\(text)\"",
          allowed: "price=34.90 (up to ten times the price), shipping=free, or voucher=5"
            + " (less than the price)")
      }
    }
  }

  var name: String
  var price: Double
  var cost: Double
  var visitors: Double
  /// Share of visitors who order.
  var conversion: Double
  var idea: Idea

  /// The scenario file, with comments on what to change next.
  var scenario: String {
    """
    # A first scenario: visitors look at the \(safe), some put it into the basket, some order.
    # Every number is a guess to be replaced by what you know of your shop.
    #   journeylab schema --help        all that a scenario may say
    #   journeylab sensitivity FILE     which guess the decision rests on
    journeylab: 1
    title: \(quoted(title))

    market:
      horizon: 28 days # how long the test runs
      arrivals: {rate: \(text(visitors)) / day}

    catalogue:
      \(quoted(safe)): {price: \(money(price)), cost: \(money(cost))}

    shipping:
      parcel: {fee: \(money(fee)), cost: 4.10, promised: 3 days}

    journey:
      stages:
        shop:
          choose: product
          dwell: "exponential(mean: 2 min)"
          next:
            # The constants make \(text((conversion * 1000).rounded() / 10)) of 100 visitors order; \
    log(price) is how strongly they
            # answer to the price: at -2, ten percent more lose about a fifth of the baskets.
            basket: {constant: \(text(toBasket)), log(price): -2}
            leave: 0
        basket:
          effect: add item
          dwell: "exponential(mean: 3 min)"
          next:
            order: {constant: \(text(toOrder)), shipping_fee: -0.15, voucher: 0.2}
            leave: 0
        order: {effect: order, next: leave}
        leave: end

    experiment:
      arms:
        as now: {}
    \(arm)
      primary: margin per customer
      metrics: [conversion, average order value]

    """
  }

  private var fee: Double { 4.95 }

  private var title: String {
    switch idea {
    case .price(let new): "Should the \(safe) cost \(money(new))?"
    case .freeShipping: "Does free shipping pay?"
    case .voucher(let amount): "Does a voucher of \(money(amount)) pay?"
    }
  }

  private var arm: String {
    switch idea {
    case .price(let new): "    new price: {\(path): \(money(new))}"
    case .freeShipping: "    free shipping: {shipping.parcel.fee: 0}"
    case .voucher(let amount): "    voucher: {journey.stages.shop.voucher: \(money(amount))}"
    }
  }

  private var path: String { "catalogue.\(safe).price" }

  /// A third of baskets become orders, as in most shops (Baymard Institute: 70 % are left).
  private var sharesOrder: Double { 0.3 }
  private var toOrder: Double { rounded(logit(sharesOrder) + 0.15 * fee) }
  private var toBasket: Double {
    rounded(logit(min(0.97, conversion / sharesOrder)) + 2 * log(price))
  }

  private func logit(_ share: Double) -> Double { log(share / (1 - share)) }
  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// The name without what a path or a comment would misread.
  private var safe: String {
    let kept = name.unicodeScalars.filter {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == " " || $0 == "-"
    }
    let text = String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespaces)
    return text.isEmpty ? "product" : String(text.prefix(40))
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
  private func money(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
  private func text(_ value: Double) -> String {
    value == value.rounded() ? NumberText.fixed(value, decimals: 0) : "\(value)"
  }
}
