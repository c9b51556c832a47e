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
    result.metrics.indices.filter { $0 != result.primary }.map { metric in
      let comparisons = analysis.family.filter { $0.metric == metric }
      return Figure(
        finding: result.finding(metric: metric), caption: result.caption(metric: metric),
        .strips(
          Figure.Strips(
            headings: result.headings("arm", metric: metric), unit: result.metrics[metric].unit,
            isDifference: true,
            rows: comparisons.map { result.row($0, name: $0.treatmentName, arm: $0.treatment) })))
    }
  }

  private var segments: [Block] {
    guard !result.data.segments.isEmpty else { return [] }
    let metric = result.primary
    let figures = analysis.plan.treatments.map { arm in
      let comparisons = analysis.comparisons.filter { $0.treatment == arm && $0.metric == metric }
      return Block.figure(
        Figure(
          finding: "\(result.armNames[arm]) by segment",
          caption: result.caption(metric: metric),
          .strips(
            Figure.Strips(
              headings: result.headings("segment", metric: metric),
              unit: result.metrics[metric].unit, isDifference: true,
              rows: comparisons.map {
                result.row($0, name: $0.segmentName ?? "all customers", arm: nil)
              }))))
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
