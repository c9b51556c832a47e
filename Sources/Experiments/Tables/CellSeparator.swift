/// The byte between the cells of a table, found in its header.
enum CellSeparator {
  /// Separators in the order in which they are taken where two are as frequent.
  private static let known: [UInt8] = Array(",;\t|".utf8)

  /// The most frequent separator of the first line that is not blank, outside quotes.
  /// - Returns: The separator; nil while the line may go on.
  static func find(in bytes: ArraySlice<UInt8>, isLast: Bool) -> UInt8? {
    var counts = known.map { _ in 0 }
    var isQuoted = false
    var isBlank = true
    for byte in bytes {
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if isLineEnd, !isQuoted {
        if isBlank { continue }
        return mostFrequent(counts)
      }
      isBlank = false
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let index = known.firstIndex(of: byte) { counts[index] += 1 }
    }
    return isLast ? mostFrequent(counts) : nil
  }

  private static func mostFrequent(_ counts: [Int]) -> UInt8? {
    let most = counts.max() ?? 0
    return zip(known, counts).first { $0.1 == most }?.0
  }
}
