import Experiments
import Simulation
import Synchronization

/// One customer: what a business sees before the visit, and what every arm would bring.
struct Individual: Sendable {
  /// Hours from the start of the market to arrival.
  var arrival: Double
  var segment: Int
  var channel: Int
  var arm: Int
  /// The metric under every arm, in its unit.
  var outcomes: [Double]
  /// Margin under every arm, in units of money.
  var money: [Double]
}

/// Gathers individuals in the order of their numbers.
final class IndividualSink: BlockSink {
  private let numerator: Int
  private let scale: Double
  private let margin: Int
  private let moneyScale: Double
  private let arms: Int
  private let state = Mutex<[Individual]>([])

  init(compiled: CompiledScenario, experiment: PlannedExperiment, metric: Int) {
    numerator = experiment.measures[experiment.metrics[metric].numerator]
    scale = experiment.metrics[metric].scale
    margin = experiment.measures[experiment.money.measure]
    moneyScale = experiment.money.scale
    arms = compiled.arms.count
  }

  var individuals: [Individual] { state.withLock { $0 } }

  func format(_ block: BlockRecord) -> [Individual] {
    block.customers.map { customer in
      func values(_ measure: Int, _ scale: Double) -> [Double] {
        (0..<arms).map { Double(customer.potential(measure, arm: $0)) / scale }
      }
      return Individual(
        arrival: customer.arrival, segment: customer.segment, channel: customer.channel,
        arm: customer.arm, outcomes: values(numerator, scale), money: values(margin, moneyScale))
    }
  }

  func write(_ formatted: [Individual]) { state.withLock { $0 += formatted } }
}
