import Reports
import Support

extension LearningTable {
  func document(_ results: [BanditBenchmark.Result], worlds: Int) -> Document {
    Self.document(rawValue, title, results, worlds: worlds)
  }

  static func document(
    _ name: String, _ title: String, _ results: [BanditBenchmark.Result], worlds: Int
  ) -> Document {
    let columns: [Table.Filled<BanditBenchmark.Result>] = [
      .words("policy and world") { Sentence($0.label) },
      .words("statistic") { Sentence($0.statistic) },
      Table.Filled("mean") { .value(.fixed($0.mean, decimals: 3, margin: $0.standardError)) },
      Table.Filled("95 %") { .value(.fixed($0.upper, decimals: 3)) },
      Table.Filled("reference") {
        .value(.fixed($0.reference, decimals: 3, margin: $0.referenceError))
      },
      Table.Filled("z") { .value(.fixed($0.deviation, decimals: 1)) },
    ]
    let table = Table(rows: results, columns)
    return Document(
      title: "\(name): \(title), \(.count(worlds)) worlds",
      sections: [Document.Section(name, "", [.table(table)])])
  }
}
