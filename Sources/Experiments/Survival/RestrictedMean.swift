import Support

/// The mean time without the event up to a horizon: the area under the survival curve.
///
/// Unlike a hazard ratio it needs no assumption on the shape of hazards (Royston and Parmar 2013,
/// doi:10.1186/1471-2288-13-152).
struct RestrictedMean: Sendable, Equatable, Codable {
  var horizon: Double
  /// Mean time without the event, at most the horizon.
  var value: Double
  /// Σ A² d/(n (n - d)) over events up to the horizon, A being the area from there on.
  var variance: Double

  /// Measures the area under a curve up to a horizon.
  /// - Throws: `ArgumentError` for a horizon that is not positive or lies beyond the last time seen
  ///   while units are still without the event.
  init(_ curve: KaplanMeier, horizon: Double) throws(ArgumentError) {
    let isOver = curve.steps.last?.survival == 0
    guard horizon > 0, horizon.isFinite, isOver || horizon <= curve.lastTime else {
      throw ArgumentError(
        "horizon", found: "\(horizon)",
        allowed: "above 0 and at most \(curve.lastTime), when the last unit was seen")
    }
    let steps = curve.steps.filter { $0.time <= horizon }
    var area = 0.0
    var variance = 0.0
    var end = horizon
    for step in steps.reversed() {
      area += step.survival * (end - step.time)
      end = step.time
      let (atRisk, events) = (Double(step.atRisk), Double(step.events))
      // When all units at risk have the event, nothing lies beyond and the area is zero.
      if step.atRisk > step.events {
        variance += area * area * events / (atRisk * (atRisk - events))
      }
    }
    self.horizon = horizon
    value = area + end
    self.variance = variance
  }
}
