import Foundation
import Support
import Testing

@testable import Experiments

@Suite struct CSVReaderTests {
  static let text =
    "\u{FEFF}id,\"a \"\"quoted\"\" name\",note\r\n"
    + "1,\"x, y\",\"two\nlines\"\n\n2,,\"\"\r\n3,\"\"\"\",ünï\r4,plain,last"

  static func rows(_ text: String, chunk: Int) throws -> [[String]] {
    var reader = try CSVReader(bytes: Array(text.utf8), file: "t.csv", chunk: chunk)
    var rows = [reader.header]
    while try reader.next() { rows.append(reader.header.indices.map { reader.text(at: $0) }) }
    return rows
  }

  @Test(arguments: [1, 2, 3, 5, 7, 16, 1_000])
  func `Quotes, line ends and blank lines are read alike in chunks of any size`(
    chunk: Int
  ) throws {
    let rows = try Self.rows(Self.text, chunk: chunk)
    #expect(
      rows == [
        ["id", "a \"quoted\" name", "note"], ["1", "x, y", "two\nlines"], ["2", "", ""],
        ["3", "\"", "ünï"], ["4", "plain", "last"],
      ])
  }

  @Test func `Rows are counted as a spreadsheet counts them`() throws {
    var reader = try CSVReader(bytes: Array(Self.text.utf8), file: "t.csv")
    var rows = [reader.row]
    while try reader.next() { rows.append(reader.row) }
    #expect(rows == [1, 2, 4, 5, 6])
  }

  @Test func `A single column may have empty cells`() throws {
    #expect(try Self.rows("a\n\"\"\nx\n", chunk: 4) == [["a"], [""], ["x"]])
  }

  @Test(
    arguments: [
      ("a,b\n1,2\n1\n", "t.csv, row 3: found 1 cell; allowed: 2 as in the header"),
      ("a,b\n1,2,3\n", "t.csv, row 2: found 3 cells; allowed: 2 as in the header"),
      (
        "a,b\n1,\"x\n",
        "t.csv, row 2, column \"b\": found a quote that is never closed;"
          + " allowed: cells quoted whole, with quotes inside them doubled"
      ),
      (
        "a,b\n1,x\"y\n",
        "t.csv, row 2, column \"b\": found a quote inside an unquoted cell;"
          + " allowed: cells quoted whole, with quotes inside them doubled"
      ),
      (
        "a,b\n\"1\"0,x\n",
        "t.csv, row 2, column \"a\": found text after a closing quote;"
          + " allowed: cells quoted whole, with quotes inside them doubled"
      ),
      ("", "t.csv: found no rows; allowed: a header and at least one row"),
    ])
  func `Broken rows are refused with their place`(text: String, message: String) {
    for chunk in [1, 3, 100] {
      let error = #expect(throws: ArgumentError.self) { try Self.rows(text, chunk: chunk) }
      #expect(error?.description == message)
    }
  }

  @Test func `UTF-16 is refused and a missing file named`() {
    #expect(throws: ArgumentError(file: "t.csv", found: "UTF-16 text", allowed: "UTF-8 text")) {
      try CSVReader(bytes: [0xFF, 0xFE, 0x61, 0], file: "t.csv")
    }
    let error = #expect(throws: ArgumentError.self) { try CSVReader(path: "/no/such.csv") }
    #expect(
      error?.description
        == "/no/such.csv: found no file that can be opened; allowed: a readable CSV file")
  }
}
