import Experiments
import Scenarios
import Simulation
import Studies
import Support

/// What the plan asks for beyond the usual, and what it led to; nothing for a usual plan.
struct PlanSection {
  private let result: ExperimentResult

  init(_ result: ExperimentResult) { self.result = result }
  private var rules: AnalysisRules { result.scenario.experiment.analysis }

  /// How it was tested; without blocks for a usual plan.
  var section: Document.Section {
    var sentences: [Sentence] = []
    if let analysis = result.analysis {
      sentences =
        sameForAll(analysis) + family(analysis) + limits + adjustments(analysis)
        + posteriors.map(\.sentence)
    }
    return Document.Section("plan", "How it was tested", sentences.map(Block.note))
  }

  private func sameForAll(_ analysis: Analysis) -> [Sentence] {
    guard rules.isAA else { return [] }
    let tested = analysis.family.compactMap(\.pValue)
    let low = tested.count { $0 < analysis.plan.alpha }
    let expected = Double(tested.count) * analysis.plan.alpha
    let corrected = analysis.family.count { ($0.adjustedPValue ?? 1) < analysis.plan.alpha }
    let isHealthy = corrected == 0 && !analysis.sampleRatio.isFailed
    return [
      """
      A/A test: every arm lives under the control, so that each difference is chance. p < \
      \(.setting(analysis.plan.alpha)) in \(.count(low)) of \(.count(tested.count)) comparisons, \
      about \(.fixed(expected, decimals: 1)) to be expected; after correction in \
      \(.count(corrected)). \
      \(isHealthy ? "Nothing speaks against the test." : "Look for a fault in the test.")
      """
    ]
  }

  private func family(_ analysis: Analysis) -> [Sentence] {
    var sentences: [Sentence] = []
    if rules.correction != .dunnett || rules.tests != .primary {
      sentences.append("P-values: \(analysis.familyDescription)")
    }
    if rules.hypothesis != .twoSided {
      sentences.append(
        """
        \(result.metrics[result.primary].name) is tested one-sided, for an effect \
        \(rules.hypothesis == .greater ? "above" : "below") zero; its intervals are open on the other side.
        """)
    }
    if let looks = result.looks {
      sentences.append(
        """
        The verdicts on \(result.metrics[result.primary].name) follow its \
        \(.count(looks.customers.count)) looks, each treatment at \
        \(.share(looks.followed.errorRate)) over all of them\(peeking(looks.followed)).
        """)
    }
    return sentences
  }

  private func peeking(_ looks: FollowedLooks) -> Sentence {
    looks.errorRate > looks.alpha
      ? ", as each look is read like a single test at \(.share(looks.alpha))" : ""
  }

  private var limits: [Sentence] {
    zip(result.outcome.plan.metrics, zip(result.metrics, result.limits)).compactMap {
      pair -> Sentence? in
      let (definition, (metric, limit)) = pair
      guard let limit else { return nil }
      switch definition.metric.form {
      case .capped(.quantile(_, let scope)):
        return """
          \(metric.name): cut off at \(.level(limit, metric.unit)), a quantile of \
          \(scope == .all ? "all" : "the non-zero") customers of all arms together.
          """
      case .restrictedMean:
        return """
          \(metric.name): mean of the first \(.number(limit)) days (Kaplan-Meier).
          """
      default: return nil
      }
    }
  }

  private func adjustments(_ analysis: Analysis) -> [Sentence] {
    let by =
      rules.strata.isEmpty ? rules.covariates.map(\.nameBefore) : rules.strata.map(\.rawValue)
    let unit = result.metrics[result.primary].unit
    return analysis.family.filter { $0.metric == result.primary }.compactMap {
      comparison -> Sentence? in
      guard !by.isEmpty, let test = comparison.test.value else { return nil }
      guard let adjustment = comparison.adjustment else {
        return """
          \(comparison.treatmentName): not adjusted, as \(by.joined(separator: ", ")) \
          \(by.count == 1 ? "tells" : "tell") nothing of the customers apart.
          """
      }
      let observed: Sentence? = adjustment.unadjusted.value.map {
        ", \(.difference($0.difference, unit, $0.interval)) as observed"
      }
      return """
        \(comparison.treatmentName): \(adjustment.method.rawValue) by \
        \(by.joined(separator: ", ")) takes away \
        \(.share(adjustment.varianceReduction, decimals: 1)) of the variance: \
        \(.difference(test.difference, unit, test.interval)) adjusted\(observed ?? "").
        """
    }
  }

  /// What is believed of the primary metric's lift after the test.
  private struct Posterior {
    var treatment: String
    var distribution: GaussianPosterior
    var interval: Interval
    var prior: LiftPrior

    var sentence: Sentence {
      """
      \(treatment), Bayesian (prior lift \(.change(prior.mean, margin: prior.standardDeviation))): \
      lift \(.change(distribution.mean, interval)), chance to beat the control \
      \(.share(distribution.chanceToBeat, decimals: 1)), expected loss of shipping \
      \(.share(distribution.riskOfTreatment)), of keeping the control \
      \(.share(distribution.riskOfControl)).
      """
    }
  }

  private var posteriors: [Posterior] {
    guard let prior = rules.prior, let analysis = result.analysis else { return [] }
    return analysis.family.filter { $0.metric == result.primary }.compactMap { comparison in
      guard let lift = comparison.lift.value, lift.standardError > 0 else { return nil }
      let distribution = GaussianPosterior(
        EffectEstimate(effect: lift.value, standardError: lift.standardError),
        priorMean: prior.mean, priorDeviation: prior.standardDeviation)
      return Posterior(
        treatment: comparison.treatmentName, distribution: distribution,
        interval: distribution.interval(alpha: analysis.plan.alpha), prior: prior)
    }
  }

  /// The same for programs; empty for a usual plan.
  var values: JSON.Members {
    var content: JSON.Members = [:]
    if rules.isAA { content["aa"] = .boolean(true) }
    if rules.hypothesis != .twoSided { content["hypothesis"] = .text(rules.hypothesis.rawValue) }
    let named = zip(result.metrics, result.limits).compactMap { metric, limit in
      limit.map { (metric.name, JSON.number($0)) }
    }
    if !named.isEmpty { content["limits"] = .object(JSON.Members(named)) }
    if let prior = rules.prior {
      content["bayes"] = .object([
        "prior_mean": .number(prior.mean), "prior_sd": .number(prior.standardDeviation),
        "treatments": .array(
          posteriors.map { posterior in
            .object([
              "treatment": .text(posterior.treatment), "mean": .number(posterior.distribution.mean),
              "sd": .number(posterior.distribution.standardDeviation),
              "lower": .number(posterior.interval.lower),
              "upper": .number(posterior.interval.upper),
              "chance_to_beat": .number(posterior.distribution.chanceToBeat),
              "loss_of_treatment": .number(posterior.distribution.riskOfTreatment),
              "loss_of_control": .number(posterior.distribution.riskOfControl),
            ])
          }),
      ])
    }
    return content
  }
}
