package import Support

extension ArgumentError {
  /// Describes a fault in a CSV table or in what was asked of it.
  /// - Parameters:
  ///   - file: The file as the caller named it.
  ///   - row: Row as a spreadsheet counts them, the header being row 1; nil when it is not about
  ///     one row.
  ///   - column: Name of the column, or nil when it is not about one column.
  ///   - found: What was found.
  ///   - allowed: What is allowed.
  ///   - nearest: The nearest valid name, where a name was not found.
  package init(
    file: String, row: Int? = nil, column: String? = nil, found: String, allowed: String,
    nearest: String? = nil
  ) {
    var place = file
    if let row { place += ", row \(row)" }
    if let column { place += ", column \"\(column)\"" }
    self.init(place, found: found, allowed: allowed, nearest: nearest)
  }
}
