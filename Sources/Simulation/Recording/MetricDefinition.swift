package import Scenarios

/// A metric, with the indices of its measures in a run.
package struct MetricDefinition: Sendable, Equatable, Codable {
  package let metric: Metric
  /// Index of the numerator among the measures of a run.
  package let numerator: Int
  /// Index of the denominator among the measures of a run; nil for customers.
  package let denominator: Int?
  /// Units of the numerator in one unit of the metric: 100 for cents of a euro, 86,400 for days.
  package let scale: Double
  /// Index of the value that is counted; nil for a metric made of sums.
  package let counted: Int?
}

/// A number of which every value is counted.
package enum CountedMeasure: Sendable, Equatable, Codable {
  case measure(Int)
  /// The time to the first order, or for how long none was seen.
  ///
  /// Counted as 2 s + 1 for an order after s seconds, and 2 s for none within s.
  case time(converted: Int, seconds: Int, followed: Int)

  @inline(__always)
  func value(of row: borrowing [Int64]) -> Int64 {
    switch self {
    case .measure(let index): row[index]
    case .time(let converted, let seconds, let followed):
      row[converted] != 0 ? 2 * row[seconds] + 1 : 2 * row[followed]
    }
  }
}
