import Scenarios

/// Times at which a market changes for all of its customers, in hours from its start.
///
/// What is best before may not be best after: hindsight knows the contexts of each span apart.
struct TimeCuts: Sendable, Hashable, Codable {
  /// Ascending, within the horizon; empty for a market that stays as it is.
  let hours: [Double]

  /// Spans of a market that changes from day to day.
  private static let slowSpans = 4

  init(_ variants: [Scenario], learning: Learning) {
    let horizon = variants.map(\.market.horizonHours).max() ?? 0
    var cuts: Set<Double> = []
    for entry in learning.decisions.flatMap(\.availability) {
      cuts.formUnion([entry.from, entry.until])
    }
    let terms = variants.flatMap(\.journey.terms)
    for quantity in terms.flatMap(\.factors).flatMap(\.powers).map(\.quantity) {
      if case .after(let hours) = quantity { cuts.insert(hours) }
      if quantity == .attribute(.day) {
        let spans = Double(Self.slowSpans)
        cuts.formUnion((1..<Self.slowSpans).map { horizon * Double($0) / spans })
      }
    }
    hours = cuts.filter { $0 > 0 && $0 < horizon }.sorted()
  }

  /// Number of the span that a time lies in, from 0.
  func span(of time: Double) -> Int { hours.count { $0 <= time } }
}

extension Journey {
  /// The terms of all formulas.
  fileprivate var terms: [Term] {
    stages.flatMap { stage in
      var formulas = stage.choices.map(\.utility) + stage.moves.map(\.change)
      formulas += stage.edges.map(\.utility)
      if case .time(_, let scale?) = stage.dwell { formulas.append(scale) }
      return formulas.flatMap(\.terms)
    }
  }
}
