import Experiments
import MetaLearning
import Support

/// A policy as a table: columns of context (or `position`), `action`, and `probability` where an
/// action is not certain.
struct LogTable {
  private let file: String
  private let columns: [String]
  private let chances: [[String]: [Int: Double]]

  /// Reads a table of CSV.
  /// - Throws: ``ArgumentError`` that names the row and what is wrong with it.
  init(bytes: [UInt8], file: String, log: DecisionLog) throws(ArgumentError) {
    var reader = try CSVReader(bytes: bytes, file: file)
    guard let action = reader.header.firstIndex(of: "action") else {
      throw ArgumentError(
        file: file, found: "the columns \(reader.header.joined(separator: ", "))",
        allowed: "a column action, columns of context, and probability where it is not 1")
    }
    let probability = reader.header.firstIndex(of: "probability")
    let places = reader.header.indices.filter { $0 != action && $0 != probability }
    var chances: [[String]: [Int: Double]] = [:]
    while try reader.next() {
      let key = places.map { Self.word(reader.text(at: $0)) }
      let chosen = try LogPolicy.action(reader.text(at: action), of: log)
      let text = probability.map { reader.text(at: $0) } ?? "1"
      guard let chance = Double(text), (0...1 + 1e-9).contains(chance) else {
        throw ArgumentError(
          file: file, row: reader.row, found: "the probability \"\(text)\"", allowed: "0 to 1")
      }
      chances[key, default: [:]][chosen, default: 0] += chance
    }
    for (key, row) in chances where abs(row.values.reduce(0, +) - 1) > 1e-6 {
      throw ArgumentError(
        file: file,
        found: "probabilities that sum to \(row.values.reduce(0, +)) for "
          + (key.isEmpty ? "all decisions" : key.joined(separator: ", ")),
        allowed: "a sum of 1")
    }
    self.file = file
    self.chances = chances
    columns = places.map { reader.header[$0] }
  }

  /// Numbers are compared by value: `1` and `1.0` are the same.
  private static func word(_ text: String) -> String {
    Double(text).map { JSON.number($0).compact } ?? text
  }

  private static func word(_ value: JSON?) -> String {
    switch value {
    case .text(let text): word(text)
    case nil, .null: ""
    case .boolean(let flag): flag ? "1" : "0"
    case let value?: value.number.map { JSON.number($0).compact } ?? value.compact
    }
  }

  func targets(for log: DecisionLog) throws(ArgumentError) -> [[Double]] {
    var rows: [[Double]] = []
    for decision in log.decisions {
      let key = columns.map { column in
        column == "position" && decision.position != nil
          ? "\(decision.position ?? 0)" : Self.word(decision.context[column])
      }
      guard let found = chances[key] else {
        throw ArgumentError(
          file: file,
          found: "no row for \(zip(columns, key).map { "\($0) \($1)" }.joined(separator: ", "))"
            + " of \(decision.event)",
          allowed: "a row for each context of the log")
      }
      rows.append(decision.probabilities.indices.map { found[$0] ?? 0 })
    }
    return rows
  }
}
