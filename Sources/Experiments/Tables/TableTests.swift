package import Support

/// Many experiments in one table, each named by a column and tested over all of its arms.
///
/// Memory grows with tests × arms, not with rows.
package struct TableTests: Sendable, Equatable {
  package struct Test: Sendable, Equatable {
    package var name: String
    package var arms: [String]
    /// Units per arm.
    package var counts: [Int]
    /// Whether the arms received equal shares, or those planned.
    package var sampleRatio: SampleRatioCheck
    /// Each metric's test that all arms are alike, in the order of the options.
    package var results: [Result]
  }

  /// A test that all arms of an experiment are alike.
  package struct Result: Sendable, Equatable {
    package var values: [Double?]
    /// Chi-square for proportions, Welch's F otherwise; or why there is none.
    package var statistic: Estimate<TestStatistic>
    /// P-value corrected over all experiments of the table; nil without a test.
    package var adjustedPValue: Double?
  }

  package let file: String
  package let options: TableOptions
  package let testColumn: String
  package let rows: Int
  package let tests: [Test]

  package init(_ input: TableInput, testColumn: String) throws(ArgumentError) {
    try self.init(reader: input.reader(), testColumn: testColumn, options: input.options)
  }

  init(
    reader: CSVReader, testColumn: String, options: TableOptions
  ) throws(ArgumentError) {
    var reader = reader
    guard options.alpha > 0, options.alpha < 1 else {
      throw ArgumentError(
        file: reader.file, found: "alpha \(options.alpha)", allowed: "a number between 0 and 1")
    }
    let columns = try TableColumns(reader: reader, options: options)
    var tally = ManyTestsTally(
      columns: columns, test: try TableColumns.find(testColumn, in: reader))
    var rows = 0
    while try reader.next() {
      try tally.add(reader)
      rows += 1
    }
    guard rows > 0 else {
      throw ArgumentError(
        file: reader.file, found: "no rows below the header", allowed: "at least one row")
    }
    try TableAnalysis.checkLeftOut(
      options, arms: Array(Set(tally.tests.flatMap { $0.arms.map(\.name) })),
      passedOver: reader.filter?.counts ?? [], file: reader.file)
    file = reader.file
    self.options = options
    self.testColumn = testColumn
    self.rows = rows
    let kinds = options.metrics.map(\.source.kind)
    var tests = tally.tests.map { Self.test($0, options: options, kinds: kinds) }
    for metric in kinds.indices {
      let tested = tests.indices.filter { tests[$0].results[metric].statistic.value != nil }
      let adjusted = options.correction.withoutControl.adjust(
        tested.compactMap { tests[$0].results[metric].statistic.value?.pValue })
      for (test, p) in zip(tested, adjusted) { tests[test].results[metric].adjustedPValue = p }
    }
    self.tests = tests
  }

  private static func test(
    _ found: ManyTestsTally.Test, options: TableOptions, kinds: [MetricKind]
  ) -> Test {
    let results = kinds.indices.map { metric -> Result in
      let samples = found.arms.map { $0.cells[metric].sample(kind: kinds[metric]) }
      return Result(values: samples.map(\.value), statistic: omnibus(samples))
    }
    return Test(
      name: found.name, arms: found.arms.map(\.name), counts: found.arms.map(\.units),
      sampleRatio: SampleRatioCheck(
        counts: found.arms.map(\.units),
        shares: found.arms.map { options.allocation[$0.name] ?? 1 }),
      results: results)
  }

  private static func omnibus(_ samples: [MetricSample]) -> Estimate<TestStatistic> {
    if case .proportion? = samples.first {
      return ContingencyTable.test(
        samples.compactMap { sample in
          guard case .proportion(let successes, let count) = sample else { return nil }
          return [successes, count - successes]
        })
    }
    let moments = samples.compactMap(\.perUnit)
    guard moments.count == samples.count else { return .undefined(.zeroDenominator) }
    return AnalysisOfVariance.welch(moments).map {
      TestStatistic(
        value: $0.statistic, degreesOfFreedom: $0.numeratorDegrees, pValue: $0.pValue)
    }
  }

  /// Experiments whose metric was tested, and those with a p-value below alpha.
  package func significant(metric: Int) -> (tested: Int, significant: Int, corrected: Int) {
    let results = tests.map { $0.results[metric] }
    return (
      results.count { $0.statistic.value != nil },
      results.count { ($0.statistic.value?.pValue ?? 1) < options.alpha },
      results.count { ($0.adjustedPValue ?? 1) < options.alpha }
    )
  }

  package var mismatched: Int { tests.count { $0.sampleRatio.isFailed } }
}
