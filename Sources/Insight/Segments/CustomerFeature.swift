import Foundation

/// What customers are grouped by: recency, frequency, money and sessions.
package struct CustomerFeature: Sendable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case recency, orders, money, sessions
  }

  package let kind: Kind
  /// The value of each case, in days, orders, money or sessions.
  package let values: [Double]

  /// Gathers the features of every case of a log; money only where the log has some.
  package static func all(of log: EventLog) -> [CustomerFeature] {
    let end = log.span.last
    var columns: [Kind: [Double]] = [:]
    for index in log.cases.indices {
      let events = log.events(of: index)
      var sessions = 0
      var orders = 0
      var money = 0.0
      for event in events {
        if log.beginsSession(event, of: index) { sessions += 1 }
        if log.isOrder[event] { orders += 1 }
        money += log.money(event)
      }
      let last = events.last.map { log.times[$0] } ?? end
      columns[.recency, default: []].append((end - last) / 86_400)
      columns[.orders, default: []].append(Double(orders))
      columns[.money, default: []].append(money)
      columns[.sessions, default: []].append(Double(sessions))
    }
    return Kind.allCases.compactMap { kind in
      guard kind != .money || log.values != nil, let values = columns[kind] else { return nil }
      return CustomerFeature(kind: kind, values: values)
    }
  }

  /// The values on the scale on which they are compared; nil where no two customers differ.
  ///
  /// Logarithms, which keep their sign, with mean 0 and variance 1.
  package var scaled: [Double]? {
    let logs = values.map { $0 < 0 ? -log1p(-$0) : log1p($0) }
    let mean = logs.reduce(0, +) / Double(max(1, logs.count))
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, logs.count))
    guard variance > 1e-12 else { return nil }
    return logs.map { ($0 - mean) / variance.squareRoot() }
  }

  /// Correlation above which a feature repeats an earlier one and is left out.
  private static let sameAs = 0.98

  /// The features that tell customers apart, with a row of scaled values for each customer.
  package static func table(
    _ features: [CustomerFeature]
  ) -> (kinds: [Kind], rows: [[Double]]) {
    var kept: [(kind: Kind, scaled: [Double])] = []
    for feature in features {
      guard let scaled = feature.scaled else { continue }
      let repeats = kept.contains { earlier in
        let product = zip(earlier.scaled, scaled).reduce(0) { $0 + $1.0 * $1.1 }
        return abs(product) / Double(scaled.count) > sameAs
      }
      if !repeats { kept.append((feature.kind, scaled)) }
    }
    let count = features.first?.values.count ?? 0
    return (kept.map(\.kind), (0..<count).map { row in kept.map { $0.scaled[row] } })
  }
}
