import Scenarios
import Simulation

/// What a customer who met a decision has brought since.
struct CustomerAccount: Sendable {
  let customer: UInt64
  /// Hours at which the first decision was met.
  let firstTime: Double
  /// Indices of the decisions that may still be credited.
  var open: [Int] = []
  /// How often each decision point met the customer with another action than the status quo.
  var exposures: [Int]
  /// What is judged: rewards within any open window, each counted once.
  var sums = LearningSums()

  init(customer: UInt64, time: Double, points: Int) {
    self.customer = customer
    firstTime = time
    exposures = Array(repeating: 0, count: points)
    sums.customers = 1
  }

  /// Counts what is seen of the customer, whether or not a window is open.
  mutating func count(_ notice: OutcomeNotice) {
    if notice.orders > 0 { sums.conversions = 1 }
    sums.revenue += notice.revenue
    sums.margin += notice.margin
  }

  mutating func reward(_ amount: Int64, by measure: RewardMeasure) {
    if measure == .conversion {
      sums.reward = max(sums.reward, amount)
    } else {
      sums.reward += amount
    }
  }
}

extension RewardMeasure {
  /// What a notice is worth, in the units of ``LearningSums``.
  func units(of notice: OutcomeNotice) -> Int64 {
    switch self {
    case .conversion: notice.orders > 0 ? 1 : 0
    case .orders: Int64(notice.orders)
    case .revenue: notice.revenue
    case .margin: notice.margin
    }
  }

  /// Those units in one unit of reward: minor units of a major unit of money, else 1.
  func unitsPerReward(in currency: Currency) -> Double {
    switch self {
    case .conversion, .orders: 1
    case .revenue, .margin: Double(currency.minorPerMajor)
    }
  }
}
