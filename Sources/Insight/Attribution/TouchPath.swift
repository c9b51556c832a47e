/// The touchpoints on the way to an order, or to none: channels with their times.
package struct TouchPath: Sendable, Equatable {
  /// Code of the channel of each touch, in time order.
  package var channels: [Int32]
  /// Seconds since 1970.
  package var times: [Double]
  /// Time of the order; nil for a path that ends without one.
  package var orderTime: Double?
  package var money: Double

  package init(
    channels: [Int32], times: [Double], orderTime: Double? = nil, money: Double = 0
  ) {
    self.channels = channels
    self.times = times
    self.orderTime = orderTime
    self.money = money
  }

  /// Reads the paths of a log: each order ends one, and what follows the last order is one without.
  ///
  /// A session is a touch of its channel, and so is a change of channel within it. A second order
  /// of a session goes to the touch of that session.
  package static func paths(in log: EventLog, channels: EventLog.Labels) -> [TouchPath] {
    var paths: [TouchPath] = []
    for index in log.cases.indices {
      var path = TouchPath(channels: [], times: [])
      var current: (channel: Int32, time: Double)?
      for event in log.events(of: index) {
        if log.beginsSession(event, of: index) { current = nil }
        let channel = channels.codes[event]
        if channel >= 0, channel != current?.channel {
          current = (channel, log.times[event])
          path.channels.append(channel)
          path.times.append(log.times[event])
        }
        guard log.isOrder[event] else { continue }
        if path.channels.isEmpty, let current {
          path.channels = [current.channel]
          path.times = [current.time]
        }
        path.orderTime = log.times[event]
        path.money = log.money(event)
        paths.append(path)
        path = TouchPath(channels: [], times: [])
      }
      if !path.channels.isEmpty { paths.append(path) }
    }
    return paths
  }
}

/// Paths of equal channels counted together.
package struct PathCount: Sendable, Equatable {
  package var channels: [Int32]
  /// All paths, and those that end in an order.
  package var count: Double
  package var orders: Double

  package init(channels: [Int32], count: Double, orders: Double) {
    self.channels = channels
    self.count = count
    self.orders = orders
  }

  package static func of(_ paths: [TouchPath]) -> [PathCount] {
    var counts: [[Int32]: (count: Double, orders: Double)] = [:]
    for path in paths {
      counts[path.channels, default: (0, 0)].count += 1
      if path.orderTime != nil { counts[path.channels, default: (0, 0)].orders += 1 }
    }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { PathCount(channels: $0.key, count: $0.value.count, orders: $0.value.orders) }
  }
}
