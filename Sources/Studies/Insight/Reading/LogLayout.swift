import Experiments
import Support

/// Where a log keeps what the roles name, by the options or by usual names.
struct LogLayout {
  private(set) var places: [LogRole: Int] = [:]
  private(set) var segments: [Int] = []
  private(set) var columns: [LogAccount.Column] = []

  /// Finds the columns.
  /// - Throws: `ArgumentError` for a column that is not there, or a needed role without one.
  init(_ reader: CSVReader, options: EventLogOptions) throws(ArgumentError) {
    let plain = reader.header.map(LogRole.plain)
    var taken: Set<Int> = []
    for role in LogRole.allCases {
      guard let name = options.columns[role], !name.isEmpty else { continue }
      let place = try TableColumns.find(name, in: reader)
      take(role, place, reader, isGuessed: false)
      taken.insert(place)
    }
    for role in LogRole.allCases where options.columns[role] == nil {
      let guess = role.usualNames.lazy.compactMap { plain.firstIndex(of: $0) }
        .first { !taken.contains($0) }
      if let guess {
        take(role, guess, reader, isGuessed: true)
        taken.insert(guess)
      }
    }
    for role in LogRole.allCases where role.isNeeded && places[role] == nil {
      throw ArgumentError(
        file: reader.file, row: 1,
        found: "no column for the \(role.rawValue) among "
          + reader.header.prefix(12).map { "\"\($0)\"" }.joined(separator: ", "),
        allowed: "its name by --\(role.rawValue) COLUMN")
    }
    if let named = options.segments {
      for name in named { segments.append(try TableColumns.find(name, in: reader)) }
    } else {
      segments = LogRole.usualSegments.compactMap { plain.firstIndex(of: $0) }
        .filter { !taken.contains($0) }
    }
    columns += segments.map {
      LogAccount.Column(
        role: "segment", column: reader.header[$0], isGuessed: options.segments == nil)
    }
  }

  private mutating func take(
    _ role: LogRole, _ place: Int, _ reader: CSVReader, isGuessed: Bool
  ) {
    places[role] = place
    columns.append(
      LogAccount.Column(role: role.rawValue, column: reader.header[place], isGuessed: isGuessed))
  }
}
