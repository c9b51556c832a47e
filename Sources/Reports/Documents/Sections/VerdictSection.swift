import Experiments
import Support

/// What to do with each treatment.
struct VerdictSection {
  let analysis: Analysis
  var caution: Sentence = ""
  var audience = Document.Section.Audience.all

  var section: Document.Section {
    Document.Section(
      "verdicts", "What to do", for: audience,
      [
        .note(caution), .note(analysis.recommendation?.sentence ?? ""),
        .cards(
          analysis.verdicts.map {
            Block.Card(name: $0.treatmentName, verdict: $0.action.text, reason: $0.reason)
          }),
      ])
  }
}
