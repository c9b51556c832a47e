import Experiments
import Studies
import Support

/// All metrics and segments of an experiment, and its treatments beside each other.
struct MetricsSection {
  private let result: ExperimentResult
  private let analysis: Analysis

  init?(_ result: ExperimentResult) {
    guard let analysis = result.analysis else { return nil }
    self.result = result
    self.analysis = analysis
  }

  var section: Document.Section {
    Document.Section(
      "metrics", "All metrics and segments", for: .pages,
      others.map(Block.figure) + segments + rivals)
  }

  private var others: [Figure] {
    result.metrics.indices.filter { $0 != result.primary }.map {
      result.figures(analysis).figure(metric: $0)
    }
  }

  private var segments: [Block] {
    guard !result.data.segments.isEmpty else { return [] }
    let metric = result.primary
    let figures = analysis.plan.treatments.map { arm in
      Block.figure(result.figures(analysis).figure(treatment: arm, metric: metric))
    }
    return [
      .heading("The same in every segment? \(result.metrics[metric].name.capitalisedFirst)"),
      .note("Segments are explored: their intervals are not corrected for their number."),
    ] + figures
  }

  /// The treatments against each other on the primary metric.
  private var rivals: [Block] {
    let pairs = ArmPairs(result).pairs.filter { $0.metric == result.primary }
    guard !pairs.isEmpty else { return [] }
    let unit = result.metrics[result.primary].unit
    let table = Table(
      rows: pairs,
      [
        .words("arms") { "\(result.armNames[$0.first]) less \(result.armNames[$0.second])" },
        .values("difference") { .difference($0.test?.difference, unit) },
        .values("interval") { .interval($0.test?.interval, unit) },
        .values("p") { .pValue($0.test?.pValue) },
        .values("in truth") { .difference($0.truth?.difference, unit) },
      ])
    return [
      .heading("The treatments against each other"),
      .note(
        "\(result.metrics[result.primary].name), as observed; each pair by itself, not corrected."
          .capitalisedSentence),
      .table(table),
    ]
  }
}

extension String {
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
  var capitalisedSentence: Sentence { Sentence(capitalisedFirst) }
}
