import Experiments
import Scenarios
import Simulation
import Synchronization

/// Gathers what every customer would do under every arm.
///
/// The last measure of a row is the number of the customer's group: segment and channel, which a
/// business knows before the experiment.
final class PotentialOutcomesSink: BlockSink {
  private let experiment: PlannedExperiment
  private let rowLength: Int
  private let cells: CellLayout
  private let state: Mutex<PotentialOutcomes>

  init(compiled: CompiledScenario, experiment: PlannedExperiment) {
    self.experiment = experiment
    rowLength = compiled.plan.measures.count
    cells = compiled.cells()
    state = Mutex(
      PotentialOutcomes(arms: compiled.arms.count, measures: experiment.measures.count + 1))
  }

  var outcomes: PotentialOutcomes { state.withLock { $0 } }

  func format(_ block: BlockRecord) -> [ObservedReplicate.Unit] {
    block.customers.map { customer in
      ObservedReplicate.Unit(
        arrival: customer.arrival, arm: customer.arm,
        values: experiment.kept(
          of: customer.potentialMeasures, rowLength: rowLength,
          group: Int64(cells.group(segment: customer.segment, channel: customer.channel))))
    }
  }

  func write(_ formatted: [ObservedReplicate.Unit]) {
    state.withLock { outcomes in
      for unit in formatted { outcomes.add(arrival: unit.arrival, values: unit.values) }
    }
  }
}

/// Gathers what customers did in one split world.
final class ObservedSink: BlockSink {
  private let experiment: PlannedExperiment
  private let rowLength: Int
  private let state = Mutex<[ObservedReplicate.Unit]>([])

  init(compiled: CompiledScenario, experiment: PlannedExperiment) {
    self.experiment = experiment
    rowLength = compiled.plan.measures.count
  }

  var units: [ObservedReplicate.Unit] { state.withLock { $0 } }

  func format(_ block: BlockRecord) -> [ObservedReplicate.Unit] {
    block.customers.map { customer in
      ObservedReplicate.Unit(
        arrival: customer.arrival, arm: customer.arm,
        values: experiment.kept(of: customer.measures, rowLength: rowLength))
    }
  }

  func write(_ formatted: [ObservedReplicate.Unit]) { state.withLock { $0 += formatted } }
}
