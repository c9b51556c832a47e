/// The values that a parameter can take, as data.
package struct ParameterRange: Sendable, Hashable, CustomStringConvertible {
  /// Least value.
  package let lower: Double
  /// Greatest value.
  package let upper: Double
  /// Whether the least value itself is allowed.
  package let includesLower: Bool
  /// Whether the greatest value itself is allowed.
  package let includesUpper: Bool
  /// Whether only whole numbers are allowed.
  package let isWhole: Bool

  /// Makes a range with the kind of its ends.
  package init(
    from lower: Double, to upper: Double, includesLower: Bool = true, includesUpper: Bool = true,
    isWhole: Bool = false
  ) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
    self.isWhole = isWhole
  }

  /// Any number whose square is finite.
  package static let finite = ParameterRange(from: -1e150, to: 1e150)
  /// Any number above 0 whose square is finite and is not 0.
  package static let positive = ParameterRange(from: 1e-150, to: 1e150)
  /// Shapes for which samplers and distribution functions are accurate.
  package static let shape = ParameterRange(from: 1e-3, to: 1e9)
  /// Numbers between 0 and 1, neither included.
  package static let openUnit = ParameterRange(
    from: 0, to: 1, includesLower: false, includesUpper: false)
  /// Numbers from 0 to 1.
  package static let probability = ParameterRange(from: 0, to: 1)

  /// Whether a value is allowed.
  package func contains(_ value: Double) -> Bool {
    guard value.isFinite, !isWhole || value == value.rounded() else { return false }
    return (includesLower ? value >= lower : value > lower)
      && (includesUpper ? value <= upper : value < upper)
  }

  /// The requirement in words, as in "must be from 0 to 1".
  package var description: String {
    let kind = isWhole ? "a whole number " : ""
    switch (includesLower, includesUpper) {
    case (true, true): return "must be \(kind)from \(lower) to \(upper)"
    case (true, false): return "must be \(kind)at least \(lower) and less than \(upper)"
    case (false, true): return "must be \(kind)greater than \(lower) and at most \(upper)"
    case (false, false): return "must be \(kind)between \(lower) and \(upper), neither included"
    }
  }
}

/// A named argument of a family with the values it can take.
package struct DistributionParameter: Sendable, Hashable {
  /// Name in scenario files and messages.
  package let name: String
  /// Values allowed, whatever the other arguments are.
  package let range: ParameterRange

  /// Makes a description of an argument.
  package init(_ name: String, _ range: ParameterRange) {
    self.name = name
    self.range = range
  }

  /// Throws unless the value is allowed.
  func check(_ value: Double, family: String) throws(DistributionError) {
    guard range.contains(value) else {
      throw DistributionError(
        family: family, parameter: name, value: value, requirement: range.description)
    }
  }
}
