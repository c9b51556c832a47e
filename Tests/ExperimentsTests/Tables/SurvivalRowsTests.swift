import Support
import Testing

@testable import Experiments

/// Times to an event of a table, on the leukaemia trial of ``SurvivalTests``.
@Suite struct SurvivalRowsTests {
  private static func rows(
    _ metric: String, change: (String) -> String = { $0 }
  ) throws -> [TableMethods.Row] {
    var text = "arm,weeks,relapse\n"
    for (arm, times) in [("placebo", SurvivalTests.placebo), ("drug", SurvivalTests.drug)] {
      for time in times { text += "\(arm),\(time.time),\(time.isEvent ? "yes" : "no")\n" }
    }
    text = change(text)
    func reader() throws -> CSVReader { try CSVReader(bytes: Array(text.utf8), file: "t.csv") }
    let table = try TableAnalysis(
      reader: reader(),
      options: TableOptions(
        armColumn: "arm",
        metrics: [TableMetric(name: "relapsed", source: .proportion(column: "relapse"))],
        control: "placebo"))
    var options = MethodOptions()
    options.metrics = [try #require(try MethodOptions.Metric(parsing: metric))]
    return try TableMethods(reader: reader(), table: table, options: options).rows
  }

  @Test func `the log-rank test is the published one`() throws {
    let row = try #require(try Self.rows("t=survival:weeks/relapse").first)
    #expect(row.method == "log-rank")
    #expect(abs(try #require(row.pValue) - 4.17e-5) < 5e-8)
    #expect(row.note?.text.contains("9 events, 19.3 expected") == true)
  }

  @Test func `means are cut off at the horizon, or where the first arm is no longer followed`()
    throws
  {
    for (metric, horizon) in [
      ("t=survival(10):weeks/relapse", 10.0), ("t=survival:weeks/relapse", 23),
    ] {
      let row = try #require(try Self.rows(metric).last)
      let means = try [SurvivalTests.drug, SurvivalTests.placebo].map {
        try RestrictedMean(KaplanMeier(CensoredTime.counting($0)), horizon: horizon)
      }
      let difference = means[0].value - means[1].value
      let error = (means[0].variance + means[1].variance).squareRoot()
      #expect(row.method == "restricted mean")
      #expect(abs(try #require(row.estimate) - difference) < 1e-12)
      let interval = try #require(row.interval)
      #expect(abs(interval.upper - difference - 1.959963984540054 * error) < 1e-9)
      #expect(row.note?.text.contains("up to \(Int(horizon))") == true)
    }
  }

  @Test func `a horizon that no arm reaches gives its reason`() throws {
    let row = try #require(try Self.rows("t=survival(40):weeks/relapse").last)
    #expect(row.estimate == nil)
    #expect(row.note == Undefined.horizonNotReached.sentence)
  }

  @Test func `a negative time and an event that is no 0 or 1 are refused with their place`() {
    var error = #expect(throws: ArgumentError.self) {
      try Self.rows("t=survival:weeks/relapse") {
        $0.replacing("placebo,1.0,", with: "placebo,-1,")
      }
    }
    #expect(
      error?.description == "t.csv, row 2, column \"weeks\": found \"-1\";"
        + " allowed: a time that is not negative")
    error = #expect(throws: ArgumentError.self) { try Self.rows("t=survival:weeks/weeks") }
    #expect(error?.allowed.hasPrefix("0 or 1") == true)
  }

  @Test(arguments: [
    "t=survival:weeks", "t=survival:/relapse", "t=survival:weeks/", "t=survival(0):weeks/relapse",
    "t=survival(x):weeks/relapse", "t=survival(-3):weeks/relapse", "t=survival:a/b/c",
  ])
  func `another form is refused with the right ones`(text: String) {
    let error = #expect(throws: ArgumentError.self) { try MethodOptions.Metric(parsing: text) }
    #expect(error?.allowed.contains("NAME=survival(HORIZON):TIME/EVENT") == true)
  }
}
