import Experiments
import Insight
import Support

/// What goes wrong, for whom and since when, from complaints alone.
enum ServicePart: InsightPart {
  static let name = "service"
  static let heading: Sentence = "Service: what goes wrong, for whom, and since when?"

  private struct Incident {
    var series: DaySeries
    var scan: IncidentScan
    var adjusted: Double
    /// Part of the log to which the incident is confined; nil for all of it.
    var scope: DaySeries.Scope?
  }

  /// Expected share of false alarms among what is named.
  private static let falseDiscoveries = 0.01

  /// Words in the name of an activity that mark it as a complaint.
  private static let words = [
    "error", "bug", "fault", "fail", "complain", "ticket", "support", "refund", "return",
    "cancel", "stock_out", "out_of_stock", "appeal", "penalty", "chargeback", "lost", "damaged",
  ]

  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws {
    let log = input.log
    let complaints = try complaints(input)
    let isComplaint = log.activities.names.map { complaints.contains($0) }
    let count = log.activities.codes.count { $0 >= 0 && isComplaint[Int($0)] }
    try InsightRefusal.check(count, of: "complaints", atLeast: InsightInput.fewest)
    let (calendar, series) = DaySeries.all(of: log, complaints: complaints)
    let incidents = incidents(series, seed: input.options.seed)
    chapter.say(
      .note,
      """
      Complaints are \(.list(complaints.map { Sentence.words($0) })): \(.count(count)) events, beside \
      \(.count(log.count - count)) others.
      """)
    if incidents.isEmpty {
      chapter.say(.answer, "On no days do complaints stand out from their share of the events.")
    }
    for incident in incidents { chapter.say(.item, words(incident, in: calendar)) }
    let products = products(log, complaints)
    for row in products.standing {
      chapter.say(.item, words(row.row, isPerOrder: products.isPerOrder))
    }
    chapter.say(
      .trust,
      """
      \(.count(series.count + products.all.count)) series were looked at; of what is named, about \
      \(.setting(falseDiscoveries, .percent)) is chance. The days are those on which the complaints \
      stand out, which may begin after the fault did: few use what is broken at first. Of each kind \
      of complaint only the strongest days are told.
      """)
    chapter.add("complaints", .count(count))
    chapter.add("incidents", .count(incidents.count))
    chapter.add(table(incidents, in: calendar))
    if !products.all.isEmpty { chapter.add(productTable(products.all, products.isPerOrder)) }
  }

  private static func complaints(_ input: InsightInput) throws -> [String] {
    let names = input.log.activities.names
    for name in input.options.complaints where !names.contains(name) {
      throw ArgumentError(
        "--complaint", found: "\"\(name)\"", allowed: "an activity of the log",
        nearest: NearestName.of(name, among: names))
    }
    guard input.options.complaints.isEmpty else { return input.options.complaints }
    let guessed = names.filter { name in
      let plain = LogRole.plain(name)
      return words.contains { plain.contains($0) }
    }
    guard !guessed.isEmpty else {
      throw InsightRefusal(
        "No activity sounds like a complaint; name those that are by --complaint.")
    }
    return guessed
  }

  /// The windows that stand out, one for each kind of complaint, with the part of the log to which
  /// it is confined.
  private static func incidents(_ series: [DaySeries], seed: UInt64) -> [Incident] {
    let scanned = series.enumerated().compactMap { number, series in
      IncidentScan(series, seed: seed, number: number).map { (series: series, scan: $0) }
    }
    guard !scanned.isEmpty else { return [] }
    let adjusted = Correction.benjaminiHochberg.adjust(scanned.map(\.scan.pValue))
    let significant = zip(scanned, adjusted).filter { $0.1 < falseDiscoveries }
      .map { Incident(series: $0.0.series, scan: $0.0.scan, adjusted: $0.1) }
    var named: [Incident] = []
    for complaint in series.map(\.complaint)
    where !named.contains(where: { $0.series.complaint == complaint }) {
      let same = significant.filter { $0.series.complaint == complaint }
      guard
        var chosen = same.first(where: { $0.series.scope == nil })
          ?? same.min(by: { $0.scan.pValue < $1.scan.pValue })
      else { continue }
      chosen.scope = chosen.series.scope ?? confined(chosen, series)
      named.append(chosen)
    }
    return named.sorted { $0.scan.days.lowerBound < $1.scan.days.lowerBound }
  }

  /// The part of the log in which nearly all complaints of an incident lie, though it is a minor
  /// part of what happens; the one with the least else.
  private static func confined(_ incident: Incident, _ series: [DaySeries]) -> DaySeries.Scope? {
    let days = incident.scan.days
    func exposure(_ series: DaySeries) -> Double { days.reduce(0) { $0 + series.exposures[$1] } }
    let all = exposure(incident.series)
    return series.filter { part in
      guard part.scope != nil, part.complaint == incident.series.complaint else { return false }
      let count = days.reduce(0) { $0 + part.counts[$1] }
      return Double(count) >= 0.95 * Double(incident.scan.count) && exposure(part) < 0.7 * all
    }.min { exposure($0) < exposure($1) }?.scope
  }

