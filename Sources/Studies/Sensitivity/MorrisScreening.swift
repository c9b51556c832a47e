package import Experiments
import GSL

/// Elementary effects of all assumptions moved together, one step at a time.
///
/// Each trajectory starts at a random point of a grid of four levels over the range of every
/// assumption and moves each of them once, by two thirds of its range, in random order (Morris
/// 1991, doi:10.1080/00401706.1991.10484804; μ* after Campolongo, Cariboni and Saltelli 2007,
/// doi:10.1016/j.envsoft.2006.10.004).
package struct MorrisScreening: Sendable, Codable {
  /// What moving an assumption over its whole range does to a treatment's effect.
  package struct Effect: Sendable, Codable {
    package var assumption: Int
    package var arm: Int
    package var mean: MonteCarloEstimate
    /// Mean absolute elementary effect, μ*.
    package var meanSize: MonteCarloEstimate
    /// Standard deviation of elementary effects: curvature and interaction; nil with one.
    package var spread: Double?
  }

  /// A point of a trajectory and the step that led to it.
  struct Point: Sendable {
    /// Position of each assumption in its range, 0 to 1.
    var position: [Double]
    /// The assumption moved since the point before, and by how much; nil at the start.
    var step: (assumption: Int, size: Double)?
  }

  package let trajectories: Int
  /// Effects by assumption and treatment.
  package let effects: [Effect]
  /// Points that the scenario did not allow.
  package let refused: Int
  /// Steps that begin or end at such a point, of which no effect is known.
  package let lostSteps: Int
  package let steps: Int

  /// The points of all trajectories, keyed by seed and trajectory.
  static func points(trajectories: Int, assumptions count: Int, seed: UInt64) -> [Point] {
    let step = 2.0 / 3.0
    return (0..<trajectories).flatMap { trajectory -> [Point] in
      var stream = RandomStream(
        key: RandomKey(seed: seed, replication: UInt32(trajectory)), customer: 0,
        place: Place("sensitivity", "morris"), visit: 0, purpose: .bootstrap)
      var position: [Double] = []
      var directions: [Double] = []
      var order = Array(0..<count)
      for _ in 0..<count {
        let low = stream.uniform() < 0.5 ? 0 : 1.0 / 3.0
        let rises = stream.uniform() < 0.5
        position.append(rises ? low : low + step)
        directions.append(rises ? step : -step)
      }
      for last in order.indices.dropFirst().reversed() {
        order.swapAt(last, min(last, Int(stream.uniform() * Double(last + 1))))
      }
      var points = [Point(position: position, step: nil)]
      for assumption in order {
        position[assumption] += directions[assumption]
        points.append(Point(position: position, step: (assumption, directions[assumption])))
      }
      return points
    }
  }

  /// Gathers elementary effects from the runs of all points.
  init(
    trajectories: Int, points: [Point], found: [SensitivityPoint?], assumptions: Int,
    treatments: [Int]
  ) {
    self.trajectories = trajectories
    refused = found.count { $0 == nil }
    let own = points.indices.filter { points[$0].step != nil && $0 > 0 }
    steps = own.count
    lostSteps = own.count { found[$0] == nil || found[$0 - 1] == nil }
    var samples = [[Double]](repeating: [], count: assumptions * treatments.count)
    for index in points.indices {
      guard let step = points[index].step, index > 0, let now = found[index],
        let before = found[index - 1]
      else { continue }
      for (place, arm) in treatments.enumerated() {
        guard let after = now.effect(arm), let earlier = before.effect(arm) else { continue }
        samples[step.assumption * treatments.count + place].append(
          (after.difference - earlier.difference) / step.size)
      }
    }
    effects = (0..<assumptions).flatMap { assumption in
      treatments.enumerated().map { place, arm in
        let values = samples[assumption * treatments.count + place]
        let moments = Moments(of: values)
        return Effect(
          assumption: assumption, arm: arm, mean: MonteCarloEstimate(mean: values),
          meanSize: MonteCarloEstimate(mean: values.map(abs)),
          spread: values.count > 1 ? moments.variance.squareRoot() : nil)
      }
    }
  }
}
