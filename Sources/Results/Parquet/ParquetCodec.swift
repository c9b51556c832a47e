/// How pages are compressed.
enum ParquetCodec: Sendable {
  case none
  case zstandard(Zstandard)

  /// By libzstd where the system has it.
  static let current: ParquetCodec = Zstandard.shared.map(ParquetCodec.zstandard) ?? .none

  /// What decides the bytes of a file beside its rows, such as `zstd 1.5.4`.
  static var name: String {
    switch current {
    case .none: "not compressed"
    case .zstandard(let library): "zstd \(library.version)"
    }
  }

  /// Number of the codec in the format.
  var number: Int {
    switch self {
    case .none: 0
    case .zstandard: 6
    }
  }

  func compressed(_ bytes: [UInt8]) throws(ResultsError) -> [UInt8] {
    guard case .zstandard(let library) = self else { return bytes }
    guard let compressed = library.compressed(bytes) else {
      throw ResultsError(
        action: "write", path: EventsFormat.parquet.file, reason: "libzstd failed")
    }
    return compressed
  }
}
