/// What a run found: exact sums, from which estimates and truth are computed elsewhere.
package struct ExperimentOutcome: Sendable, Equatable, Codable {
  /// Customers of one replication of the market, but those who left before the experiment began.
  package var customers: Int
  package var plan: MeasurePlan
  package var cells: CellLayout
  /// The experiment: each customer under the assigned arm.
  package var observed: Totals
  /// Every arm for everybody, or nil when not run.
  package var rollOut: Sums?
  /// Replications of the market behind the roll-out.
  package var replications: Int
  /// Moves through the stages in the experiment.
  package var funnel: Funnel
  package var daily: Sums
  /// Extremes and third moments in the experiment, by arm.
  package var shapes: MeasureShapes
  /// Values that the plan counts, in the experiment, in the cells of `observed`.
  package var values: ValueCounts
  /// Values that the plan counts, in the roll-outs, in their cells.
  package var rollOutValues: ValueCounts
  /// The experiment between looks; no cells where it is not looked at.
  package var looks: Totals
  /// The experiment by segment and channel; no cells where the plan does not stratify by channel.
  package var strata: Totals
  package var sharesState: Bool
  package var transitions: Int
  /// Fingerprint of all draws behind choices.
  package var drawsChecksum: UInt64
  /// Greatest number of customers waiting at once for a shared resource; 0 when none is shared.
  package var peakWaiting: Int
  /// Bytes per waiting customer in the engine's tables; 0 when nothing is shared.
  package var bytesPerWaitingCustomer: Int
}

extension ExperimentOutcome {
  /// Adds the roll-outs of further replications of the same market after those it has.
  package mutating func append(rollOutsOf other: ExperimentOutcome) {
    guard let further = other.rollOut else { return }
    rollOut?.append(further)
    rollOutValues.append(other.rollOutValues)
    cells.batches += other.cells.batches
    replications += other.replications
    transitions += other.transitions
    drawsChecksum &+= other.drawsChecksum
    peakWaiting = max(peakWaiting, other.peakWaiting)
    bytesPerWaitingCustomer = max(bytesPerWaitingCustomer, other.bytesPerWaitingCustomer)
  }
}
