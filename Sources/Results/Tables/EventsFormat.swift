/// How events are written.
package enum EventsFormat: String, CaseIterable, Sendable {
  case csv, parquet

  package var file: String { "events.\(rawValue)" }

  /// What decides the bytes of the file beside the events; nothing for CSV.
  package var parts: [String] {
    switch self {
    case .csv: []
    case .parquet: ["events.parquet \(ParquetCodec.name)"]
    }
  }
}
