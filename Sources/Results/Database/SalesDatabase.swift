import Experiments
package import Foundation
import Studies
import Support

/// A shop's own tables of a run in one SQLite file.
///
/// Customers, sessions, orders, their lines and refunds, with a view for each common question.
/// Nothing that only a simulation knows is in it.
package struct SalesDatabase {
  private let file: SQLiteFile
  private let customers, sessions, orders, lines, refunds: SQLiteFile.Statement
  private var customer = Customer(number: -1)
  private var sessionCount = 0
  private var orderCount = 0

  /// What is known of the customer whose events are being read.
  private struct Customer {
    var number: Int
    var last = -Double.infinity
    var session: Session?
    var basket: [(product: String, quantity: Int)] = []
    var order: Int?
  }

  private struct Session {
    var number: Int
    var start: String
    var end: String
    var events = 0
    var orders = 0
  }

  /// Writes the tables of a run's folder to a file, which appears when it is whole.
  /// - Throws: `ArgumentError` for a folder without `events.csv`, `ResultsError` when the disk
  ///   refuses.
  package static func write(run folder: URL, to file: URL) throws {
    let events = folder.appending(path: "events.csv").path
    guard FileManager.default.fileExists(atPath: events) else {
      throw ArgumentError(
        folder.relativePath, found: "no events.csv",
        allowed: "the folder of a run that was made with --events")
    }
    let staging = try Staging(for: file.absoluteURL.deletingLastPathComponent())
    do {
      var database = try SalesDatabase(
        SQLiteFile(staging.folder.appending(path: file.lastPathComponent).path))
      try database.fill(CSVReader(path: events), folder: folder)
      try database.finish()
      try staging.commit()
    } catch {
      staging.discard()
      throw error
    }
  }

  private init(_ file: SQLiteFile) throws(ResultsError) {
    self.file = file
    try file.execute(SalesSchema.tables)
    customers = try file.prepare("INSERT OR IGNORE INTO customers VALUES (?, ?, ?, ?, ?)")
    sessions = try file.prepare("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)")
    orders = try file.prepare("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)")
    lines = try file.prepare("INSERT INTO lines VALUES (?, ?, ?)")
    refunds = try file.prepare("INSERT INTO refunds VALUES (?, ?, ?, ?)")
  }

  private mutating func fill(_ opened: CSVReader, folder: URL) throws {
    try fillCustomers(folder.appending(path: "customers.csv").path)
    var reader = opened
    func place(_ name: String) throws(ArgumentError) -> Int {
      try TableColumns.find(name, in: reader)
    }
    let (number, time, kind) = (try place("case_id"), try place("timestamp"), try place("event"))
    let (arm, channel) = (try place("arm"), try place("channel"))
    let (product, amount) = (try place("product"), try place("amount"))
    while try reader.next() {
      let kindName = reader.text(at: kind)
      guard kindName != "censored" else { continue }
      guard let found = reader.number(at: number).flatMap({ Int(exactly: $0) }),
        case let stamp = reader.text(at: time), let seconds = TimeText.iso.seconds(stamp)
      else {
        throw ArgumentError(
          file: reader.file, row: reader.row,
          found: "\(reader.quoted(at: number)) at \(reader.quoted(at: time))",
          allowed: "the number of a customer and a time")
      }
      if found != customer.number {
        try closeSession()
        customer = Customer(number: found)
        try customers.run(
          .whole(found), .text(stamp), .text(reader.text(at: arm)),
          .text(reader.text(at: channel)), .null)
      }
      if seconds - customer.last > SessionRule.longestPause {
        try closeSession()
        sessionCount += 1
        customer.session = Session(number: sessionCount, start: stamp, end: stamp)
      }
      customer.last = seconds
      customer.session?.end = stamp
      customer.session?.events += 1
      switch kindName {
      case "add_item": change(reader.text(at: product), by: 1)
      case "remove_item": change(reader.text(at: product), by: -1)
      case "order": try order(stamp, reader.number(at: amount) ?? 0)
      case "refund":
        try refunds.run(
          customer.order.map { .whole($0) } ?? .null, .whole(found), .text(stamp),
          .number(-(reader.number(at: amount) ?? 0)))
      default: break
      }
    }
    try closeSession()
  }

  /// Takes the customers that the run wrote, with those whose events are none.
  private func fillCustomers(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    var reader = try CSVReader(path: path)
    var places: [Int] = []
    for name in ["case_id", "arrival", "arm", "channel", "segment"] {
      places.append(try TableColumns.find(name, in: reader))
    }
    while try reader.next() {
      guard let number = reader.number(at: places[0]).flatMap({ Int(exactly: $0) }) else {
        continue
      }
      try customers.run(
        .whole(number), .text(reader.text(at: places[1])), .text(reader.text(at: places[2])),
        .text(reader.text(at: places[3])), .text(reader.text(at: places[4])))
    }
  }

  private mutating func change(_ product: String, by quantity: Int) {
    guard let place = customer.basket.firstIndex(where: { $0.product == product }) else {
      if quantity > 0 { customer.basket.append((product, quantity)) }
      return
    }
    customer.basket[place].quantity += quantity
    if customer.basket[place].quantity <= 0 { customer.basket.remove(at: place) }
  }

  private mutating func order(_ stamp: String, _ amount: Double) throws(ResultsError) {
    orderCount += 1
    customer.order = orderCount
    customer.session?.orders += 1
    try orders.run(
      .whole(orderCount), .whole(customer.number), .whole(customer.session?.number ?? 0),
      .text(stamp), .whole(customer.basket.reduce(0) { $0 + $1.quantity }), .number(amount))
    for line in customer.basket {
      try lines.run(.whole(orderCount), .text(line.product), .whole(line.quantity))
    }
    customer.basket = []
  }

  private mutating func closeSession() throws(ResultsError) {
    guard let session = customer.session else { return }
    try sessions.run(
      .whole(session.number), .whole(customer.number), .text(session.start), .text(session.end),
      .whole(session.events), .whole(session.orders))
    customer.session = nil
  }

  private func finish() throws(ResultsError) {
    try file.execute(SalesSchema.indices)
    try file.execute(SalesSchema.views)
    try file.finish()
  }
}
