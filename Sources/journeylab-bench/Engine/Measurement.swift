import Reports
import Support

/// A row of what a benchmark measured.
struct Measurement {
  /// What was measured, and on how many threads.
  var measured: String
  /// How much was done.
  var amount: Sentence
  /// How long it took; nil where that does not matter.
  var seconds: Double?
  /// What that means.
  var result: Sentence

  /// The rows under a title that says what was run.
  static func document(_ title: String, _ rows: [Measurement]) -> Document {
    let columns: [Table.Filled<Measurement>] = [
      .words("measured") { Sentence($0.measured) },
      Table.Filled("amount") { $0.amount },
      Table.Filled("seconds") { $0.seconds == nil ? "" : .value(.fixed($0.seconds, decimals: 3)) },
      Table.Filled("result") { $0.result },
    ]
    let table = Table(rows: rows, columns)
    return Document(
      title: Sentence(title), sections: [Document.Section("speed", "", [.table(table)])])
  }

  /// Bytes as megabytes of 10^6 bytes.
  static func megabytes(_ bytes: Int) -> StatedValue {
    .fixed(Double(bytes) / 1e6, decimals: 1)
  }

  /// A rate per second.
  static func rate(_ count: Int, in seconds: Double) -> StatedValue {
    StatedValue(Double(count) / seconds, .count)
  }
}
