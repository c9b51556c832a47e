import Support
import Testing

@testable import Experiments

@Suite struct TableHealthTests {
  static func health(
    _ text: String, change: (inout TableOptions) -> Void = { _ in }
  ) throws -> HealthReport {
    var options = TableOptions(
      armColumn: "arm", metrics: [TableMetric(name: "y", source: .mean(column: "y"))])
    change(&options)
    return try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"), options: options
    ).health
  }

  /// Kidney stones, open surgery against the other treatment (Charig and others 1986,
  /// doi:10.1136/bmj.292.6524.879): better for small and for large stones, worse together.
  @Test func `the classical reversal is found`() throws {
    var rows = "arm,size,y\n"
    for (arm, size, units, successes) in [
      ("open", "small", 87, 81), ("open", "large", 263, 192), ("control", "small", 270, 234),
      ("control", "large", 80, 55),
    ] {
      for unit in 0..<units { rows += "\(arm),\(size),\(unit < successes ? 1 : 0)\n" }
    }
    let health = try Self.health(rows) { $0.segmentColumn = "size" }
    let reversal = try #require(health.reversals.first?.value)
    #expect(reversal.isReversed)
    #expect(abs(reversal.pooled - (273.0 / 350 - 289.0 / 350)) < 1e-12)
    #expect(reversal.opposed == ["large", "small"])
    #expect(health.segmentSampleRatio?.isMixFailed == true)
  }

  @Test func `one huge unit is said to carry the result`() throws {
    var rows = "arm,y\n"
    for unit in 0..<400 {
      rows += "control,\(unit % 2)\nnew,\(unit == 7 ? 200 : unit % 2)\n"
    }
    let health = try Self.health(rows)
    let influence = try #require(health.outliers.first?.value)
    // Without the largest of each arm 199/399 and 199/399 are left.
    #expect(abs(try #require(influence.trimmed.value?.difference)) < 1e-12)
    let caution = try #require(health.cautions.first { $0.warning.sentence.text.hasPrefix("new") })
    // What a mean shows is read at its own level anyhow: there is nothing else to read instead.
    #expect(caution.fallbacks.isEmpty)
  }

  /// The skewness of an exponential sample's values 1 to 4 in weights 8, 4, 2, 1, by hand.
  @Test func `skewness is that of the definition`() {
    let values: [Double] = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4]
    let mean = values.reduce(0, +) / 15
    let second = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 15
    let third = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) } / 15
    for split in 0...15 {
      var left = ShapeAccumulator()
      var right = ShapeAccumulator()
      for value in values.prefix(split) { left.add(value) }
      for value in values.dropFirst(split) { right.add(value) }
      left.merge(right)
      let skewness = left.skewness ?? 0
      #expect(abs(skewness - third / (second * second.squareRoot())) < 1e-12, "\(split)")
      #expect(left.largest == 4)
    }
  }

  @Test func `days may be dates, which have weekdays`() throws {
    var rows = "arm,day,y\n"
    // 2024-02-26 was a Monday; the leap day 2024-02-29 a Thursday.
    for day in ["2024-03-01", "2024-02-26", "2024-02-29 10:00"] {
      for unit in 0..<4 { rows += "a,\(day),\(unit)\nb,\(day),\(unit * 2)\n" }
    }
    let health = try Self.health(rows) { $0.dayColumn = "day" }
    #expect(health.days.map(\.weekday) == [0, 3, 4])
    #expect(health.days.map { $0.number - health.days[0].number } == [0, 3, 4])
    #expect(health.days.map(\.counts) == [[4, 4], [4, 4], [4, 4]])
    #expect(health.sequentialSampleRatio?.pValues.count == 3)
    #expect(try abs(#require(health.overTime.first?.value.trend)) < 1e-9)
  }

  @Test(arguments: ["yesterday", "2024-13-01", "", "2024-02"])
  func `what is no day is refused`(day: String) {
    let error = #expect(throws: ArgumentError.self) {
      try Self.health("arm,day,y\na,\(day),1\n") { $0.dayColumn = "day" }
    }
    #expect(error?.argument.contains("column \"day\"") == true)
  }

  @Test func `a share with few events gets exact figures beside it`() throws {
    var rows = "arm,y\n"
    for unit in 0..<100 { rows += "a,\(unit < 2 ? 1 : 0)\nb,\(unit < 40 ? 1 : 0)\n" }
    let health = try Self.health(rows) {
      $0.metrics = [TableMetric(name: "y", source: .proportion(column: "y"))]
    }
    #expect(health.cautions.first?.warning == .fewEvents(arm: "a", events: 2))
    let fallback = try #require(health.cautions.first?.fallbacks.first)
    #expect(abs(fallback.difference - 0.38) < 1e-12)
    #expect(try #require(fallback.fisherPValue) < 1e-9)
    #expect(try #require(fallback.interval).contains(0.38))
  }

  @Test func `figures from before are compared by arm`() throws {
    var rows = "arm,pre,y\n"
    for unit in 0..<50 { rows += "a,\(unit),1\nb,\(unit + 100),\(unit)\n" }
    let health = try Self.health(rows) { $0.covariates = ["pre"] }
    let part = try #require(health.balance?.parts.first)
    #expect(part.isFailed)
    #expect(abs(try #require(part.test.value?.difference) - 100) < 1e-9)
  }
}
