package import Studies
import Support

extension Document {
  /// What a log tells: how it was read, then the parts one after the other.
  package init(_ found: InsightResult) { self = InsightDocument(found: found).document }
}

struct InsightDocument {
  let found: InsightResult

  var document: Document {
    Document(
      title: """
        \(found.account.file): \(.count(found.events)) events of \(.count(found.cases)) customers, \
        \(found.firstDay) to \(found.lastDay)
        """,
      facts: orders, sections: [reading] + found.chapters.map(section), values: values)
  }

  private var orders: Sentence {
    found.account.orders.isEmpty
      ? "No activity is known to be an order."
      : "\(.count(found.orders)) orders (\(found.account.orders.joined(separator: ", ")))"
  }

  // MARK: - How the log was read

  private var reading: Document.Section {
    let account = found.account
    let guessed = account.columns.filter(\.isGuessed)
    let told = account.columns.filter { !$0.isGuessed }
    func list(_ columns: [LogAccount.Column]) -> Sentence {
      .list(columns.map { "\($0.role) is \(.words($0.column))" })
    }
    var blocks: [Block] = []
    if !told.isEmpty { blocks.append(.note("By the options, \(list(told)).")) }
    if !guessed.isEmpty { blocks.append(.note("By their names, \(list(guessed)).")) }
    if account.leftOut > 0 {
      blocks.append(.note("\(.count(account.leftOut)) events left out, as asked."))
    }
    for fault in account.faults {
      blocks.append(.finding(fault.leavesRowOut ? .warning : .notice, words(fault)))
    }
    if account.faults.isEmpty {
      blocks.append(.finding(.good, "All \(.count(account.rows)) rows could be read."))
    }
    return Document.Section("reading", "How the log was read", blocks)
  }

  private func words(_ fault: LogAccount.Fault) -> Sentence {
    let rows: Sentence = "\(.count(fault.rows)) row\(fault.rows == 1 ? "" : "s")"
    let place: Sentence = "the first is row \(fault.firstRow) with \(fault.found)"
    switch fault.kind {
    case .width: return "\(rows) left out for another number of cells: \(place)."
    case .customer: return "\(rows) left out for want of a customer: \(place)."
    case .activity: return "\(rows) left out for want of an activity: \(place)."
    case .time: return "\(rows) left out, as the time cannot be read: \(place)."
    case .value: return "\(rows) kept without a number that cannot be read: \(place)."
    }
  }

  // MARK: - The parts

  private func section(_ chapter: InsightChapter) -> Document.Section {
    Document.Section(
      chapter.part, chapter.heading,
      chapter.remarks.map { block($0) } + chapter.tables.map { Block.table(Self.table($0)) })
  }

  private func block(_ remark: InsightChapter.Remark) -> Block {
    switch remark.role {
    case .answer: .sentence(.answer, remark.sentence)
    case .truth: .sentence(.truth, "In truth: " + remark.sentence)
    case .trust, .note: .note(remark.sentence)
    case .item: .item(remark.sentence)
    case .warning: .finding(.warning, remark.sentence)
    case .refusal: .finding(.notice, "No answer. " + remark.sentence)
    }
  }

  private static func table(_ table: InsightTable) -> Table {
    let places = table.columns.indices.filter { table.columns[$0].isShown }
    var shown = Table(
      places.map { Table.Column(table.columns[$0].heading, isNumber: !table.columns[$0].isWords) })
    for row in table.rows.prefix(table.shown) {
      shown.add(
        places.map { place in
          switch row[place] {
          case .words(let words): Sentence(words)
          case .value(let value): .value(value)
          }
        })
    }
    return shown
  }

  // MARK: - For programs

  private var values: JSON.Members {
    [
      "file": .text(found.account.file), "rows": .integer(Int64(found.account.rows)),
      "events": .integer(Int64(found.events)), "customers": .integer(Int64(found.cases)),
      "orders": .integer(Int64(found.orders)),
      "left_out": .integer(Int64(found.account.leftOut)),
      "faults": .array(
        found.account.faults.map { fault in
          .object([
            "kind": .text(fault.kind.rawValue), "rows": .integer(Int64(fault.rows)),
            "first_row": .integer(Int64(fault.firstRow)), "found": .text(fault.found),
          ])
        }),
      "columns": .object(
        JSON.Members(found.account.columns.map { ($0.role, JSON.text($0.column)) })),
      "parts": .object(JSON.Members(found.chapters.map { ($0.part, Self.json($0)) })),
    ]
  }

  private static func json(_ chapter: InsightChapter) -> JSON {
    .object([
      "refused": .boolean(chapter.isRefused),
      "figures": .object(JSON.Members(chapter.figures.map { ($0.name, $0.value.json) })),
      "files": .array(chapter.tables.map { .text($0.file) }),
    ])
  }
}
