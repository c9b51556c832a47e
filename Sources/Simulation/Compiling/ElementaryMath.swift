import Foundation

/// The platform's elementary functions, under one roof so that every use rounds alike.
enum ElementaryMath {
  @inline(__always)
  static func exp(_ value: Double) -> Double { Foundation.exp(value) }

  @inline(__always)
  static func log(_ value: Double) -> Double { Foundation.log(value) }

  @inline(__always)
  static func log1p(_ value: Double) -> Double { Foundation.log1p(value) }
}
