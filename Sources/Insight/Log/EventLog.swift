import Support

/// What happened to whom and when, case by case and in time order: a business's own record.
///
/// Columns side by side; the events of a case lie together.
package struct EventLog: Sendable {
  /// A column of names: a code for each event, and what the codes stand for.
  package struct Labels: Sendable {
    /// Code of each event; -1 where the cell was empty.
    package var codes: [Int32]
    package var names: [String]

    package init(codes: [Int32], names: [String]) {
      self.codes = codes
      self.names = names
    }

    package func name(of event: Int) -> String? {
      codes[event] >= 0 ? names[Int(codes[event])] : nil
    }

    package func code(of name: String) -> Int32? {
      names.firstIndex(of: name).map(Int32.init)
    }
  }

  /// Names of the cases, in the order in which they first occur.
  package let cases: [String]
  /// Where the events of each case begin; one more than there are cases.
  package let starts: [Int]
  /// Seconds since 1970 in UTC, rising within a case.
  package let times: [Double]
  package let activities: Labels
  /// Whether each event is an order.
  package let isOrder: [Bool]
  /// Money of each event, NaN where there is none; nil without such a column.
  package let values: [Double]?
  /// Money in the basket after each event; NaN where the log says nothing.
  package let baskets: [Double]?
  package let channels: Labels?
  package let products: Labels?
  package let phases: Labels?
  /// Further columns by which customers or events differ, by name.
  package let segments: [(name: String, labels: Labels)]

  package var count: Int { times.count }
  package var orders: Int { isOrder.count { $0 } }

  /// The events of a case.
  package func events(of index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

  /// First and last time; 0 for an empty log.
  package var span: (first: Double, last: Double) {
    (times.min() ?? 0, times.max() ?? 0)
  }

  /// Sorts events, given in any order, by case and time; equal times keep their order.
  package init(
    cases: [String], caseOfEvent: [Int32], times: [Double], activities: Labels,
    isOrder: [Bool], values: [Double]? = nil, baskets: [Double]? = nil, channels: Labels? = nil,
    products: Labels? = nil,
    phases: Labels? = nil, segments: [(name: String, labels: Labels)] = []
  ) {
    var starts = [Int](repeating: 0, count: cases.count + 1)
    for index in caseOfEvent { starts[Int(index) + 1] += 1 }
    for index in cases.indices { starts[index + 1] += starts[index] }
    var places = starts
    var order = [Int](repeating: 0, count: times.count)
    for (event, index) in caseOfEvent.enumerated() {
      order[places[Int(index)]] = event
      places[Int(index)] += 1
    }
    for index in cases.indices {
      let range = starts[index]..<starts[index + 1]
      let isSorted = range.dropFirst().allSatisfy { times[order[$0 - 1]] <= times[order[$0]] }
      guard !isSorted else { continue }
      order.replaceSubrange(
        range,
        with: order[range].sorted { times[$0] == times[$1] ? $0 < $1 : times[$0] < times[$1] })
    }
    func sorted(_ labels: Labels) -> Labels {
      Labels(codes: order.map { labels.codes[$0] }, names: labels.names)
    }
    self.cases = cases
    self.starts = starts
    self.times = order.map { times[$0] }
    self.activities = sorted(activities)
    self.isOrder = order.map { isOrder[$0] }
    self.values = values.map { values in order.map { values[$0] } }
    self.baskets = baskets.map { baskets in order.map { baskets[$0] } }
    self.channels = channels.map(sorted)
    self.products = products.map(sorted)
    self.phases = phases.map(sorted)
    self.segments = segments.map { ($0.name, sorted($0.labels)) }
  }
}

extension EventLog {
  /// Whether a session begins with an event of a case.
  package func beginsSession(_ event: Int, of index: Int) -> Bool {
    event == starts[index] || times[event] - times[event - 1] > SessionRule.longestPause
  }

  /// Money of an event; 0 where the log says nothing of it.
  package func money(_ event: Int) -> Double {
    guard let value = values?[event], value.isFinite else { return 0 }
    return value
  }

  /// Number of the day of a time, from 1970 in UTC.
  package static func day(_ time: Double) -> Int { Int((time / 86_400).rounded(.down)) }
}
