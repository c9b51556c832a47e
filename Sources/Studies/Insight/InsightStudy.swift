import Foundation
import Insight
import Simulation
package import Support

/// What a business reads from its customers' tracks: each part learns from the log alone; the truth
/// stands beside it where the log is a run's.
package struct InsightStudy: Study {
  private let file: String
  private let runFolder: URL?
  private let reading: EventLogOptions
  private let options: InsightOptions
  private let threads: Int
  private let parts: [any InsightPart.Type]

  /// Checks what is asked of a log, or of the folder of a run with `events.csv`.
  /// - Throws: `ArgumentError` for an unknown part, or a folder without the table.
  package init(
    path: String, reading: EventLogOptions = EventLogOptions(),
    options: InsightOptions = InsightOptions(), threads: Int = 1
  ) throws(ArgumentError) {
    var isFolder = ObjCBool(false)
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue {
      let folder = URL(filePath: path)
      file = folder.appending(path: "events.csv").relativePath
      runFolder = folder
      guard FileManager.default.fileExists(atPath: file) else {
        throw ArgumentError(
          path, found: "a folder without events.csv",
          allowed: "a run that was made with --events (and with --customers-file for the truth)")
      }
    } else {
      file = path
      runFolder = nil
    }
    var parts: [any InsightPart.Type] = []
    for name in options.only {
      guard let part = InsightParts.all.first(where: { $0.name == name }) else {
        throw ArgumentError(
          "--only", found: "\"\(name)\"", allowed: InsightParts.names.joined(separator: ", "),
          nearest: NearestName.of(name, among: InsightParts.names))
      }
      parts.append(part)
    }
    self.parts = parts.isEmpty ? InsightParts.all : parts
    if let split = options.split, TimeText.iso.seconds(split) == nil {
      throw ArgumentError("--split", found: "\"\(split)\"", allowed: "a day such as 2026-01-31")
    }
    try ArgumentError.checkPositive("--within", options.within)
    try ArgumentError.checkPositive("--ahead", options.ahead)
    self.reading = reading
    self.options = options
    self.threads = threads
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> InsightResult {
    let read = try EventLogReader(path: file, options: reading)
    let input = InsightInput(
      log: read.log, account: read.account, options: options,
      truth: try runFolder.map { folder throws(ArgumentError) in try RunTruth(folder: folder) })
    let chapters = try ParallelPieces.map(parts.count, threads: threads) { index in
      guard !isCancelled() else { throw RunError(code: .cancelled) }
      let part = parts[index]
      var chapter = InsightChapter(part.name, part.heading)
      do {
        try part.answer(input, in: &chapter)
      } catch let refusal as InsightRefusal {
        chapter = InsightChapter(part.name, part.heading)
        chapter.say(.refusal, refusal.sentence)
      }
      return chapter
    }
    let span = read.log.span
    return InsightResult(
      account: read.account, events: read.log.count, cases: read.log.cases.count,
      orders: read.log.orders, firstDay: InsightInput.date(EventLog.day(span.first)),
      lastDay: InsightInput.date(EventLog.day(span.last)),
      hasTruth: input.truth.map { !$0.segments.isEmpty } ?? false, chapters: chapters)
  }
}

/// What the parts found in a log.
package struct InsightResult: Sendable, Codable, Equatable {
  package var account: LogAccount
  package var events: Int
  package var cases: Int
  package var orders: Int
  package var firstDay: String
  package var lastDay: String
  package var hasTruth: Bool
  package var chapters: [InsightChapter]
}
