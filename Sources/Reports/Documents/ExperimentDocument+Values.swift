import Experiments
import Scenarios
import Simulation
import Studies
import Support

extension ExperimentDocument {
  var values: JSON.Members {
    let market = report.scenario.market
    var content: JSON.Members = [
      "title": .text(report.scenario.title), "scenario": .text(report.input.scenario),
      "digest": .text(report.input.digest), "program": .text(report.input.program),
      "seed": .integer(Int64(clamping: report.input.seed)),
      "customers": .integer(Int64(report.customers)), "days": .number(market.horizonHours / 24),
      "start": .text(TimeStamp(start: market.start).date(day: 0)),
      "currency": .text(market.currency.code), "alpha": .number(report.scenario.experiment.alpha),
      "primary": .text(report.metrics[report.primary].name),
      "replications": .integer(Int64(report.outcome.replications)),
      "arms": .array(report.armNames.indices.map(arm)),
      "shared": .array(report.sharedResources.map(JSON.text)),
      "files": .array(files.sorted().map(JSON.text)),
    ]
    if let analysis = report.analysis {
      content.add(AnalysisValues(analysis).content)
      content["best_in_truth"] = .optional(Outlook(report).map { report.armNames[$0.best] })
      content["customers_needed"] = .optional(Outlook(report)?.customersNeeded)
      content["split_valid"] = .boolean(
        report.sharedResources.isEmpty && report.validity?.isValid != false)
      content["warning"] = .optional(report.validity?.warning?.text)
      if let health = report.health { content["health"] = HealthValues(health).value }
      if let looks = LooksSection(report) { content["looks"] = looks.value }
      content.add(PlanSection(report).values)
      content["where_it_acts"] = FunnelSection(report).value
    }
    if let learning { content["learning"] = LearningDocument(learning).values }
    return content
  }

  private func arm(_ arm: Int) -> JSON {
    let alpha = report.scenario.experiment.alpha
    let metrics = report.metrics.enumerated().map { index, metric in
      let estimate = PointEstimate.estimate(report.data.samples[arm][index], alpha: alpha).value
      let content: JSON.Members = [
        "value": .optional(estimate?.value), "se": .optional(estimate?.standardError),
        "lower": .optional(estimate?.interval?.lower),
        "upper": .optional(estimate?.interval?.upper),
        "true_value": .optional(report.truth?.values[arm][index] ?? nil),
      ]
      return (metric.name, JSON.object(content))
    }
    return .object([
      "name": .text(report.armNames[arm]), "customers": .integer(Int64(report.data.counts[arm])),
      "metrics": .object(JSON.Members(metrics)),
    ])
  }
}
