package import Scenarios

/// The measures a run keeps and the metrics made of them.
package struct MeasurePlan: Sendable, Equatable, Codable {
  /// What is kept per customer, in storage order.
  package let measures: [Measure]
  /// The scenario's metrics in its order.
  package let metrics: [MetricDefinition]
  /// Figures of which every value is counted.
  package let counted: [CountedMeasure]
  /// Indices of the measures by which means are adjusted.
  package let covariates: [Int]
  /// How often the experiment is looked at; 0 for once, at its end.
  package let looks: Int
  /// Whether sums are kept by channel too.
  package let keepsChannels: Bool
  /// Length of the market in hours.
  let horizonHours: Double
  /// Hours at which the experiment begins, after its warm-up.
  let startHours: Double

  /// Plans the measures that a scenario's metrics need.
  package init(scenario: Scenario) {
    var builder = Builder(scenario: scenario)
    let rules = scenario.experiment.analysis
    metrics = scenario.experiment.metrics.map { builder.define($0) }
    covariates = rules.covariates.map { builder.index(of: .before($0)) }
    measures = builder.measures
    counted = builder.counted
    looks = rules.looks ?? 0
    keepsChannels = rules.strata.contains(.channel)
    horizonHours = scenario.market.horizonHours
    startHours = scenario.experiment.warmUpHours ?? 0
  }

  /// Collects measures as metrics ask for them.
  private struct Builder {
    let scenario: Scenario
    var measures = Measure.plain
    var counted: [CountedMeasure] = []

    mutating func index(of measure: Measure) -> Int {
      if let known = measures.firstIndex(of: measure) { return known }
      measures.append(measure)
      return measures.count - 1
    }

    private mutating func index(of figure: CountedMeasure) -> Int {
      if let known = counted.firstIndex(of: figure) { return known }
      counted.append(figure)
      return counted.count - 1
    }

    private func stage(_ name: String) -> Int {
      scenario.journey.stages.firstIndex { $0.name == name } ?? 0
    }

    private var money: Double { Double(scenario.market.currency.minorPerMajor) }

    mutating func define(_ metric: Metric) -> MetricDefinition {
      func define(
        _ kind: MetricDefinition.Kind, _ numerator: Measure, per denominator: Measure? = nil,
        scale: Double = 1
      ) -> MetricDefinition {
        MetricDefinition(
          metric: metric, kind: kind, numerator: index(of: numerator),
          denominator: denominator.map { index(of: $0) }, scale: scale, counted: nil)
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
      case .quantile(let figure, let percent, let scope):
        return counting(metric, .quantile(percent / 100, over: scope), of: figure)
      case .capped(let figure, let cap): return counting(metric, .capped(cap), of: figure)
      case .timeToPurchase(let hours):
        let seconds = index(of: .secondsToPurchase)
        let figure = CountedMeasure.time(
          converted: index(of: .converted), seconds: seconds, followed: index(of: .secondsFollowed))
        let horizon = scenario.market.horizonHours - (scenario.experiment.warmUpHours ?? 0)
        return MetricDefinition(
          metric: metric, kind: .restrictedMean(hours: min(hours ?? horizon, horizon)),
          numerator: seconds, denominator: nil, scale: 86_400, counted: index(of: figure))
      }
    }

    private mutating func counting(
      _ metric: Metric, _ kind: MetricDefinition.Kind, of figure: CustomerMeasure
    ) -> MetricDefinition {
      let plain = define(figure.metric)
      return MetricDefinition(
        metric: metric, kind: kind, numerator: plain.numerator, denominator: nil,
        scale: plain.scale, counted: index(of: CountedMeasure.measure(plain.numerator)))
    }
  }
}
