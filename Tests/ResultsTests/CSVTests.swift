import Results
import Support
import Testing

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
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
    ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""),
  ])
  func `a text that a spreadsheet would run gets an apostrophe`(text: String, cell: String) {
    #expect(CSVCell.encode(text) == cell)
  }

  @Test func `numbers are left as they are, missing ones are empty cells`() {
    let columns = ColumnSet(
      file: "t.csv", row: "thing",
      columns: [Column("name", "."), Column("a", "."), Column("b", "."), Column("c", ".")])
    var table = CSVTable(columns)
    table.add("-x")
    table.add(-1.5)
    table.add(-3)
    table.add(Double?.none)
    table.endRow()
    table.add("y")
    table.add(Double.nan)
    table.add(Int?.none)
    table.add(true)
    table.endRow()
    #expect(String(decoding: table.bytes, as: UTF8.self) == "name,a,b,c\n'-x,-1.5,-3,\ny,,,true\n")
    #expect(table.rows == 2)
  }

  @Test func `columns of the same name get numbers`() {
    let set = ColumnSet(
      file: "t.csv", row: "thing",
      columns: [Column("a", "."), Column("a", "."), Column("a_2", "."), Column("a", ".")])
    #expect(set.columns.map(\.name) == ["a", "a_2", "a_2_2", "a_3"])
  }
}
