import Foundation

extension Study {
  /// The outcome as JSON; numbers that are not finite are kept by name.
  package static func encoded(_ outcome: Outcome) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(outcome), as: UTF8.self)
  }

  /// Reads an outcome that was written by ``encoded(_:)``.
  /// - Throws: `DecodingError` for anything else.
  package static func decoded(_ json: String) throws -> Outcome {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(Outcome.self, from: Data(json.utf8))
  }
}
