import Foundation

/// The greatest distance between two empirical distributions.
struct KolmogorovSmirnov: Sendable, Equatable, Codable {
  /// D = max |F1 - F0|.
  var distance: Double
  /// Two-sided p-value by Kolmogorov's limit distribution; too large when values tie.
  var pValue: Double

  /// Compares two samples.
  /// - Returns: The test; undefined for an empty sample.
  static func test(treatment: [Double], control: [Double]) -> Estimate<KolmogorovSmirnov> {
    guard !treatment.isEmpty, !control.isEmpty else { return .undefined(.tooFewUnits) }
    let (first, second) = (treatment.sorted(), control.sorted())
    let (n1, n0) = (Double(first.count), Double(second.count))
    var (i, j) = (0, 0)
    var distance = 0.0
    while i < first.count, j < second.count {
      let value = min(first[i], second[j])
      while i < first.count, first[i] <= value { i += 1 }
      while j < second.count, second[j] <= value { j += 1 }
      distance = max(distance, abs(Double(i) / n1 - Double(j) / n0))
    }
    let scaled = distance * (n0 * n1 / (n0 + n1)).squareRoot()
    return .defined(KolmogorovSmirnov(distance: distance, pValue: tail(scaled)))
  }

  /// Gives Kolmogorov's 2 Σ (-1)^(k-1) exp(-2 k² x²), near zero by the theta-transformed series.
  private static func tail(_ x: Double) -> Double {
    guard x > 0.2 else { return 1 }
    var sum = 0.0
    if x < 1 {
      let scale = Double.pi * Double.pi / (8 * x * x)
      for odd in stride(from: 1.0, to: 40, by: 2) { sum += exp(-odd * odd * scale) }
      return min(1, max(0, 1 - (2 * Double.pi).squareRoot() / x * sum))
    }
    var sign = 1.0
    for k in stride(from: 1.0, through: 20, by: 1) {
      sum += sign * exp(-2 * k * k * x * x)
      sign = -sign
    }
    return min(1, max(0, 2 * sum))
  }
}
