import MetaLearning
import Scenarios
import Studies
import Support

/// Units of the numbers of learning policies: rewards in their own, money in the currency.
struct LearningUnits: Sendable {
  let reward: DisplayUnit
  /// What a customer's reward is called.
  let rewardName: String
  let money: DisplayUnit
  /// Unit of an amount of money in a market.
  let sum: DisplayUnit
  /// The same where the currency is named elsewhere.
  let bareSum: DisplayUnit

  init(_ outcome: LearningOutcome) {
    let (currency, decimals) = (outcome.currency.code, outcome.currency.decimals)
    // A mean over all customers is small beside an order: one more decimal shows its change.
    money = .money(currency: currency, decimals: decimals + 1)
    sum = .money(currency: currency, decimals: decimals)
    bareSum = .money(currency: "", decimals: decimals)
    switch outcome.reward {
    case .conversion:
      reward = .percent
      rewardName = "conversion"
    case .orders:
      reward = .number
      rewardName = "orders per customer"
    case .revenue:
      reward = money
      rewardName = "revenue per customer"
    case .margin:
      reward = money
      rewardName = "margin per customer"
    }
  }

  /// A mean reward with half the width of its interval: `0.242 ±0.044`.
  func mean(_ estimate: LearningEstimate?) -> StatedValue {
    .level(estimate?.mean, reward, estimate?.interval)
  }

  /// An amount of money in a market: `7.90 EUR [-2.26, 18.06]`.
  func amount(_ estimate: LearningEstimate) -> StatedValue {
    .sum(estimate.mean, sum, estimate.interval)
  }

  /// A difference of rewards whose direction words tell: `0.100 EUR [0.012, 0.176]`.
  func size(_ estimate: LearningEstimate) -> StatedValue {
    .size(estimate.mean, reward, estimate.interval)
  }
}

extension LearningOutcome {
  /// Customers of a bin, as `11-20`.
  func label(ofBins bins: Range<Int>) -> Sentence {
    let first = firstCustomer(ofBin: bins.lowerBound)
    let last = self.bins[bins.upperBound - 1]
    return first == last ? "\(.count(first))" : "\(.count(first))-\(.count(last))"
  }

  /// What the intervals count as independent, in words.
  var clusters: Sentence {
    let markets = testMarkets.count
    if replications > 1 { return "\(.count(replications)) replications" }
    return markets > 1 ? "\(.count(markets)) markets" : "one market, so none is known"
  }
}
