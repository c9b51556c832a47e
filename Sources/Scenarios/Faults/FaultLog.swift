/// Collects faults while a scenario is checked, so that one pass finds all of them.
final class FaultLog {
  /// A fault before its source line is looked up.
  struct Record: Hashable {
    var mark: Mark
    var message: String
    var note: String?
  }

  private(set) var records: [Record] = []
  private var seen: Set<Record> = []
  private let silenced: Set<Record>

  /// Starts a log that drops what another one has reported already.
  init(silencing other: FaultLog? = nil) {
    silenced = other?.seen ?? []
  }

  var isEmpty: Bool { records.isEmpty }

  /// Reports a fault, once.
  func report(_ mark: Mark, _ message: String, note: String? = nil) {
    let record = Record(mark: mark, message: message, note: note)
    guard !silenced.contains(record), seen.insert(record).inserted else { return }
    records.append(record)
  }

  /// Reports what is wrong with the text of a value called by its key.
  func report(_ fault: ValueFault, of subject: String, at mark: Mark) {
    let place = fault.range.map { mark.part(from: $0.lowerBound, length: $0.count) } ?? mark
    report(place, "`\(subject)` \(fault.message)", note: fault.note)
  }

  /// The faults in the order of their places: those of the file first, then those of `--set`.
  func faults(in sources: Sources) -> ScenarioFaults {
    let ordered = records.enumerated().sorted { left, right in
      (sources.rank(of: left.element.mark.file), left.element.mark, left.offset)
        < (sources.rank(of: right.element.mark.file), right.element.mark, right.offset)
    }
    return ScenarioFaults(
      faults: ordered.map { _, record in
        Fault(
          file: record.mark.file, line: record.mark.line, column: record.mark.column,
          length: record.mark.length, message: record.message, note: record.note,
          sourceLine: sources.line(record.mark.line, of: record.mark.file))
      })
  }
}
