import Support

/// Cells that are written again and again, encoded once.
struct Labels: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private(set) var longest = 0

  init(_ labels: [String]) {
    for label in labels {
      let text = CSVCell.encode(label)
      bytes.append(contentsOf: text.utf8)
      starts.append(bytes.count)
      longest = max(longest, text.utf8.count)
    }
  }

  /// Writes a label into reserved room; an index beyond the last writes an empty cell.
  @inline(__always)
  func put(_ index: Int, into buffer: inout ByteBuffer) {
    guard index &+ 1 < starts.count else { return }
    var place = starts[index]
    let end = starts[index &+ 1]
    while place < end {
      buffer.put(bytes[place])
      place &+= 1
    }
  }
}
