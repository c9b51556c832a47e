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

/// Fills a row of measures from a walker whose journey is over.
struct OutcomeRow: Sendable {
  /// The tallies that the row begins with; most rows hold little else.
  private let tallies: [Tally]
  private let others: ArraySlice<MeasureSource>
  private let horizonHours: Double
  private let startHours: Double
  /// The measures in the plan's order.
  private(set) var values: [Int64]

  init(plan: MeasurePlan) {
    var tallies: [Tally] = []
    for source in plan.sources {
      guard case .ledger(let tally) = source else { break }
      tallies.append(tally)
    }
    self.tallies = tallies
    others = plan.sources[tallies.count...]
    horizonHours = plan.horizonHours
    startHours = plan.startHours
    values = [Int64](repeating: 0, count: plan.measures.count)
  }

  /// Reads a journey's outcome; `endedFrom` is the stage before the end, or -1.
  mutating func fill(
    _ customer: borrowing CustomerState, visits: borrowing [UInt32], endedFrom: Int
  ) {
    let ledger = customer.ledger
    for index in tallies.indices { values[index] = ledger[tallies[index]] }
    for index in others.indices {
      switch others[index] {
      case .ledger(let tally): values[index] = ledger[tally]
      case .before(let tally): values[index] = customer.before[tally]
      case .reached(let stage): values[index] = visits[stage] > 0 ? 1 : 0
      case .endedFrom(let stage): values[index] = stage == endedFrom ? 1 : 0
      case .secondsFollowed:
        let entered = max(customer.arrival, startHours)
        values[index] = Int64(max(0, (horizonHours - entered) * 3600).rounded(.down))
      }
    }
  }
}
