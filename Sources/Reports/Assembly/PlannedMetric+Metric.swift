import Experiments
import Scenarios
import Simulation

extension PlannedMetric {
  /// A metric of a scenario as the analysis knows it.
  init(_ definition: MetricDefinition, currency: Currency) {
    let kind: MetricKind =
      switch definition.kind {
      case .proportion: .proportion
      case .mean: .mean
      case .ratio: .ratio
      }
    let unit: DisplayUnit =
      switch definition.metric {
      case .conversion, .reached, .cartAbandonment, .abandonment, .returnsPerOrder: .percent
      case .averageOrderValue: .money(currency: currency.code, decimals: currency.decimals)
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
