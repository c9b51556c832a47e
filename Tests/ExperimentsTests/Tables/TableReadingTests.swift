import Foundation
import Support
import Testing

@testable import Experiments

/// Files as other programs write them.
@Suite struct TableReadingTests {
  static let text = "id,arm,bought,spent\n1,control,0,1.5\n2,new,1,2.5\n3,control,1,0\n4,new,0,3\n"

  private static func data(
    _ bytes: [UInt8], numbers: NumberForm = .plain, chunk: Int = 1 << 20
  ) throws -> ExperimentData {
    try TableAnalysis(
      reader: CSVReader(bytes: bytes, file: "t.csv", chunk: chunk, numbers: numbers),
      options: TableOptions(
        armColumn: "arm",
        metrics: [
          TableMetric(name: "buys", source: .proportion(column: "bought")),
          TableMetric(name: "spend", source: .mean(column: "spent")),
        ], unitColumn: "id")
    ).data
  }

  private static var plain: ExperimentData {
    get throws { try data(Array(text.utf8)) }
  }

  /// The same table compressed by Python's gzip, whole and as two members.
  static let archives = [
    "H4sIAAAAAAAC/8tM0UksytVJyi9NzyjRKS5IzSvhMtRJzs8rKcrP0THQMdQz5TLSyUst1zHUMQKyjeFyhjoGXCZgGQMdYy4A"
      + "nsWhV0gAAAA=",
    "H4sIAAAAAAAC/8tM0UksytVJyi9NzyjRKS5IzSvhMtRJzs8rKcrP0QEAUIZexR4AAAAfiwgAAAAAAAL/M9Ax1DPlMtLJSy3X"
      + "MdQxArKNdZLz80qK8nOAfAMuE7CMgY4xFwDAq+c2KgAAAA==",
  ]

  @Test(arguments: archives, [1, 7, 1 << 20])
  func `a gzip archive is read as the file in it, in chunks of any size`(
    archive: String, chunk: Int
  ) throws {
    let bytes = [UInt8](try #require(Data(base64Encoded: archive)))
    #expect(try Self.data(bytes, chunk: chunk) == Self.plain)
    // Zeros that fill a tape's block after the archive are no part of it.
    #expect(try Self.data(bytes + [0, 0, 0], chunk: chunk) == Self.plain)
  }

  @Test(arguments: [4, 20, 60])
  func `an archive that was cut is refused`(length: Int) throws {
    let bytes = [UInt8](try #require(Data(base64Encoded: Self.archives[0])))
    let error = #expect(throws: ArgumentError.self) { try Self.data(Array(bytes[..<length])) }
    #expect(error?.found == "a gzip archive that ends early")
  }

  @Test func `an archive with a changed byte is refused`() throws {
    var bytes = [UInt8](try #require(Data(base64Encoded: Self.archives[0])))
    bytes[bytes.count - 6] ^= 1
    let error = #expect(throws: ArgumentError.self) { try Self.data(bytes) }
    #expect(error?.found == "a damaged gzip archive")
  }

  @Test(arguments: [";", "\t", "|"])
  func `the header tells the separator`(separator: String) throws {
    let other = Self.text.replacing(",", with: separator)
    #expect(try Self.data(Array(other.utf8), chunk: 3) == Self.plain)
    let quoted = other.replacing("spent", with: "\"spent, in EUR, gross, all\"")
    #expect(throws: ArgumentError.self) { try Self.data(Array(quoted.utf8)) }
    let named = other.replacing("id\(separator)", with: "\"id, a, b, c, d\"\(separator)")
    let error = #expect(throws: ArgumentError.self) { try Self.data(Array(named.utf8)) }
    #expect(error?.allowed.hasPrefix("\"id, a, b, c, d\", \"arm\"") == true)
  }

  @Test(arguments: [
    (NumberForm.commaGroups, "\"1,234.50\"", 1234.5), (.commaGroups, "12", 12),
    (.commaGroups, "\"-1,234,567\"", -1_234_567), (.commaGroups, "1.5e3", 1500),
    (.decimalComma, "\"1234,5\"", 1234.5), (.pointGroups, "\"1.234,50\"", 1234.5),
    (.pointGroups, "\"0,5\"", 0.5), (.pointGroups, "1.234", 1234),
    (.spaceGroups, "\"1 234,5\"", 1234.5), (.spaceGroups, "\" 1\u{00A0}234,5 \"", 1234.5),
    (.spaceGroups, "\"1\u{202F}234\u{202F}567\"", 1_234_567),
    (.apostropheGroups, "1'234.5", 1234.5), (.apostropheGroups, "1\u{2019}234.5", 1234.5),
    (.plain, "1234.5", 1234.5),
  ])
  func `numbers are read in the form that was named`(
    form: NumberForm, cell: String, value: Double
  ) throws {
    let text = Self.text.replacing("1.5\n", with: "\(cell)\n").replacing("2.5\n", with: "2\n")
    let found = try Self.data(Array(text.utf8), numbers: form).samples[0][1].value
    #expect(found == value / 2)
  }

  @Test(arguments: [
    (NumberForm.commaGroups, "\"1,5\""), (.commaGroups, "\"1,2345\""),
    (.commaGroups, "\"1234,567\""),
    (.commaGroups, "\"1,234.5,6\""), (.commaGroups, "\",5\""), (.decimalComma, "1.5"),
    (.pointGroups, "1.5"), (.pointGroups, "\"1,5,6\""), (.plain, "\"1,234.5\""),
    (.spaceGroups, "1 23"), (.commaGroups, "\"1,\""),
  ])
  func `a number in another form is refused with its place`(form: NumberForm, cell: String) {
    let text = Self.text.replacing("1.5\n", with: "1\n").replacing("2.5\n", with: "\(cell)\n")
    let error = #expect(throws: ArgumentError.self) {
      try Self.data(Array(text.utf8), numbers: form)
    }
    #expect(error?.argument == "t.csv, row 3, column \"spent\"")
    #expect(error?.allowed.hasPrefix("a finite number") == true)
  }

  @Test(arguments: [("true", "false"), ("TRUE", "FALSE"), ("Yes", "no"), (" True ", "False")])
  func `words stand for one and zero`(one: String, zero: String) throws {
    let text = Self.text.replacing("1,control,0", with: "1,control,\(zero)")
      .replacing("2,new,1", with: "2,new,\(one)")
    #expect(try Self.data(Array(text.utf8)) == Self.plain)
  }

  @Test func `the reader holds a chunk and no more, however long the table is`() throws {
    var reader = try CSVReader(
      bytes: Array(("arm,x\n" + String(repeating: "a,1.25\n", count: 200_000)).utf8),
      file: "t.csv", chunk: 4_096)
    var most = 0
    while try reader.next() { most = max(most, reader.bufferedBytes) }
    #expect(reader.row == 200_001)
    #expect(most <= 2 * 4_096)
  }
}
