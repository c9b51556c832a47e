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
  /// Complaints, and other events, of each day or stretch of days.
  package var counts: [Int]
  package var exposures: [Double]

  package init(complaint: String, scope: Scope? = nil, counts: [Int], exposures: [Double]) {
    self.complaint = complaint
    self.scope = scope
    self.counts = counts
    self.exposures = exposures
  }

  /// Days as the stretches of a series have them.
  package struct Calendar: Sendable, Equatable {
    /// The first day, since 1970, and the days of a stretch: more than one in a long log.
    package var firstDay: Int
    package var width: Int

    /// First and last day of some stretches.
    package func days(of stretches: ClosedRange<Int>) -> ClosedRange<Int> {
      (firstDay + stretches.lowerBound * width)...(firstDay
        + (stretches.upperBound + 1) * width - 1)
    }
  }

  /// Most stretches into which the days of a log are divided.
  private static let mostStretches = 250

  /// Gives the series of every kind of complaint, of all the log and of each part of it.
  package static func all(
    of log: EventLog, complaints: [String]
  ) -> (calendar: Calendar, series: [DaySeries]) {
    let span = log.span
    let firstDay = EventLog.day(span.first)
    let width = (EventLog.day(span.last) - firstDay) / mostStretches + 1
    let days = (EventLog.day(span.last) - firstDay) / width + 1
    let codes = complaints.compactMap { log.activities.code(of: $0) }
    let isComplaint = log.activities.names.map { complaints.contains($0) }
    var series: [DaySeries] = []
    func add(_ scope: Scope?, _ belongs: (Int) -> Bool) {
      var counts = codes.map { _ in [Int](repeating: 0, count: days) }
      var exposures = [Double](repeating: 0, count: days)
      for event in 0..<log.count where belongs(event) {
        let day = (EventLog.day(log.times[event]) - firstDay) / width
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
    return (Calendar(firstDay: firstDay, width: width), series)
  }

  /// Most names of a column that are looked at one by one.
  private static let mostNames = 30
}