  private static func products(
    _ log: EventLog, _ complaints: [String]
  ) -> (
    standing: [(row: ProductComplaints.Row, adjusted: Double)],
    all: [(row: ProductComplaints.Row, adjusted: Double)], isPerOrder: Bool
  ) {
    guard let found = ProductComplaints(log, complaints: complaints) else { return ([], [], true) }
    let adjusted = Correction.benjaminiHochberg.adjust(found.rows.map(\.pValue))
    let all = zip(found.rows, adjusted).map { (row: $0, adjusted: $1) }
    return (all.filter { $0.adjusted < falseDiscoveries }, all, found.isPerOrder)
  }

  private static func words(_ incident: Incident, in calendar: DaySeries.Calendar) -> Sentence {
    let scan = incident.scan
    let days = calendar.days(of: scan.days)
    let place: Sentence =
      incident.scope.map { "where \($0.column) is \(Sentence.words($0.name))" } ?? "everywhere"
    let seen: Sentence =
      scan.firstSeen.map {
        ", first to be seen on \(InsightInput.date(calendar.days(of: $0...$0).upperBound))"
      } ?? ""
    return """
      \(.words(incident.series.complaint)) \(place), \
      \(InsightInput.date(days.lowerBound)) to \
      \(InsightInput.date(days.upperBound)): \(.count(scan.count)) for \
      \(.fixed(scan.expected, decimals: scan.expected < 10 ? 1 : 0)) expected\(seen) \
      (\(.probability(incident.adjusted))).
      """
  }

  private static func words(_ row: ProductComplaints.Row, isPerOrder: Bool) -> Sentence {
    let seen: Sentence =
      row.firstSeen.map { ", first to be seen on \(InsightInput.date($0))" } ?? ""
    return """
      \(.words(row.product)): \(.number(row.rate)) \(.words(row.complaint)) per \
      \(isPerOrder ? "order" : "event") for \(.number(row.otherRate)) of the other products\(seen).
      """
  }

  private static func table(_ incidents: [Incident], in calendar: DaySeries.Calendar)
    -> InsightTable
  {
    InsightTable(
      "incidents.csv", row: "kind of complaint that stands out", of: incidents, shown: 0,
      [
        .words("complaint", "Activity that is a complaint.") { $0.series.complaint },
        .words("column", "Column by which it is confined, if it is.") { $0.scope?.column },
        .words("name", "Name in that column.") { $0.scope?.name },
        .words("first_day", "First day on which complaints stand out.") {
          InsightInput.date(calendar.days(of: $0.scan.days).lowerBound)
        },
        .words("last_day", "Last such day.") {
          InsightInput.date(calendar.days(of: $0.scan.days).upperBound)
        },
        .words("first_seen", "Day by which the complaints until then told.") {
          $0.scan.firstSeen.map { InsightInput.date(calendar.days(of: $0...$0).upperBound) }
        },
        .value("complaints", "Complaints on these days.") { .count($0.scan.count) },
        .value("expected", "Complaints at the rate of the other days.") {
          .fixed($0.scan.expected, decimals: 1)
        },
        .value("p_adjusted", "p-value, adjusted for false discoveries.") { .pValue($0.adjusted) },
      ])
  }

  private static func productTable(
    _ rows: [(row: ProductComplaints.Row, adjusted: Double)], _ isPerOrder: Bool
  ) -> InsightTable {
    let unit = isPerOrder ? "order" : "other event"
    return InsightTable(
      "product_complaints.csv", row: "product × kind of complaint, the most striking first",
      of: rows, shown: 10,
      [
        .words("product", "Name of the product.") { $0.row.product },
        .words("complaint", "Activity that is a complaint.") { $0.row.complaint },
        .value("complaints", "Complaints about the product.") { .count($0.row.complaints) },
        .value("orders", isPerOrder ? "orders" : "events", "Each \(unit) of the product.") {
          .count($0.row.orders)
        },
        .value("rate", "Complaints per \(unit).") { .number($0.row.rate) },
        .value("other_rate", "others", "The same of all other products.") {
          .number($0.row.otherRate)
        },
        .value("p_adjusted", "adjusted p", "p-value, adjusted for false discoveries.") {
          .pValue($0.adjusted)
        },
        .words("first_seen", "first seen", "Day on which it could first be seen.") {
          $0.row.firstSeen.map { InsightInput.date($0) }
        },
      ])
  }
}
