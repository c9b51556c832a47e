import TestSupport
import Testing

@testable import Experiments

/// The metrics of the reference data, in one fixed order.
enum ReferencePlan {
  static let names = ["conversion", "revenue", "aov", "orders", "items", "items_per_order"]
  static let kinds: [MetricKind] = [.proportion, .mean, .ratio, .mean, .mean, .ratio]

  static func plan(shares: [Double], metrics count: Int = 6) throws -> AnalysisPlan {
    try AnalysisPlan(
      arms: zip(["control", "free_ship", "price_cut"], shares).map { .init(name: $0, share: $1) },
      metrics: zip(names, kinds).prefix(count).map { PlannedMetric(name: $0, kind: $1) },
      correction: .holm, correctedTests: .all)
  }

  static func options(metrics count: Int = 6) throws -> TableOptions {
    let metrics = [
      "conversion=proportion:converted", "revenue=mean:revenue", "aov=ratio:revenue/orders",
      "orders=mean:orders", "items=mean:items", "items_per_order=ratio:items/orders",
    ]
    var options = TableOptions(
      armColumn: "arm", metrics: try metrics.prefix(count).map { try TableMetric(parsing: $0) },
      unitColumn: "customer_id", segmentColumn: "segment", correction: .holm)
    options.correctedTests = .all
    return options
  }

  /// Reads the exact sums of the larger reference data, whose rows are not in the project.
  static func unequalData(metrics count: Int = 6) throws -> ExperimentData {
    var segments: [String: [[Int64]]] = [:]
    for row in try PlainCSV(GoldenFile.text("sums_aa_unequal.csv")).rows {
      segments[row[0], default: []].append(try row[2..<12].map { try #require(Int64($0)) })
    }
    var whole = Array(repeating: Array(repeating: Int64(0), count: 10), count: 3)
    for arms in segments.values {
      for arm in 0..<3 {
        for index in 0..<10 { whole[arm][index] += arms[arm][index] }
      }
    }
    return ExperimentData(
      counts: whole.map { Int($0[0]) }, samples: whole.map { samples($0, count) },
      segments: segments.sorted { $0.key < $1.key }.map { name, arms in
        .init(name: name, counts: arms.map { Int($0[0]) }, samples: arms.map { samples($0, count) })
      })
  }

  private static func samples(_ sums: [Int64], _ metrics: Int) -> [MetricSample] {
    let count = Int(sums[0])
    func ratio(_ index: Int, products: Int, scale: Double) -> MetricSample {
      .ratio(
        JointMoments(
          count: count, numeratorSum: sums[index], numeratorSumOfSquares: Int128(sums[index + 1]),
          denominatorSum: sums[4], denominatorSumOfSquares: Int128(sums[5]),
          sumOfProducts: Int128(sums[products]), numeratorScale: scale))
    }
    func mean(_ index: Int, scale: Double) -> MetricSample {
      .mean(
        Moments(
          count: count, sum: sums[index], sumOfSquares: Int128(sums[index + 1]), scale: scale))
    }
    return Array(
      [
        .proportion(successes: Int(sums[1]), count: count), mean(2, scale: 100),
        ratio(2, products: 8, scale: 100), mean(4, scale: 1), mean(6, scale: 1),
        ratio(6, products: 9, scale: 1),
      ].prefix(metrics))
  }
}
