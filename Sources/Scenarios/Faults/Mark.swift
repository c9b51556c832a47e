/// A stretch of one line of a scenario file.
struct Mark: Sendable, Hashable {
  /// Name of the file, or `--set` for changes given on the command line.
  var file: String
  /// Line, from 1.
  var line: Int
  /// Column in Unicode scalars, from 1.
  var column: Int
  /// Unicode scalars that are meant; at least 1.
  var length: Int

  /// Narrows the mark to a part of the text that it covers.
  func part(from offset: Int, length: Int) -> Mark {
    Mark(file: file, line: line, column: column + offset, length: max(1, length))
  }

  /// The place at a line and column, both from 1, of a text that begins at this mark.
  func moved(toLine line: Int, column: Int, length: Int = 1) -> Mark {
    Mark(
      file: file, line: self.line + line - 1,
      column: line == 1 ? self.column + column - 1 : column, length: length)
  }
}

extension Mark: Comparable {
  /// Orders by file, then by place in it.
  static func < (left: Mark, right: Mark) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}
