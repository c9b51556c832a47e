/// Cells of observed context, so fine that the best action may differ and no finer.
///
/// A term with few values, such as an indicator, keeps them; others are cut at their quartiles, and
/// time where the market changes.
struct ContextCells: Sendable, Hashable, Codable {
  /// Limits between cells, ascending, by term.
  let cuts: [[Double]]
  let times: TimeCuts

  /// A term with at most so many values is not cut.
  private static let fewValues = 8

  init(contexts: [[Double]], terms: Int, times: TimeCuts) {
    self.times = times
    cuts = (0..<terms).map { term in
      let sorted = contexts.map { $0[term] }.sorted()
      var values: [Double] = []
      for value in sorted where value != values.last {
        values.append(value)
        if values.count > Self.fewValues { break }
      }
      if values.count <= Self.fewValues {
        return zip(values, values.dropFirst()).map { ($0 + $1) / 2 }
      }
      var limits: [Double] = []
      for part in 1...3 {
        let limit = sorted[sorted.count * part / 4]
        if limit != limits.last, limit > sorted[0] { limits.append(limit) }
      }
      return limits
    }
  }

  /// The cell of a context at a time: by term the number of limits at or below its value.
  func cell(of context: some RandomAccessCollection<Double>, at time: Double) -> [UInt8] {
    var cell = zip(cuts, context).map { limits, value in
      UInt8(truncatingIfNeeded: limits.count { $0 <= value })
    }
    cell.append(UInt8(truncatingIfNeeded: times.span(of: time)))
    return cell
  }
}
