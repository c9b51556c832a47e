import Experiments
import Studies
import Support

/// Says where a test does not keep what it promises.
struct AssessmentNotes {
  let result: AssessmentResult

  private var document: AssessmentDocument { AssessmentDocument(result: result) }
  private var found: OperatingCharacteristics { result.assessment.characteristics }
  private var alpha: Double { found.plan.alpha }
  /// Error rate at which methods test one treatment.
  private var level: Double { found.plan.levelOfOneTest }
  var sentences: [Sentence] {
    found.comparisons.flatMap(comparison) + methods + quantile + draw + leftOut
  }

  private func comparison(_ comparison: OperatingCharacteristics.Comparison) -> [Sentence] {
    var notes: [Sentence] = []
    let name = "\(comparison.treatmentName), \(comparison.metricName)"
    let promised = StatedValue.share(1 - alpha, decimals: 1)
    let reason = "too few or too skewed units for a normal interval."
    if isOff(comparison.nullCoverage, from: 1 - alpha) {
      notes.append(
        "\(name): A/A intervals cover \(.share(comparison.nullCoverage)) instead of \(promised): \(reason)"
      )
    } else if result.draw != .reassigned, isOff(comparison.coverage, from: 1 - alpha) {
      notes.append(
        "\(name): intervals cover the effect \(.share(comparison.coverage)) instead of \(promised): \(reason)"
      )
    }
    if exceeds(comparison.typeIError, alpha) {
      notes.append(
        """
        \(name): the plan rejects \(.share(comparison.typeIError)) of A/A tests, more than \
        \(.share(alpha, decimals: 1)): \(reason)
        """)
    }
    return notes
  }

  private var methods: [Sentence] {
    var notes = found.methods.filter {
      $0.method.promisesErrorRate && exceeds($0.typeIError, level)
    }.map { method -> Sentence in
      """
      \(method.treatmentName), \(document.name(method.method)): rejects \
      \(.share(method.typeIError)) of A/A tests, more than it promises.
      """
    }
    if let peeking = found.methods.first(where: { $0.method == .peeking }),
      exceeds(peeking.typeIError, level)
    {
      notes.append(
        """
        Peeking rejects \(.share(peeking.typeIError)) of A/A tests: do not stop at the first \
        p < \(.setting(level)); use a group sequential or an always-valid method.
        """)
    }
    return notes
  }

  private var quantile: [Sentence] {
    guard let quantile = result.quantile else { return [] }
    return quantile.results.filter {
      isOff($0.coverage, from: 1 - alpha) || exceeds($0.typeIError, alpha)
    }.map { treatment in
      """
      \(treatment.treatmentName), \(.share(quantile.probability, decimals: 0)) quantile: the \
      interval covers \(.share(treatment.coverage)) and the test rejects \
      \(.share(treatment.typeIError)) of A/A tests: too few distinct values near the quantile.
      """
    }
  }

  /// What `run` decides by and replicates do not.
  private var leftOut: [Sentence] {
    let adjusted: [Sentence] =
      result.leavesAdjustments
      ? ["Replicates are decided without the plan's covariates and strata, which add to its power."]
      : []
    return adjusted + [
      """
      Replicates are decided by the tests, guardrails and sample ratio alone: what `run` holds \
      against a verdict by segments, by days or by the largest customer is left out, so that it \
      ships less often where these speak.
      """
    ]
  }

  private var draw: [Sentence] {
    guard result.draw == .reassigned else { return [] }
    return [
      """
      The same customers are in every replicate, so intervals cover their true effect more often \
      than they promise where the effect differs between customers; the default, --draw \
      resampled, draws customers anew.
      """
    ]
  }

  private func isOff(_ estimate: MonteCarloEstimate, from level: Double) -> Bool {
    guard let value = estimate.value, estimate.replicates > 0 else { return false }
    let error = (level * (1 - level) / Double(estimate.replicates)).squareRoot()
    return abs(value - level) > max(0.005, 3.3 * error)
  }

  private func exceeds(_ estimate: MonteCarloEstimate, _ level: Double) -> Bool {
    guard let value = estimate.value, estimate.replicates > 0 else { return false }
    return value > level + 3.3 * (level * (1 - level) / Double(estimate.replicates)).squareRoot()
  }
}
