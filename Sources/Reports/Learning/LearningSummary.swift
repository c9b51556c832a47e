import MetaLearning

/// The summary of an evaluation alone, for a scenario without an experiment.
struct LearningSummary {
  private let report: LearningReport
  private let files: [String]

  init(_ report: LearningReport, files: [String]) {
    self.report = report
    self.files = files
  }

  /// The summary for people.
  var text: String {
    let text = LearningText(report)
    return ([text.heading] + text.sections + [closing]).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The summary for programs.
  var json: String {
    JSONValue.object([
      "title": .text(report.title), "scenario": .text(report.input.scenario),
      "digest": .text(report.input.digest), "program": .text(report.input.program),
      "seed": .integer(Int64(clamping: report.input.seed)),
      "learning": LearningJSON(report).value,
      "files": .array(all.sorted().map(JSONValue.text)),
    ]).rendered
  }

  private var all: [String] {
    [SummaryText.fileName, SummaryJSON.fileName] + files + [Manifest.fileName]
  }

  private var closing: [String] {
    let place = "\(report.input.folderName)/\(report.input.digest)/"
    return TextTable.paragraph(
      all.joined(separator: " "), lead: place, indent: place.count + 2)
  }
}

extension LearningReport {
  /// A number that differs, as a rule, when any exact sum differs.
  var fingerprint: UInt64 {
    let figures = outcome.cells.flatMap {
      [$0.customers, $0.decisions, $0.reward, $0.revenue, $0.margin, $0.explorations]
    }
    let digest = SHA256.hexadecimal(of: figures.map(String.init).joined(separator: " "))
    return UInt64(digest.prefix(16), radix: 16) ?? 0
  }
}
