import Experiments
import MetaLearning
import Scenarios
import Studies
import Support

/// How figures of learning policies are written: rewards in their unit, money in the currency.
struct LearningUnits: Sendable {
  /// Unit of rewards and regrets.
  let reward: DisplayUnit
  /// What a customer's reward is called.
  let rewardName: String
  /// Unit of a mean amount of money.
  let money: DisplayUnit
  /// Code of the currency.
  let currency: String
  private let decimals: Int

  init(_ outcome: LearningOutcome) {
    currency = outcome.currency.code
    decimals = outcome.currency.decimals
    money = Metric.revenue.displayUnit(in: outcome.currency)
    reward = outcome.reward.metric.displayUnit(in: outcome.currency)
    rewardName = outcome.reward.metric.name
  }

  /// A mean with half the width of its interval: `0.242 ±0.044`.
  func value(_ estimate: LearningEstimate?) -> String {
    guard let estimate else { return Figures.missing }
    let text = Figures.value(estimate.mean, reward)
    guard let interval = estimate.interval else { return text }
    return "\(text) \(Figures.halfWidth(interval, reward))"
  }

  /// A difference of rewards in words: `0.044 EUR more than agnostic [0.012, 0.076]`.
  ///
  /// The interval counts in the direction of the words.
  func difference(_ estimate: LearningEstimate, than other: String) -> String {
    let isMore = estimate.mean >= 0
    let (size, interval) = parts(isMore ? estimate : estimate.negated)
    return "\(size) \(isMore ? "more" : "less") than \(other)\(interval)"
  }

  /// The size of a difference of rewards: `0.044 EUR [0.012, 0.076]`.
  func size(_ estimate: LearningEstimate) -> String {
    let (size, interval) = parts(estimate)
    return size + interval
  }

  private func parts(_ estimate: LearningEstimate) -> (size: String, interval: String) {
    func text(_ value: Double) -> String {
      if case .percent = reward { return Figures.fixed(value * 100, decimals: 2) }
      return Figures.value(value, reward)
    }
    let name =
      switch reward {
      case .percent: " points"
      case .money: " \(currency)"
      case .number, .named: ""
      }
    return (
      text(estimate.mean) + name,
      estimate.interval.map { " [\(text($0.lower)), \(text($0.upper))]" } ?? ""
    )
  }

  /// An amount of money in a market, without its sign where that is told in words.
  func amount(_ value: Double) -> String {
    guard abs(value) < 1000 else {
      return Figures.count(Int(value.rounded().clamped(to: -9e15...9e15)))
    }
    return Figures.fixed(value, decimals: decimals)
  }

  /// An amount of money in a market with the ends of its interval.
  func amount(_ estimate: LearningEstimate) -> String {
    guard let interval = estimate.interval else { return "\(amount(estimate.mean)) \(currency)" }
    return "\(amount(estimate.mean)) \(currency)"
      + " [\(amount(interval.lower)), \(amount(interval.upper))]"
  }
}

extension LearningEstimate {
  /// The interval, if there are clusters enough for one.
  var interval: Interval? {
    guard let lower, let upper else { return nil }
    return Interval(lower: lower, upper: upper)
  }

  /// The same estimate with the other sign.
  var negated: LearningEstimate {
    var other = self
    other.mean = -mean
    other.lower = upper.map { -$0 }
    other.upper = lower.map { -$0 }
    return other
  }
}

extension Double {
  /// The number, or the end of a range that it lies beyond.
  func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
