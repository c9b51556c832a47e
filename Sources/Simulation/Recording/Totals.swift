/// Exact sums of measures over customers, by cell; adding them up in any order gives the same.
package struct Totals: Sendable, Equatable, Codable {
  /// Number of cells, such as arms × segments.
  package let cells: Int
  package let measures: Int
  /// Pairs of measures whose products are summed, for ratios and covariates.
  package let pairs: [MeasurePair]
  /// Customers by cell.
  package private(set) var counts: [Int64]
  /// Sums by cell and measure.
  private var moments: [Moments]
  private var products: [Int128]
  /// Whether a sum left the range of 64-bit integers; then no sum may be used.
  package private(set) var hasOverflowed = false

  /// The sums of a measure and of its squares, side by side because they grow together.
  private struct Moments: Sendable, Equatable, Codable {
    var sum: Int64 = 0
    var squares: Int128 = 0
  }

  /// Two measures, by index.
  package struct MeasurePair: Sendable, Equatable, Codable {
    package let numerator: Int
    package let denominator: Int
  }

  init(cells: Int, plan: MeasurePlan) {
    self.cells = cells
    measures = plan.measures.count
    pairs = Self.pairs(plan)
    counts = [Int64](repeating: 0, count: cells)
    moments = [Moments](repeating: Moments(), count: cells * measures)
    products = [Int128](repeating: 0, count: cells * pairs.count)
  }

  private static func pairs(_ plan: MeasurePlan) -> [MeasurePair] {
    var pairs: [MeasurePair] = []
    func add(_ numerator: Int, _ denominator: Int) {
      let pair = MeasurePair(numerator: numerator, denominator: denominator)
      if !pairs.contains(pair) { pairs.append(pair) }
    }
    for metric in plan.metrics {
      if let denominator = metric.denominator { add(metric.numerator, denominator) }
    }
    for (index, covariate) in plan.covariates.enumerated() {
      for metric in plan.metrics where metric.counted == nil {
        add(metric.numerator, covariate)
        if let denominator = metric.denominator { add(denominator, covariate) }
      }
      for other in plan.covariates.prefix(index) { add(other, covariate) }
    }
    return pairs
  }

  mutating func add(_ row: borrowing [Int64], to cell: Int) {
    countCustomer(in: cell)
    for measure in 0..<measures where row[measure] != 0 {
      add(row[measure], of: measure, to: cell)
    }
    for pair in pairs.indices {
      let numerator = row[pairs[pair].numerator]
      let denominator = row[pairs[pair].denominator]
      guard numerator != 0, denominator != 0 else { continue }
      add(numerator, times: denominator, of: pair, to: cell)
    }
  }

  @inline(__always)
  mutating func countCustomer(in cell: Int) { counts[cell] += 1 }

  @inline(__always)
  mutating func add(_ value: Int64, of measure: Int, to cell: Int) {
    var moment = moments[cell &* measures &+ measure]
    let (sum, overflow) = moment.sum.addingReportingOverflow(value)
    moment.sum = sum
    let square = Int128(value.multipliedFullWidth(by: value))
    let (squares, squaresOverflow) = moment.squares.addingReportingOverflow(square)
    moment.squares = squares
    moments[cell &* measures &+ measure] = moment
    if overflow || squaresOverflow { hasOverflowed = true }
  }

  @inline(__always)
  mutating func add(_ value: Int64, times other: Int64, of pair: Int, to cell: Int) {
    products[cell * pairs.count + pair] &+= Int128(value.multipliedFullWidth(by: other))
  }

  mutating func add(_ other: borrowing Totals) {
    hasOverflowed = hasOverflowed || other.hasOverflowed
    for index in counts.indices { counts[index] += other.counts[index] }
    for index in moments.indices {
      let (sum, overflow) = moments[index].sum.addingReportingOverflow(other.moments[index].sum)
      let (squares, squaresOverflow) = moments[index].squares.addingReportingOverflow(
        other.moments[index].squares)
      moments[index] = Moments(sum: sum, squares: squares)
      if overflow || squaresOverflow { hasOverflowed = true }
    }
    for index in products.indices { products[index] &+= other.products[index] }
  }

  package func sum(cell: Int, measure: Int) -> Int64 { moments[cell * measures + measure].sum }

  package func sumOfSquares(cell: Int, measure: Int) -> Int128 {
    moments[cell * measures + measure].squares
  }

  /// Sum of the products of two measures over a cell's customers; nil for a pair not kept.
  package func sumOfProducts(cell: Int, numerator: Int, denominator: Int) -> Int128? {
    let wanted = MeasurePair(numerator: numerator, denominator: denominator)
    return pairs.firstIndex(of: wanted).map { products[cell * pairs.count + $0] }
  }
}

extension Int128 {
  /// A full-width product of 64-bit integers as one number.
  @inline(__always)
  init(_ product: (high: Int64, low: UInt64)) {
    self = Int128(product.high) << 64 | Int128(product.low)
  }
}
