import Support

/// Round numbers along an axis, a step of 1, 2 or 5 times a power of ten apart.
struct AxisTicks {
  /// The ticks, ascending; they span the range.
  let values: [Double]
  /// Decimals that tell two ticks apart.
  let decimals: Int

  /// Chooses about so many ticks; a range without width gets one around it.
  init(from lower: Double, to upper: Double, about count: Int) {
    var (lower, upper) = lower.isFinite && upper.isFinite ? (lower, upper) : (0, 1)
    if upper - lower <= max(abs(lower), abs(upper)) * 1e-9 { (lower, upper) = (lower, lower + 1) }
    let wanted = (upper - lower) / Double(max(count, 1))
    var power = 1.0
    var decimals = 0
    while power > wanted {
      power /= 10
      decimals += 1
    }
    while power * 10 <= wanted { power *= 10 }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted } ?? power
    // A step of ten times the power has one decimal less.
    self.decimals = max(0, step >= power * 9.9 ? decimals - 1 : decimals)
    let first = (lower / step + 1e-9).rounded(.down)
    let last = (upper / step - 1e-9).rounded(.up)
    values = stride(from: first, through: last, by: 1).map { $0 * step }
  }

  func text(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
}
