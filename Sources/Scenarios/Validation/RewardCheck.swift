import Support

/// Checks that a decision's reward can arrive in time.
struct RewardCheck {
  let log: FaultLog
  let journey: Journey

  /// Reports a decision point that no reward could ever follow.
  func check(_ point: DecisionPoint, _ reward: RewardMeasure, _ cursor: Cursor) {
    let stages = journey.stages
    let times = times(from: point.stage)
    let earliest = stages.indices.filter { brings(reward, stages[$0]) }.map { times[$0] }.min()
    guard let earliest, earliest < .infinity else {
      log.report(
        cursor["at"].valueMark,
        "reward `\(reward.rawValue)` never arrives: no stage with `effect: order` can be reached "
          + "from `\(stages[point.stage].name)`")
      return
    }
    guard let window = point.window, window < earliest else { return }
    log.report(
      cursor["within"].valueMark,
      "reward `\(reward.rawValue)` never arrives within \(Bounds.write(window)) h: the way from "
        + "`\(stages[point.stage].name)` to an order takes at least "
        + "\(Bounds.write((earliest * 1000).rounded() / 1000)) h")
  }

  private func brings(_ reward: RewardMeasure, _ stage: Stage) -> Bool {
    stage.effects.contains(.order) || (reward == .margin && (stage.cost ?? .zero) > .zero)
  }

  /// The least time in hours from entering a stage to entering each; infinite where none leads.
  private func times(from start: Int) -> [Double] {
    var times = journey.stages.map { _ in Double.infinity }
    guard times.indices.contains(start) else { return times }
    times[start] = 0
    var waiting = [start]
    while let index = waiting.popLast() {
      let leave = times[index] + Self.leastDwell(journey.stages[index].dwell)
      for edge in journey.stages[index].edges where leave < times[edge.target] {
        times[edge.target] = leave
        waiting.append(edge.target)
      }
    }
    return times
  }

  /// A formula may shorten a dwell time without end, and deliveries may arrive at once.
  private static func leastDwell(_ dwell: Dwell) -> Double {
    switch dwell {
    case .time(let law, scale: nil): max(0, law.lowerLimit)
    default: 0
    }
  }
}
