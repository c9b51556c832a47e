import Scenarios

/// Finds where moving an assumption turns the decision or the sign of an effect.
struct FlipFinder {
  let base: SensitivityPoint
  let control: Int
  let higherIsBetter: Bool
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
    base: SensitivityPoint, control: Int, higherIsBetter: Bool,
    evaluate: @escaping (Double) throws -> SensitivityPoint?
  ) {
    self.base = base
    self.control = control
    self.higherIsBetter = higherIsBetter
    self.evaluate = evaluate
  }

  /// All flips of a line: for each question and direction the nearest one.
  mutating func flips(of line: SensitivityLine) throws -> [SensitivityFlip] {
    let own = line.assumption.value
    guard let middle = line.steps.firstIndex(where: { $0.value == own }) else { return [] }
    let upward = Array(line.steps[middle...])
    let downward = Array(line.steps[...middle].reversed())
    var found: [SensitivityFlip] = []
    let arms = base.arms.filter { $0 != control }
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
    guard steps.first.map({ holds($0.point, question) }) == true,
      let first = steps.firstIndex(where: { hasTurned($0.point, question) }),
      let last = steps[..<first].lastIndex(where: { holds($0.point, question) })
    else { return nil }
    var before = steps[last]
    var after = steps[first]
    for _ in 0..<Self.refinements {
      let value = assumption.rounded(interpolate(question, before, after))
      guard value != before.value, value != after.value, let point = try evaluate(value) else {
        break
      }
      runs += 1
      if hasTurned(point, question) {
        after = SensitivityLine.Step(value: value, point: point)
      } else if holds(point, question) {
        before = SensitivityLine.Step(value: value, point: point)
      } else {
        // Within the error of the truth: it cannot be narrowed down further.
        break
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

  /// Whether a run is beyond chance as the scenario's own: the same arm is ahead.
  private func holds(_ point: SensitivityPoint, _ question: Question) -> Bool {
    switch question {
    case .decision:
      base.arms.allSatisfy { arm in
        arm == base.best || isAhead(base.best, of: arm, point) || point.gap(base.best, arm) == nil
      }
    case .sign(let arm):
      base.gap(arm, control)?.sign.map { $0 != 0 && $0 == point.gap(arm, control)?.sign } ?? false
    }
  }

  /// Whether a run is beyond chance unlike the scenario's own: another arm is ahead.
  private func hasTurned(_ point: SensitivityPoint, _ question: Question) -> Bool {
    switch question {
    case .decision: point.best != base.best && isAhead(point.best, of: base.best, point)
    case .sign(let arm):
      base.gap(arm, control)?.sign.map { own in
        own != 0 && point.gap(arm, control)?.sign == -own
      } ?? false
    }
  }

  private func isAhead(_ arm: Int, of other: Int, _ point: SensitivityPoint) -> Bool {
    point.gap(arm, other)?.sign == (higherIsBetter ? 1 : -1)
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
    guard let first = before.point.gap(from, to)?.difference,
      let second = after.point.gap(from, to)?.difference, first != second
    else { return middle }
    let share = first / (first - second)
    guard share >= 0, share <= 1 else { return middle }
    return before.value + share * (after.value - before.value)
  }
}
