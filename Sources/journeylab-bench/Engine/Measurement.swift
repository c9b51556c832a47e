import Reports
import Support

/// A row of what a benchmark measured.
struct Measurement {
  var measured: String
  var amount: Sentence
  /// How long it took; nil where that does not matter.
  var seconds: Double?
  var result: Sentence

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

  static func rate(_ count: Int, in seconds: Double) -> StatedValue {
    StatedValue(Double(count) / seconds, .count)
  }
}
