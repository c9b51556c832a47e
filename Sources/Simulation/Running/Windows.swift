/// The parts of equal length that a horizon is cut into.
struct Windows: Sendable {
  let count: Int
  private let perHour: Double

  init(horizon: Double, count: Int) {
    self.count = count
    perHour = Double(count) / horizon
  }

  /// The window that a time lies in.
  @inline(__always)
  func window(of time: Double) -> Int { min(Int(time * perHour), count - 1) }

  /// The end of the window that a time lies in.
  func end(after time: Double) -> Double {
    // Rounding must not end a window before what it begins with.
    max(time.nextUp, ((time * perHour).rounded(.down) + 1) / perHour)
  }
}
