/// Products with more complaints than their orders explain.
package struct ProductComplaints: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var product: String
    package var complaint: String
    package var complaints: Int
    /// Orders of the product, or other events of it where orders do not name one.
    package var orders: Int
    /// Complaints per order of the product, and of all others.
    package var rate: Double
    package var otherRate: Double
    package var pValue: Double
    /// The day, since 1970, on which it could first be seen; nil when it could not.
    package var firstSeen: Int?
  }

  package let rows: [Row]
  /// Whether the rates are per order; else per other event of the product.
  package let isPerOrder: Bool

  private static let alarm = 0.001

  /// Compares every product with all others; nil without products or complaints about them.
  package init?(_ log: EventLog, complaints: [String]) {
    guard let products = log.products, products.names.count > 1 else { return nil }
    let isComplaint = log.activities.names.map { complaints.contains($0) }
    let named = (0..<log.count).count { log.isOrder[$0] && products.codes[$0] >= 0 }
    let isPerOrder = named * 2 > log.orders
    self.isPerOrder = isPerOrder
    func counts(_ event: Int) -> Bool {
      isPerOrder ? log.isOrder[event] : !log.activities.isAmong(isComplaint, event)
    }
    let size = products.names.count
    var orders = [Int](repeating: 0, count: size)
    for event in 0..<log.count where products.codes[event] >= 0 && counts(event) {
      orders[Int(products.codes[event])] += 1
    }
    let inTime = (0..<log.count).filter { products.codes[$0] >= 0 }
      .sorted { log.times[$0] == log.times[$1] ? $0 < $1 : log.times[$0] < log.times[$1] }
    let allOrders = orders.reduce(0, +)
    var rows: [Row] = []
    for complaint in complaints {
      guard let code = log.activities.code(of: complaint) else { continue }
      var found = [Int](repeating: 0, count: size)
      for event in inTime where log.activities.codes[event] == code {
        found[Int(products.codes[event])] += 1
      }
      let all = found.reduce(0, +)
      guard all > 0 else { continue }
      for product in 0..<size where orders[product] > 0 {
        let others = allOrders - orders[product]
        let share = Double(orders[product]) / Double(allOrders)
        let pValue = PoissonRates.upperTail(found[product], of: all, share: share)
        rows.append(
          Row(
            product: products.names[product], complaint: complaint, complaints: found[product],
            orders: orders[product], rate: Double(found[product]) / Double(orders[product]),
            otherRate: others > 0 ? Double(all - found[product]) / Double(others) : 0,
            pValue: pValue,
            firstSeen: pValue < Self.alarm
              ? Self.firstSeen(
                Int32(product), code, inTime, log, products, level: Self.alarm / Double(size),
                counts) : nil))
      }
    }
    guard !rows.isEmpty else { return nil }
    self.rows = rows.sorted {
      $0.pValue == $1.pValue ? $0.product < $1.product : $0.pValue < $1.pValue
    }
  }

  /// The day on which the events so far first told a product from the others.
  private static func firstSeen(
    _ product: Int32, _ complaint: Int32, _ inTime: [Int], _ log: EventLog,
    _ products: EventLog.Labels, level: Double, _ counts: (Int) -> Bool
  ) -> Int? {
    var (mine, all, orders, allOrders) = (0, 0, 0, 0)
    for event in inTime {
      let isMine = products.codes[event] == product
      if counts(event) {
        allOrders += 1
        if isMine { orders += 1 }
      }
      guard log.activities.codes[event] == complaint else { continue }
      all += 1
      guard isMine else { continue }
      mine += 1
      guard mine >= 3, allOrders > 0 else { continue }
      let share = Double(orders) / Double(allOrders)
      if PoissonRates.upperTail(mine, of: all, share: share) < level {
        return EventLog.day(log.times[event])
      }
    }
    return nil
  }
}

extension EventLog.Labels {
  /// Whether the name of an event is among chosen ones.
  func isAmong(_ chosen: [Bool], _ event: Int) -> Bool {
    codes[event] >= 0 && chosen[Int(codes[event])]
  }
}
