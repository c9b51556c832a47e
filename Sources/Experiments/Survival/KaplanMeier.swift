/// The share of units without the event over time (Kaplan and Meier 1958).
///
/// doi:10.1080/01621459.1958.10501452; units censored at an event's time count as at risk then.
package struct KaplanMeier: Sendable, Equatable, Codable {
  /// What happens at one time with events.
  package struct Step: Sendable, Equatable, Codable {
    package var time: Double
    /// Units that could still have the event.
    var atRisk: Int
    /// Units that had it.
    package var events: Int
    /// Share without the event just after.
    package var survival: Double
    /// Greenwood's variance of that share (1926).
    package var variance: Double
  }

  package let count: Int
  /// Times with events, rising.
  package let steps: [Step]
  /// The latest time of any unit.
  package let lastTime: Double

  /// Estimates the curve of an arm whose times were counted, in rising order.
  package init(_ times: [TimeCount]) {
    let units = times.reduce(0) { $0 + $1.events + $1.censored }
    var steps: [Step] = []
    var survival = 1.0
    var sum = 0.0
    var atRisk = units
    for item in times {
      if item.events > 0 {
        survival *= Double(atRisk - item.events) / Double(atRisk)
        sum += Double(item.events) / (Double(atRisk) * Double(atRisk - item.events))
        steps.append(
          Step(
            time: item.time, atRisk: atRisk, events: item.events, survival: survival,
            variance: survival > 0 ? survival * survival * sum : 0))
      }
      atRisk -= item.events + item.censored
    }
    count = units
    self.steps = steps
    lastTime = times.last?.time ?? 0
  }

  /// Gives the share without the event at a time.
  package func survival(at time: Double) -> Double {
    steps.last { $0.time <= time }?.survival ?? 1
  }
}
