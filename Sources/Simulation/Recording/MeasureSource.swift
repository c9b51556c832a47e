import Scenarios

/// How a measure is taken from a journey that is over.
enum MeasureSource: Sendable, Equatable, Codable {
  /// From what was counted in the experiment.
  case ledger(Tally)
  /// From what was counted in the warm-up.
  case before(Tally)
  /// Whether a stage, by index, was visited.
  case reached(Int)
  /// Whether the journey ended by a step from a stage, by index.
  case endedFrom(Int)
  /// For how long the customer was followed.
  case secondsFollowed

  /// Finds the stage that a measure names.
  /// - Throws: `CompileError` where there is none of that name.
  init(_ measure: Measure, stages: [String]) throws(CompileError) {
    func index(_ stage: String) throws(CompileError) -> Int {
      guard let index = stages.firstIndex(of: stage) else {
        throw CompileError(
          path: ["experiment", "metrics"], message: "there is no stage `\(stage)`")
      }
      return index
    }
    switch measure {
    case .tally(let tally): self = .ledger(tally)
    case .before(let tally): self = .before(tally)
    case .reached(let stage): self = .reached(try index(stage))
    case .endedFrom(let stage): self = .endedFrom(try index(stage))
    case .secondsFollowed: self = .secondsFollowed
    }
  }
}
