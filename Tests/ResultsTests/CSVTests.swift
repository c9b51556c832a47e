import Support
import Testing

@testable import Results

@Suite struct CSVTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("two words", "two words"),
    ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
    ("ümläut — 漢", "ümläut — 漢"), ("a=1", "a=1"), ("5-3", "5-3"),
  ])
  func `a text is quoted only where RFC 4180 asks for it`(text: String, cell: String) {
    #expect(CSVCell.encode(text) == cell)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\u{ff1d}1+1", "'\u{ff1d}1+1"), ("\u{ff20}x", "'\u{ff20}x"), ("a\u{202e}b\u{2066}", "ab"),
    ("\u{202e}=1", "'=1"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
    ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""),
  ])
  func `a text that a spreadsheet would run gets an apostrophe`(text: String, cell: String) {
    #expect(CSVCell.encode(text) == cell)
  }

  @Test func `numbers are left as they are, missing ones are empty cells`() {
    typealias Row = (name: String, number: Double, whole: Int?, share: Double?, flag: Bool?)
    let schema = TableSchema<Row>(
      file: "t.csv", row: "thing",
      columns: [
        .text("name", ".") { $0.name }, .number("a", ".") { $0.number },
        .whole("b", ".") { $0.whole }, .number("c", ".") { $0.share }, .flag("d", ".") { $0.flag },
      ])
    let table = CSVTable(schema, rows: [("-x", -1.5, -3, nil, nil), ("y", .nan, nil, nil, true)])
    #expect(
      String(decoding: table.bytes, as: UTF8.self) == "name,a,b,c,d\n'-x,-1.5,-3,,\ny,,,,true\n")
    #expect(table.rows == 2)
  }

  @Test func `labels of any length are written as they are, those beyond the last as nothing`() {
    let names = (0..<80).map { String(repeating: "x", count: $0) } + ["a,b", "=1"]
    let labels = Labels(names)
    for index in names.indices {
      var buffer = ByteBuffer()
      buffer.write(atMost: labels.room + 1) { cursor in
        labels.put(index, into: &cursor)
        cursor.put(UInt8(ascii: ";"))
      }
      #expect(buffer.text == CSVCell.encode(names[index]) + ";")
    }
    var buffer = ByteBuffer()
    buffer.write(atMost: labels.room) { labels.put(names.count, into: &$0) }
    #expect(buffer.count == 0)
  }

  @Test func `columns of the same name get numbers`() {
    let set = FileColumns(
      file: "t.csv", row: "thing", columns: ["a", "a", "a_2", "a"].map { .init($0, ".") })
    #expect(set.columns.map(\.name) == ["a", "a_2", "a_2_2", "a_3"])
  }
}
