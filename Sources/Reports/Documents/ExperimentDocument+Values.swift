import Experiments
import Scenarios
import Simulation
import Studies
import Support

extension ExperimentDocument {
  var values: JSON.Members {
    let market = result.scenario.market
    var content: JSON.Members = [
      "title": .text(result.scenario.title), "scenario": .text(result.input.scenario),
      "digest": .text(result.input.digest), "program": .text(result.input.program),
      "seed": .integer(Int64(clamping: result.input.seed)),
      "customers": .integer(Int64(result.customers)), "days": .number(market.horizonHours / 24),
      "start": .text(TimeStamp(start: market.start).date(day: 0)),
      "currency": .text(market.currency.code), "alpha": .number(result.scenario.experiment.alpha),
      "primary": .text(result.metrics[result.primary].name),
      "replications": .integer(Int64(result.outcome.replications)),
      "arms": .array(result.armNames.indices.map(arm)),
      "shared": .array(result.sharedResources.map(JSON.text)),
      "files": .array(files.sorted().map(JSON.text)),
    ]
    if let analysis = result.analysis {
      content.add(AnalysisValues(analysis).content)
      if let outlook = Outlook(result) {
        content["best_in_truth"] = .text(result.armNames[outlook.best])
        content["not_told_from_best"] = .array(
          outlook.rivals.map { .text(result.armNames[$0]) })
        content["customers_needed"] = .optional(outlook.customersNeeded)
        content["customers_needed_least"] = .optional(outlook.leastNeeded)
        content["customers_needed_most"] = .optional(outlook.mostNeeded)
      }
      content["truth_settled"] = .boolean(result.isTruthSettled)
      content["split_valid"] = .boolean(
        result.sharedResources.isEmpty && result.validity?.isValid != false)
      content["warning"] = .optional(result.validity?.warning?.text)
      if let health = result.health { content["health"] = HealthValues(health).value }
      if let looks = LooksSection(result) { content["looks"] = looks.value }
      content.add(PlanSection(result).values)
      content["where_it_acts"] = FunnelSection(result).value
      content.add(ComparedValues(result).content)
    }
    if let learning { content["learning"] = LearningDocument(learning).values }
    return content
  }

  private func arm(_ arm: Int) -> JSON {
    let metrics = result.metrics.enumerated().map { index, metric in
      let estimate = result.estimate(arm: arm, metric: index)
      let content: JSON.Members = [
        "value": .optional(estimate?.value), "se": .optional(estimate?.standardError),
        "lower": .optional(estimate?.interval?.lower),
        "upper": .optional(estimate?.interval?.upper),
        "true_value": .optional(result.truth.values[arm][index]),
        "true_se": .optional(
          result.truth.level(of: arm, metric: index)?.error?.standardError),
      ]
      return (metric.name, JSON.object(content))
    }
    return .object([
      "name": .text(result.armNames[arm]), "customers": .integer(Int64(result.data.counts[arm])),
      "metrics": .object(JSON.Members(metrics)),
    ])
  }
}
