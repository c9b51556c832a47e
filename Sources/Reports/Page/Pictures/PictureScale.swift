import Support

/// A scale with round ticks from the numbers that stand on it.
struct PictureScale {
  struct Tick {
    var value: Double
    /// As it is written, with as many decimals as the step has.
    var text: String
    var isZero: Bool
  }

  let lower: Double
  let upper: Double
  let ticks: [Tick]

  /// Spans what it must show, and of what it would like to show as much as leaves that legible.
  init(needed: [Double], wished: [Double] = [], unit: DisplayUnit, ticks count: Int = 6) {
    let needed = needed.filter(\.isFinite)
    let factor = unit == .percent ? 100.0 : 1.0
    var (low, high) = (needed.min() ?? 0, needed.max() ?? 1)
    // Intervals may be many times longer than all that they surround.
    let reach = max(high - low, wished.filter(\.isFinite).map(abs).min() ?? 0, 1e-12) * 3
    let ends = wished.filter(\.isFinite)
    if let least = ends.min() { low = min(low, max(least, low - reach)) }
    if let most = ends.max() { high = max(high, min(most, high + reach)) }
    let ticks = AxisTicks(from: low * factor, to: high * factor, about: count)
    lower = (ticks.values.first ?? 0) / factor
    upper = (ticks.values.last ?? 1) / factor
    self.ticks = ticks.values.map { value in
      Tick(value: value / factor, text: PageText.set(ticks.text(value)), isZero: value == 0)
    }
  }

  /// Where a value stands between the ends, 0 to 1 inside.
  func share(_ value: Double) -> Double {
    upper > lower ? (value - lower) / (upper - lower) : 0.5
  }
}
