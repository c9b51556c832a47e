import Support

/// A line from a child, taken apart only as far as it is looked at.
///
/// Lines may be long and are not to be trusted: finding the members takes one pass, no recursion,
/// and no memory beyond their positions.
struct ExternalAnswer {
  /// Rows of numbers, one after another, and the length of each.
  struct Rows {
    var values: [Double] = []
    var lengths: [Int] = []
  }

  private let members: [(key: String, value: ArraySlice<UInt8>)]

  /// Finds the members of an object; nil if the line is none.
  init?(_ line: [UInt8]) {
    var reader = ByteReader(line[...])
    guard let members = reader.members() else { return nil }
    self.members = members
  }

  func text(_ key: String) -> String? { value(key)?.text }
  func integer(_ key: String) -> Int? { value(key)?.number.flatMap { Int(exactly: $0) } }
  func texts(_ key: String) -> [String] { value(key)?.elements?.compactMap(\.text) ?? [] }

  /// A member as it was written.
  func raw(_ key: String) -> ArraySlice<UInt8>? { members.last { $0.key == key }?.value }

  /// The numbers of a member that is a list of lists; NaN and infinities are taken as they are.
  func rows(_ key: String) -> Rows? {
    guard let bytes = raw(key) else { return nil }
    var reader = ByteReader(bytes)
    return reader.rows()
  }

  /// The value of a member, if it is not long.
  private func value(_ key: String) -> JSON? {
    raw(key).flatMap { try? JSON.parse($0, size: 1 << 16) }
  }
}
