import Support

struct MarketDecoder {
  let context: DecodingContext

  /// The day on which the period begins where a file names none: a Monday.
  private static let standardStart = CalendarDay(daysSinceEpoch: 20_458)

  /// Customers of one market are numbered in 32 bits.
  private static let mostCustomers = 4e9

  func decode(_ cursor: Cursor) -> Market {
    let horizon = cursor["horizon"].hours ?? 1
    let arrivals = arrivals(cursor["arrivals"])
    if let until = arrivals.untilHours, until > horizon {
      let place = cursor["arrivals"]["until"]
      context.log.report(
        place.valueMark, "customers cannot come `until` a time after the market's end",
        note: "the horizon is `\(cursor["horizon"].text?.shortened ?? "")`")
    }
    let span = min(arrivals.untilHours ?? horizon, horizon)
    if case .ratePerHour(let rate) = arrivals.size, rate * span > Self.mostCustomers {
      let place = cursor["arrivals"]["rate"]
      context.log.report(
        place.valueMark, "`rate` over the horizon brings more than 4,000,000,000 customers")
    }
    return Market(
      horizonHours: horizon, currency: context.currency,
      start: cursor["start"].read { text throws(ValueFault) in try Quantities.date(text) }
        ?? Self.standardStart, arrivals: arrivals, channels: channels(cursor["channels"]))
  }

  private func arrivals(_ cursor: Cursor) -> Arrivals {
    let size: Arrivals.Size =
      if let customers = cursor["customers"].whole {
        .customers(customers)
      } else {
        .ratePerHour(
          cursor["rate"].read { text throws(ValueFault) in
            try Quantities.ratePerHour(text, .notNegative)
          } ?? 1)
      }
    let weekly = cursor["weekly"]
    let days =
      weekly.tree?.mapping == nil
      ? numbers(weekly, count: 7) : FileShape.days.map { weekly[$0].number ?? 1 }
    let daily = cursor["daily"]
    let pattern = daily.isPresent ? DailyPattern(rawValue: daily.text ?? "") : .flat
    return Arrivals(
      size: size, untilHours: cursor["until"].hours, weekly: normalised(days, weekly),
      daily: normalised(pattern?.weights ?? numbers(daily, count: 24), daily))
  }

  private func numbers(_ cursor: Cursor, count: Int) -> [Double] {
    let numbers = cursor.items.compactMap(\.number)
    return numbers.count == count ? numbers : [Double](repeating: 1, count: count)
  }

  private func normalised(_ weights: [Double], _ cursor: Cursor) -> [Double] {
    let mean = weights.reduce(0, +) / Double(weights.count)
    guard mean > 0 else {
      context.log.report(cursor.mark, "`\(cursor.key)` has no weight above 0")
      return weights
    }
    return weights.map { $0 / mean }
  }

  private func channels(_ cursor: Cursor) -> [Channel] {
    guard !cursor.entries.isEmpty else { return [Channel(name: "direct", share: 1, cost: .zero)] }
    context.checkSum(
      of: cursor.entries.map { $0["share"].share() }, named: cursor.key, at: cursor.mark)
    return cursor.entries.map {
      Channel(
        name: $0.key, share: $0["share"].share() ?? 0,
        cost: $0["cost"].money(context.currency) ?? .zero)
    }
  }
}
