import Foundation
import Support
import Testing

@testable import Experiments

/// Files that are not what they seem, each with the one message it must give.
@Suite struct BadTableTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]
    var message: String
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ message: String) {
      self.init(name, bytes: Array(text.utf8), message)
    }

    init(_ name: String, bytes: [UInt8], _ message: String) {
      self.name = name
      self.bytes = bytes
      self.message = message
    }
  }

  static let head = "id,arm,bought,spent\n"
  static let body = "1,control,0,1.5\n2,new,1,2.5\n3,control,1,0\n4,new,0,3\n"

  static let cases: [Case] = [
    Case(
      "colons", "id:arm:bought:spent\n1:a:0:1\n",
      "t.csv, row 1, column \"arm\": found no such column; allowed: \"id:arm:bought:spent\""),
    Case(
      "blank lines only", "\n\n\n", "t.csv: found no rows; allowed: a header and at least one row"),
    Case(
      "header without a line end", "id,arm,bought,spent",
      "t.csv: found no rows below the header; allowed: at least one row"),
    Case(
      "too many cells", head + body + "5,new,1,2,3\n",
      "t.csv, row 6: found 5 cells; allowed: 4 as in the header"),
    Case(
      "quote never closed", head + body + "5,\"new,1,2\n6,new,1,2\n",
      "t.csv, row 6, column \"arm\": found a quote that is never closed;"
        + " allowed: cells quoted whole, with quotes inside them doubled"),
    Case(
      "number beyond doubles", head + body + "5,new,1,1e999\n",
      "t.csv, row 6, column \"spent\": found \"1e999\"; allowed: a finite number"),
    Case(
      "hexadecimal", head + body + "5,new,1,0x1F\n",
      "t.csv, row 6, column \"spent\": found \"0x1F\"; allowed: a finite number"),
    Case(
      "decimal comma", head + body + "5,new,1,\"1,5\"\n",
      "t.csv, row 6, column \"spent\": found \"1,5\";"
        + " allowed: a finite number, or --numbers \"1234,5\""),
    Case(
      "long number", head + body + "5,new,1," + String(repeating: "9", count: 1_000) + "\n",
      "t.csv, row 6, column \"spent\": found \"\(String(repeating: "9", count: 40))…\";"
        + " allowed: a finite number"),
    Case(
      "long name", head + body + "5,\(String(repeating: "x", count: 100_000)),1,2\n",
      "t.csv, row 6, column \"arm\": found \"\(String(repeating: "x", count: 40))…\";"
        + " allowed: a name of at most 200 bytes; this has 100000"),
    Case(
      "row without end", head + body + "5,\"" + String(repeating: "x", count: 18 << 20),
      "t.csv, row 6: found a row longer than 16 MiB;"
        + " allowed: shorter rows; look for a quote that is never closed"),
    Case(
      "space before a name", head + body + "5, new,1,2\n",
      "t.csv, row 6, column \"arm\": found \" new\";"
        + " allowed: names that differ in more than spaces; \"new\" is a name too"),
    Case(
      "Latin-1 in a name",
      bytes: Array((head + body + "5,caf").utf8) + [0xE9]
        + Array(",1,2\n".utf8),
      "t.csv, row 6, column \"arm\": found \"caf\u{FFFD}\"; allowed: UTF-8 text"),
    Case(
      "Latin-1 in the header",
      bytes: Array("id,arm,bought,sp".utf8) + [0xE9]
        + Array("nt\n".utf8),
      "t.csv, row 1: found bytes that are no UTF-8 text in column 4;"
        + " allowed: UTF-8 text; save the table anew in that encoding"),
    Case(
      "zero byte in a name", head + body + "5,n\0w,1,2\n",
      "t.csv, row 6, column \"arm\": found \"n\\0w\"; allowed: UTF-8 text"),
    Case(
      "gzip that ends early", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
      "t.csv: found a gzip archive that ends early;"
        + " allowed: a whole archive of one CSV file, or the file itself"),
    Case(
      "damaged gzip", bytes: [0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3],
      "t.csv: found a damaged gzip archive;"
        + " allowed: a whole archive of one CSV file, or the file itself"),
    Case(
      "workbook", bytes: [0x50, 0x4B, 3, 4, 20, 0],
      "t.csv: found a ZIP archive or an .xlsx workbook; allowed: UTF-8 text, as CSV"),
    Case(
      "a million arms",
      head + (0..<20_000).map { "\($0),arm\($0),0,1\n" }.joined(),
      "t.csv, row 1002, column \"arm\": found \"arm1000\";"
        + " allowed: at most 1000 distinct names; this is one more"),
  ]

  private static let options = TableOptions(
    armColumn: "arm",
    metrics: [
      TableMetric(name: "buys", source: .proportion(column: "bought")),
      TableMetric(name: "spend", source: .mean(column: "spent")),
    ], unitColumn: "id")

  @Test(arguments: cases)
  func `A file of another form gives one clear message`(bad: Case) {
    let error = #expect(throws: ArgumentError.self) {
      let reader = try CSVReader(bytes: bad.bytes, file: "t.csv", chunk: 1 << 25)
      _ = try TableAnalysis(reader: reader, options: Self.options)
    }
    #expect(error?.description == bad.message)
  }

  @Test(arguments: [
    "\u{FEFF}" + head + body, (head + body).replacing("\n", with: "\r\n"),
    (head + body).replacing("\n", with: "\r"),
    head.replacing("\n", with: ",\n")
      + body.replacing("\n", with: ",\n"), "\n" + head + "\n" + body,
  ])
  func `Other line ends, a mark, blank lines and an unnamed column change nothing`(
    text: String
  ) throws {
    func data(_ text: String) throws -> ExperimentData {
      try TableAnalysis(
        reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"), options: Self.options
      ).data
    }
    #expect(try data(text) == data(Self.head + Self.body))
  }

  @Test func `A folder is no table`() {
    let error = #expect(throws: ArgumentError.self) { try CSVReader(path: "/") }
    #expect(error?.description == "/: found a folder; allowed: a readable CSV file")
  }

  @Test(arguments: [
    ("0,2\n", "0,2\n"), ("0,1e308\n", "1,-1e308\n"),
  ])
  func `Figures without variance or too large to square give a defined result`(
    first: String, second: String
  ) throws {
    let rows = ["control", "new"].enumerated().flatMap { index, arm in
      [first, second].enumerated().map { "\(index * 2 + $0),\(arm),\($1)" }
    }
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array((Self.head + rows.joined()).utf8), file: "t.csv"),
      options: Self.options)
    for comparison in table.analysis.comparisons where comparison.metric == 1 {
      #expect(comparison.test.value == nil)
    }
  }

  @Test func `A cluster in two arms is refused, and clusters widen the interval`() throws {
    let metric = try #require(try MethodOptions.Metric(parsing: "p=quantile(0.5):spent"))
    func rows(_ text: String, cluster: String?) throws -> [TableMethods.Row] {
      let table = try TableAnalysis(
        reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
        options: TableOptions(
          armColumn: "arm",
          metrics: [TableMetric(name: "buys", source: .proportion(column: "bought"))]))
      var options = MethodOptions()
      options.metrics = [metric]
      options.cluster = cluster
      return try TableMethods(
        reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"), table: table, options: options
      ).rows
    }
    let error = #expect(throws: ArgumentError.self) {
      try rows(Self.head + Self.body + "1,new,1,1\n", cluster: "id")
    }
    #expect(
      error?.description == "t.csv, row 6, column \"id\": found \"1\"; allowed: each cluster in"
        + " one arm; this one is in \"control\" and \"new\"")
    // Ten equal figures in each cluster: as much is known as from one figure of each.
    let text =
      Self.head
      + (0..<400).map { row in
        "c\(row / 10),\(row < 200 ? "control" : "new"),\(row % 2),\((row / 10 * 7) % 20)\n"
      }.joined()
    let apart = try #require(try rows(text, cluster: nil).first { $0.metricName == "p" }?.interval)
    let together = try #require(try rows(text, cluster: "id").first { $0.metricName == "p" })
    #expect(together.method == "quantile 0.5, clustered")
    #expect(try #require(together.interval?.width) > 2 * apart.width)
  }
}
