import MetaLearning
package import Studies
import Support

/// The summary of an evaluation alone, for a scenario without an experiment.
package struct LearningSummary {
  private let report: LearningReport
  private let files: [String]

  package init(_ report: LearningReport, files: [String]) {
    self.report = report
    self.files = files
  }

  /// The summary for people.
  package var text: String {
    let text = LearningText(report)
    return ([text.heading] + text.sections + [closing]).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The summary for programs.
  package var json: String {
    JSON.object([
      "title": .text(report.title), "scenario": .text(report.input.scenario),
      "digest": .text(report.input.digest), "program": .text(report.input.program),
      "seed": .integer(Int64(clamping: report.input.seed)),
      "learning": LearningJSON(report).value,
      "files": .array(files.sorted().map(JSON.text)),
    ]).rendered
  }

  private var closing: [String] {
    let place = "\(report.input.folderName)/\(report.input.digest)/"
    return TextTable.paragraph(
      files.joined(separator: " "), lead: place, indent: place.count + 2)
  }
}
