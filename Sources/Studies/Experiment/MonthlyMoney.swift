import Experiments
import Scenarios
import Simulation
package import Support

/// What an arm brings beyond the control in a month, at the traffic of the run.
///
/// A month has 30 days. Money is the primary metric where that is money per customer, else the
/// margin, else the revenue, as far as the run keeps them.
package struct MonthlyMoney: Sendable, Equatable {
  package struct Difference: Sendable, Equatable {
    package var arm: Int
    /// Estimate by the test, in major units a month.
    package var estimate: Double?
    package var interval: Interval?
    /// By the roll-out.
    package var truth: Double?
    package var truthError: Double?
  }

  private static let daysPerMonth = 30.0

  /// Index of the metric of money.
  package let metric: Int
  /// Customers of a month, in all arms together.
  package let customers: Double
  package let currency: String
  package let decimals: Int
  /// What the control brings in a month.
  package let control: Double?
  /// The treatments, in file order.
  package let differences: [Difference]

  /// Reads a run; nil with a single arm, or where it keeps no money per customer.
  package init?(_ result: ExperimentResult) {
    guard let analysis = result.analysis else { return nil }
    let metrics = result.outcome.plan.metrics.map(\.metric)
    func isMoney(_ metric: Metric) -> Bool {
      if case .mean = metric.form { metric.unit == .moneyPerCustomer } else { false }
    }
    guard
      let found = isMoney(metrics[result.primary])
        ? result.primary
        : metrics.firstIndex(of: .margin) ?? metrics.firstIndex(of: .revenue)
    else { return nil }
    let market = result.scenario.market
    let days = (market.horizonHours - (result.scenario.experiment.warmUpHours ?? 0)) / 24
    guard days > 0 else { return nil }
    let perMonth = Double(result.outcome.customers) / days * Self.daysPerMonth
    metric = found
    customers = perMonth
    currency = market.currency.code
    decimals = market.currency.decimals
    control = result.estimate(arm: analysis.plan.control, metric: found).map { $0.value * perMonth }
    differences = analysis.plan.treatments.map { arm in
      let comparison = analysis.comparison(treatment: arm, metric: found)
      let effect = result.truth.effects[arm][found]
      return Difference(
        arm: arm, estimate: comparison?.difference.map { $0 * perMonth },
        interval: comparison?.interval.map {
          Interval(lower: $0.lower * perMonth, upper: $0.upper * perMonth)
        }, truth: effect.map { $0.difference * perMonth },
        truthError: effect?.standardError.map { $0 * perMonth })
    }
  }

  package var unit: DisplayUnit { .money(currency: currency, decimals: decimals) }

  package func difference(of arm: Int) -> Difference? { differences.first { $0.arm == arm } }
}
