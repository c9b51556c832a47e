import CElementary

/// The elementary functions that journeys are made of; the same bits on every processor.
enum ElementaryMath {
  @inline(__always)
  static func exp(_ value: Double) -> Double { elementary_exp(value) }

  @inline(__always)
  static func log(_ value: Double) -> Double { elementary_log(value) }

  /// Gives log(1 + value), where the sum is exact, as it is for a uniform draw's opposite.
  @inline(__always)
  static func log1p(_ value: Double) -> Double { elementary_log(1 + value) }
}
