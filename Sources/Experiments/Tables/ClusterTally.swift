import Support

/// Running statistics of clusters of rows that were assigned together, by part of the table.
///
/// Memory grows with the clusters and the parts that each has rows in, not with rows.
struct ClusterTally {
  private struct Part {
    /// Segment or look.
    var number: Int
    /// Metrics, then values from before the experiment.
    var cells: [TableTally.Cell]
  }

  private var table = KeyTable()
  private var arms: [Int] = []
  private var parts: [[Part]] = []

  /// Adds a row to its cluster; nothing without a column of clusters.
  /// - Throws: `ArgumentError` for a cluster with rows in two arms.
  mutating func add(
    _ reader: borrowing CSVReader, columns: TableColumns, arm: Int, part: Int, arms names: [String]
  ) throws(ArgumentError) {
    guard let column = columns.cluster else { return }
    let cluster = try number(reader, column: column, arm: arm, names: names)
    let place: Int
    if let known = parts[cluster].lastIndex(where: { $0.number == part }) {
      place = known
    } else {
      place = parts[cluster].count
      let width = columns.metrics.count + columns.covariates.count
      parts[cluster].append(
        Part(number: part, cells: Array(repeating: TableTally.Cell(), count: width)))
    }
    for (index, metric) in columns.metrics.enumerated() {
      try TableTally.add(reader, metric: metric, to: &parts[cluster][place].cells[index])
    }
    for (index, column) in columns.covariates.enumerated() {
      try TableTally.add(
        reader, metric: .mean(column),
        to: &parts[cluster][place].cells[columns.metrics.count + index])
    }
  }

  private mutating func number(
    _ reader: borrowing CSVReader, column: Int, arm: Int, names: [String]
  ) throws(ArgumentError) -> Int {
    if let known = table.find(reader.key(at: column), orStore: UInt32(clamping: arms.count)) {
      let earlier = arms[Int(known)]
      guard earlier == arm else {
        throw TableTally.fault(
          reader, column: column,
          allowed: "each cluster in one arm; this one is in \"\(names[earlier])\" and"
            + " \"\(names[arm])\"")
      }
      return Int(known)
    }
    arms.append(arm)
    parts.append([])
    return arms.count - 1
  }

  func count(arm: Int) -> Int { arms.count { $0 == arm } }

  /// A metric of one arm over some parts, with clusters as the units.
  ///
  /// A mean over rows is the sum over clusters by the clusters' numbers of rows: a ratio, whose
  /// variance the delta method gives (Deng, Knoblich and Lu 2018, doi:10.1145/3219819.3219919).
  func sample(
    _ metric: Int, kind: MetricKind, arm: Int, parts isIncluded: (Int) -> Bool = { _ in true }
  ) -> MetricSample {
    var numerators: [Double] = []
    var denominators: [Double] = []
    for cluster in arms.indices where arms[cluster] == arm {
      var cell = TableTally.Cell()
      var isSeen = false
      // In the order of parts, whatever the order of rows, so that sums do not depend on it.
      for part in parts[cluster].sorted(by: { $0.number < $1.number })
      where isIncluded(part.number) {
        cell.merge(part.cells[metric])
        isSeen = true
      }
      guard isSeen else { continue }
      let (numerator, denominator) = cell.sums(kind: kind)
      numerators.append(numerator)
      denominators.append(denominator)
    }
    guard let moments = try? JointMoments(numerator: numerators, denominator: denominators) else {
      return .missing(count: 0, reason: .notFinite)
    }
    return .ratio(moments)
  }
}

extension TableTally.Cell {
  /// What a metric divides, and by what.
  func sums(kind: MetricKind) -> (numerator: Double, denominator: Double) {
    switch kind {
    case .proportion: (Double(successes), Double(count))
    case .mean: (mean.mean * Double(mean.count), Double(mean.count))
    case .ratio:
      (
        joint.moments.numerator.mean * Double(joint.count),
        joint.moments.denominator.mean * Double(joint.count)
      )
    case .estimate: (0, 0)
    }
  }

  /// Whether no row had a value below zero.
  func isNonNegative(kind: MetricKind) -> Bool {
    switch kind {
    case .proportion: true
    case .mean: shape.count > 0 && shape.smallest >= 0
    case .ratio: !joint.hasNegative
    case .estimate: false
    }
  }
}

extension TableTally {
  /// Every metric's cell over all rows.
  func everyone() -> [Cell] {
    var whole = columns.metrics.map { _ in Cell() }
    for segment in 0..<max(1, segments.count) {
      for arm in arms.indices {
        for (metric, cell) in cells(segment: segment, arm: arm).enumerated() {
          whole[metric].merge(cell)
        }
      }
    }
    return whole
  }
}
