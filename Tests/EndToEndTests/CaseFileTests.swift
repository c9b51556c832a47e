import TestSupport
import Testing

/// Tables and scenarios that once gave something wrong, as people have them, with what is right.
@Suite(
  .enabled(
    if: PackageFolder.shared("cases/statistics") != nil,
    "needs the cases in the folder shared beside the package"))
struct CaseFileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var arguments: [String]
    var says: [String]
    var denies: [String] = []
    var status: Int32 = 0
    var testDescription: String { ([file] + arguments).joined(separator: " ") }
  }

  static let tables = [
    Case(
      file: "10b_srm_multiple.csv", arguments: ["--metric", "y=proportion:y"],
      says: [
        "$multiple has 1 unit and is reported, not judged: y 100.00 %.",
        "selfdriving do not trust: the arms' counts contradict the planned shares",
      ]),
    Case(
      file: "13_one_user.csv", arguments: ["--metric", "x=mean:x"],
      says: ["B do not trust"]),
    Case(
      file: "17_lift_below_100.csv", arguments: ["--metric", "y=proportion:y"],
      says: ["-71 % [-95, +63]", "no clear difference, z = -1.31, p = 0.19"]),
    Case(
      file: "17b_zero_treat.csv", arguments: ["--metric", "y=proportion:y"],
      says: ["-100 % [-100, +84]", "no clear difference", "p = 0.15"]),
    Case(
      file: "20b_negative_equal.csv",
      arguments: ["--metric", "margin=mean:margin", "--non-inferiority", "5%"],
      says: [
        "B on margin, non-inferiority: not worse than the control by 5 %",
        "0.000 [-0.01952, +0.01952] (no relative change, as the control's value is negative), p = 1.00.",
      ], denies: ["read the absolute difference, p"]),
    Case(
      file: "23_ship_with_interval_over_zero.csv",
      arguments: ["--metric", "y=proportion:y", "--weights", "A=10000,B=120"],
      says: ["B ship: y is better: +150 % [+14.3, +431], p = 0.021.", "[+0.30, +8.49] (Newcombe)"]),
    Case(
      file: "bool.csv", arguments: ["--metric", "y=proportion:y"],
      says: ["A 2 100.00 %", "B 2 50.00 %"]),
    Case(
      file: "thousands.csv", arguments: ["--metric", "y=mean:y"],
      says: [#"found "1,234.50"; allowed: a finite number, or --numbers "1,234.5""#], status: 2),
    Case(
      file: "thousands.csv", arguments: ["--metric", "y=mean:y", "--numbers", "1,234.5"],
      says: ["A 2 617.3"]),
  ]

  private func flat(_ ending: Tool.Ending) -> String {
    (ending.output + " " + ending.complaint).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  @Test(arguments: tables)
  func `a table is read as it should be`(table: Case) throws {
    let path = try #require(PackageFolder.shared("cases/statistics/\(table.file)"))
    try withTool { tool in
      let ending = try tool.finish(
        try tool.start(["analyze", path, "--arm", "arm"] + table.arguments))
      let text = flat(ending)
      #expect(ending.status == table.status, "\(text)")
      for part in table.says { #expect(text.contains(part), "\(part) in \(text)") }
      for part in table.denies { #expect(!text.contains(part), "\(part) in \(text)") }
    }
  }
}
