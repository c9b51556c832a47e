package import Support

/// A named argument of a family with the values it can take.
package struct DistributionParameter: Sendable, Hashable {
  /// What a parameter measures.
  package enum Dimension: Sendable, Hashable {
    /// The unit of the values that are drawn.
    case value
    /// One over the unit of the values.
    case rate
    /// A plain number, whatever the values are.
    case plain
  }

  package let name: String
  package let dimension: Dimension
  /// Values allowed, whatever the other arguments are.
  package let bounds: Bounds
  package let isWhole: Bool

  package init(
    _ name: String, _ dimension: Dimension, _ bounds: Bounds = .any, isWhole: Bool = false
  ) {
    self.name = name
    self.dimension = dimension
    self.bounds = bounds
    self.isWhole = isWhole
  }

  /// An argument in the unit of the values.
  static func value(_ name: String, _ bounds: Bounds = .any) -> DistributionParameter {
    DistributionParameter(name, .value, bounds)
  }

  static func plain(_ name: String, _ bounds: Bounds) -> DistributionParameter {
    DistributionParameter(name, .plain, bounds)
  }

  /// Size of a number whose square is finite.
  static let greatest = 1e150
  /// Size of a number whose square is not 0.
  static let smallest = 1e-150

  /// Why the value is not allowed, as in "must be greater than 0"; nil if it is.
  func objection(to value: Double) -> String? {
    guard value.isFinite else { return "must be a finite number" }
    if isWhole, value != value.rounded() { return "must be a whole number" }
    guard bounds.contains(value) else { return "must be \(bounds.words())" }
    guard abs(value) <= Self.greatest else { return "must be at most 1e150 in size" }
    return bounds == .positive && value < Self.smallest ? "must be at least 1e-150" : nil
  }

  /// Throws unless the value is allowed.
  func check(_ value: Double, family: String) throws(DistributionError) {
    guard let objection = objection(to: value) else { return }
    throw DistributionError(
      family: family, parameter: name, value: value, requirement: objection)
  }
}

extension Bounds {
  /// Shapes for which samplers and distribution functions are accurate.
  static let shape = Bounds(lower: 1e-3, upper: 1e9)
  /// Chances of a success that is waited for.
  static let waitedFor = Bounds(lower: 1e-7, upper: 1)
}
