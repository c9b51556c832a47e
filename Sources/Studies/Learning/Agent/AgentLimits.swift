import MetaLearning
import Scenarios

/// What may be done at a decision point at a moment, before anything is drawn.
struct AgentLimits: Sendable {
  private let mask: GuardrailMask
  /// Value of each action; an action without one is above all floors and far from all others.
  let values: [Double]
  private let availability: [ActionAvailability]
  private let statusQuo: Int
  private let actions: Int

  init(_ point: DecisionPoint, lever: Lever) {
    mask = GuardrailMask(floor: point.limits.floor, frequencyCap: point.limits.frequencyCap)
    values = lever.values.map { $0 ?? .infinity }
    availability = point.availability
    statusQuo = point.statusQuo
    actions = lever.actions.count
  }

  /// Which actions are on offer at a time; the status quo where none would be.
  func available(at time: Double) -> [Bool] {
    var allowed = [Bool](repeating: true, count: actions)
    for entry in availability where allowed.indices.contains(entry.action) {
      allowed[entry.action] = time >= entry.from && time < entry.until
    }
    if !allowed.contains(true) { allowed[statusQuo] = true }
    return allowed
  }

  /// Forbids what crosses the floor or the frequency cap, and gives how many actions it forbade.
  func apply(to context: inout Context, exposures: Int) -> Int {
    mask.apply(to: &context, values: values, exposures: exposures)
  }
}
