import GSL
package import Support

/// Whether splitting units between arms can tell what a roll-out would do.
package struct SplitValidity: Sendable, Equatable, Codable {
  /// What units share, such as "stock"; empty when they share nothing.
  package var sharedState: [String]
  /// The comparisons whose bias exceeds chance, at three standard errors over the whole family.
  ///
  /// The threshold is Bonferroni's: with m comparisons, the normal quantile that a bias passes by
  /// chance with probability 0.0027 / m.
  package var biased: [Comparison]
  /// The comparison that the split gets most wrong, the primary metric's first; nil without one.
  package var finding: Sentence?
  /// A warning in plain words, or nil when nothing speaks against the split.
  package var warning: Sentence?

  /// Whether nothing speaks against the split.
  package var isValid: Bool { warning == nil }

  /// Reads comparisons to which a truth is attached.
  package init(analysis: Analysis, sharedState: [String]) {
    let plan = analysis.plan
    let family = analysis.family
    let tail = StandardNormal.upperTail(3) / Double(max(1, family.count))
    let threshold = StandardNormal.upperQuantile(tail)
    let biased = family.filter { comparison in
      // A quantile of few distinct values jumps from one to the next: its error is not normal.
      guard plan.metrics[comparison.metric].kind != .estimate else { return false }
      guard let bias = comparison.truth?.bias, let error = comparison.truth?.biasStandardError
      else { return false }
      return abs(bias) > threshold * error
    }
    self.sharedState = sharedState
    self.biased = biased
    var sentences: [Sentence] = []
    if !sharedState.isEmpty {
      sentences.append(
        """
        Units share \(.list(sharedState)), so one arm's units change what the other's meet and the \
        split need not show what a roll-out would do.
        """)
    }
    let worst = biased.first { $0.metric == plan.primary } ?? biased.first
    finding = worst.flatMap { Self.finding($0, plan: plan) }
    if let finding { sentences.append(finding) }
    if biased.count > 1 {
      sentences.append(
        "\(.count(biased.count)) comparisons are off by more than chance explains.")
    }
    if !biased.isEmpty, sharedState.isEmpty {
      sentences.append("Units share nothing by design, so look for a fault in the assignment.")
    }
    warning = sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private static func finding(_ comparison: Comparison, plan: AnalysisPlan) -> Sentence? {
    guard let truth = comparison.truth, let difference = comparison.difference else { return nil }
    let unit = plan.metrics[comparison.metric].unit
    let reported: StatedValue
    let real: StatedValue
    if let lift = comparison.lift.value, let relative = truth.effect.relative {
      reported = .change(lift.value)
      real = .change(relative)
    } else {
      reported = .signedAmount(difference, unit)
      real = .signedAmount(truth.effect.difference, unit)
    }
    return """
      On \(comparison.metricName) the test reports \(reported) for \(comparison.treatmentName) \
      where the roll-out gives \(real), more than chance explains.
      """
  }
}

/// Takes verdicts away that rest on a split whose arms disturb each other.
struct SplitWithdrawal: Sendable, Equatable, Codable {
  /// Indices of the treatments concerned.
  var treatments: [Int]
  /// What the arms share.
  var sharedState: [String]

  func judging(_ verdict: Verdict) -> Verdict {
    guard treatments.contains(verdict.treatment) else { return verdict }
    var result = verdict
    result.action = .doNotTrust
    result.reason = """
      the split says "\(verdict.action.text)", but the arms share \(.list(sharedState)) and the \
      roll-out shows another effect: go by the roll-out below.
      """
    return result
  }
}

extension Analysis {
  /// Withdraws verdicts that rest on a split whose arms disturb each other.
  ///
  /// A verdict is withdrawn when units share state and the estimate beside it is off by more than
  /// chance explains; what is left is weighed into a recommendation.
  package func withdrawingVerdicts(where validity: SplitValidity) -> Analysis {
    guard !validity.sharedState.isEmpty else { return self }
    var result = self
    result.withdrawal = SplitWithdrawal(
      treatments: family.filter { $0.metric == plan.primary && $0.truth?.exceedsChance == true }
        .map(\.treatment),
      sharedState: validity.sharedState)
    result.conclude()
    return result
  }
}
