import Foundation

extension Correction {
  /// Adjusts at least two rising p-values; results may exceed 1.
  func adjust(sorted p: [Double]) -> [Double] {
    let size = Double(p.count)
    switch self {
    case .bonferroni: return p.map { size * $0 }
    case .sidak: return p.map { Self.sidak($0, size) }
    case .holm, .dunnett: return Self.stepDown(p) { value, rank in (size - rank + 1) * value }
    case .holmSidak: return Self.stepDown(p) { Self.sidak($0, size - $1 + 1) }
    case .hochberg: return Self.stepUp(p) { value, rank in (size - rank + 1) * value }
    case .benjaminiHochberg: return Self.stepUp(p) { value, rank in size * value / rank }
    case .benjaminiYekutieli:
      let harmonic = (1...p.count).reduce(0.0) { $0 + 1 / Double($1) }
      return Self.stepUp(p) { value, rank in size * harmonic * value / rank }
    case .hommel: return Self.hommel(p)
    case .uncorrected: return p
    }
  }

  /// 1 - (1 - p)^m without cancellation.
  private static func sidak(_ p: Double, _ size: Double) -> Double {
    p >= 1 ? 1 : -expm1(size * log1p(-p))
  }

  /// Adjusts each p-value by its rank, then raises it to those of smaller ones.
  private static func stepDown(
    _ p: [Double], _ adjust: (Double, Double) -> Double
  ) -> [Double] {
    var largest = 0.0
    return p.enumerated().map { index, value in
      largest = max(largest, adjust(value, Double(index + 1)))
      return largest
    }
  }

  /// Adjusts each p-value by its rank, then lowers it to those of greater ones.
  private static func stepUp(
    _ p: [Double], _ adjust: (Double, Double) -> Double
  ) -> [Double] {
    var smallest = Double.infinity
    return p.enumerated().reversed().map { index, value in
      smallest = min(smallest, adjust(value, Double(index + 1)))
      return smallest
    }.reversed()
  }

  /// Closes Simes's tests, for subsets of each size (Wright 1992, doi:10.2307/2532694).
  private static func hommel(_ p: [Double]) -> [Double] {
    let size = p.count
    let simes = p.enumerated().map { Double(size) * $1 / Double($0 + 1) }.min() ?? 1
    var current = Array(repeating: simes, count: size)
    var result = current
    for subset in stride(from: size - 1, to: 1, by: -1) {
      let split = size - subset + 1
      var smallest = Double.infinity
      for index in split..<size {
        smallest = min(smallest, Double(subset) * p[index] / Double(index - split + 2))
      }
      for index in 0..<split { current[index] = min(Double(subset) * p[index], smallest) }
      for index in split..<size { current[index] = current[size - subset] }
      for index in 0..<size { result[index] = max(result[index], current[index]) }
    }
    return zip(result, p).map { max($0, $1) }
  }
}
