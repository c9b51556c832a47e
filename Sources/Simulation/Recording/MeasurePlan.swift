package import Scenarios
package import Support

/// The measures a run keeps and the metrics made of them.
package struct MeasurePlan: Sendable, Equatable, Codable {
  /// What is kept per customer, in storage order.
  package let measures: [Measure]
  package let metrics: [MetricDefinition]
  package let primary: Int
  /// Numbers of which every value is counted.
  package let counted: [CountedMeasure]
  /// Indices of the measures by which means are adjusted.
  package let covariates: [Int]
  /// How often the experiment is looked at; 0 for once, at its end.
  package let looks: Int
  let keepsChannels: Bool
  /// Hours from coming at which measures stop counting, ascending.
  let windows: [Double]
  /// How each measure is taken, in storage order.
  let sources: [MeasureSource]
  let horizonHours: Double
  /// Hours at which the experiment begins, after its warm-up.
  let startHours: Double

  /// Plans the measures that a scenario's metrics need.
  /// - Throws: `CompileError` for a metric of a stage that the scenario does not have, and for a
  ///   primary metric that is not among the metrics.
  package init(scenario: Scenario) throws(CompileError) {
    let experiment = scenario.experiment
    var builder = Builder(currency: scenario.market.currency)
    metrics = experiment.metrics.map { builder.define($0) }
    covariates = experiment.analysis.covariates.map { builder.index(of: .before($0)) }
    measures = builder.measures
    counted = builder.counted
    looks = experiment.analysis.looks ?? 0
    keepsChannels = experiment.analysis.strata.contains(.channel)
    horizonHours = scenario.market.horizonHours
    startHours = experiment.warmUpHours ?? 0
    let stages = scenario.journey.stages.map(\.name)
    var sources: [MeasureSource] = []
    let windows = Set(
      measures.compactMap { measure -> Double? in
        if case .within(_, let hours) = measure { hours } else { nil }
      }
    ).sorted()
    guard windows.count <= Self.mostWindows else {
      throw CompileError(
        path: ["experiment", "metrics"],
        message: "\(windows.count) different times behind `within`; at most \(Self.mostWindows)"
          + " are allowed")
    }
    self.windows = windows
    for measure in measures {
      sources.append(try MeasureSource(measure, stages: stages, windows: windows))
    }
    self.sources = sources
    guard let primary = experiment.metrics.firstIndex(of: experiment.primary) else {
      throw CompileError(
        path: ["experiment", "primary"],
        message: "`\(experiment.primary.name)` is not among the metrics")
    }
    self.primary = primary
  }

  /// Most different times behind `within`, each of which keeps what every customer had done.
  private static let mostWindows = 20

  /// Hours for which a customer is followed who is there from the start of the experiment.
  package var followedHours: Double { horizonHours - startHours }

  /// The index of a measure.
  /// - Throws: `ArgumentError` for one that is not kept.
  package func place(of measure: Measure) throws(ArgumentError) -> Int {
    guard let place = measures.firstIndex(of: measure) else {
      throw ArgumentError(
        "measure", found: "\"\(measure.name)\"",
        allowed: measures.map { "\"\($0.name)\"" }.joined(separator: ", "))
    }
    return place
  }

  private struct Builder {
    let currency: Currency
    var measures = Measure.plain
    var counted: [CountedMeasure] = []

    mutating func index(of measure: Measure) -> Int {
      if let known = measures.firstIndex(of: measure) { return known }
      measures.append(measure)
      return measures.count - 1
    }

    private mutating func index(of number: CountedMeasure) -> Int {
      if let known = counted.firstIndex(of: number) { return known }
      counted.append(number)
      return counted.count - 1
    }

    mutating func define(_ metric: Metric) -> MetricDefinition {
      let numerator = index(of: metric.numerator)
      let denominator = metric.denominator.map { index(of: $0) }
      let number: CountedMeasure? =
        switch metric.form {
        case .proportion, .mean, .ratio: nil
        case .quantile, .capped: .measure(numerator)
        case .restrictedMean:
          .time(
            converted: index(of: .tally(.converted)), seconds: numerator,
            followed: index(of: .secondsFollowed))
        }
      return MetricDefinition(
        metric: metric, numerator: numerator, denominator: denominator,
        scale: metric.scale(in: currency), counted: number.map { index(of: $0) })
    }
  }
}
