import Support

/// The header of a result file and what stands under it, for the writer and the data dictionary.
package struct FileColumns: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    var name: String
    /// What stands in the column, with its unit.
    var meaning: String

    init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  package let file: String
  /// What one row stands for.
  let row: String
  let columns: [Entry]

  /// Declares a file's columns; a name that is taken already gets a number after it.
  init(file: String, row: String, columns: [Entry]) {
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
      return Entry(name, column.meaning)
    }
  }

  /// The header line with its line feed.
  var header: String { columns.map { CSVCell.encode($0.name) }.joined(separator: ",") + "\n" }
}
