import Support

/// A column of a result file: its name in the header and what stands in it.
package struct Column: Sendable, Equatable {
  /// The name in the header.
  package var name: String
  /// What stands in it, with its unit.
  package var meaning: String

  /// Declares a column.
  package init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}

/// The header of a result file, declared once for the writer and for the data dictionary.
package struct ColumnSet: Sendable, Equatable {
  /// Name of the file.
  package let file: String
  /// What one row stands for.
  package let row: String
  /// The columns from left to right; names differ.
  package let columns: [Column]

  /// Declares a file's columns; a name that is taken already gets a number after it.
  package init(file: String, row: String, columns: [Column]) {
    self.file = file
    self.row = row
    var taken: Set<String> = []
    self.columns = columns.map { column in
      var name = column.name
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(column.name)_\(number)"
        number += 1
      }
      return Column(name, column.meaning)
    }
  }

  /// The header line with its line feed.
  package var header: String {
    columns.map { CSVCell.encode($0.name) }.joined(separator: ",") + "\n"
  }
}
