import Experiments
import Scenarios
import Simulation
import Studies
import Support

/// What the plan asks for beyond the usual, and what came of it; nothing for a usual plan.
struct PlanText {
  private let report: ExperimentReport

  init(_ report: ExperimentReport) {
    self.report = report
  }

  private var rules: AnalysisRules { report.scenario.experiment.analysis }

  /// A heading and the lines below it; none for a usual plan.
  var lines: [String] {
    guard let analysis = report.analysis else { return [] }
    let sentences =
      sameForAll(analysis) + family(analysis) + limits + adjustments(analysis)
      + posteriors.map(\.sentence)
    guard !sentences.isEmpty else { return [] }
    return ["How it was tested"]
      + sentences.flatMap { TextTable.paragraph($0, lead: "", indent: 2) }
  }

  private func sameForAll(_ analysis: Analysis) -> [String] {
    guard rules.isAA else { return [] }
    let tested = analysis.family.compactMap(\.pValue)
    let low = tested.count { $0 < analysis.plan.alpha }
    let expected = Figures.fixed(Double(tested.count) * analysis.plan.alpha, decimals: 1)
    let corrected = analysis.family.count { ($0.adjustedPValue ?? 1) < analysis.plan.alpha }
    let isHealthy = corrected == 0 && !analysis.sampleRatio.isFailed
    return [
      "A/A test: every arm lives under the control, so that each difference is chance. p <"
        + " \(analysis.plan.alpha) in \(low) of \(tested.count) comparisons, about \(expected) to"
        + " be expected; after correction in \(corrected). "
        + (isHealthy ? "Nothing speaks against the test." : "Look for a fault in the test.")
    ]
  }

  private func family(_ analysis: Analysis) -> [String] {
    var sentences: [String] = []
    if rules.correction != .holm || rules.tests != .all {
      sentences.append("P-values: \(analysis.familyDescription)")
    }
    if rules.hypothesis != .twoSided {
      sentences.append(
        "\(report.metrics[report.primary].name) is tested one-sided, for an effect"
          + " \(rules.hypothesis == .greater ? "above" : "below") zero; intervals are two-sided.")
    }
    if let looks = report.looks {
      sentences.append(
        "The verdicts on \(report.metrics[report.primary].name) follow its"
          + " \(looks.customers.count) looks, each treatment at"
          + " \(Figures.percent(looks.alpha)) over all of them.")
    }
    return sentences
  }

  private var limits: [String] {
    zip(report.outcome.plan.metrics, zip(report.metrics, report.limits)).compactMap { pair in
      let (definition, (metric, limit)) = pair
      guard let limit else { return nil }
      switch definition.metric.form {
      case .capped(.quantile(_, let scope)):
        return "\(metric.name): cut off at \(Figures.value(limit, metric.unit)), a quantile of"
          + " \(scope == .all ? "all" : "the non-zero") customers of all arms together."
      case .restrictedMean:
        return "\(metric.name): mean of the first \(Figures.number(limit)) days (Kaplan-Meier);"
          + " p by the log-rank test."
      default: return nil
      }
    }
  }

  private func adjustments(_ analysis: Analysis) -> [String] {
    let by =
      rules.strata.isEmpty
      ? rules.covariates.map(\.nameBefore) : rules.strata.map(\.rawValue)
    let unit = report.metrics[report.primary].unit
    return analysis.family.filter { $0.metric == report.primary }.compactMap { comparison in
      guard !by.isEmpty, let test = comparison.test.value else { return nil }
      guard let adjustment = comparison.adjustment else {
        return "\(comparison.treatmentName): not adjusted, as \(by.joined(separator: ", "))"
          + " \(by.count == 1 ? "tells" : "tell") nothing of the customers apart."
      }
      let observed =
        adjustment.unadjusted.value.map {
          ", " + Figures.difference($0.difference, $0.interval, unit) + " as observed"
        } ?? ""
      let adjusted = Figures.difference(test.difference, test.interval, unit)
      let share = Figures.percent(adjustment.varianceReduction, decimals: 1)
      return "\(comparison.treatmentName): \(adjustment.method.rawValue) by"
        + " \(by.joined(separator: ", ")) takes away \(share) of the variance:"
        + " \(adjusted) adjusted\(observed)."
    }
  }

  /// What is believed of the primary metric's lift after the test.
  private struct Posterior {
    var treatment: String
    var law: GaussianPosterior
    var interval: Interval
    var prior: LiftPrior

    var sentence: String {
      "\(treatment), Bayesian (prior lift \(Figures.change(prior.mean)) %"
        + " ±\(Figures.percent(prior.standardDeviation, decimals: 1))): lift"
        + " \(Figures.change(law.mean, interval)), chance to beat the control"
        + " \(Figures.percent(law.chanceToBeat, decimals: 1)), expected loss of shipping"
        + " \(Figures.percent(law.riskOfTreatment)), of keeping the control"
        + " \(Figures.percent(law.riskOfControl))."
    }
  }

  private var posteriors: [Posterior] {
    guard let prior = rules.prior, let analysis = report.analysis else { return [] }
    return analysis.family.filter { $0.metric == report.primary }.compactMap { comparison in
      guard let lift = comparison.lift.value, lift.standardError > 0 else { return nil }
      let law = GaussianPosterior(
        EffectEstimate(effect: lift.value, standardError: lift.standardError),
        priorMean: prior.mean, priorDeviation: prior.standardDeviation)
      return Posterior(
        treatment: comparison.treatmentName, law: law,
        interval: law.interval(alpha: analysis.plan.alpha), prior: prior)
    }
  }

  /// The same for programs; empty for a usual plan.
  var json: JSON.Members {
    var content: JSON.Members = [:]
    if rules.isAA { content["aa"] = .boolean(true) }
    if rules.hypothesis != .twoSided { content["hypothesis"] = .text(rules.hypothesis.rawValue) }
    let named = zip(report.metrics, report.limits).compactMap { metric, limit in
      limit.map { (metric.name, JSON.number($0)) }
    }
    if !named.isEmpty {
      content["limits"] = .object(JSON.Members(named))
    }
    if let prior = rules.prior {
      content["bayes"] = .object([
        "prior_mean": .number(prior.mean), "prior_sd": .number(prior.standardDeviation),
        "treatments": .array(
          posteriors.map { posterior in
            .object([
              "treatment": .text(posterior.treatment), "mean": .number(posterior.law.mean),
              "sd": .number(posterior.law.standardDeviation),
              "lower": .number(posterior.interval.lower),
              "upper": .number(posterior.interval.upper),
              "chance_to_beat": .number(posterior.law.chanceToBeat),
              "loss_of_treatment": .number(posterior.law.riskOfTreatment),
              "loss_of_control": .number(posterior.law.riskOfControl),
            ])
          }),
      ])
    }
    return content
  }
}
