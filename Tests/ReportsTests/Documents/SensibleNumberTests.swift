import Studies
import Support
import Testing

@testable import Experiments
@testable import Reports

/// Numbers out of all proportion are told as such.
@Suite struct SensibleNumberTests {
  private static func text(_ document: Document) -> String {
    TextRenderer(width: 98).render(document)
  }

  @Test func `a p-value far below any doubt is not written out`() throws {
    var text = "arm,day,x,y\n"
    for unit in 0..<2_000 {
      let isTreated = unit % 2 == 1
      text += "\(isTreated ? "B" : "A"),\(unit / 50),\(unit % 7 + (isTreated ? 40 : 0)),"
      text += "\(unit % 10 < (isTreated ? 9 : 2) ? 1 : 0)\n"
    }
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
      options: TableOptions(
        armColumn: "arm",
        metrics: [TableMetric(parsing: "x=mean:x"), TableMetric(parsing: "y=proportion:y")],
        dayColumn: "day"))
    let p = try #require(table.analysis.family.first?.pValue)
    #expect(p < 1e-100)
    let written = Self.text(Document(table))
    #expect(written.contains("p < 0.0001"))
    #expect(written.firstMatch(of: #/\d[eE][-+]?\d/#) == nil)
  }

  @Test func `a test that would take generations is told in years or not at all`() throws {
    let written = Self.text(
      Document(
        try PowerStudy(
          formula: PowerStudy.Formula(baseline: 0.03, unitsPerDay: 200),
          options: PowerOptions(lifts: [0.001, 0.01, 0.02, 0.2])
        ).run()))
    #expect(written.contains("out of reach") && written.contains("years"))
    #expect(written.contains(" days"))
    #expect(written.firstMatch(of: #/\d{5}/#) == nil)
  }
}
