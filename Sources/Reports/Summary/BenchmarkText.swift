/// What a benchmark measured, as a table.
package struct BenchmarkText {
  /// One measurement.
  package struct Row {
    private let cells: [String]

    /// Describes a measurement; without seconds the cell stays empty.
    package init(measured: String, amount: String, seconds: Double?, result: String) {
      cells = [
        measured, amount, seconds.map { Figures.fixed($0, decimals: 3) } ?? "", result,
      ]
    }

    fileprivate var row: [String] { cells }
  }

  private let title: String
  private let rows: [Row]

  /// Collects measurements under a title that says what was run.
  package init(title: String, rows: [Row]) {
    self.title = title
    self.rows = rows
  }

  /// The whole text, each line ended.
  package var text: String {
    var table = TextTable("measured", ["amount", "seconds", "result"])
    for row in rows { table.add(row.row) }
    return ([title] + table.lines).joined(separator: "\n") + "\n"
  }

  /// A count with its thousands apart.
  package static func grouped(_ value: Int) -> String { Figures.count(value) }

  /// A rate with its thousands apart.
  package static func grouped(_ value: Double) -> String {
    value.isFinite && value < 1e18 ? Figures.count(Int(value)) : Figures.missing
  }

  /// Bytes as megabytes of 10^6 bytes with one decimal.
  package static func megabytes(_ bytes: Int) -> String {
    Figures.fixed(Double(bytes) / 1e6, decimals: 1)
  }
}
