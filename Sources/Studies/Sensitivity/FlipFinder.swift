import Scenarios

/// Finds where moving an assumption turns the decision or the sign of an effect.
struct FlipFinder {
  let base: SensitivityPoint
  let control: Int
  /// Runs the scenario with the assumption at a value; nil where the scenario does not allow it.
  let evaluate: (Double) throws -> SensitivityPoint?
  private(set) var runs = 0

  /// Runs that narrow each flip down.
  static let refinements = 2

  private enum Question {
    case decision
    case sign(arm: Int)
  }

  init(
    base: SensitivityPoint, control: Int,
    evaluate: @escaping (Double) throws -> SensitivityPoint?
  ) {
    self.base = base
    self.control = control
    self.evaluate = evaluate
  }

  /// All flips of a line: for each question and direction the nearest one.
  mutating func flips(of line: SensitivityLine) throws -> [SensitivityFlip] {
    let own = line.assumption.value
    guard let middle = line.steps.firstIndex(where: { $0.value == own }) else { return [] }
    let upward = Array(line.steps[middle...])
    let downward = Array(line.steps[...middle].reversed())
    var found: [SensitivityFlip] = []
    let arms = base.values.indices.filter { $0 != control }
    // With a single treatment its sign is the decision.
    let questions = [Question.decision] + (arms.count > 1 ? arms.map { .sign(arm: $0) } : [])
    for question in questions {
      for steps in [upward, downward] {
        if let flip = try flip(question, along: steps, assumption: line.assumption) {
          found.append(flip)
        }
      }
    }
    return found
  }

  private mutating func flip(
    _ question: Question, along steps: [SensitivityLine.Step], assumption: Assumption
  ) throws -> SensitivityFlip? {
    guard let first = steps.firstIndex(where: { hasTurned($0.point, question) }), first > 0 else {
      return nil
    }
    var before = steps[first - 1]
    var after = steps[first]
    for _ in 0..<Self.refinements {
      let value = assumption.rounded(interpolate(question, before, after))
      guard value != before.value, value != after.value, let point = try evaluate(value) else {
        break
      }
      runs += 1
      if hasTurned(point, question) {
        after = SensitivityLine.Step(value: value, point: point)
      } else {
        before = SensitivityLine.Step(value: value, point: point)
      }
    }
    let value = interpolate(question, before, after)
    let (from, to) = arms(question, after.point)
    var isDecision = false
    if case .decision = question { isDecision = true }
    return SensitivityFlip(
      isDecision: isDecision, from: from, to: to, value: value,
      move: value / assumption.value - 1, before: before.value, after: after.value)
  }

  private func hasTurned(_ point: SensitivityPoint, _ question: Question) -> Bool {
    switch question {
    case .decision: return point.best != base.best
    case .sign(let arm):
      guard let own = base.gap(arm, control), let moved = point.gap(arm, control) else {
        return false
      }
      return (own > 0) != (moved > 0)
    }
  }

  private func arms(_ question: Question, _ turned: SensitivityPoint) -> (from: Int, to: Int) {
    switch question {
    case .decision: (base.best, turned.best)
    case .sign(let arm): (arm, control)
    }
  }

  /// Where the line between two runs meets zero.
  private func interpolate(
    _ question: Question, _ before: SensitivityLine.Step, _ after: SensitivityLine.Step
  ) -> Double {
    let (from, to) = arms(question, after.point)
    let middle = (before.value + after.value) / 2
    guard let first = before.point.gap(from, to), let second = after.point.gap(from, to),
      first != second
    else { return middle }
    let share = first / (first - second)
    guard share >= 0, share <= 1 else { return middle }
    return before.value + share * (after.value - before.value)
  }
}
