import Experiments
import Support

/// What to do with each treatment.
struct VerdictSection {
  let analysis: Analysis
  var caution: Sentence = ""

  var section: Document.Section {
    Document.Section(
      "verdicts", "What to do", for: .texts,
      [
        .note(caution), .note(analysis.recommendation?.sentence ?? ""),
        .cards(
          analysis.verdicts.map {
            Block.Card(name: $0.treatmentName, verdict: $0.action.text, reason: $0.reason)
          }),
      ])
  }
}
