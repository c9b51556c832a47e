import CSQLite
import Foundation

/// A new SQLite file under way, written in one transaction by the system's library.
@safe
final class SQLiteFile {
  private var handle: OpaquePointer?
  private let path: String

  /// Makes the file.
  /// - Throws: ``ResultsError`` when the library refuses, as do all methods.
  init(_ path: String) throws(ResultsError) {
    self.path = path
    let status = unsafe sqlite3_open_v2(
      path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    try check(status)
    // The file gets its name only when it is whole: nothing has to be rolled back.
    try execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
    try execute("BEGIN")
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  func execute(_ sql: String) throws(ResultsError) {
    try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil))
  }

  func prepare(_ sql: String) throws(ResultsError) -> Statement {
    var statement: OpaquePointer?
    try check(
      unsafe sqlite3_prepare_v3(
        handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
    return unsafe Statement(statement, of: self)
  }

  /// Writes everything and closes the file.
  func finish() throws(ResultsError) {
    try execute("COMMIT")
    try check(unsafe sqlite3_close_v2(handle))
    unsafe handle = nil
  }

  fileprivate func check(_ status: Int32) throws(ResultsError) {
    guard status != SQLITE_OK, status != SQLITE_DONE, status != SQLITE_ROW else { return }
    let reason = unsafe handle.map { unsafe String(cString: sqlite3_errmsg($0)) }
    throw ResultsError(action: "write", path: path, reason: reason ?? "SQLite error \(status)")
  }

  /// An insertion that is made again and again with other values.
  @safe
  final class Statement {
    enum Value {
      case text(String)
      case whole(Int)
      case number(Double)
      case null
    }

    private let statement: OpaquePointer?
    private let file: SQLiteFile

    fileprivate init(_ statement: OpaquePointer?, of file: SQLiteFile) {
      unsafe self.statement = unsafe statement
      self.file = file
    }

    deinit { unsafe sqlite3_finalize(statement) }

    func run(_ values: Value...) throws(ResultsError) {
      for (index, value) in values.enumerated() {
        let place = Int32(index + 1)
        let status =
          switch value {
          case .text(let text): bind(text, at: place)
          case .whole(let number): unsafe sqlite3_bind_int64(statement, place, Int64(number))
          case .number(let number): unsafe sqlite3_bind_double(statement, place, number)
          case .null: unsafe sqlite3_bind_null(statement, place)
          }
        try file.check(status)
      }
      try file.check(unsafe sqlite3_step(statement))
      try file.check(unsafe sqlite3_reset(statement))
    }

    private func bind(_ text: String, at place: Int32) -> Int32 {
      var text = text
      return text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe csqlite_bind_text(
            statement, place, characters.baseAddress, Int32(characters.count))
        }
      }
    }
  }
}
