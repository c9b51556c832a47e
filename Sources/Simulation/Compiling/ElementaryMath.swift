import CElementary

/// The elementary functions that journeys are made of; the same bits on every processor.
enum ElementaryMath {
  @inline(__always)
  static func exp(_ value: Double) -> Double { elementary_exp(value) }

  @inline(__always)
  static func log(_ value: Double) -> Double { elementary_log(value) }
}
