import Experiments
import Scenarios
import Simulation
import Support

extension PlannedMetric {
  /// A metric of a scenario as the analysis knows it.
  init(_ definition: MetricDefinition, currency: Currency) {
    let kind: MetricKind =
      switch definition.kind {
      case .proportion: .proportion
      case .mean: .mean
      case .ratio: .ratio
      case .capped: .mean
      case .quantile, .restrictedMean: .estimate
      }
    let money = DisplayUnit.money(currency: currency.code, decimals: currency.decimals)
    let unit: DisplayUnit =
      switch definition.metric {
      case .quantile(.revenue, _, _), .quantile(.margin, _, _): money
      case .capped(.revenue, _), .capped(.margin, _):
        .money(currency: currency.code, decimals: currency.decimals + 1)
      case .quantile, .capped: .number
      case .timeToPurchase: .named("days")
      case .conversion, .reached, .cartAbandonment, .abandonment, .returnsPerOrder: .percent
      case .averageOrderValue: money
      // A mean over all customers is small beside an order: one more decimal shows its change.
      case .revenue, .margin: .money(currency: currency.code, decimals: currency.decimals + 1)
      case .daysToPurchase: .named("days")
      case .orders, .items, .itemsPerOrder, .stockOuts: .number
      }
    self.init(
      name: definition.metric.name, kind: kind, higherIsBetter: definition.metric.higherIsBetter,
      unit: unit)
  }
}
