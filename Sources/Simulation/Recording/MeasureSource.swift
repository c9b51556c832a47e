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
  /// From what was counted before a window, by index, closed.
  case within(Tally, window: Int)
  /// Whether the journey ended within so many hours.
  case ended(hours: Double)
  /// Whether the journey goes on after so many hours.
  case goesOn(hours: Double)

  /// Finds the stage or the window that a measure names.
  /// - Throws: `CompileError` where there is none of that name.
  init(_ measure: Measure, stages: [String], windows: [Double]) throws(CompileError) {
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
    case .within(let tally, let hours):
      self = .within(tally, window: windows.firstIndex(of: hours) ?? windows.count)
    case .ended(let hours): self = .ended(hours: hours)
    case .goesOn(let hours): self = .goesOn(hours: hours)
    }
  }
}
