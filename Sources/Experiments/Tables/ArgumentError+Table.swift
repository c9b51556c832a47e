package import Support

extension ArgumentError {
  /// Describes a fault in a CSV table or in what was asked of it.
  ///
  /// Rows are counted as a spreadsheet does, the header being row 1.
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
