import Foundation
import TestSupport
import Testing

@Suite struct AnalyzeTests {
  /// The arms of Karlan and List's mailing (2007, doi:10.1257/aer.97.5.1774): 16,687 letters in the
  /// control with 298 gifts, 33,396 in the treatment with 736.
  private func table() -> String {
    var rows = "arm,gave\n"
    for (arm, letters, gifts) in [("control", 16_687, 298), ("treatment", 33_396, 736)] {
      for letter in 0..<letters { rows += "\(arm),\(letter < gifts ? 1 : 0)\n" }
    }
    return rows
  }

  @Test func `a real experiment gives the published figures`() throws {
    try withTool { tool in
      try tool.write(table(), to: "letters.csv")
      let ending = try tool.run(
        "analyze", "letters.csv", "--arm", "arm", "--metric", "gave=proportion:gave", "--weights",
        "control=1,treatment=2")
      #expect(ending.status == 0, "\(ending.complaint)")
      for part in ["1.79 %", "2.20 %", "z = 3.10", "p = 0.0019", "50,083 rows"] {
        #expect(ending.output.contains(part), "\(part)")
      }
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    }
  }

  @Test func `the same figures come as JSON`() throws {
    struct Analysis: Decodable {
      struct Comparison: Decodable {
        var statistic: Double
        var p: Double
      }
      var comparisons: [Comparison]
    }
    try withTool { tool in
      try tool.write(table(), to: "letters.csv")
      let ending = try tool.run(
        "analyze", "letters.csv", "--arm", "arm", "--metric", "gave=proportion:gave", "--format",
        "json")
      let analysis = try JSONDecoder().decode(Analysis.self, from: Data(ending.output.utf8))
      let comparison = try #require(analysis.comparisons.first)
      #expect(abs(comparison.statistic - 3.10) < 0.005)
      #expect(abs(comparison.p - 0.0019) < 0.00005)
    }
  }

  @Test func `every figure of every method goes to a file on request`() throws {
    try withTool { tool in
      try tool.write(
        "arm,converted\nA,1\nA,0\nA,0\nA,0\nB,1\nB,1\nB,1\nB,0\nC,1\nC,0\n", to: "tea.csv")
      let ending = try tool.run(
        "analyze", "tea.csv", "--arm", "arm", "--metric", "c=proportion:converted",
        "--correction", "bh", "--details", "figures.csv")
      #expect(ending.status == 0, "\(ending.complaint)")
      #expect(ending.output.contains("Benjamini-Hochberg"))
      let figures = try String(
        contentsOf: tool.folder.appending(path: "figures.csv"), encoding: .utf8)
      #expect(figures.hasPrefix("key,value\n"))
      // Fisher's tea lady: 34/70.
      #expect(figures.contains("\"comparisons/B/conversion/p_fisher\",0.4857142857142857"))
    }
  }

  @Test func `an unknown correction is named with those that exist`() throws {
    try withTool { tool in
      let ending = try tool.run(
        "analyze", "t.csv", "--arm", "arm", "--metric", "x=mean:x", "--correction", "tukey")
      #expect(ending.status == 2)
      #expect(ending.complaint.contains("found \"tukey\"; allowed: dunnett, holm, bonferroni"))
    }
  }

  @Test func `a fault in the table is shown once with its place`() throws {
    try withTool { tool in
      try tool.write("arm,x\na,1\nb,two\n", to: "t.csv")
      let ending = try tool.run("analyze", "t.csv", "--arm", "arm", "--metric", "x=mean:x")
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(ending.complaint.split(separator: "\n").count == 1)
      #expect(ending.complaint.hasPrefix("error: t.csv, row 3, column \"x\""))
    }
  }
}
