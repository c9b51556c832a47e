public import Scenarios

/// A whole number per customer, of which metrics are made.
public enum Measure: Sendable, Equatable, Hashable {
  /// 1 for every customer.
  case customers
  /// 1 for a customer with an order, else 0.
  case converted
  /// Orders.
  case orders
  /// Items ordered.
  case items
  /// Money received, in minor units.
  case revenue
  /// Revenue less costs, in minor units.
  case margin
  /// Whole seconds from arrival to the first order; 0 without one.
  case secondsToPurchase
  /// Orders sent back.
  case returns
  /// Times an empty shelf closed an edge.
  case stockOuts
  /// Baskets begun.
  case baskets
  /// Baskets begun and not ordered.
  case abandonedBaskets
  /// 1 for a customer who visited the stage (by index), else 0.
  case reached(Int)
  /// 1 for a customer whose journey ended by a step from this stage to an end, else 0.
  case endedFrom(Int)

  /// The measures that do not name a stage, in the order in which they are stored.
  static let plain: [Measure] = [
    .converted, .orders, .items, .revenue, .margin, .secondsToPurchase, .returns, .stockOuts,
    .baskets, .abandonedBaskets,
  ]

  /// The name in result files.
  public func name(stages: [Stage]) -> String {
    switch self {
    case .customers: "customers"
    case .converted: "converted"
    case .orders: "orders"
    case .items: "items"
    case .revenue: "revenue"
    case .margin: "margin"
    case .secondsToPurchase: "seconds_to_purchase"
    case .returns: "returns"
    case .stockOuts: "stock_outs"
    case .baskets: "baskets"
    case .abandonedBaskets: "abandoned_baskets"
    case .reached(let stage): "reached \(stages[stage].name)"
    case .endedFrom(let stage): "ended from \(stages[stage].name)"
    }
  }
}

/// How a metric is made of measures.
public struct MetricDefinition: Sendable, Equatable {
  /// What kind of figure it is.
  public enum Kind: Sendable, Equatable {
    /// The share of customers whose measure is 1.
    case proportion
    /// The mean of a measure over customers.
    case mean
    /// The sum of one measure over the sum of another.
    case ratio
  }

  /// The metric.
  public let metric: Metric
  /// What kind of figure it is.
  public let kind: Kind
  /// Index of the numerator among the measures of a run.
  public let numerator: Int
  /// Index of the denominator among the measures of a run; nil for customers.
  public let denominator: Int?
  /// Units of the numerator in one unit of the metric: 100 for cents of a euro, 86,400 for days.
  public let scale: Double
}

/// The measures a run keeps and the metrics made of them.
public struct MeasurePlan: Sendable, Equatable {
  /// What is kept per customer, in storage order.
  public let measures: [Measure]
  /// The scenario's metrics in its order.
  public let metrics: [MetricDefinition]

  /// Plans the measures that a scenario's metrics need.
  public init(scenario: Scenario) {
    var measures = Measure.plain
    func index(of measure: Measure) -> Int {
      if let known = measures.firstIndex(of: measure) { return known }
      measures.append(measure)
      return measures.count - 1
    }
    func stage(_ name: String) -> Int {
      scenario.journey.stages.firstIndex { $0.name == name } ?? 0
    }
    let money = Double(scenario.market.currency.minorPerMajor)
    metrics = scenario.experiment.metrics.map { metric in
      func define(
        _ kind: MetricDefinition.Kind, _ numerator: Measure, per denominator: Measure? = nil,
        scale: Double = 1
      ) -> MetricDefinition {
        MetricDefinition(
          metric: metric, kind: kind, numerator: index(of: numerator),
          denominator: denominator.map(index(of:)), scale: scale)
      }
      switch metric {
      case .conversion: return define(.proportion, .converted)
      case .orders: return define(.mean, .orders)
      case .items: return define(.mean, .items)
      case .revenue: return define(.mean, .revenue, scale: money)
      case .margin: return define(.mean, .margin, scale: money)
      case .averageOrderValue: return define(.ratio, .revenue, per: .orders, scale: money)
      case .itemsPerOrder: return define(.ratio, .items, per: .orders)
      case .returnsPerOrder: return define(.ratio, .returns, per: .orders)
      case .daysToPurchase:
        return define(.ratio, .secondsToPurchase, per: .converted, scale: 86_400)
      case .stockOuts: return define(.mean, .stockOuts)
      case .cartAbandonment: return define(.ratio, .abandonedBaskets, per: .baskets)
      case .abandonment(let name):
        return define(.ratio, .endedFrom(stage(name)), per: .reached(stage(name)))
      case .reached(let name): return define(.proportion, .reached(stage(name)))
      }
    }
    self.measures = measures
  }
}
