/// The sums that one thread gathers; gatherings add up to the same in any order.
struct RunTotals: Sendable {
  var observed: Totals
  var rollOut: Sums
  var daily: Sums
  var funnel: Funnel
  /// What the plan asks for beyond these sums.
  var particulars: DetailTotals
  var transitions = 0
  var drawsChecksum: UInt64 = 0
  /// Whether a journey was given up since it visited one stage too often.
  var hasEndlessJourney = false
  var peakWaiting = 0
  var bytesPerWaitingCustomer = 0

  /// Adds what another thread gathered.
  mutating func add(_ other: borrowing RunTotals) {
    observed.add(other.observed)
    rollOut.add(other.rollOut)
    daily.add(other.daily)
    funnel.add(other.funnel)
    particulars.add(other.particulars)
    transitions += other.transitions
    drawsChecksum &+= other.drawsChecksum
    hasEndlessJourney = hasEndlessJourney || other.hasEndlessJourney
    peakWaiting = max(peakWaiting, other.peakWaiting)
    bytesPerWaitingCustomer = max(bytesPerWaitingCustomer, other.bytesPerWaitingCustomer)
  }

  /// Counts a customer of the experiment.
  @inline(__always)
  mutating func observe(
    _ row: borrowing [Int64], arm: Int, segment: Int, channel: Int, arrival: Double,
    layout: borrowing CellLayout
  ) {
    let cell = layout.observed(arm: arm, segment: segment)
    observed.add(row, to: cell)
    daily.add(row, to: layout.daily(arrival: arrival, arm: arm))
    particulars.shapes.add(row, to: arm)
    guard particulars.isAsked else { return }
    particulars.observe(
      row, cell: cell, look: layout.look(arrival: arrival, arm: arm),
      stratum: layout.stratum(cell: cell, channel: channel))
  }

  /// Counts a customer under an arm that everybody gets.
  @inline(__always)
  mutating func rollOut(_ row: borrowing [Int64], at cell: Int) {
    rollOut.add(row, to: cell)
    guard particulars.isAsked else { return }
    particulars.rollOutValues.add(row, to: cell)
  }

  /// Whether a sum left the range of 64-bit integers.
  var hasOverflowed: Bool {
    observed.hasOverflowed || rollOut.hasOverflowed || daily.hasOverflowed
      || particulars.hasOverflowed
  }
}

/// The shape of a run's cells.
struct CellLayout: Sendable {
  let arms: Int
  let segments: Int
  let batches: Int
  let days: Int
  let channels: Int
  /// Hours at which the looks end; empty for none.
  let lookEnds: [Double]

  func observed(arm: Int, segment: Int) -> Int { arm * segments + segment }

  func rollOut(batch: Int, arm: Int, segment: Int) -> Int {
    (batch * arms + arm) * segments + segment
  }

  /// The part of the experiment, between two looks, in which a customer arrived, by arm.
  func look(arrival: Double, arm: Int) -> Int {
    let look = lookEnds.firstIndex { arrival < $0 } ?? lookEnds.count - 1
    return max(0, look) * arms + arm
  }

  func stratum(cell: Int, channel: Int) -> Int { cell * channels + channel }

  func daily(arrival: Double, arm: Int) -> Int {
    min(Int(arrival / 24), days - 1) * arms + arm
  }
}
