import MetaLearning
import Studies

/// `programs.csv`: what programs of the user's were asked, and what they got wrong.
enum ProgramsTable: ResultTable {
  static let schema = TableSchema<LearningOutcome.Conduct>(
    file: "programs.csv", row: "policy that is an external program",
    columns: [
      .text("policy", "Name of the policy.") { $0.policy },
      .count("decisions", "Decisions that it was, or would have been, asked for.", \.decisions),
      .count("status_quo", "Decisions among them that fell to the status quo.", \.replaced),
      .count("no_answer", "Batches without an answer in time.", \.timeouts),
      .count("no_message", "Lines that are no message, or that nobody asked for.", \.malformed),
      .count(
        "wrong_length",
        "Batches with another number of vectors than asked for, and vectors of another length than"
          + " actions.", \.wrongLength),
      .count("not_finite", "Vectors with what is no number.", \.notFinite),
      .count("negative", "Vectors with a negative probability.", \.negative),
      .count("wrong_sum", "Vectors that do not sum to 1.", \.wrongSum),
      .count("not_allowed", "Vectors with a chance for an action that is not allowed.", \.masked),
      .count("died", "Times that it ended by itself, or did not start.", \.died),
      .count(
        "flooded", "Times that it was ended because it wrote or left unread more than it may.",
        \.flooded),
    ])

  static func rows(of outcome: LearningOutcome) -> [LearningOutcome.Conduct] { outcome.programs }
}

extension TableSchema.Column where Row == LearningOutcome.Conduct {
  fileprivate static func count(
    _ name: String, _ meaning: String, _ count: any KeyPath<ExternalCounts, Int> & Sendable
  ) -> Self {
    .whole(name, meaning) { Int64($0.counts[keyPath: count]) }
  }
}
