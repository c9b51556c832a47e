/// What a customer's orders come to: repeat orders, when the last one was, how long we have known
/// the customer, and what a repeat order is worth.
package struct RepeatBuying: Sendable, Equatable {
  /// Place of the customer in the log.
  package var index: Int
  /// Days with an order after the first.
  package var repeats: Int
  /// Weeks from the first order to the last.
  package var lastWeek: Double
  /// Weeks from the first order to the end of observation.
  package var weeks: Double
  /// Mean money of a day with repeat orders; nil without one.
  package var meanValue: Double?
  /// Days with an order after the end of observation.
  package var later: Int

  package init(
    index: Int, repeats: Int, lastWeek: Double, weeks: Double, meanValue: Double? = nil,
    later: Int = 0
  ) {
    self.index = index
    self.repeats = repeats
    self.lastWeek = lastWeek
    self.weeks = weeks
    self.meanValue = meanValue
    self.later = later
  }

  /// Gathers the buyers whose first order came by the end of a day, counted from 1970; orders of
  /// one day are one purchase, as the model knows no two at once.
  package static func buyers(
    in log: EventLog, untilDay end: Int
  ) -> [RepeatBuying] {
    log.cases.indices.compactMap { index in
      var days: [(day: Int, money: Double)] = []
      for event in log.events(of: index) where log.isOrder[event] {
        let day = EventLog.day(log.times[event])
        if days.last?.day != day { days.append((day, 0)) }
        days[days.count - 1].money += log.money(event)
      }
      guard let first = days.first?.day, first <= end else { return nil }
      let seen = days.prefix { $0.day <= end }
      let paid = seen.dropFirst().map(\.money)
      return RepeatBuying(
        index: index, repeats: seen.count - 1,
        lastWeek: Double((seen.last?.day ?? first) - first) / 7, weeks: Double(end - first) / 7,
        meanValue: paid.isEmpty ? nil : paid.reduce(0, +) / Double(paid.count),
        later: days.count - seen.count)
    }
  }
}

extension RepeatBuying {
  /// What the model knows of a buyer.
  struct History: Hashable, Comparable {
    var repeats: Int
    var lastWeek: Double
    var weeks: Double

    static func < (left: History, right: History) -> Bool {
      if left.repeats != right.repeats { return left.repeats < right.repeats }
      return (left.lastWeek, left.weeks) < (right.lastWeek, right.weeks)
    }
  }

  var history: History { History(repeats: repeats, lastWeek: lastWeek, weeks: weeks) }

  /// Counts buyers of equal history together, in a fixed order, so that sums round alike in every
  /// run; the model knows no difference between them.
  static func histories(of buyers: [RepeatBuying]) -> [(buyer: RepeatBuying, count: Double)] {
    var counts: [History: Int] = [:]
    for buyer in buyers {
      counts[buyer.history, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { history, count in
      let buyer = RepeatBuying(
        index: 0, repeats: history.repeats, lastWeek: history.lastWeek, weeks: history.weeks)
      return (buyer, Double(count))
    }
  }
}
