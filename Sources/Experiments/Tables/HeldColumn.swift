import Support

/// A column that is kept whole, with what its cells may be.
struct HeldColumn: Hashable {
  enum Kind {
    case number
    /// 0 or 1.
    case flag
    /// A number that is not negative.
    case time
  }

  var name: String
  var kind = Kind.number

  static func columns(of metric: MethodOptions.Metric) -> [HeldColumn] {
    guard case .survival(let event, _) = metric.source else {
      return [HeldColumn(name: metric.column)]
    }
    return [HeldColumn(name: metric.column, kind: .time), HeldColumn(name: event, kind: .flag)]
  }

  func value(_ reader: borrowing CSVReader, column: Int) throws(ArgumentError) -> Double {
    switch kind {
    case .number: return try TableTally.number(reader, column: column)
    case .flag: return try TableTally.flag(reader, column: column)
    case .time:
      let value = try TableTally.number(reader, column: column)
      guard value >= 0 else {
        throw TableTally.fault(reader, column: column, allowed: "a time that is not negative")
      }
      return value
    }
  }
}
