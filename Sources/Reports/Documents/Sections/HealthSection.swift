import Experiments
import Support

/// What the checks of an experiment found, in sentences for a simulated run and a table alike.
struct HealthSection {
  struct Finding {
    var severity: Block.Severity
    var sentence: Sentence

    init(_ severity: Block.Severity, _ sentence: Sentence) {
      self.severity = severity
      self.sentence = sentence
    }

    var block: Block { .finding(severity, sentence) }
  }

  /// How units and their days are called.
  struct Terms {
    var unit: String
    var units: String
    var time: String

    static let simulated = Terms(unit: "customer", units: "customers", time: "the day of arrival")
    static let table = Terms(unit: "unit", units: "units", time: "time")
  }

  /// Whose skewness is told.
  enum Skewness {
    /// Each arm's, as a rule of thumb for its size.
    case arms
    /// That of each difference, in which arms may cancel.
    case differences
  }

  let analysis: Analysis
  let health: HealthReport
  var terms = Terms.table
  var skewness = Skewness.arms

  var section: Document.Section { section([sampleRatio] + findings) }

  func section(_ findings: [Finding]) -> Document.Section {
    Document.Section("health", "Health", findings.map(\.block))
  }

  /// Whether the arms got their shares.
  var sampleRatio: Finding {
    let check = analysis.sampleRatio
    let ratio: Sentence = "(sample ratio \(.probability(check.pValue)))"
    if check.isFailed {
      return Finding(
        .failure,
        """
        The arms did not get their planned shares \(ratio): find the fault before reading any \
        result.
        """)
    }
    guard check.pValue < analysis.plan.alpha else {
      return Finding(
        .good, "Nothing speaks against the planned shares of the arms \(ratio).")
    }
    return Finding(
      .notice,
      """
      The arms' shares are further from the plan than chance mostly takes them \(ratio), not far \
      enough to call the split broken.
      """)
  }

  /// The shares of metrics that count other units than the arms do.
  private var metricRatios: [Finding] {
    zip(analysis.plan.metrics, analysis.metricRatios).compactMap { metric, check in
      check.map {
        Finding(
          $0.isFailed ? .failure : .good,
          """
          \(metric.name) counts other \(terms.units) than the arms: \
          \($0.isFailed ? "these contradict" : "nothing speaks against") the planned shares \
          (\(.probability($0.pValue))).
          """)
      }
    }
  }

  /// What the other checks found.
  ///
  /// Many checks are made of every experiment: a finding that chance may explain is a notice, and
  /// a warning only below ``SampleRatioCheck/threshold``.
  var findings: [Finding] {
    metricRatios + days + segments + reversals + balance + cautions + outliers + overTime
  }

  // MARK: - Assignment

  private var days: [Finding] {
    guard let sequential = health.sequentialSampleRatio else { return [] }
    let valid: Sentence = "(always-valid \(.probability(sequential.pValue)))"
    let count = StatedValue.count(sequential.pValues.count)
    guard let day = sequential.firstFailure else {
      return [
        Finding(.good, "Followed over \(count) days, nothing speaks against the shares \(valid).")
      ]
    }
    return [
      Finding(
        .failure,
        """
        Followed day by day, the shares fail from day \(.count(day + 1)) of \(count) on \(valid).
        """)
    ]
  }

  private var segments: [Finding] {
    guard let ratio = health.segmentSampleRatio else { return [] }
    let failed = ratio.parts.filter(\.isFailed).map {
      Finding(
        .failure,
        """
        Segment \($0.name): the arms did not get their planned shares (corrected \
        \(.probability($0.adjustedPValue))).
        """)
    }
    let p = StatedValue.probability(ratio.pValue)
    if ratio.isMixFailed {
      return failed + [
        Finding(.failure, "The arms differ in their mix of segments (\(p)): find the fault.")
      ]
    }
    guard failed.isEmpty else {
      return failed + [
        Finding(.good, "No sign that the arms differ in their mix of segments (\(p)).")
      ]
    }
    return [
      Finding(
        .good,
        """
        Nothing speaks against the planned shares in any of \(.count(ratio.parts.count)) segments, \
        nor against a like mix of them in every arm (\(p)).
        """)
    ]
  }

  private var balance: [Finding] {
    guard let balance = health.balance else { return [] }
    return balance.parts.map { part in
      let name = "\(health.armNames[part.treatment]), \(part.metricName) before the experiment"
      guard let test = part.test.value else {
        return Finding(.notice, "\(name): not to be compared.")
      }
      let size: Sentence? = part.standardisedDifference.map {
        "\(.fixed($0, decimals: 3)) standard deviations, "
      }
      return Finding(
        part.isFailed ? .failure : .good,
        """
        \(name): \(part.isFailed ? "unlike the control, find the fault" : "no sign of a difference") \
        (\(size ?? "")\(.probability(test.pValue))).
        """)
    }
  }

  // MARK: - Words

  /// How values of a metric are written.
  func unit(_ metric: String) -> DisplayUnit {
    analysis.plan.metrics.first { $0.name == metric }?.unit ?? .number
  }

  /// How much a p-value matters among many checks.
  func severity(_ pValue: Double) -> Block.Severity {
    pValue < SampleRatioCheck.threshold ? .warning : pValue < analysis.plan.alpha ? .notice : .good
  }
}
