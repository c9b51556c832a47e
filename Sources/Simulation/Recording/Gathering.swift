/// The sums that one thread gathers; gatherings add up to the same in any order.
struct Gathering: Sendable {
  var observed: Totals
  var rollOut: Sums
  var daily: Sums
  var funnel: Funnel
  var transitions = 0
  var drawsChecksum: UInt64 = 0
  /// Whether a journey was given up since it visited one stage too often.
  var hasEndlessJourney = false
  var peakWaiting = 0
  var bytesPerWaitingCustomer = 0

  /// Adds what another thread gathered.
  mutating func add(_ other: borrowing Gathering) {
    observed.add(other.observed)
    rollOut.add(other.rollOut)
    daily.add(other.daily)
    funnel.add(other.funnel)
    transitions += other.transitions
    drawsChecksum &+= other.drawsChecksum
    hasEndlessJourney = hasEndlessJourney || other.hasEndlessJourney
    peakWaiting = max(peakWaiting, other.peakWaiting)
    bytesPerWaitingCustomer = max(bytesPerWaitingCustomer, other.bytesPerWaitingCustomer)
  }

  /// Whether a sum left the range of 64-bit integers.
  var hasOverflowed: Bool {
    observed.hasOverflowed || rollOut.hasOverflowed || daily.hasOverflowed
  }
}

/// The shape of a run's cells.
struct CellLayout: Sendable {
  let arms: Int
  let segments: Int
  let batches: Int
  let days: Int

  func observed(arm: Int, segment: Int) -> Int { arm * segments + segment }

  func rollOut(batch: Int, arm: Int, segment: Int) -> Int {
    (batch * arms + arm) * segments + segment
  }

  func daily(arrival: Double, arm: Int) -> Int {
    min(Int(arrival / 24), days - 1) * arms + arm
  }
}
