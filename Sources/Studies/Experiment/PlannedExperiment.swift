package import Experiments
package import Scenarios
package import Simulation
import Support

/// A scenario's experiment in the form that planning and assessment take.
package struct PlannedExperiment: Sendable, Codable {
  /// The measure of money among those kept.
  package struct Money: Sendable, Codable {
    /// Index of margin among the kept measures.
    package var measure: Int
    /// Minor units per unit of money.
    package var scale: Double
    package var currency: Currency
  }

  package let title: String
  package let plan: AnalysisPlan
  package let metrics: [OutcomeMetric]
  /// Indices, among a run's measures, of the measures kept; margin is the last.
  package let measures: [Int]
  package let money: Money

  package var primary: PlannedMetric { plan.metrics[plan.primary] }
  package var control: AnalysisPlan.Arm { plan.arms[plan.control] }

  /// Reads the experiment of a compiled scenario.
  /// - Throws: `ArgumentError` for a single arm, or a primary metric that is not made of sums.
  package init(compiled: CompiledScenario) throws {
    let scenario = compiled.scenario
    let experiment = scenario.experiment
    guard experiment.primary.isMadeOfSums else {
      throw ArgumentError(
        "primary metric", found: "\"\(experiment.primary.name)\"",
        allowed: "a share, mean or ratio over customers, to be planned or assessed")
    }
    plan = try AnalysisPlan(scenario, kept: compiled.plan, sumsOnly: true)
    var kept: [Int] = []
    func place(of measure: Int) -> Int {
      if let known = kept.firstIndex(of: measure) { return known }
      kept.append(measure)
      return kept.count - 1
    }
    metrics = zip(plan.metrics, compiled.plan.metrics).map { metric, definition in
      OutcomeMetric(
        metric: metric, numerator: place(of: definition.numerator),
        denominator: definition.denominator.map { place(of: $0) }, scale: definition.scale)
    }
    money = Money(
      measure: place(of: try compiled.plan.place(of: .tally(.margin))),
      scale: Double(scenario.market.currency.minorPerMajor), currency: scenario.market.currency)
    measures = kept
    title = scenario.title
  }

  /// The kept measures of rows with so many measures, row after row, each with its group if any.
  func kept(of values: borrowing [Int64], rowLength: Int, group: Int64? = nil) -> [Int64] {
    guard rowLength > 0 else { return [] }
    var result: [Int64] = []
    result.reserveCapacity(values.count / rowLength * (measures.count + 1))
    for start in stride(from: 0, to: values.count, by: rowLength) {
      for measure in measures { result.append(values[start + measure]) }
      if let group { result.append(group) }
    }
    return result
  }
}
