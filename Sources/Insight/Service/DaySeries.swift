/// Complaints of one kind by day, beside what they are measured by.
package struct DaySeries: Sendable, Equatable {
  /// Which part of the log it is about: a column and a name in it; nil for all of it.
  package struct Scope: Sendable, Equatable, Codable, Hashable {
    package var column: String
    package var name: String
  }

  /// Name of the activity that is a complaint.
  package var complaint: String
  package var scope: Scope?
  /// Complaints, and other events, of each day.
  package var counts: [Int]
  package var exposures: [Double]

  package init(complaint: String, scope: Scope? = nil, counts: [Int], exposures: [Double]) {
    self.complaint = complaint
    self.scope = scope
    self.counts = counts
    self.exposures = exposures
  }

  /// Gives the series of every kind of complaint, of all the log and of each part of it, with the
  /// number of the first day since 1970.
  package static func all(
    of log: EventLog, complaints: [String]
  ) -> (firstDay: Int, series: [DaySeries]) {
    let span = log.span
    let firstDay = EventLog.day(span.first)
    let days = EventLog.day(span.last) - firstDay + 1
    let codes = complaints.compactMap { log.activities.code(of: $0) }
    let isComplaint = log.activities.names.map { complaints.contains($0) }
    var series: [DaySeries] = []
    func add(_ scope: Scope?, _ belongs: (Int) -> Bool) {
      var counts = codes.map { _ in [Int](repeating: 0, count: days) }
      var exposures = [Double](repeating: 0, count: days)
      for event in 0..<log.count where belongs(event) {
        let day = EventLog.day(log.times[event]) - firstDay
        let code = log.activities.codes[event]
        guard code >= 0 else { continue }
        if let place = codes.firstIndex(of: code) { counts[place][day] += 1 }
        if !isComplaint[Int(code)] { exposures[day] += 1 }
      }
      for (place, code) in codes.enumerated() {
        series.append(
          DaySeries(
            complaint: log.activities.names[Int(code)], scope: scope, counts: counts[place],
            exposures: exposures))
      }
    }
    add(nil) { _ in true }
    let columns =
      [("channel", log.channels), ("product", log.products)]
      + log.segments.map { ($0.name, Optional($0.labels)) }
    for (column, labels) in columns {
      guard let labels, labels.names.count > 1, labels.names.count <= mostNames else { continue }
      for (code, name) in labels.names.enumerated() {
        add(Scope(column: column, name: name)) { labels.codes[$0] == Int32(code) }
      }
    }
    return (firstDay, series)
  }

  /// Most names of a column that are looked at one by one.
  private static let mostNames = 30
}
